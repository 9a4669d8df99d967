"""duban adopt: takes a ledger into care: own columns, sheets, rules and the first lights, in one save."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from toolkit.domain.changes import OWN_COLUMNS, ChangeSet, Value
from toolkit.domain.desk import Rows
from toolkit.domain.settings import read_settings
from toolkit.domain.sheets import SETTINGS, UNITS
from toolkit.domain.units.assignees import Roll
from toolkit.domain.units.unitbook import Contact, UnitBook, read_units_sheet
from toolkit.domain.units.unitnames import level, name_key, without_note
from toolkit.ledger import adopt as structure
from toolkit.ledger import guard
from toolkit.ledger.adopt import Adoption
from toolkit.ledger.book import LedgerSheet, Workbook
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.header import field_named, remembered
from toolkit.ledger.package.cells import letters
from toolkit.routines import keepsake
from toolkit.routines.opening import open_office, read_book, working
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace
from toolkit.routines.writing import changes


@dataclass(frozen=True, slots=True)
class AdoptReport:
    """What was found and added: letters of staff's and own columns, headers that name no field, warnings for staff; headers:
    field -> what its column is called in the ledger."""

    sheet: str
    header_rows: tuple[int, int]
    columns: Mapping[str, str]
    unmapped: tuple[str, ...]
    own_columns: Mapping[str, str]
    items: int
    warnings: tuple[str, ...] = field(default=())
    written: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        return {
            "sheet": self.sheet, "header_rows": list(self.header_rows), "columns": dict(self.columns), "unmapped": list(self.unmapped),
            "own_columns": dict(self.own_columns), "items": self.items, "warnings": list(self.warnings), "written": self.written,
            "headers": dict(self.headers),
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

    dry_run: the structure is made in memory alone, so a file that is open elsewhere will do.
    Raises a LedgerError where the file cannot be used, is open elsewhere, or no header is found; nothing has changed then.
    """
    mapping = {field_named(name): where for name, where in mapping.items()}
    if not dry_run:
        guard.ensure_closed(ledger)
    with nullcontext(read_book(ledger, workspace, progress)) if dry_run else working(workspace, ledger, progress) as book:
        assert isinstance(book, ClosedBook)
        grid, found, warnings = structure.choose(book.model, sheet, header_rows, mapping)
        if dry_run:
            return _report(book.adopt(grid, found), warnings, written=False)
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
        stale = guard.left_over(ledger)
        book.save(ledger_id=ledger_id, adopted=original)
        office.remember()
        warnings += [stale] if stale else []
        return _report(adoption, warnings, written=True)


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
    """What the 单位通讯录 of a workbook still lacks for a new ledger; see unit_rows."""
    table = model.own.get(UNITS.name)
    return unit_rows(table.rows if table else (), ledger)


def unit_rows(known: Rows, ledger: LedgerSheet) -> list[tuple[Value, ...]]:
    """Rows for the 单位通讯录: every unit that a new ledger names and the sheet does not know yet, addresses to be typed.

    Later names are left to the check 单位不明: a slip of the pen must not become a unit.
    """
    book, _ = read_units_sheet(known)
    roll = Roll(book)
    names: dict[str, None] = {}
    for item in ledger.items:
        lead, support = roll.units(item)
        names.update(dict.fromkeys(unit.name for unit in (*lead, *support) if not unit.is_class and book.find(unit.name) is None))
    blank: tuple[Value, ...] = (None,) * len(UNITS.columns)
    return [(name, "、".join(others) or None, *blank[2:]) for name, others in _same_units(names).items()]


def _same_units(names: Iterable[str]) -> dict[str, list[str]]:
    """Names of one unit under its longest wording: 教育局, 市教育局 -> {市教育局: [教育局]}, in the order of their first mention.

    Of names with the same key the longest stands; names without a level, and then those with a bracket at their end
    (市教育局（体卫科）), go to the unit that a UnitBook finds for them.
    """
    order = list(names)
    longest: dict[str, str] = {}
    for name in order:
        longest[name_key(name)] = max(longest.get(name_key(name), ""), name, key=len)
    rounds: tuple[list[str], ...] = ([], [], [])
    for key in longest:
        rounds[2 if without_note(key) != key else 0 if level(key) else 1].append(key)
    means: dict[str, str] = {}
    for keys in rounds:
        book = UnitBook(Contact(name) for name in dict.fromkeys(means.values()))
        found = {key: book.find(longest[key]) for key in keys}
        means |= {key: contact.name if contact else longest[key] for key, contact in found.items()}
    units: dict[str, list[str]] = {}
    for name in order:
        unit = means[name_key(name)]
        units.setdefault(unit, [])
        if name != unit:
            units[unit].append(name)
    return units


def _remembered(ledger: LedgerSheet, mapping: Mapping[str, str]) -> str:
    """设置's 字段对应: lines of 工作表!字段=表头, so that a column is found again after it has moved."""
    closes = {"办结日期", "销号日期"} & set(ledger.columns)
    headers = ledger.headers if closes else {**ledger.headers, "": structure.ENTRY}  # adopt is about to add that column
    return "\n".join(f"{ledger.sheet}!{name}={remembered(ledger.columns[name], headers)}" for name in mapping)


def _report(adoption: Adoption, warnings: Sequence[str], *, written: bool) -> AdoptReport:
    ledger = adoption.ledger
    own = {name: letters(adoption.own[name]) for name in OWN_COLUMNS}
    told = (*warnings, *adoption.warnings)
    called = {name: " ".join(ledger.headers.get(letter, "").split()) for name, letter in ledger.columns.items()}
    return AdoptReport(
        ledger.sheet, ledger.header, ledger.columns, ledger.unmapped, own, len(ledger.items), told, written, called
    )
