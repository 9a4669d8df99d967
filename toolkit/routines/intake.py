"""duban intake: approved papers of 收文登记 become items of the ledger, on a person's word 〔五(一)〕."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.changes import ChangeSet, Value
from toolkit.domain.course.events import item_names
from toolkit.domain.errors import LayoutError, UsageError
from toolkit.domain.identity import with_ids
from toolkit.domain.intake import Ledger, Received, Taken, read_intake, take_in
from toolkit.domain.item import as_text
from toolkit.domain.settings import read_settings
from toolkit.domain.sheets import EVENTS, INTAKE, REGISTER, SETTINGS
from toolkit.ledger import guard
from toolkit.ledger.book import Book, LedgerSheet, Workbook
from toolkit.routines.opening import open_office, read_book, working
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace
from toolkit.routines.writing import changes


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """The items made of papers, how many papers wait for approval, what could not be taken in, and warnings for staff."""

    sheet: str
    items: tuple[Taken, ...]
    received: Received
    warnings: tuple[str, ...] = ()
    written: bool = False

    @property
    def exit_status(self) -> int:
        return int(bool(self.received.left))

    def data(self) -> dict[str, object]:
        items = [
            {
                "id": taken.item.id, "sheet": self.sheet, "matter": taken.item.cells.get("督查事项"), "parent": taken.parent,
                "paper": taken.paper.number, "row": taken.paper.row,
            }
            for taken in self.items
        ]  # fmt: skip
        left = [{"row": row, "reason": reason} for row, reason in self.received.left]
        return {
            "items": items, "waiting": self.received.waiting, "left": left, "warnings": list(self.warnings), "written": self.written,
        }  # fmt: skip


def run(ledger: Path, workspace: Workspace, *, sheet: str | None, dry_run: bool, today: date, progress: Progress) -> IntakeReport:
    """Takes in every approved paper that has no 事项编号 yet, exactly once: new rows below the ledger's last item, the numbers
    filled in beside the papers, and the new items' own cells, in one save. dry_run: only shows what would become of them.

    Raises UsageError (several ledger sheets and none named), a LedgerError where the file or the place below the last item
    cannot be used; nothing has changed then.
    """
    if not dry_run:
        guard.ensure_closed(ledger)
    with nullcontext(read_book(ledger, workspace, progress)) if dry_run else working(workspace, ledger, progress) as book:
        model = book.model
        target = _target(model, sheet, book.path.name)
        if INTAKE.name not in model.own:
            raise LayoutError(f"工作簿中缺少工作表“{INTAKE.name}”：请先运行 duban adopt 补上，登记来文后再试")
        received = read_intake(model.own[INTAKE.name].rows)
        taken = take_in(received.papers, _numbering(model, target), today)
        if dry_run or not taken:
            return IntakeReport(target.sheet, tuple(taken), received)
        progress("登入台账", 0, len(taken))
        warnings = _write(book, workspace, target, taken, today, progress)
    return IntakeReport(target.sheet, tuple(taken), received, tuple(warnings), True)


def _write(
    book: Book, workspace: Workspace, target: LedgerSheet, taken: list[Taken], today: date, progress: Progress
) -> list[str]:
    numbers: dict[int, dict[str, Value]] = {}
    for row in dict.fromkeys(each.paper.row for each in taken):
        numbers[row] = {"事项编号": "、".join(each.item.id for each in taken if each.paper.row == row)}
    warnings = book.change(ChangeSet(items={target.sheet: [each.item for each in taken]}, filled={INTAKE.name: numbers}))
    office = open_office(book, workspace, today, progress)
    missing = {each.item.id for each in taken} - {item.id for item in office.desk.items}
    if missing:
        raise LayoutError(
            f"新事项（{'、'.join(sorted(missing))}）登入后读不回来，本次没有写入：请核对台账末尾几行的样式和“收文登记”中的标题"
        )
    book.change(changes(office.judgements(), office.checked()))
    book.save(ledger_id=office.settings.ledger_id)
    return warnings


def _target(model: Workbook, sheet: str | None, file_name: str) -> LedgerSheet:
    names = [each.sheet for each in model.ledgers]
    if not names:
        raise LayoutError(f"“{file_name}”还没有纳管：请先运行 duban adopt，由工具加上自有列和工作表")
    found = [each for each in model.ledgers if sheet in (None, each.sheet)]
    if len(found) == 1:
        return found[0]
    if sheet is None:
        raise UsageError(f"台账有{len(names)}个工作表（{'、'.join(names)}）：请用 --sheet 指明登入哪一个")
    raise UsageError(f"没有名为“{sheet}”的台账工作表：现有 {'、'.join(names)}")


def _numbering(model: Workbook, target: LedgerSheet) -> Ledger:
    numbers = [item.raw("编号") for item in target.items if item.text("编号")]
    headers = {name: target.headers.get(letter, name) for name, letter in target.columns.items()}
    return Ledger(headers, numbers, len(target.items), list(_known(model)))


def _known(model: Workbook) -> Iterator[str]:
    """Every number that was ever given, as far as the workbook knows: items, 过程记录, 文书登记, 收文登记, last year's."""
    for item in with_ids([item for ledger in model.ledgers for item in ledger.items]):
        yield from (item.id, item.text("编号"), item.key)
    for name, column in ((EVENTS.name, "编号"), (REGISTER.name, "事项编号"), (INTAKE.name, "事项编号")):
        table = model.own.get(name)
        for _, cells in table.rows if table else ():
            yield from item_names(as_text(cells.get(column)))
    table = model.own.get(SETTINGS.name)
    settings, _ = read_settings(table.rows if table else ())
    yield from settings.used_numbers
