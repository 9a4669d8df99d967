"""Days as words name them (5月底, 次月15日, 下周五, 国庆前) and the dates they come to, read from an anchor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.domain.calendar.workdays import Calendar, add_days, add_months, month_end
from toolkit.domain.reading.celldate import FIRST_YEAR, LAST_YEAR
from toolkit.domain.reading.timeparts import Point, Unclear

LATE_DAYS = 120
"""A day without a year that was past by at most this when the item began is asked about; if longer past, it is next year's."""
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Placed:
    """A date, and whether it rests on a year whose holidays nobody published."""

    day: date
    provisional: bool = False


def place(points: Sequence[Point], anchor: date, calendar: Calendar) -> list[Placed]:
    """The dates of points in the order of the text. Raises Unclear where one cannot be placed."""
    placed: list[Placed] = []
    for at, point in enumerate(points):
        before = placed[-1].day if placed else None
        if at and point.linked and points[at - 1].holiday:
            before = None  # 春节前(2月10日前)
        if point.holiday:
            found = _before_holiday(point, anchor, calendar)
        elif point.lacks_year():
            found = Placed(_with_year(point, anchor, before, points[at + 1 :]))
            if point.context and point.context > found.day.year:
                raise Unclear(f"“{point.text}”是{found.day.year}年还是{point.context}年?请写明年份")
        else:
            found = Placed(_plain(point, anchor, before))
        if point.said and found.day.isoweekday() != point.said:
            raise Unclear(f"“{point.text}”:{found.day}是星期{WEEKDAYS[found.day.weekday()]},请核对日期")
        if point.workday:
            last = calendar.back(add_days(found.day, 1), 1)
            found = Placed(last, not calendar.covers(last.year))
        placed.append(found)
    return placed


def exact(text: str, year: int, month: int, day: int) -> date:
    """The date, day 0 being the month's last. Raises Unclear where there is no such day or the year is a slip of the pen."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unclear(f"“{text}”的年份{year}有误,请核对日期")
    if not 1 <= month <= 12:
        raise Unclear(f"“{text}”:没有{month}月,请核对日期")
    last = month_end(year, month)
    if day > last.day:
        raise Unclear(f"“{text}”:{year}年{month}月没有{day}日,请核对日期")
    return last.replace(day=day) if day else last


def _plain(point: Point, anchor: date, before: date | None) -> date:
    """A day whose year is written, or that is relative to the anchor or to the day before in the text."""
    base = before if point.chained and before else anchor
    if point.days is not None:
        return add_days(base, point.days)
    if point.weeks is not None:
        return add_days(base, 7 * point.weeks - base.weekday() + (point.weekday or 7) - 1)
    if point.months is not None:
        length = max(point.months_long, 1)
        first = base.replace(day=1, month=(base.month - 1) // length * length + 1)
        month = add_months(first, point.months * length + length - 1)
        return exact(point.text, month.year, month.month, point.day)
    if point.month is not None:
        year = point.year if point.year is not None else base.year + (point.years or 0)
        return exact(point.text, year, point.month, point.day)
    if point.weekday:
        found = add_days(anchor, point.weekday - anchor.isoweekday())
    else:
        base = before if point.linked and before else anchor
        found = exact(point.text, base.year, base.month, point.day)
        if point.linked and before and found < before:
            raise Unclear(f"“{point.text}”是哪一个月?请写明月份")
    if found < anchor and not (point.linked and before):
        raise Unclear(f"“{point.text}”:{found}早于起算日{anchor},请写明年月日")
    return found


def _with_year(point: Point, anchor: date, before: date | None, rest: Sequence[Point]) -> date:
    """A month or a day of a month without a year: that of the day before in the text, else the anchor's, else the next."""
    assert point.month is not None
    found = exact(point.text, before.year if before else anchor.year, point.month, point.day)
    if before:
        if found >= before or point.within:
            return found
        following = exact(point.text, before.year + 1, point.month, point.day)
        if point.linked or found < anchor:
            return following
        raise Unclear(f"“{point.text}”是{found.year}年还是{following.year}年?请写明年份")
    if found >= anchor or found.month == anchor.month:
        return found
    if (anchor - found).days > LATE_DAYS:
        return exact(point.text, anchor.year + 1, point.month, point.day)
    if any(other.lacks_year() and (other.month or 0) >= anchor.month for other in rest):
        return found  # a list that had begun before the item did
    raise _late(point.text, found, anchor)


def _before_holiday(point: Point, anchor: date, calendar: Calendar) -> Placed:
    """The last workday before a holiday period."""
    year = point.year if point.year is not None else anchor.year + (point.years or 0)
    day = _last_workday(point, year, calendar)
    if point.year is None and point.years is None and day < anchor:
        if day.year == anchor.year and (anchor - day).days <= LATE_DAYS:
            raise _late(point.text, day, anchor)
        year += 1
        day = _last_workday(point, year, calendar)
    return Placed(day, not calendar.covers(year))


def _last_workday(point: Point, year: int, calendar: Calendar) -> date:
    exact(point.text, year, 1, 1)
    first = calendar.holiday(point.holiday, year)
    if first is None:
        raise Unclear(f"“{point.text}”:没有{year}年{point.holiday}的放假安排,请写明日期")
    return calendar.back(first, 1)


def _late(text: str, found: date, anchor: date) -> Unclear:
    return Unclear(f"“{text}”没有写年份:{found}早于起算日{anchor},是{found.year}年还是{found.year + 1}年?请写明年份")
