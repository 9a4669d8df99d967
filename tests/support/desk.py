"""A small office in a folder, for tests of routines: a ledger adopted, addresses typed, mails into a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from tests.support.sheets import Cell, workbook
from toolkit.domain.changes import ChangeSet, Value
from toolkit.domain.sheets import EVENTS
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.package.cells import cell, letters, number
from toolkit.ledger.package.session import Session
from toolkit.routines import adopt
from toolkit.routines.adopt import AdoptReport
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

TODAY = date(2026, 3, 18)
HEADER = (
    "编号",
    "督查事项",
    "事项来源",
    "批示人",
    "批示日期",
    "文号",
    "交办日期",
    "牵头单位",
    "完成时限",
    "办理情况",
    "反馈日期",
    "办结日期",
)
ROWS: tuple[tuple[Cell, ...], ...] = (
    (
        "A1",
        "推进学校建设",
        "领导批示",
        "市长",
        date(2026, 3, 2),
        None,
        date(2026, 3, 2),
        "市教育局",
        "2026年3月13日前",
        "推进中",
        None,
        None,
    ),
    (
        "A2",
        "整治道路积水",
        "政府常务会议",
        None,
        None,
        "第5次",
        date(2026, 3, 4),
        "市住建局",
        "2026年3月19日前",
        "推进中",
        None,
        None,
    ),
    (
        "A3",
        "化解信访积案",
        "领导批示",
        "市长",
        date(2026, 3, 5),
        None,
        date(2026, 3, 5),
        "市信访局",
        "2026年3月10日前",
        "推进中",
        date(2026, 3, 9),
        None,
    ),
    (
        "A4",
        "修剪行道树",
        "政府常务会议",
        None,
        None,
        "第5次",
        date(2026, 3, 5),
        "市教育局",
        "2026年12月31日前",
        "推进中",
        None,
        None,
    ),
)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def write_ledger(
    folder: Path, rows: Sequence[Sequence[Cell]] = ROWS, header: Sequence[str] = HEADER, name: str = "督查 台账.xlsx"
) -> Path:
    path = folder / name
    path.write_bytes(workbook(rows, header, title="2026年督查台账"))
    return path


def take(path: Path, today: date = TODAY, **options: object) -> AdoptReport:
    """adopt with nothing special asked."""
    chosen: dict[str, object] = {"sheet": None, "header_rows": None, "mapping": {}, "dry_run": False, **options}
    return adopt.run(path, Workspace.find(path, path.parent), today=today, progress=silent, **chosen)  # type: ignore[arg-type]


def type_cell(path: Path, sheet: str, where: str, value: object) -> None:
    """A clerk types one cell and saves: the file changes without the toolkit's knowing."""
    type_cells(path, sheet, {where: value})


def type_cells(path: Path, sheet: str, values: Mapping[str, object]) -> None:
    """A clerk types some cells and saves once; dates as text."""
    book = ClosedBook(path, path.parent / "nowhere")
    book.read()
    session = Session(book._opened()[0])
    writes: dict[int, dict[int, bytes]] = {}
    for where, value in values.items():
        column = number("".join(c for c in where if c.isalpha()))
        row = int("".join(c for c in where if c.isdigit()))
        content = cell(f"{letters(column)}{row}", 0, str(value) if isinstance(value, date) else value)
        writes.setdefault(row, {})[column] = content
    for row, cells in writes.items():
        session.sheet(sheet).write({row: cells}, set(cells))
    path.write_bytes(session.finish())


def type_addresses(path: Path) -> None:
    """A clerk fills the 联络员邮箱 of every unit."""
    table = ClosedBook(path, path.parent / "nowhere").read().own["单位通讯录"]
    for row, _ in table.rows:
        type_cell(path, table.sheet, f"{letters(table.columns['联络员邮箱'])}{row}", f"unit{row}@lyg.example")


def record(path: Path, *events: tuple[Value, ...]) -> None:
    """Rows of 过程记录: (时间, 编号, 单位, 环节, 方式, 内容, 经手人, 附件), shorter ones filled up."""
    book = ClosedBook(path, path.parent / "nowhere")
    book.read()
    book.change(ChangeSet(appended={EVENTS.name: [(*event, *[None] * (8 - len(event))) for event in events]}))
    path.write_bytes(book._data)
