"""duban carry-over: open items into next year's workbook, closed ones stay, nothing is sent from both."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.routines.test_intake import register
from tests.support.desk import ROWS, record, snapshot, take, type_addresses, type_cell, write_ledger
from toolkit.domain.changes import ChangeSet
from toolkit.domain.errors import LayoutError, LedgerBusy, LedgerError, UsageError
from toolkit.domain.item import as_text
from toolkit.domain.settings import read_settings
from toolkit.domain.sheets import EVENTS, INTAKE, PLAN, REGISTER, SETTINGS, UNITS
from toolkit.ledger.book import Workbook
from toolkit.ledger.closed import ClosedBook
from toolkit.routines import carry_over, daily, intake, release, remind
from toolkit.routines.carry_over import CarryOverReport
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

END = date(2026, 12, 28)
NEXT = "2027年台账.xlsx"


def run(path: Path, name: str = NEXT, today: date = END) -> CarryOverReport:
    space = Workspace.find(path, path.parent)
    return carry_over.run(path, space, to=path.parent / name, today=today, progress=silent)


def read(path: Path) -> Workbook:
    return ClosedBook(path, path.parent / "nowhere").read()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A1 and A3 open, A2 struck off (办结日期), A4 merged into another (并案)."""
    path = write_ledger(tmp_path)
    take(path)
    type_addresses(path)
    type_cell(path, "督查台账", "L4", date(2026, 5, 1))
    record(
        path,
        (date(2026, 3, 3), "A1", "市教育局", "签收"), (date(2026, 3, 9), "A2、A3", None, "电话催办"), (date(2026, 4, 1), "A2", None, "销号"),
        (date(2026, 4, 2), "A4", None, "并案", None, "并入A1", "主任"),
    )  # fmt: skip
    return path


def test_open_items_go_with_their_history_and_closed_ones_stay(ledger: Path) -> None:
    """Numbers kept, marked 结转 in both workbooks; every other sheet is there; the old items are all still there."""
    report = run(ledger)
    assert [item["id"] for item in report.data()["items"]] == ["A1", "A3"]  # type: ignore[attr-defined]
    assert report.stayed == 2
    old, new = read(ledger), read(ledger.parent / NEXT)
    assert [item.id for item in old.ledgers[0].items] == ["A1", "A2", "A3", "A4"]
    assert [(item.id, item.row) for item in new.ledgers[0].items] == [("A1", 3), ("A3", 4)]
    events = [(as_text(cells["编号"]), as_text(cells["环节"])) for _, cells in new.own[EVENTS.name].rows]
    assert events == [("A1", "签收"), ("A2、A3", "电话催办"), ("A1", "结转"), ("A3", "结转")]
    assert [as_text(cells["编号"]) for _, cells in old.own[EVENTS.name].rows][-2:] == ["A1", "A3"]
    assert set(new.own) == set(old.own)
    assert [cells for _, cells in new.own[UNITS.name].rows] == [cells for _, cells in old.own[UNITS.name].rows]
    assert {item.own["督办编号"] for item in new.ledgers[0].items} == {"A1", "A3"}


def test_the_cells_of_carried_items_are_the_same(ledger: Path) -> None:
    """What staff typed comes along letter by letter, and lights are judged anew."""
    before = {item.id: item.cells for item in read(ledger).ledgers[0].items}
    run(ledger)
    for item in read(ledger.parent / NEXT).ledgers[0].items:
        assert item.cells == before[item.id]
        assert item.own["灯"] in ("红", "黄", "绿", "无")


def test_nothing_is_sent_from_two_workbooks_and_nobody_is_told_again_at_once(ledger: Path) -> None:
    """The old one sends no more; the new one knows what was told, and waits for a person's first word."""
    space = Workspace.find(ledger, ledger.parent)
    remind.run(ledger, space, send=True, limit=None, today=END, progress=silent)
    sent = sorted((ledger.parent / "邮件").glob("*.eml"))
    assert sent
    run(ledger)
    tomorrow = date(2026, 12, 29)
    assert all(told.state == "shown" for told in daily.run(ledger, space, today=tomorrow, progress=silent).notices)
    new = ledger.parent / NEXT
    again = daily.run(new, Workspace.find(new, new.parent), today=tomorrow, progress=silent)
    assert not [line.item for told in again.notices for line in getattr(told.about, "lines", ()) if line.item == "A1"]
    assert sorted((ledger.parent / "邮件").glob("*.eml")) == sent


def test_numbers_go_on_and_begin_anew_with_the_year(ledger: Path) -> None:
    """A number that only a closed item had is not given again in the new workbook."""
    run(ledger)
    new = ledger.parent / NEXT
    settings, _ = read_settings(read(new).own[SETTINGS.name].rows)
    assert settings.used_numbers == ("A4",)
    assert settings.ledger_id != read_settings(read(ledger).own[SETTINGS.name].rows)[0].ledger_id
    register(new, {"来文内容": "新事项", "批准人": "主任"})
    taken = intake.run(new, Workspace.find(new, new.parent), sheet=None, dry_run=False, today=END, progress=silent)
    assert [each.item.id for each in taken.items] == ["A5"]
    assert read(new).ledgers[0].items[-1].row == 5


def test_registers_and_plans_come_along_as_far_as_they_are_open(ledger: Path) -> None:
    """Papers of open items, what waits for approval, plans that are not done."""
    book = ClosedBook(ledger, ledger.parent / "nowhere")
    book.read()
    blank = [None] * 11
    book.change(
        ChangeSet(
            appended={
                REGISTER.name: [("连督交〔2026〕1号", "交办单", 2026, 1, "A1", *blank[:6]), ("连督交〔2026〕2号", "交办单", 2026, 2, "A2", *blank[:6])],
                INTAKE.name: [
                    (None, None, None, "待批", *blank[:7]), (None, None, None, "已登", *blank[:5], "A2", None), (None, None, None, "已登", *blank[:5], "A3", None),
                ],
                PLAN.name: [("秋季督查", *blank[:6], "已完成", None), ("冬季督查", *blank[:8])],
            }
        )
    )  # fmt: skip
    ledger.write_bytes(book.data)
    run(ledger)
    new = read(ledger.parent / NEXT).own
    assert [cells["文号"] for _, cells in new[REGISTER.name].rows] == ["连督交〔2026〕1号"]
    assert [cells["来文内容"] for _, cells in new[INTAKE.name].rows] == ["待批", "已登"]
    assert [cells["督查活动"] for _, cells in new[PLAN.name].rows] == ["冬季督查"]


def test_a_cleared_false_alarm_stays_with_its_cell(ledger: Path) -> None:
    """Rows move up, and with them the addresses that a person has cleared; those of closed items go."""
    type_cell(ledger, "督查台账", "B5", "印制《机密级保管须知》")
    table = ClosedBook(ledger, ledger.parent / "nowhere").read().own[SETTINGS.name]
    row = next(row for row, cells in table.rows if cells["项目"] == "涉密误报")
    type_cell(ledger, table.sheet, f"B{row}", "督查台账!B5、督查台账!B4")
    run(ledger)
    new = ledger.parent / NEXT
    assert read_settings(read(new).own[SETTINGS.name].rows)[0].not_secret == {"督查台账!B4"}
    assert daily.run(new, Workspace.find(new, new.parent), today=END, progress=silent).items == 2


def test_both_workbooks_can_be_released(ledger: Path) -> None:
    """The old one gets all its items back as they were typed, the new one keeps its two."""
    run(ledger)
    for path, numbers in ((ledger, ["A1", "A2", "A3", "A4"]), (ledger.parent / NEXT, ["A1", "A3"])):
        release.run(path, Workspace.find(path, path.parent), today=END, progress=silent)
        grid = read(path).grids[0]
        assert [grid.value(row, 1) for row in range(3, len(grid.rows) + 1) if grid.value(row, 1)] == numbers


def test_refusals_change_nothing(ledger: Path) -> None:
    """A file that is there, another type, an open ledger, numbers that are formulas."""
    (ledger.parent / NEXT).write_bytes(b"mine")
    before = snapshot(ledger.parent)
    with pytest.raises(UsageError, match="已有"):
        run(ledger)
    with pytest.raises(UsageError, match="扩展名"):
        run(ledger, "2027.xls")
    lock = ledger.with_name(f"~${ledger.name}")
    lock.touch()
    with pytest.raises(LedgerBusy):
        run(ledger, "新.xlsx")
    lock.unlink()
    assert snapshot(ledger.parent) == before
    numbered = tmp = ledger.parent / "b"
    tmp.mkdir()
    path = write_ledger(numbered, [(f'="A"&{index}', *row[1:]) for index, row in enumerate(ROWS, 1)])
    take(path)
    with pytest.raises(LayoutError, match="编号列是公式"):
        run(path)
    assert not (numbered / NEXT).exists()


def test_a_folder_that_is_made_is_said(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip of the pen in the path would else put next year's workbook where nobody looks; a failure leaves no folder behind."""

    def broken(*words: object, **more: object) -> bool:
        raise LedgerError("坏了")

    with monkeypatch.context() as patch:
        patch.setattr(ClosedBook, "save", broken)
        with pytest.raises(LedgerError):
            run(ledger, f"新年/一/{NEXT}")
    assert not (ledger.parent / "新年").exists()
    report = run(ledger, f"新年/一/{NEXT}")
    assert any("已经新建" in warning for warning in report.warnings)


def test_a_save_that_fails_leaves_no_new_workbook(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old one is saved last; where that cannot be, the new one goes again."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise LedgerBusy("被占用：请关闭后再试")

    before = ledger.read_bytes()
    monkeypatch.setattr(ClosedBook, "save", refuse)
    with pytest.raises(LedgerBusy):
        run(ledger)
    assert ledger.read_bytes() == before
    assert not (ledger.parent / NEXT).exists()
