"""The day from which a period runs (起算日), and what stands in for it where a ledger has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from toolkit.domain.item import Item
from toolkit.domain.reading.celldate import cell_date

_OF_WORD = {"": "交办日", "交办": "交办日", "印发": "文件下发日", "会议": "会议日", "受理": "受理日"}


@dataclass(frozen=True, slots=True)
class Start:
    """Day 0 of a period (民法典 201: not counted itself) and how a basis names it: "交办2026-09-24"."""

    day: date
    words: str


class Starts(NamedTuple):
    """The days of an item from which something may run: 起算日, 交办日, and for the year of a date also 立项日期, 批示日期."""

    own: date | None = None
    assigned: date | None = None
    entered: date | None = None
    approved: date | None = None

    def count_from(self, wanted: str) -> Start | None:
        """Day 0 of a period that runs from `wanted` (交办日, 文件下发日, 纪要下发日, 会议日, 受理日 or a reading's start word).

        The 起算日 column comes first; else 交办日 stands in, and the words say so; None where that is missing, too.
        """
        if self.own is not None:
            return Start(self.own, f"起算日{self.own}")
        if self.assigned is None:
            return None
        name = _OF_WORD.get(wanted, wanted)
        if name == "交办日":
            return Start(self.assigned, f"交办{self.assigned}")
        return Start(self.assigned, f"未填起算日({name}),以交办日代替:交办{self.assigned}")

    def anchor(self) -> Start | None:
        """The day from which a date without a year is read; None where nothing is dated."""
        if self.assigned is not None:
            return Start(self.assigned, f"交办{self.assigned}")
        named = (("起算日", self.own), ("立项", self.entered), ("批示", self.approved))
        return next((Start(day, f"{name}{day}") for name, day in named if day is not None), None)


def starts_of(item: Item, assigned: date | None) -> Starts:
    """An item's start days; assigned: its 交办日 from cell or event."""
    own, entered, approved = item.raw("起算日"), item.raw("立项日期"), item.raw("批示日期")
    if own is entered is approved is None:
        return Starts(None, assigned)
    return Starts(cell_date(own), assigned, cell_date(entered), cell_date(approved))
