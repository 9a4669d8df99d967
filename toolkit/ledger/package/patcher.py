"""Applies a ChangeSet to a closed workbook: new rows, own cells, own sheets' rows, settings, accepted answers; nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from toolkit.domain.changes import OWN_COLUMNS, ChangeSet, OwnRow, Value
from toolkit.domain.errors import LayoutError
from toolkit.domain.item import as_text
from toolkit.domain.sheets import BY_NAME, DASHBOARD, SETTINGS
from toolkit.ledger import dashboard, own_columns
from toolkit.ledger.book import LedgerSheet, OwnTable, Workbook
from toolkit.ledger.package import calcchain, newrows, ownrow, ownsheet, sheetpart, staffcell
from toolkit.ledger.package.cells import LAST_ROW, cell, letters
from toolkit.ledger.package.container import refused_if_broken
from toolkit.ledger.package.model import SHEET_NAME, build
from toolkit.ledger.package.reader import open_package
from toolkit.ledger.package.session import Session
from toolkit.ledger.package.sheetpart import Area, SheetPart
from toolkit.ledger.package.workbook import WorkbookPart


@refused_if_broken()
def apply(part: WorkbookPart, model: Workbook, changes: ChangeSet) -> tuple[bytes, list[str]]:
    """The new workbook's bytes (the old ones where nothing changes) and warnings for staff.

    part, model: the same workbook, opened and read. Raises LayoutError where something to write to is not there.
    """
    ensure_takes(model, changes)
    warnings: list[str] = []
    if changes.items:
        data, warnings = newrows.put(part, model, changes.items)
        part = open_package(data)
        model = build(part)
    session = Session(part)
    ledgers = {ledger.sheet: ledger for ledger in model.ledgers}
    for name, rows in changes.ledgers.items():
        warnings += _ledger(session, ledgers[name], rows)
    if changes.ledgers and DASHBOARD.name in model.own:
        shown = [row for rows in changes.ledgers.values() for row in rows]
        dashboard.refresh(session, model.own[DASHBOARD.name], [(each, each.own) for each in model.ledgers], shown)
    for answer in changes.accepted:
        staffcell.enter(session, ledgers[answer.sheet], answer)
    for name, lines in changes.rewritten.items():
        xml = ownsheet.build(BY_NAME[name], lines, session.look, part.date1904)
        session.replace_sheet(_own(model, name).sheet, xml)
        session.names[(SHEET_NAME + name, None)] = ownsheet.mark(_own(model, name).sheet, BY_NAME[name])
    for name, lines in changes.appended.items():
        if lines:
            _append(session, model, name, lines)
    for name, filled in changes.filled.items():
        _fill(session, model, name, filled)
    if changes.settings:
        _settings(session, model, changes.settings)
    warnings += [
        f"工作表“{copy.sheet}”是带自有列的副本，未纳管，没有检查：如需纳管请运行 duban adopt --sheet {copy.sheet}"
        for copy in model.copies
    ]
    return session.finish(), warnings


def ensure_takes(model: Workbook, changes: ChangeSet) -> None:
    """LayoutError where an adopted ledger, one of its own columns or an own sheet is missing that the changes write to."""
    ledgers = {ledger.sheet: ledger for ledger in model.ledgers}
    for name in dict.fromkeys((*changes.ledgers, *(answer.sheet for answer in changes.accepted))):
        if name not in ledgers:
            raise LayoutError(f"工作表“{name}”还没有纳管：请先运行 duban adopt --sheet {name}")
        missing = [column for column in OWN_COLUMNS if column not in ledgers[name].own]
        if missing:
            raise LayoutError(f"工作表“{name}”的自有列缺少“{'、'.join(missing)}”：请运行 duban adopt 修复后再试")
    added = [name for name, lines in changes.appended.items() if lines]
    for name in (*changes.rewritten, *added, *changes.filled, *([SETTINGS.name] if changes.settings else [])):
        _own(model, name)


def _notes(sheet: SheetPart, columns: Set[int], below: int) -> Iterator[Area]:
    """What staff merged below the list and wrote something in, though it stands in our columns."""
    for where, _ in sheet.merges():
        if where[0] >= below and {where[1], where[3]} <= columns:
            cell = sheet.cell_at(where[0], where[1])
            if cell and not cell.endswith(b"/>"):
                yield where


def _ledger(session: Session, ledger: LedgerSheet, rows: Sequence[OwnRow]) -> list[str]:
    sheet = session.sheet(ledger.sheet)
    own, look = ledger.own, session.look
    writes, merges = ownrow.cells(rows, own, own_columns.closing(ledger), look, sheet.prefix, session.workbook.date1904)
    columns = frozenset(own.values())
    if max([row.last_row for row in rows], default=0) > LAST_ROW:
        raise LayoutError(f"工作表“{ledger.sheet}”的事项超出了工作表的最后一行：请删除多余的行后再试")
    calcchain.drop_if_listed(session, ledger.sheet, columns)
    sheet.write(writes, columns, frozenset(ledger.leftover))
    below = max([ledger.header[1], *writes, *ledger.leftover]) + 1
    sheet.set_merges(columns, range(ledger.first_row, LAST_ROW + 1), [*merges, *_notes(sheet, columns, below)])
    sheet.set_rules(own_columns.rules(ledger, own, look, sheet.highest_priority(), sheet.prefix))
    _widen_dimension(sheet, ledger.last_row, max(columns))
    return []


def _widen_dimension(sheet: sheetpart.SheetPart, last_row: int, last_column: int) -> None:
    element = sheet.element("dimension")
    where = sheetpart.area(element.attributes.get("ref", "")) if element else None
    if where:
        r1, c1, r2, c2 = where
        sheet.set_ref("dimension", sheetpart.ref((r1, c1, max(r2, last_row), max(c2, last_column))))


def _own(model: Workbook, name: str) -> OwnTable:
    if name not in model.own:
        raise LayoutError(f"工作簿中缺少工作表“{name}”：请运行 duban adopt 修复后再试")
    return model.own[name]


def _append(session: Session, model: Workbook, name: str, lines: Sequence[tuple[Value, ...]]) -> None:
    table, spec = _own(model, name), BY_NAME[name]
    sheet = session.sheet(table.sheet)
    writes: dict[int, dict[int, bytes]] = {}
    for row, values in enumerate(lines, table.last_row + 1):
        made = list(ownsheet.row_cells(spec, row, values, session.look, session.workbook.date1904, [], sheet.prefix))
        placed = {}
        for column, value, content in zip(spec.columns, values, made, strict=True):
            where = table.columns.get(column.name)
            if where and value is not None:
                placed[where] = re.sub(rb' r="[A-Z]+\d+"', f' r="{letters(where)}{row}"'.encode(), content, count=1)
        writes[row] = placed
    tags = {
        row: b' ht="%d" customHeight="1"' % ownsheet.height(spec, values) for row, values in enumerate(lines, table.last_row + 1)
    }
    sheet.write(writes, frozenset(table.columns.values()), tags=tags)
    last = table.last_row + len(lines)
    right = max(table.columns.values())
    _widen_dimension(sheet, last, right)
    filtered = sheet.element("autoFilter")
    area = sheetpart.area(filtered.attributes.get("ref", "")) if filtered else None
    if area and area[2] < last:
        sheet.set_ref("autoFilter", sheetpart.ref((area[0], area[1], last, area[3])))


def _fill(session: Session, model: Workbook, name: str, rows: Mapping[int, Mapping[str, Value]]) -> None:
    table = _own(model, name)
    sheet = session.sheet(table.sheet)
    for column in dict.fromkeys(column for values in rows.values() for column in values):
        where = table.columns.get(column)
        if where is None:
            raise LayoutError(f"工作表“{table.sheet}”缺少“{column}”一栏：请恢复这一栏的表头后再试")
        look = session.look.text
        writes = {
            row: {where: cell(f"{letters(where)}{row}", look, values[column], prefix=sheet.prefix)}
            for row, values in rows.items()
            if column in values
        }
        sheet.write(writes, frozenset({where}))


def _settings(session: Session, model: Workbook, values: Mapping[str, Value]) -> None:
    table = _own(model, SETTINGS.name)
    sheet = session.sheet(table.sheet)
    column = table.columns["值"]
    rows = {as_text(cells.get("项目")): row for row, cells in table.rows}
    writes: dict[int, dict[int, bytes]] = {}
    extra = table.last_row
    for name, value in values.items():
        row = rows.get(name)
        if row is None:
            extra += 1
            row = extra
            where = table.columns["项目"]
            writes[row] = {where: cell(f"{letters(where)}{row}", session.look.text, name, prefix=sheet.prefix)}
        writes.setdefault(row, {})[column] = cell(f"{letters(column)}{row}", session.look.text, value, prefix=sheet.prefix)
    sheet.write(writes, frozenset({column}))
