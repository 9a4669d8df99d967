"""duban carry-over: open items go into next year's workbook with number, history, rules and settings; closed ones stay (本室规则)."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.changes import ChangeSet, Value
from toolkit.domain.course.events import item_names
from toolkit.domain.errors import LayoutError, SetupError, UsageError, os_reason
from toolkit.domain.item import Judgement, Raw, as_text
from toolkit.domain.numbers import next_count, next_given, pattern_of
from toolkit.domain.sheets import EVENTS, INTAKE, PLAN, REGISTER
from toolkit.ledger import guard
from toolkit.ledger.closed import ClosedBook
from toolkit.routines import mailing
from toolkit.routines.config import FILE_NAME
from toolkit.routines.newfolder import new_folder
from toolkit.routines.opening import Office, open_office, working
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace, absolute
from toolkit.routines.writing import changes

STEP = "结转"
NOT_HERE = "已结转"
"""发送电脑 of the old workbook: no machine has this name, so nothing is sent from two workbooks about one item."""
_ENDED = frozenset({"撤销", "并案", "转办"})


@dataclass(frozen=True, slots=True)
class CarryOverReport:
    """The workbook made, the items in it, how many stayed behind, and what staff should look at."""

    path: Path
    items: tuple[Judgement, ...]
    stayed: int
    warnings: tuple[str, ...]
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        items = [
            {"id": j.item.id, "sheet": j.item.sheet, "row": j.item.row, "status": j.status, "light": j.light} for j in self.items
        ]
        return {"path": str(self.path), "items": items, "stayed": self.stayed, "warnings": list(self.warnings)}


def run(ledger: Path, workspace: Workspace, *, to: Path, today: date, progress: Progress) -> CarryOverReport:
    """Makes the workbook `to` of the ledger's: its open items (中止 ones too, for they may be resumed) with their numbers and
    their rows of 过程记录 and 文书登记, papers not yet taken in, plans not yet done, and every other sheet as it is. In both
    workbooks each item gets a row 结转 in 过程记录; the old one sends no mails any more.

    Raises UsageError where `to` is there already or of another type, a LedgerError where the ledger cannot be used or its
    rows cannot be moved safely; nothing has changed then.
    """
    target = absolute(to)
    if target.suffix.lower() != ledger.suffix.lower():
        raise UsageError(f"新工作簿“{target.name}”的扩展名应与台账相同：请写成 {ledger.suffix}")
    if target.exists():
        raise UsageError(f"已有文件“{target}”：为免覆盖没有结转，请换一个文件名")
    guard.ensure_closed(ledger)
    with working(workspace, ledger, progress) as book:
        assert isinstance(book, ClosedBook)
        office = open_office(book, workspace, today, progress)
        going = [judgement for judgement in office.judgements() if _goes(judgement)]
        progress("制作新工作簿", 0, 0)
        new, warnings = _new_book(book, office, target, going)
        carried = _judged(new, workspace, today, progress, {judgement.item.id for judgement in going})
        _mark_old(book, office, target, going, progress)
        made = _save(book, new, office, target)
        if Workspace.find(target, target.parent).journal_path == workspace.journal_path:
            mailing.carry_told(workspace, office.settings.ledger_id, carried.settings.ledger_id)
    warnings += [*([made] if made else []), *_advice(workspace, ledger, target)]
    return CarryOverReport(target, tuple(carried.judgements()), len(office.desk.items) - len(going), tuple(warnings))


def _goes(judgement: Judgement) -> bool:
    return judgement.status != "已销号" and not (judgement.status == "中止" and judgement.reason in _ENDED)


def _new_book(book: ClosedBook, office: Office, target: Path, going: Sequence[Judgement]) -> tuple[ClosedBook, list[str]]:
    names = {name for j in going for name in (*office.desk.names_of(j.item), j.item.text("编号")) if name}
    records = {
        EVENTS.name: _rows(office, EVENTS.name, lambda cells: _names_one(cells.get("编号"), names)),
        REGISTER.name: _rows(office, REGISTER.name, lambda cells: _names_one(cells.get("事项编号"), names)),
        INTAKE.name: _rows(
            office, INTAKE.name, lambda cells: not as_text(cells.get("事项编号")) or _names_one(cells.get("事项编号"), names)
        ),
        PLAN.name: _rows(office, PLAN.name, lambda cells: not as_text(cells.get("完成情况"))),
    }
    new, carried = book.carried(target, {(j.item.sheet, j.item.row) for j in going}, records)
    cleared = [place for address in sorted(office.settings.not_secret) if (place := carried.place(address))]
    settings: dict[str, Value] = {
        "台账标识": uuid.uuid4().hex[:12], "发送电脑": None, "已用编号": "、".join(_last_numbers(office)) or None,
        "涉密误报": "、".join(cleared) or None,
    }  # fmt: skip
    what = f"由“{office.book.path.name}”结转，编号不变"
    new.change(ChangeSet(settings=settings, appended={EVENTS.name: _events(office, going, what)}))
    return new, carried.warnings


def _judged(new: ClosedBook, workspace: Workspace, today: date, progress: Progress, expected: Collection[str]) -> Office:
    """The new workbook with own cells and findings; it must hold exactly the items that were to go."""
    office = open_office(new, workspace, today, progress)
    found = {item.id for item in office.desk.items}
    if found != set(expected):
        wrong = "、".join(sorted(found ^ set(expected))[:5])
        raise LayoutError(f"结转后的事项与原台账对不上（{wrong}），没有结转：请核对台账中的合并单元格、小计行和编号后再试")
    new.change(changes(office.judgements(), office.checked()))
    return office


def _mark_old(book: ClosedBook, office: Office, target: Path, going: Sequence[Judgement], progress: Progress) -> None:
    what = f"结转至“{target.name}”，编号不变"
    book.change(ChangeSet(settings={"发送电脑": NOT_HERE}, appended={EVENTS.name: _events(office, going, what)}))
    after = open_office(book, office.workspace, office.desk.today, progress)
    book.change(changes(after.judgements(), after.checked()))


def _save(book: ClosedBook, new: ClosedBook, office: Office, target: Path) -> str:
    """The new workbook first, whole or not at all; it goes again where the old one could not be saved. Returns what to say of a
    folder that had to be made, "" without one."""
    try:
        with new_folder(target.parent) as made:
            guard.put_new(target, lambda path: _write(path, new.data))
            try:
                book.save(ledger_id=office.settings.ledger_id)
            except BaseException:
                with suppress(OSError):
                    target.unlink()
                raise
            return made
    except FileExistsError as taken:
        raise UsageError(f"已有文件“{target}”：为免覆盖没有结转，请换一个文件名") from taken
    except OSError as failed:
        raise SetupError(f"无法写入“{target}”（{os_reason(failed)}）：请检查文件夹权限和磁盘空间") from failed


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _events(office: Office, going: Sequence[Judgement], what: str) -> list[tuple[Value, ...]]:
    return [(office.desk.today, judgement.item.id, None, STEP, None, what, None, None) for judgement in going]


def _rows(office: Office, name: str, stays: Callable[[Mapping[str, Raw]], bool]) -> list[int]:
    table = office.book.model.own.get(name)
    return [row for row, cells in table.rows if stays(cells)] if table else []


def _names_one(raw: Raw, names: Collection[str]) -> bool:
    return any(name in names for name in item_names(as_text(raw)))


def _last_numbers(office: Office) -> Iterator[str]:
    """The highest number of each ledger sheet's pattern and of the toolkit's own, so that the new workbook goes on from there."""
    known = [*office.desk.events, *office.settings.used_numbers, *(item.id for item in office.desk.items)]
    typed: dict[str, list[str]] = {}
    for item in office.desk.items:
        if item.text("编号"):
            typed.setdefault(item.sheet, []).append(item.text("编号"))
    for numbers in typed.values():
        pattern = pattern_of(numbers[-1], office.desk.today)
        count = next_count(pattern, numbers, known) - 1 if pattern and not pattern.plain else 0
        if pattern and count:
            yield pattern.say(count)
    given = next_given([*known, *(item.key for item in office.desk.items)]) - 1
    if given:
        yield f"DB-{given:04d}"


def _advice(workspace: Workspace, ledger: Path, target: Path) -> list[str]:
    advice = ["新工作簿标题中的年份等文字没有改动，请打开后自行修改"]
    if workspace.config.ledger and absolute(Path(workspace.config.ledger), workspace.root) == ledger:
        advice.append(f"以后使用新工作簿：请把“{workspace.root / FILE_NAME}”中 [ledger] 的 path 改为 '{target}'")
    return advice
