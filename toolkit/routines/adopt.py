"""duban adopt: takes a ledger into care: own columns, sheets, rules and the first lights, in one save."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from toolkit.domain.assignees import Roll
from toolkit.domain.changes import OWN_COLUMNS, ChangeSet, Value
from toolkit.domain.settings import read_settings
from toolkit.domain.sheets import SETTINGS, UNITS
from toolkit.domain.unitbook import read_units_sheet
from toolkit.ledger import adopt as structure
from toolkit.ledger import guard
from toolkit.ledger.book import LedgerSheet, Workbook
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.own_columns import free_columns
from toolkit.ledger.package.sheetdata import letters
from toolkit.routines import keepsake
from toolkit.routines.opening import open_office, read_book, working
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace
from toolkit.routines.writing import changes


@dataclass(frozen=True, slots=True)
class AdoptReport:
    """What was found and added: letters of staff's and own columns, headers that name no field, warnings for staff."""

    sheet: str
    header_rows: tuple[int, int]
    columns: Mapping[str, str]
    unmapped: tuple[str, ...]
    own_columns: Mapping[str, str]
    items: int
    warnings: tuple[str, ...] = field(default=())
    written: bool = False
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        return {
            "sheet": self.sheet, "header_rows": list(self.header_rows), "columns": dict(self.columns), "unmapped": list(self.unmapped),
            "own_columns": dict(self.own_columns), "items": self.items, "warnings": list(self.warnings), "written": self.written,
        }  # fmt: skip


def run(
    ledger: Path,
    workspace: Workspace,
    *,
    sheet: str | None,
    header_rows: tuple[int, int] | None,
    mapping: Mapping[str, str],
    dry_run: bool,
    today: date,
    progress: Progress,
) -> AdoptReport:
    """Finds sheet and header, adds what is missing, judges every item. mapping: field -> column letter or header text.

    Raises a LedgerError where the file cannot be used, is open elsewhere, or no header is found; nothing has changed then.
    """
    guard.ensure_closed(ledger)
    with nullcontext(read_book(ledger, workspace, progress)) if dry_run else working(workspace, ledger, progress) as book:
        grid, found, warnings = structure.choose(book.model, sheet, header_rows, mapping)
        if dry_run:
            own = _planned(book.model, found)
            return _report(found, own, warnings, written=False)
        original = not book.model.ledgers and not book.model.own
        progress("加上自有列和工作表", 0, 0)
        saved = keepsake.read(ledger) if original else {}
        adoption = book.adopt(
            grid, found,
            contents={UNITS.name: _unit_rows(book.model, found)} | saved,
            settings={"字段对应": _remembered(found, mapping)} if mapping else None,
        )  # fmt: skip
        settings, _ = read_settings(book.model.own[SETTINGS.name].rows)
        ledger_id = settings.ledger_id or uuid.uuid4().hex[:12]
        new_units = [] if found.own else _unit_rows(book.model, adoption.ledger)
        book.change(_completions(ledger_id if not settings.ledger_id else "", new_units, book, found, mapping))
        office = open_office(book, workspace, today, progress)
        progress("写回台账", 0, 0)
        book.change(changes(office.judgements(), office.checked()))
        book.save(ledger_id=ledger_id, adopted=original)
        own = {name: letters(column) for name, column in adoption.own.items()}
        return _report(adoption.ledger, own, [*warnings, *adoption.warnings], written=True)


def _completions(
    ledger_id: str, units: Sequence[tuple[Value, ...]], book: ClosedBook, ledger: LedgerSheet, mapping: Mapping[str, str]
) -> ChangeSet:
    """What an own sheet that stood there already still lacks: the ledger's id, unit names, the mapping that staff gave."""
    settings: dict[str, Value] = {"台账标识": ledger_id} if ledger_id else {}
    if mapping:
        known = next((c.get("值") for _, c in book.model.own[SETTINGS.name].rows if c.get("项目") == "字段对应"), None)
        lines = [line for line in str(known or "").splitlines() if line]
        fresh = _remembered(ledger, mapping).splitlines()
        settings["字段对应"] = "\n".join(dict.fromkeys([*lines, *fresh]))
    return ChangeSet(appended={UNITS.name: units} if units else {}, settings=settings)


def _unit_rows(model: Workbook, ledger: LedgerSheet) -> list[tuple[Value, ...]]:
    """Rows for the 单位通讯录: every unit that a new ledger names and the sheet does not know yet, addresses to be typed.

    Later names are left to the check 单位不明: a slip of the pen must not become a unit.
    """
    table = model.own.get(UNITS.name)
    book, _ = read_units_sheet(table.rows if table else ())
    roll = Roll(book)
    names: dict[str, None] = {}
    for item in ledger.items:
        lead, support = roll.units(item)
        names.update(dict.fromkeys(unit.name for unit in (*lead, *support) if not unit.is_class and book.find(unit.name) is None))
    return [(name, *[None] * (len(UNITS.columns) - 1)) for name in names]


def _remembered(ledger: LedgerSheet, mapping: Mapping[str, str]) -> str:
    """设置's 字段对应: lines of 工作表!字段=表头, so that a column is found again after it has moved."""
    lines = []
    for name in mapping:
        letter = ledger.columns.get(name, "")
        header = ledger.headers.get(letter, letter).rpartition("|")[2]
        lines.append(f"{ledger.sheet}!{name}={' '.join(header.split())}")
    return "\n".join(lines)


def _planned(model: Workbook, ledger: LedgerSheet) -> dict[str, str]:
    grid = model.grid(ledger.sheet)
    assert grid is not None
    missing = [name for name in OWN_COLUMNS if name not in ledger.own]
    entry = not ledger.own and not {"办结日期", "销号日期"} & set(ledger.columns)
    first = max([ledger.width, *ledger.own.values()]) + 1
    places = free_columns(grid, first, len(missing) + entry)[int(entry) :]
    own = dict(ledger.own) | dict(zip(missing, places, strict=True))
    return {name: letters(own[name]) for name in OWN_COLUMNS}


def _report(ledger: LedgerSheet, own: Mapping[str, str], warnings: Sequence[str], *, written: bool) -> AdoptReport:
    ordered = {name: own[name] for name in OWN_COLUMNS}
    return AdoptReport(
        ledger.sheet, ledger.header, ledger.columns, ledger.unmapped, ordered, len(ledger.items), tuple(warnings), written
    )
