"""release: takes own columns, sheets, names and rules out of a workbook again; staff's cells stay as they are."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from toolkit.domain.item import as_text
from toolkit.ledger import own_columns
from toolkit.ledger.adopt import ENTRY, ENTRY_NAME
from toolkit.ledger.book import Grid, LedgerSheet, Workbook
from toolkit.ledger.package import calcchain, tables
from toolkit.ledger.package.cells import LAST_ROW, letters, number
from toolkit.ledger.package.container import refused_if_broken
from toolkit.ledger.package.model import LEDGER_NAME, SHEET_NAME
from toolkit.ledger.package.reader import quoted, target
from toolkit.ledger.package.session import Session
from toolkit.ledger.package.sheetpart import SheetPart, area, ref
from toolkit.ledger.package.workbook import WorkbookPart


@dataclass(slots=True)
class Release:
    """What was taken out, as Chinese phrases, and the new bytes."""

    data: bytes = b""
    removed: list[str] = field(default_factory=list)


@refused_if_broken()
def release(part: WorkbookPart, model: Workbook) -> Release:
    """The workbook without anything of ours. A column of ours in which staff typed (办结日期) stays, and is not listed."""
    session, result = Session(part), Release()
    for ledger in (*model.ledgers, *model.copies):
        _ledger(session, model, ledger, result)
    for name, table in model.own.items():
        session.remove_sheet(table.sheet)
        result.removed.append(f"工作表“{table.sheet}”")
        session.names[(SHEET_NAME + name, None)] = None
    for name, local in part.names:
        if name.startswith((LEDGER_NAME, SHEET_NAME, ENTRY_NAME)) or name in (own_columns.TODAY, own_columns.TINT):
            session.names[(name, local)] = None
    if any(key[1] is None for key, value in session.names.items() if value is None):
        result.removed.append("工作簿名称（督办_…）")
    result.data = session.finish()
    return result


class _Ours(Container[int]):
    """The rows whose own cells go: header, items, what we left behind, and blanks that look as ours do; not a row where staff
    typed a note below the list, nor one whose blanks they have given a look of their own.
    """

    def __init__(self, ledger: LedgerSheet, grid: Grid, sheet: SheetPart, columns: set[int]) -> None:
        ours = set(ledger.leftover)
        for item in ledger.items:
            ours.update(range(item.row, item.last_row + 1))
        self._top = ledger.header[0]
        last = max((row for row, *_ in sheet.rows_as_read().spans()), default=0)
        below = [row for row in range(ledger.header[1] + 1, last + 1) if row not in ours]
        looks = sheet.looks({*ours, *below}) if below else {}
        worn = {look.styles.get(column) for row in ours if (look := looks.get(row)) for column in columns}
        self._kept = {
            row
            for row in below
            if any(grid.value(row, column) is not None for column in columns)
            or (row in looks and not {looks[row].styles[c] for c in columns & looks[row].styles.keys()} <= worn)
        }

    def __contains__(self, row: object) -> bool:
        return isinstance(row, int) and row >= self._top and row not in self._kept


def _ledger(session: Session, model: Workbook, ledger: LedgerSheet, result: Release) -> None:
    sheet, own = session.sheet(ledger.sheet), dict(ledger.own)
    entry = _empty_entry(model, ledger)
    columns = set(own.values()) | ({entry} if entry else set())
    grid = model.grid(ledger.sheet)
    assert grid is not None
    tables.narrow(session, ledger.sheet, {c: as_text(grid.value(ledger.header[0], c)) for c in columns})
    calcchain.drop_if_listed(session, ledger.sheet, columns)
    ours = _Ours(ledger, grid, sheet, columns)
    sheet.write({}, columns, ours)
    kept = [a for a, _ in sheet.merges() if {a[1], a[3]} <= columns and not any(row in ours for row in range(a[0], a[2] + 1))]
    sheet.set_merges(frozenset(columns), range(ledger.header[0], LAST_ROW + 1), kept)
    sheet.set_rules(())
    sheet.drop_widths(frozenset(columns))
    if entry:
        letter = letters(entry)
        sheet.drop_validations(lambda where: where.replace("$", "").startswith(f"{letter}{ledger.first_row}:{letter}"))
    _narrow(session, ledger, columns)
    result.removed.append(f"“{ledger.sheet}”的自有列{letters(min(own.values()))}至{letters(max(own.values()))}")
    result.removed.append(f"“{ledger.sheet}”的亮灯着色规则")
    if entry:
        result.removed.append(f"“{ledger.sheet}”未填写的填报列“{ENTRY}”")


def _empty_entry(model: Workbook, ledger: LedgerSheet) -> int | None:
    """The entry column that adopt added, if nobody typed in it."""
    marks = [target(formula) for name, formula in model.names.items() if name.startswith(ENTRY_NAME)]
    where = next((each for each in marks if each and each[0] == ledger.sheet), None)
    grid = model.grid(ledger.sheet)
    if not where or grid is None:
        return None
    column = where[1][1]
    typed = any(grid.value(row, column) is not None for row in range(ledger.header[1] + 1, len(grid.rows) + 1))
    return None if typed else column


def _narrow(session: Session, ledger: LedgerSheet, columns: set[int]) -> None:
    sheet, index = session.sheet(ledger.sheet), session.index(ledger.sheet)
    right = max((c for c in range(1, ledger.width + 1) if c not in columns), default=1)
    filtered = sheet.element("autoFilter")
    where = area(filtered.attributes.get("ref", "")) if filtered else None
    if where and where[3] in columns:
        where = (where[0], where[1], where[2], right)
        sheet.set_ref("autoFilter", ref(where))
        key = ("_xlnm._FilterDatabase", index)
        if key in session.workbook.names:
            session.names[key] = f"{quoted(ledger.sheet)}!${letters(where[1])}${where[0]}:${letters(right)}${where[2]}"
    dimension = sheet.element("dimension")
    size = area(dimension.attributes.get("ref", "")) if dimension else None
    if size and size[3] in columns:
        edge = max(c for c in range(size[3] + 1) if c not in columns)
        sheet.set_ref("dimension", ref((size[0], size[1], size[2], max(edge, size[1]))))
    key = ("_xlnm.Print_Area", index)
    left = letters(min((number(c) for c in ledger.headers), default=1))
    rows = (("", ""), ("$1", f"${LAST_ROW}"))  # as we wrote it, or as another program shortened it
    ours = {f"{quoted(ledger.sheet)}!${left}{a}:${letters(c)}{b}" for c in (right, ledger.width) for a, b in rows}
    if session.workbook.names.get(key) in ours:
        session.names[key] = None
