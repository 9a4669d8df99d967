"""The next 编号 as an office itself would give it: after its own pattern, never one that was used before 〔五(一) 立项〕."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.domain.course.family import parent_id

_GIVEN = re.compile(r"DB-(\d+)(?:\.\d+)*")
_LAST_RUN = re.compile(r"(.*?)(\d+)(\D*)", re.DOTALL)
_DATED = re.compile(r"20\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)?")
_COUNT_AT_LEAST = 2
"""Digits left for the count where a year and a count are written in one run (2026065)."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """How an office numbers: what stands before and behind the count, and how many digits the count has at least."""

    before: str
    behind: str
    width: int

    @property
    def plain(self) -> bool:
        """A bare count (1, 2, 3 …), which may start again in each sheet and section."""
        return not self.before and not self.behind

    def say(self, count: int) -> str:
        return f"{self.before}{count:0{self.width}d}{self.behind}"

    def count(self, number: str) -> int:
        """Which count a number (or the parent of a sub-item's number) of this pattern has, 0 for a number of another pattern."""
        number = root(number)
        inner = number[len(self.before) : len(number) - len(self.behind)]
        return int(inner) if inner.isdecimal() and number == f"{self.before}{inner}{self.behind}" else 0


def root(number: str) -> str:
    """The number of the topmost parent: 2026-007.2.1 -> 2026-007."""
    while parent := parent_id(number):
        number = parent
    return number


def pattern_of(number: str, today: date) -> Pattern | None:
    """The pattern behind a number, its year, month or day become today's: 2026-065 in 2027 -> 2027-…; None without digits.

    A year may stand apart (督〔2026〕65号) or run into the count (2026065, DC20260305001).
    """
    found = _LAST_RUN.fullmatch(root(number))
    if not found:
        return None
    before, digits, behind = found[1], found[2], found[3]
    dated = _DATED.match(digits[: max(len(digits) - _COUNT_AT_LEAST, 0)])
    if dated and not re.search(r"20\d\d", before):
        before, digits = before + dated[0], digits[dated.end() :]
    return Pattern(_of_today(before, today), behind, len(digits))


def _of_today(before: str, today: date) -> str:
    """A prefix with its last whole run of digits that reads as a year, month or day replaced by today's."""
    runs = [run for run in re.finditer(r"\d+", before) if _DATED.fullmatch(run[0])]
    if not runs:
        return before
    run = runs[-1]
    return before[: run.start()] + today.strftime("%Y%m%d")[: len(run[0])] + before[run.end() :]


def next_count(pattern: Pattern, typed: Sequence[str], elsewhere: Iterable[str] = ()) -> int:
    """The count after the highest one known. typed: the sheet's own numbers in row order; elsewhere: numbers in events, registers …

    Bare counts go by their sheet alone, and where they start again in sections by the last row.
    """
    counts = [count for number in typed if (count := pattern.count(number))]
    if pattern.plain:
        tops = [pattern.count(number) for number in typed if number == root(number)]
        return (tops[-1] if len(set(tops)) < len(tops) else max(counts, default=0)) + 1
    return max([*counts, *map(pattern.count, elsewhere)], default=0) + 1


def next_given(known: Iterable[str]) -> int:
    """The count of the next 督办编号 (DB-0001) after all that are known."""
    return max((int(found[1]) for number in known if (found := _GIVEN.fullmatch(number))), default=0) + 1
