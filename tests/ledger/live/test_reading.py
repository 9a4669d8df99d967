"""Merged areas of an open workbook, found as in Excel, which has no list of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from toolkit.ledger.book import Area
from toolkit.ledger.live import reading

SIZE = 24


@dataclass
class Place:
    """What is asked of a range of Excel: its corners, and whether all (True), none (False) or some (None) of it is merged."""

    sheet: Sheet
    area: Area
    impl: object = field(default_factory=SimpleNamespace)

    @property
    def row(self) -> int:
        return self.area[0]

    @property
    def column(self) -> int:
        return self.area[1]

    @property
    def shape(self) -> tuple[int, int]:
        r1, c1, r2, c2 = self.area
        return r2 - r1 + 1, c2 - c1 + 1

    @property
    def merge_cells(self) -> bool | None:
        r1, c1, r2, c2 = self.area
        cells = [self.sheet.of(row, column) for row in range(r1, r2 + 1) for column in range(c1, c2 + 1)]
        return None if None in cells and any(cells) else any(cells)

    @property
    def merge_area(self) -> Place:
        return Place(self.sheet, self.sheet.of(self.area[0], self.area[1]) or self.area)


@dataclass
class Sheet:
    """A worksheet of Excel with merged areas and nothing else."""

    merged: list[Area]

    def of(self, row: int, column: int) -> Area | None:
        return next((a for a in self.merged if a[0] <= row <= a[2] and a[1] <= column <= a[3]), None)

    def range(self, first: tuple[int, int], last: tuple[int, int] | None = None) -> Place:
        return Place(self, (*first, *(last or first)))


@st.composite
def merges(draw: Any) -> list[Area]:
    """Merged areas that do not overlap, as a worksheet has them."""
    found: list[Area] = []
    for _ in range(draw(st.integers(0, 7))):
        r1, c1 = draw(st.integers(1, SIZE)), draw(st.integers(1, SIZE))
        r2, c2 = draw(st.integers(r1, min(r1 + 6, SIZE))), draw(st.integers(c1, min(c1 + 6, SIZE)))
        free = all(r2 < a[0] or r1 > a[2] or c2 < a[1] or c1 > a[3] for a in found)
        if free and (r1, c1) != (r2, c2):
            found.append((r1, c1, r2, c2))
    return found


@given(merges())
def test_every_merged_area_is_found_once(areas: list[Area]) -> None:
    """By halving alone, whatever lies across the middle."""
    sheet = Sheet(areas)
    found = list(reading.merges(sheet, sheet.range((1, 1), (SIZE, SIZE))))
    assert sorted(found) == sorted(areas)


def test_an_engine_that_has_a_list_is_believed() -> None:
    """LibreOffice knows its merged areas."""
    whole = Place(Sheet([]), (1, 1, 9, 9), SimpleNamespace(merges=lambda: [(2, 2, 3, 3)]))
    assert list(reading.merges(Sheet([]), whole)) == [(2, 2, 3, 3)]
