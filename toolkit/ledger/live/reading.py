"""An open workbook's sheets as grids, read a whole sheet at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from toolkit.ledger.book import Area, Grid
from toolkit.ledger.package.ownfill import HEADER_FILL

_FILL = tuple(bytes.fromhex(HEADER_FILL))


def grids(book: Any) -> tuple[Grid, ...]:
    """All worksheets of an xlwings book."""
    return tuple(grid(sheet) for sheet in book.sheets)


def grid(sheet: Any) -> Grid:
    """One worksheet from A1 to its last used cell; empty rows at the end are left out."""
    whole = _whole(sheet)
    cells = _rows(whole)
    tables, totals = [], set[int]()
    for table in sheet.tables:
        where = _area(table.range)
        tables.append(where)
        totals |= {where[2]} if table.show_totals else set()
    return Grid(sheet.name, cells, tuple(merges(sheet, whole)), not sheet.visible, tuple(tables), frozenset(totals))


def rows(sheet: Any) -> list[list[Any]]:
    """The values of a worksheet alone, as `grid` has them."""
    return _rows(_whole(sheet))


def _whole(sheet: Any) -> Any:
    """The range from A1 to the last used cell."""
    used = sheet.used_range
    rows, columns = used.shape
    return sheet.range((1, 1), (used.row + rows - 1, used.column + columns - 1))


def _rows(whole: Any) -> list[list[Any]]:
    values = whole.options(ndim=2, err_to_str=True).value
    cells = [[_plain(cell) for cell in row] for row in values]
    while cells and not any(cell is not None for cell in cells[-1]):
        cells.pop()
    return cells


def names(book: Any) -> Mapping[str, str]:
    """Names of the whole workbook and their formulas without the equal sign."""
    return {each.name: (each.refers_to or "").removeprefix("=") for each in book.names if "!" not in each.name}


def filled(book: Any, sheet: str, row: int, columns: Iterable[int]) -> set[int]:
    """Those of some header cells that have the fill of our own headers."""
    return {column for column in columns if book.sheets[sheet].range((row, column)).color == _FILL}


def merges(sheet: Any, whole: Any) -> Iterator[Area]:
    """All merged areas within a range. Excel has no list of them: a range is halved until it holds none, or is within one."""
    listed = getattr(whole.impl, "merges", None)
    if listed is not None:
        yield from listed()
        return
    waiting, seen = [_area(whole)], set[Area]()
    while waiting:
        r1, c1, r2, c2 = waiting.pop()
        part = sheet.range((r1, c1), (r2, c2))
        if part.merge_cells is False:
            continue
        first = _area(sheet.range((r1, c1)).merge_area)
        if first not in seen and first[:2] != first[2:]:
            seen.add(first)
            yield first
        if first[0] <= r1 and first[1] <= c1 and first[2] >= r2 and first[3] >= c2:
            continue
        if r2 - r1 >= c2 - c1:
            middle = (r1 + r2) // 2
            waiting += [(r1, c1, middle, c2), (middle + 1, c1, r2, c2)]
        else:
            middle = (c1 + c2) // 2
            waiting += [(r1, c1, r2, middle), (r1, middle + 1, r2, c2)]


def _area(place: Any) -> Area:
    rows, columns = place.shape
    return place.row, place.column, place.row + rows - 1, place.column + columns - 1


def _plain(cell: Any) -> Any:
    """A cell as the closed reader gives it: a day without a time of day is a date."""
    if isinstance(cell, datetime):
        cell = cell.replace(tzinfo=None)
        return cell.date() if cell.time() == time() else cell
    return None if cell == "" else date(cell.year, cell.month, cell.day) if isinstance(cell, date) else cell
