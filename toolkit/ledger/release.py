"""release: takes own columns, sheets, names and rules out of a workbook again; staff's cells stay as they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.domain.item import as_text
from toolkit.ledger import own_columns
from toolkit.ledger.adopt import ENTRY, ENTRY_NAME
from toolkit.ledger.book import LedgerSheet, Workbook
from toolkit.ledger.package import tables
from toolkit.ledger.package.model import LEDGER_NAME, SHEET_NAME
from toolkit.ledger.package.reader import quoted, target
from toolkit.ledger.package.session import Session
from toolkit.ledger.package.sheetdata import letters, number
from toolkit.ledger.package.sheetpart import area, ref
from toolkit.ledger.package.workbook import WorkbookPart


@dataclass(slots=True)
class Release:
    """What was taken out, as Chinese phrases, and the new bytes."""

    data: bytes = b""
    removed: list[str] = field(default_factory=list)


def release(part: WorkbookPart, model: Workbook) -> Release:
    """The workbook without anything of ours. A column of ours in which staff typed (办结日期) stays, and is not listed."""
    session, result = Session(part), Release()
    for ledger in model.ledgers:
        _ledger(session, model, ledger, result)
    for name, table in model.own.items():
        session.remove_sheet(table.sheet)
        result.removed.append(f"工作表“{table.sheet}”")
        session.names[(SHEET_NAME + name, None)] = None
    for name in model.names:
        if name.startswith((LEDGER_NAME, SHEET_NAME)) or name in (own_columns.TODAY, own_columns.TINT, ENTRY_NAME):
            session.names[(name, None)] = None
    if any(key[1] is None for key, value in session.names.items() if value is None):
        result.removed.append("工作簿名称（督办_…）")
    session.drop_calculation_chain()
    result.data = session.finish()
    return result


def _ledger(session: Session, model: Workbook, ledger: LedgerSheet, result: Release) -> None:
    sheet, own = session.sheet(ledger.sheet), dict(ledger.own)
    entry = _empty_entry(model, ledger)
    columns = set(own.values()) | ({entry} if entry else set())
    rows = set(range(ledger.header[0], ledger.header[1] + 1)) | set(ledger.leftover)
    for item in ledger.items:
        rows.update(range(item.row, item.last_row + 1))
    grid = model.grid(ledger.sheet)
    texts = {c: as_text(grid.value(ledger.header[0], c)) for c in columns} if grid else {}
    sheet.write({}, columns, rows)
    sheet.set_merges(frozenset(columns), range(ledger.header[0], ledger.last_row + 1), ())
    sheet.set_rules(())
    sheet.drop_widths(frozenset(columns))
    if entry:
        letter = letters(entry)
        sheet.drop_validations(lambda where: where.replace("$", "").startswith(f"{letter}{ledger.first_row}:{letter}"))
    tables.narrow(session, ledger.sheet, texts)
    _narrow(session, ledger, columns)
    result.removed.append(f"“{ledger.sheet}”的自有列{letters(min(own.values()))}至{letters(max(own.values()))}")
    result.removed.append(f"“{ledger.sheet}”的亮灯着色规则")
    if entry:
        result.removed.append(f"“{ledger.sheet}”未填写的填报列“{ENTRY}”")


def _empty_entry(model: Workbook, ledger: LedgerSheet) -> int | None:
    """The entry column that adopt added, if nobody typed in it."""
    where = target(model.names.get(ENTRY_NAME, ""))
    grid = model.grid(ledger.sheet)
    if not where or where[0] != ledger.sheet or grid is None:
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
        sheet.set_ref("dimension", ref((size[0], size[1], size[2], right)))
    key = ("_xlnm.Print_Area", index)
    left = letters(min((number(c) for c in ledger.headers), default=1))
    ours = {f"{quoted(ledger.sheet)}!${left}:${letters(c)}" for c in (right, ledger.width)}
    if session.workbook.names.get(key) in ours:
        session.names[key] = None
