"""Numbers of papers: each is reserved here before it is used, so that no two processes, and no crash, give one out twice.

A reservation ends as registered (it stands in 文书登记) or void. What a crash left reserved, the next run looks up in the
sheet: it stands there, or it is registered as 作废.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from toolkit.journal.database import Database

NumberState = Literal["reserved", "registered", "void"]

_HIGHEST = "SELECT coalesce(max(n), 0) FROM numbers WHERE ledger_id = ? AND kind = ? AND year = ?"
_TAKE = "INSERT INTO numbers VALUES (?, ?, ?, ?, ?, 'reserved', ?)"
_OPEN = "SELECT kind, year, n, number, day FROM numbers WHERE ledger_id = ? AND state = 'reserved' ORDER BY kind, year, n"
_SETTLE = "UPDATE numbers SET state = ? WHERE ledger_id = ? AND kind = ? AND year = ? AND n = ?"
_BACK = "DELETE FROM numbers WHERE ledger_id = ? AND kind = ? AND year = ? AND n = ? AND state = 'reserved'"


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a kind of paper in a year, as it is spelled, and the day on which it was taken."""

    kind: str
    year: int
    n: int
    number: str
    day: date


class Numbers(Database):
    """All numbers that were taken in a workspace; see Database for what can go wrong."""

    def take(self, ledger_id: str, kind: str, day: date, above: int, spelled: Callable[[int], str]) -> Number:
        """Reserves the next number of the kind in the day's year: above all that were ever taken, and above `above` (the
        highest in 文书登记). spelled: 7 -> 连督交〔2026〕7号."""
        with self.together():
            taken: int = self.db.execute(_HIGHEST, (ledger_id, kind, day.year)).fetchone()[0]
            n = max(taken, above) + 1
            number = Number(kind, day.year, n, spelled(n), day)
            self.db.execute(_TAKE, (ledger_id, kind, day.year, n, number.number, day.isoformat()))
        return number

    def reserved(self, ledger_id: str) -> list[Number]:
        """Numbers that were taken and of which is not known whether they stand in 文书登记."""
        with self.explained():
            rows = self.db.execute(_OPEN, (ledger_id,)).fetchall()
        return [Number(kind, year, n, number, date.fromisoformat(day)) for kind, year, n, number, day in rows]

    def settle(self, ledger_id: str, numbers: Iterable[Number], state: NumberState) -> None:
        """What became of some numbers."""
        with self.together():
            self.db.executemany(_SETTLE, [(state, ledger_id, each.kind, each.year, each.n) for each in numbers])

    def give_back(self, ledger_id: str, numbers: Iterable[Number]) -> None:
        """Frees numbers that bore nothing, the highest first; one above which others were taken stays reserved, to be voided."""
        with self.together():
            for each in sorted(numbers, key=lambda number: -number.n):
                if self.db.execute(_HIGHEST, (ledger_id, each.kind, each.year)).fetchone()[0] == each.n:
                    self.db.execute(_BACK, (ledger_id, each.kind, each.year, each.n))
