"""adopt: puts own columns, sheets, names and rules into a workbook, and repairs them when a person deleted some."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from toolkit.domain.changes import OWN_COLUMNS, Value
from toolkit.domain.errors import LayoutError, NotALedger
from toolkit.domain.sheets import DASHBOARD, SETTINGS
from toolkit.ledger import own_columns, own_sheets
from toolkit.ledger.book import Grid, LedgerSheet, Workbook
from toolkit.ledger.layout import OWN_PREFIX, read_ledger
from toolkit.ledger.package import drawings, tables, xmlscan
from toolkit.ledger.package.cells import LAST_ROW, cell, letters, number, serial
from toolkit.ledger.package.container import refused_if_broken
from toolkit.ledger.package.model import LEDGER_NAME, SHEET_NAME
from toolkit.ledger.package.reader import quoted, target
from toolkit.ledger.package.session import Session
from toolkit.ledger.package.sheetpart import area, ref
from toolkit.ledger.package.workbook import WorkbookPart

ENTRY = "办结日期"
ENTRY_NAME = "督办_填报_办结日期"
_WHOLE_ROWS = re.compile(rb"(?<![A-Za-z0-9])\$?\d+:\$?\d+(?![A-Za-z0-9])")
_FORMULA = re.compile(rb'\br="([A-Z]+\d+)"[^>]*>\s*<(?:\w+:)?f\b[^>]*>([^<]*)<')


@dataclass(slots=True)
class Adoption:
    """What adopt made: the ledger as it now stands, own columns, the new bytes, warnings for staff."""

    ledger: LedgerSheet
    own: dict[str, int]
    data: bytes = b""
    warnings: list[str] = field(default_factory=list)


def choose(
    model: Workbook, sheet: str | None, header_rows: tuple[int, int] | None, mapping: Mapping[str, str]
) -> tuple[Grid, LedgerSheet, list[str]]:
    """The sheet to adopt and its ledger; warnings name other sheets that look like ledgers too.

    Raises LayoutError: no such sheet, no header found, rows outside the sheet, a field mapped to an empty column, two to one column.
    """
    own_sheets = {table.sheet for table in model.own.values()}
    grids = [grid for grid in model.grids if grid.name not in own_sheets]
    if sheet is not None:
        grids = [grid for grid in grids if grid.name == sheet]
        if not grids:
            names = "、".join(grid.name for grid in model.grids if not grid.hidden)
            raise LayoutError(f"没有名为“{sheet}”的工作表：本工作簿有 {names}，请用 --sheet 指定其中一个")
    found = _found(model, grids, header_rows, mapping)
    if not found:
        where = f"工作表“{sheet}”" if sheet else "各工作表"
        raise LayoutError(
            f"{where}中没有找到台账表头（至少应有“督查事项”一类的列）：请用 --header-rows 指明表头所在行（如 --header-rows 2-3），"
            "或用 --map 督查事项=列标 指明对应关系"
        )
    known = {each.sheet for each in (*model.ledgers, *model.copies)}
    _, grid, ledger = found[0]
    for name in mapping:
        letter = ledger.columns.get(name, "")
        if not letter:
            raise LayoutError(f"--map 把同一列指给了“{name}”和另一个字段：一列只能对应一个字段，请核对")
        if not any(grid.value(row, number(letter)) not in ("", None) for row in range(1, len(grid.rows) + 1)):
            raise LayoutError(f"工作表“{grid.name}”的{letter}列是空的，不能作为“{name}”：请核对 --map 中的列标")
    others = [each.name for _, each, other in found[1:] if other.items and each.name not in known]
    return grid, ledger, [f"工作表“{name}”也像是台账，如需纳管请再运行 duban adopt --sheet {name}" for name in others]


def ledgers_of(model: Workbook) -> tuple[LedgerSheet, ...]:
    """The ledgers of a workbook that is only read: the adopted ones, else every visible sheet that adopt would take.

    Raises LayoutError where there is none.
    """
    if model.ledgers:
        return model.ledgers
    own_sheets = {table.sheet for table in model.own.values()}
    shown = [grid for grid in model.grids if not grid.hidden and grid.name not in own_sheets]
    found = [ledger for _, _, ledger in _found(model, shown, None, {}) if ledger.items]
    order = [grid.name for grid in model.grids]
    return tuple(sorted(found, key=lambda ledger: order.index(ledger.sheet))) or (choose(model, None, None, {})[1],)


def _found(
    model: Workbook, grids: Sequence[Grid], header_rows: tuple[int, int] | None, mapping: Mapping[str, str]
) -> list[tuple[int, Grid, LedgerSheet]]:
    """Sheets in which a header names a matter, the likeliest ledger first."""
    known = {ledger.sheet: ledger for ledger in model.ledgers}
    copies = {ledger.sheet: ledger for ledger in model.copies}
    found: list[tuple[int, Grid, LedgerSheet]] = []
    for grid in grids:
        if header_rows and header_rows[1] > len(grid.rows):
            continue
        before = known.get(grid.name) or copies.get(grid.name)
        rows = header_rows or (before.header if before else None)
        ledger = read_ledger(grid, header_rows=rows, overrides=mapping, own=before.own if before else None)
        if ledger and "督查事项" in ledger.columns:
            rank = 100 * (grid.name in known) + 50 * (not grid.hidden) + len(ledger.columns) + min(len(ledger.items), 9)
            found.append((rank, grid, ledger))
    return sorted(found, key=lambda entry: -entry[0])


@refused_if_broken()
def adopt(
    part: WorkbookPart,
    model: Workbook,
    grid: Grid,
    ledger: LedgerSheet,
    *,
    contents: Mapping[str, Sequence[tuple[Value, ...]]] | None = None,
    settings: Mapping[str, Value] | None = None,
) -> Adoption:
    """The structure without the judgement; adopting twice is adopting once: what is there stays, what was deleted comes back.

    contents: own sheet -> the rows it starts with (default: its default rows); settings: 设置 items to fill in when it is made.
    """
    _refuse_unreadable_strings(part)
    _refuse_taken_names(model)
    session, before = Session(part), dict(ledger.own)
    xmlscan.refuse_broken(session.sheet(ledger.sheet).data, ledger.sheet)
    taken = session.sheet(ledger.sheet).filled_columns()
    ledger, warnings, entry = _with_entry_column(session, model, grid, ledger, taken)
    missing = [name for name in OWN_COLUMNS if name not in before]
    first = max([ledger.width, *before.values()]) + 1
    own = before | dict(zip(missing, own_columns.free_columns(grid, first, len(missing), taken), strict=True))
    titles = dict(own_columns.titles(ledger, OWN_COLUMNS))
    fresh = entry | {own[name]: titles[name] for name in missing}
    if missing and not own_columns.adjacent(ledger, own):
        warnings.append(
            f"右侧有其他内容，自有列安排在{letters(min(own.values()))}至{letters(max(own.values()))}之间的空列，筛选范围未扩大"
        )
    if fresh:
        _put_headers(session, grid, ledger, fresh, set(entry))
        warnings += _put_widths(session, ledger, fresh)
        if not missing or own_columns.adjacent(ledger, own):
            _widen(session, ledger, fresh)
    added = []
    if fresh or DASHBOARD.name not in model.own or ledger.sheet not in {each.sheet for each in model.ledgers}:
        added = own_sheets.put_dashboard(session, model, ledger, own)
    added += own_sheets.put(session, model, contents or {}, settings or {})
    if model.own and added:
        warnings.append(f"补上了工作表{'、'.join(f'“{name}”' for name in added)}")
    _put_names(session, model, ledger, own)
    warnings += _whole_row_formulas(session, ledger)
    return Adoption(replace(ledger, own=own), own, session.finish(), warnings)


def _refuse_unreadable_strings(part: WorkbookPart) -> None:
    """Text in CDATA, which the reader takes for empty cells."""
    strings = part.related("sharedStrings")
    if strings and b"<![CDATA[" in part.package.read(strings):
        raise NotALedger("工作簿的文字部件写法特殊（含CDATA），不能保证无损：请用Excel打开并另存为.xlsx再试")


def _refuse_taken_names(model: Workbook) -> None:
    """A workbook name that staff chose and that looks like one of ours must not be written over, nor taken out by release."""
    if model.ledgers or model.own or model.copies:
        return
    reserved = (LEDGER_NAME, SHEET_NAME, ENTRY_NAME, own_columns.TODAY, own_columns.TINT)
    foreign = [n for n, f in model.names.items() if n.startswith(reserved) and "#REF!" not in f and f != "TODAY()"]
    if foreign:
        raise LayoutError(f"工作簿中已有名称“{foreign[0]}”，与工具所用的名称相同：请在Excel的名称管理器中改名或删除后再试")


def _with_entry_column(
    session: Session, model: Workbook, grid: Grid, ledger: LedgerSheet, taken: set[int]
) -> tuple[LedgerSheet, list[str], dict[int, str]]:
    """A 办结日期 column for staff, only where an item could otherwise never be closed."""
    if ledger.own or {"办结日期", "销号日期"} & set(ledger.columns):
        return ledger, [], {}
    [column] = own_columns.free_columns(grid, ledger.width + 1, 1, taken)
    letter, sheet = letters(column), session.sheet(ledger.sheet)
    where = f"{letter}{ledger.first_row}:{letter}{ledger.last_row + 200}"
    p = sheet.prefix
    sheet.add_validation(
        where,
        f'<{p}dataValidation type="date" operator="greaterThan" errorStyle="warning" allowBlank="1" showErrorMessage="1" '
        f'errorTitle="{ENTRY}" error="请填写日期，如 2026-3-5" sqref="{where}"><{p}formula1>{serial(date(2000, 1, 1), session.workbook.date1904)}</{p}formula1></{p}dataValidation>',
    )
    top, bottom = ledger.header
    known = [name for name in model.names if name.startswith(ENTRY_NAME)]
    session.names[(f"{ENTRY_NAME}_{len(known) + 1}" if known else ENTRY_NAME, None)] = (
        f"{quoted(ledger.sheet)}!${letter}${top}:${letter}${bottom}"
    )
    wider = replace(
        ledger,
        columns={**ledger.columns, ENTRY: letter},
        headers={**ledger.headers, letter: ENTRY},
        width=max(ledger.width, column),
    )
    return wider, [f"台账没有办结日期或销号日期，已在{letter}列增设“{ENTRY}”，由工作人员填写"], {column: ENTRY}


def _put_headers(session: Session, grid: Grid, ledger: LedgerSheet, fresh: Mapping[int, str], entries: set[int]) -> None:
    """Header cells of new columns, merged over the header's rows; cells ready for dates in a new entry column."""
    sheet, look, (top, bottom) = session.sheet(ledger.sheet), session.look, ledger.header
    tabled = any(
        area[0] == bottom > top for area in grid.tables
    )  # a table's header cells are never merged, and each has its text
    writes: dict[int, dict[int, bytes]] = {}
    for column, title in fresh.items():
        style = look.entry if column in entries else look.header
        for row in range(top, bottom + 1):
            content = cell(f"{letters(column)}{row}", style, title if row == top or tabled else None, prefix=sheet.prefix)
            writes.setdefault(row, {})[column] = content
    for column in entries:
        for item in ledger.items:
            for row in range(item.row, item.last_row + 1):
                writes.setdefault(row, {})[column] = cell(f"{letters(column)}{row}", look.date, None, prefix=sheet.prefix)
    sheet.write(writes, set(fresh))
    if bottom > top and not tabled:
        sheet.set_merges(frozenset(fresh), range(top, bottom + 1), [(top, column, bottom, column) for column in sorted(fresh)])


def _put_widths(session: Session, ledger: LedgerSheet, fresh: Mapping[int, str]) -> list[str]:
    hidden = "、".join(letters(c) for c in sorted(session.sheet(ledger.sheet).hidden_columns() & set(fresh)))
    warnings = [f"{hidden}列是隐藏的，其中的自有列看不见：请取消隐藏"] if hidden else []
    covered = drawings.covered_columns(session.workbook, ledger.sheet)
    widths = {c: own_columns.WIDTHS.get(title.removeprefix(OWN_PREFIX), 13.0) for c, title in fresh.items() if c not in covered}
    session.sheet(ledger.sheet).set_widths(widths)
    shadow = "、".join(letters(c) for c in sorted(covered & set(fresh)))
    return [*warnings, f"{shadow}列上浮有图片或文本框，会遮住自有列；列宽保持不变，可把图片移到别处"] if shadow else warnings


def _widen(session: Session, ledger: LedgerSheet, fresh: Mapping[int, str]) -> None:
    """Filter and table grow with the new columns, so that sorting keeps rows together."""
    sheet, right = session.sheet(ledger.sheet), max(fresh)
    filtered = sheet.element("autoFilter")
    where = area(filtered.attributes.get("ref", "")) if filtered else None
    if where and where[3] + 1 == min(fresh):
        sheet.set_ref("autoFilter", ref((where[0], where[1], where[2], right)))
        key = ("_xlnm._FilterDatabase", session.index(ledger.sheet))
        if key in session.workbook.names:
            session.names[key] = f"{quoted(ledger.sheet)}!${letters(where[1])}${where[0]}:${letters(right)}${where[2]}"
    tables.widen(session, ledger.sheet, ledger.header[1], fresh)


def _put_names(session: Session, model: Workbook, ledger: LedgerSheet, own: Mapping[str, int]) -> None:
    """Workbook names: 督办_今日, the tint switch, the marks by which everything of ours is found again; a print area."""
    known = model.names
    if own_columns.TODAY not in known:
        session.names[(own_columns.TODAY, None)] = "TODAY()"
    settings = model.own.get(SETTINGS.name)
    if settings and "#REF!" in known.get(own_columns.TINT, "#REF!"):
        row = next((row for row, cells in settings.rows if cells.get("项目") == "台账着色"), 0)
        switch = f'{quoted(settings.sheet)}!${letters(settings.columns["值"])}${row}<>"否"'
        session.names[(own_columns.TINT, None)] = switch if row else "TRUE"
    for name, table in model.own.items():
        if target(known.get(SHEET_NAME + name, "")) is None:
            right, at = letters(max(table.columns.values())), table.header_row
            session.names[(SHEET_NAME + name, None)] = f"{quoted(table.sheet)}!$A${at}:${right}${at}"
    top, bottom = ledger.header
    places = {name: where[0] for name in known if name.startswith(LEDGER_NAME) and (where := target(known[name]))}
    mine = next((name for name, sheet in places.items() if sheet == ledger.sheet), "")
    taken = [int(name.removeprefix(LEDGER_NAME)) for name in known if name.removeprefix(LEDGER_NAME).isdecimal()]
    mark = mine or f"{LEDGER_NAME}{max(taken, default=0) + 1}"
    session.names[(mark, None)] = (
        f"{quoted(ledger.sheet)}!${letters(min(own.values()))}${top}:${letters(max(own.values()))}${bottom}"
    )
    printed = ("_xlnm.Print_Area", session.index(ledger.sheet))
    if printed not in session.workbook.names and not ledger.own:
        left = letters(min((number(c) for c in ledger.headers), default=1))
        session.names[printed] = f"{quoted(ledger.sheet)}!${left}$1:${letters(ledger.width)}${LAST_ROW}"


def _whole_row_formulas(session: Session, ledger: LedgerSheet) -> list[str]:
    """Staff formulas that reach into own columns because they name whole rows."""
    inner = session.sheet(ledger.sheet).inner
    found = (
        [match.group(1).decode() for match in _FORMULA.finditer(inner) if _WHOLE_ROWS.search(match.group(2))]
        if b"<f" in inner
        else []
    )
    return [f"{'、'.join(found[:20])}的公式按整行引用，会把自有列也算进去，请改为具体区域"] if found else []
