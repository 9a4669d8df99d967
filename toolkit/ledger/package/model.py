"""Workbook model of a closed file: grids, names, adopted ledger sheets, own sheets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from toolkit.domain.changes import OWN_COLUMNS
from toolkit.domain.errors import LayoutError
from toolkit.domain.item import Raw, as_text
from toolkit.domain.sheets import OWN_SHEETS, SETTINGS, OwnSheet
from toolkit.ledger.book import Grid, LedgerSheet, OwnTable, Workbook
from toolkit.ledger.layout import OWN_PREFIX, own_header, read_ledger
from toolkit.ledger.package.container import refused_if_broken
from toolkit.ledger.package.ownfill import filled_as_ours
from toolkit.ledger.package.reader import read_grids, target
from toolkit.ledger.package.workbook import WorkbookPart

_NOTED = 8
"""Characters by which the note above an own sheet is known; its end may have been worded anew since."""
LEDGER_NAME, SHEET_NAME = "督办_台账_", "督办_表_"
"""Marks: a workbook name over the own headers of each ledger sheet, and one over the header of each own sheet."""


Filled = Callable[[str, int, Iterable[int]], set[int]]
"""(sheet, row, columns) -> those whose cell has the fill of our own headers."""


@refused_if_broken()
def build(part: WorkbookPart) -> Workbook:
    """Everything a routine needs to know of a workbook, read once. Raises NotALedger for broken parts."""
    names = {name: formula for (name, local), formula in part.names.items() if local is None}
    ledgers = {found[0] for name, formula in names.items() if name.startswith(LEDGER_NAME) and (found := target(formula))}
    return assemble(read_grids(part, ledgers), names, partial(filled_as_ours, part))


def assemble(grids: tuple[Grid, ...], names: Mapping[str, str], filled: Filled) -> Workbook:
    """The model of a workbook, closed or live, from its sheets' values and its names (name -> formula without =)."""
    own = {spec.name: table for spec in OWN_SHEETS if (table := _own_table(filled, grids, names, spec))}
    taken = {table.sheet for table in own.values()}
    overrides = _renamed(_overrides(own.get(SETTINGS.name)), grids, names)
    free = [grid for grid in grids if grid.name not in taken]
    marked = [ledger for grid in free if (ledger := _marked(filled, grid, names, overrides))]
    known = {ledger.sheet for ledger in marked}
    unmarked = [ledger for grid in free if grid.name not in known and (ledger := _by_headers(filled, grid, overrides))]
    if not marked:
        marked, unmarked = _without_copies(unmarked)
    return Workbook(grids, names, tuple(marked), own, tuple(unmarked))


def _without_copies(found: list[LedgerSheet]) -> tuple[list[LedgerSheet], list[LedgerSheet]]:
    """Where all marks were lost: a sheet that repeats a 督办编号 of an earlier one, or has none at all, is a copy of it."""
    ledgers: list[LedgerSheet] = []
    copies: list[LedgerSheet] = []
    seen: set[str] = set()
    for ledger in found:
        ids = {text for item in ledger.items if (text := as_text(item.own.get("督办编号")))}
        copied = bool(ledgers) and (not ids or bool(ids & seen))
        (copies if copied else ledgers).append(ledger)
        seen |= ids
    return ledgers, copies


def _own_table(filled: Filled, grids: tuple[Grid, ...], names: Mapping[str, str], spec: OwnSheet) -> OwnTable | None:
    """An own sheet by its name mark, else by its title, header and look (names may be lost in another program).

    An office may keep a 收文登记 of its own: a sheet without our mark, our note above it and our header's fill is theirs.
    """
    marked = target(names.get(SHEET_NAME + spec.name, ""))
    wanted = [marked[0]] if marked else [spec.name, OWN_PREFIX + spec.name]
    for grid in grids:
        if grid.name not in wanted:
            continue
        rows = [marked[1][0]] if marked else range(1, min(10, len(grid.rows)) + 1)
        for header in rows:
            columns = (
                {as_text(v): c for c, v in enumerate(grid.rows[header - 1], 1) if v not in ("", None)}
                if header <= len(grid.rows)
                else {}
            )
            ours = sum(name in columns for name in spec.headers()) * 2 > len(spec.columns)
            if ours and (marked or _looks_ours(filled, grid, header, columns.values(), spec)):
                return _table(grid, header, {name: columns[name] for name in spec.headers() if name in columns})
    return None


def _looks_ours(filled: Filled, grid: Grid, header: int, columns: Iterable[int], spec: OwnSheet) -> bool:
    noted = as_text(grid.value(header - 1, 1))[:_NOTED] == spec.note[:_NOTED]
    return noted or bool(filled(grid.name, header, columns))


def _table(grid: Grid, header: int, columns: Mapping[str, int]) -> OwnTable:
    rows: list[tuple[int, Mapping[str, Raw]]] = []
    for row in range(header + 1, len(grid.rows) + 1):
        cells = {name: grid.value(row, column) for name, column in columns.items()}
        if any(as_text(value) for value in cells.values()):
            rows.append((row, cells))
    used = [row for row in range(header + 1, len(grid.rows) + 1) if any(v not in ("", None) for v in grid.rows[row - 1])]
    return OwnTable(grid.name, header, max(used, default=header), columns, rows)


def _marked(
    filled: Filled, grid: Grid, names: Mapping[str, str], overrides: Mapping[str, Mapping[str, str]]
) -> LedgerSheet | None:
    for name, formula in names.items():
        where = target(formula) if name.startswith(LEDGER_NAME) else None
        if where and where[0] == grid.name and (own := own_header(grid, where[1])):
            top, bottom = where[1][0], where[1][2]
            if len(own) < len(OWN_COLUMNS):
                own |= {name: column for name, column in _moved(filled, grid, top).items() if name not in own}
            return _adopted(grid, (top, bottom), overrides, own)
    return None


def _adopted(
    grid: Grid, rows: tuple[int, int], overrides: Mapping[str, Mapping[str, str]], own: Mapping[str, int]
) -> LedgerSheet | None:
    try:
        return read_ledger(grid, header_rows=rows, overrides=overrides.get(grid.name), own=own)
    except LayoutError as lost:
        raise LayoutError(f"“设置”表的“字段对应”与现在的表头不符，请改正。{lost}") from lost


def _moved(filled: Filled, grid: Grid, row: int) -> dict[str, int]:
    """Own columns that a person has moved out of the marked area, by header text and fill."""
    width = len(grid.rows[row - 1])
    named = [c for c in range(1, width + 1) if as_text(grid.value(row, c)).removeprefix(OWN_PREFIX) in OWN_COLUMNS]
    return {as_text(grid.value(row, c)).removeprefix(OWN_PREFIX): c for c in sorted(filled(grid.name, row, named))}


def _by_headers(filled: Filled, grid: Grid, overrides: Mapping[str, Mapping[str, str]]) -> LedgerSheet | None:
    """An adopted sheet whose name mark was lost: six of the own headers in one row, of which 灯 and 督办编号 are two."""
    for row in range(1, min(40, len(grid.rows)) + 1):
        cells = grid.rows[row - 1]
        if sum(as_text(c).removeprefix(OWN_PREFIX) in OWN_COLUMNS for c in cells) < 6:
            continue
        own = _moved(filled, grid, row)
        if "灯" in own and "督办编号" in own:
            last = max((r2 for r1, c1, r2, _ in grid.merges if r1 == row and c1 in own.values()), default=row)
            return _adopted(grid, (row, last), overrides, own)
    return None


def _renamed(
    overrides: Mapping[str, Mapping[str, str]], grids: tuple[Grid, ...], names: Mapping[str, str]
) -> Mapping[str, Mapping[str, str]]:
    """字段对应 of the only ledger sheet, also after staff gave that sheet another name."""
    marked = {where[0] for name, formula in names.items() if name.startswith(LEDGER_NAME) and (where := target(formula))}
    lost = [sheet for sheet in overrides if sheet not in {grid.name for grid in grids}]
    if len(marked) == 1 == len(lost) and not marked & set(overrides):
        return {**overrides, marked.pop(): overrides[lost[0]]}
    return overrides


def _overrides(table: OwnTable | None) -> dict[str, dict[str, str]]:
    """设置's 字段对应: lines of 工作表!字段=表头 -> {sheet: {field: header text}}."""
    found: dict[str, dict[str, str]] = {}
    for _, cells in table.rows if table else ():
        if as_text(cells.get("项目")) == "字段对应":
            for line in as_text(cells.get("值")).splitlines():
                parts = re.fullmatch(r"(.+)!([^=!]+)=(.+)", line.strip())
                if parts:
                    found.setdefault(parts.group(1), {})[parts.group(2)] = parts.group(3)
    return found
