"""What the words of a deadline text stand for, before it is known from which day they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CountUnit = Literal["workdays", "days", "months"]


class Unclear(Exception):
    """Words that mean nothing, or two things; str() is the question to ask. It never leaves the reading of a text."""


@dataclass(frozen=True, slots=True)
class Point:
    """One day in symbols. What was not said is None (weekday, said: 0; holiday: "").

    text: as typed; year, month, day: as written, day 0 the month's last; years, months, weeks, days: relative ones (明年 1,
    次月 1, 下周 1, 次日 1; of 下季度 months is 1 and months_long 3), counted from the anchor or, if chained (次, 当, 翌), from
    the day before in the text; weekday: 1 Monday – 7 Sunday; said: the weekday in brackets behind a date;
    holiday: its last workday before is meant; workday: the last workday up to that day is; months_long: months that the words span (5月 1, 三季度 3), 0 for a plain day;
    context: a year named elsewhere in the text; linked: follows in an enumeration (、及); within: a part of the one before (其中).
    """

    text: str
    year: int | None = None
    month: int | None = None
    day: int = 0
    years: int | None = None
    months: int | None = None
    weeks: int | None = None
    days: int | None = None
    weekday: int = 0
    said: int = 0
    holiday: str = ""
    workday: bool = False
    months_long: int = 0
    chained: bool = False
    context: int | None = None
    linked: bool = False
    within: bool = False

    def lacks_year(self) -> bool:
        """Whether a month was written and no year."""
        return self.month is not None and self.year is None and self.years is None


@dataclass(frozen=True, slots=True)
class Count:
    """So many workdays, calendar days (a week is 7) or months (a year is 12) after a start.

    text: as typed; start: "交办", "印发", "会议", "受理" as the text says, "" where it does not;
    from_point: it runs from the day named just before it (自6月1日起30日内).
    """

    text: str
    amount: int
    unit: CountUnit
    start: str = ""
    from_point: Point | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a plain text (places start up to end) that names a day or a count.

    begins: a first day (6月1日起), not a deadline; about: an approximate one (左右); year_only: a year and nothing else (2022年);
    bare: a period with no end and no 前 said (上半年, 3月份), which may be what a paper is about.
    """

    start: int
    end: int
    thing: Point | Count
    begins: bool = False
    about: bool = False
    year_only: bool = False
    bare: bool = False
