"""The port between a workbook and the rest: values come in as a Workbook, changes go out as a ChangeSet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

from toolkit.domain.changes import ChangeSet
from toolkit.domain.item import Item, Raw

_KINDS = (float, int, date)
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, 1-based, inclusive."""


def plain(cell: object) -> Raw:
    """A cell as read, as a value of Raw: "" is None; a duration becomes days, whatever else a program stores becomes text."""
    if isinstance(cell, str):
        return cell or None
    if cell is None or isinstance(cell, _KINDS):
        return cell
    return cell.total_seconds() / 86400 if isinstance(cell, timedelta) else str(cell)


@dataclass(frozen=True, slots=True)
class Grid:
    """One worksheet's values. rows[r - 1][c - 1] is the cell in row r, column c, as read; empty cells are None or "".
    totals: totals rows of Excel tables."""

    name: str
    rows: Sequence[Sequence[Any]]
    merges: tuple[Area, ...] = ()
    hidden: bool = False
    tables: tuple[Area, ...] = ()
    totals: frozenset[int] = frozenset()

    def value(self, row: int, column: int) -> Raw:
        if not 0 < row <= len(self.rows):
            return None
        cells = self.rows[row - 1]
        return plain(cells[column - 1]) if 0 < column <= len(cells) else None


@dataclass(frozen=True, slots=True)
class OwnTable:
    """An own sheet as it stands: its present title, where its header is, the last row in use, rows by column name."""

    sheet: str
    header_row: int
    last_row: int
    columns: Mapping[str, int]
    rows: Sequence[tuple[int, Mapping[str, Raw]]]


@dataclass(frozen=True, slots=True)
class LedgerSheet:
    """A worksheet that holds items: where everything is, and the items read.

    header: first and last header row; width: last staff column (1-based); first_row, last_row: the rows in which items stand;
    own: own column name -> column number ({} before adoption); unmapped: headers that name no field;
    leftover: rows that still carry own cells though no item stands there any more.
    """

    sheet: str
    header: tuple[int, int]
    columns: Mapping[str, str]
    headers: Mapping[str, str]
    width: int
    first_row: int
    last_row: int
    items: tuple[Item, ...]
    own: Mapping[str, int] = field(default_factory=dict)
    unmapped: tuple[str, ...] = ()
    leftover: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as read once: all sheets' values, the adopted ledger sheets and the own sheets by their base name.

    copies: sheets with own columns that nobody adopted (somebody copied a ledger sheet); they are not judged.
    """

    grids: tuple[Grid, ...]
    names: Mapping[str, str]
    ledgers: tuple[LedgerSheet, ...] = ()
    own: Mapping[str, OwnTable] = field(default_factory=dict)
    copies: tuple[LedgerSheet, ...] = ()

    def grid(self, name: str) -> Grid | None:
        return next((grid for grid in self.grids if grid.name == name), None)

    def elsewhere(self, texts: Collection[str]) -> dict[str, str]:
        """Which of some texts stand, whole, in a cell of a sheet that is neither a ledger nor our own: text -> “二月”表第5行."""
        known = {ledger.sheet for ledger in self.ledgers} | {table.sheet for table in self.own.values()}
        found: dict[str, str] = {}
        for grid in self.grids if texts else ():
            for number, cells in enumerate(grid.rows if grid.name not in known else (), 1):
                for cell in cells:
                    if isinstance(cell, str) and cell.strip() in texts:
                        found.setdefault(cell.strip(), f"“{grid.name}”表第{number}行")
        return found


class Book(Protocol):
    """A workbook, closed on disk or live in a spreadsheet program."""

    @property
    def path(self) -> Path:
        """The file of the workbook."""
        ...

    def read(self) -> Workbook:
        """All values, in one pass; raises a LedgerError that says what to do."""
        ...

    @property
    def model(self) -> Workbook:
        """What was read, with the changes made since."""
        ...

    def is_current(self) -> bool:
        """Whether nobody has saved the workbook since it was read."""
        ...

    def ensure_takes(self, changes: ChangeSet) -> None:
        """LayoutError where something that the changes want to write to is not there; nothing is made yet."""
        ...

    def change(self, changes: ChangeSet) -> list[str]:
        """Applies a ChangeSet in memory only; returns warnings for staff."""
        ...

    def save(self, *, ledger_id: str = "") -> bool:
        """Writes what is in memory; False where that stands there already. Nothing is written when it raises."""
        ...

    def apply(self, changes: ChangeSet, ledger_id: str = "") -> list[str]:
        """Applies and writes a ChangeSet; returns warnings for staff. Nothing is written when it raises."""
        ...

    def let_go_of_values(self) -> None:
        """Says that the cell values behind the items are needed no more."""
        ...

    def let_go_of_items(self) -> None:
        """Says that the items are needed no more, only the places where they stand."""
        ...
