"""What is different between two states of a workbook, sheet by sheet and item by item: shown before a backup is put back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from toolkit.domain.item import Item, as_text
from toolkit.ledger.book import Grid, Workbook, plain
from toolkit.ledger.package.cells import letters

MOST_CELLS = 20
"""Cells of one sheet that are named one by one; the rest is a number."""

What = Literal["改变", "恢复", "去掉"]


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell: its address, what stands there now, what will stand there then (as text)."""

    cell: str
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class SheetChange:
    """One sheet that will differ. cells: how many of staff's cells, own: how many of the toolkit's own; first: those named."""

    sheet: str
    what: What
    cells: int
    own: int
    first: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item that will come back, go, or read differently: its 编号, and the fields that differ."""

    item: str
    what: What
    fields: tuple[str, ...] = ()


def sheet_changes(now: Workbook | None, then: Workbook) -> list[SheetChange]:
    """Every sheet that differs, in the order of the workbook that will stand there. now None: there is nothing readable now."""
    known = {grid.name: grid for grid in now.grids} if now else {}
    own = {ledger.sheet: ledger.width for book in (now, then) if book for ledger in book.ledgers}
    found = []
    for grid in then.grids:
        cells = list(_cells(known.get(grid.name), grid))
        staff = [each for column, each in cells if column <= own.get(grid.name, column)]
        if cells or grid.name not in known:
            what: What = "改变" if grid.name in known else "恢复"
            found.append(SheetChange(grid.name, what, len(staff), len(cells) - len(staff), tuple(staff[:MOST_CELLS])))
    names = {grid.name for grid in then.grids}
    for name, grid in known.items():
        if name not in names:
            filled = sum(1 for row in grid.rows for cell in row if plain(cell) is not None)
            found.append(SheetChange(name, "去掉", filled, 0, ()))
    return found


def item_changes(now: Workbook | None, then: Workbook) -> list[ItemChange]:
    """Every item that differs, by its 督办编号: those that come back, go, or read differently."""
    before, after = _items(now) if now else {}, _items(then)
    found: list[ItemChange] = []
    for key, item in after.items():
        was = before.get(key)
        if was is None:
            found.append(ItemChange(_name(item), "恢复"))
        elif fields := tuple(name for name in {**was.cells, **item.cells} if was.text(name) != item.text(name)):
            found.append(ItemChange(_name(item), "改变", fields))
    found += [ItemChange(_name(item), "去掉") for key, item in before.items() if key not in after]
    return found


def _items(book: Workbook) -> dict[str, Item]:
    return {item.key: item for ledger in book.ledgers for item in ledger.items}


def _name(item: Item) -> str:
    return item.text("编号") or item.key


def _cells(now: Grid | None, then: Grid) -> Iterator[tuple[int, CellChange]]:
    """(column, change) of every cell that differs."""
    for row, (old, new) in enumerate(zip_longest(now.rows if now else (), then.rows, fillvalue=()), 1):
        if old == new:
            continue
        for column, (a, b) in enumerate(zip_longest(old, new), 1):
            was, will = plain(a), plain(b)
            if was != will:
                yield column, CellChange(f"{letters(column)}{row}", as_text(was), as_text(will))
