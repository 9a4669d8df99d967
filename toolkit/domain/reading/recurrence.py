"""Recurring duties (每季度报送进展, 每月28日前, 每周五): the rule and the dates that follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from typing import Literal

from toolkit.domain.calendar.workdays import Calendar, add_days, add_months, month_end

Unit = Literal["日", "周", "旬", "月", "季", "半年", "年"]
END = 31
"""As the day of a mark: the month's last day (a day that a month lacks is its last day, too)."""

_MONTHS: dict[Unit, int] = {"月": 1, "季": 3, "半年": 6, "年": 12}
_LIMIT = 4000
"""So many candidates are looked at before a rule that yields nothing any more (its end is past) is given up."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One due day within a period.

    month: 1-based month of the period (季: 1–3, 年: 1–12); day: 1–31, END the last; of weeks: 1 Monday – 7 Sunday;
    workday: day counts the month's workdays instead (negative from its end).
    """

    month: int = 1
    day: int = END
    workday: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """When a recurring duty falls due.

    marks: in order of time; step: every so many units, counted from the anchor where it is more than one (每两个月);
    later: the first one belongs to the period after the anchor's (次月5日前报送); since, until: its bounds, if told.
    """

    unit: Unit
    marks: tuple[Mark, ...] = (Mark(),)
    step: int = 1
    later: bool = False
    since: date | None = None
    until: date | None = None


def dates_of(rule: Rule, anchor: date, calendar: Calendar) -> Iterator[date]:
    """The due days on or after the anchor (a rule with a step: after it), in order of time, within the rule's bounds."""
    start = max(anchor, rule.since) if rule.since else anchor
    last = date.min
    by_workday = rule.unit == "日" and rule.marks[0].workday
    for found in islice(_candidates(rule, start, calendar), _LIMIT):
        if rule.until and found > rule.until:
            return
        if found >= start and found > last and not (by_workday and not calendar.is_workday(found)):
            last = found
            yield found


def _candidates(rule: Rule, start: date, calendar: Calendar) -> Iterator[date]:
    """Due days from about the start on, without end; at the end of time the last day again and again."""
    if rule.unit == "日":
        return (add_days(start, turn * rule.step) for turn in count(int(rule.step > 1)))
    if rule.unit == "周":
        if rule.step > 1:
            return (add_days(start, turn * rule.step * 7) for turn in count(1))
        monday = add_days(start, -start.weekday())
        return (add_days(monday, week * 7 + mark.day - 1) for week in count() for mark in rule.marks)
    first = start.replace(day=1)
    if rule.unit == "旬":
        thirds = (Mark(day=10), Mark(day=20), Mark())
        return (_in_month(mark, add_months(first, month), calendar) for month in count() for mark in thirds)
    length = _MONTHS[rule.unit]
    if rule.step > 1:
        return (add_months(start, turn * rule.step * length) for turn in count(1))
    first = first.replace(month=(start.month - 1) // length * length + 1)
    return (
        _in_month(mark, add_months(first, period * length + mark.month - 1), calendar)
        for period in count(int(rule.later))
        for mark in rule.marks
    )


def _in_month(mark: Mark, first: date, calendar: Calendar) -> date:
    """The day that a mark names in the month beginning with first."""
    if not mark.workday:
        return first.replace(day=min(mark.day, month_end(first.year, first.month).day))
    if mark.day < 0:
        return calendar.back(add_days(month_end(first.year, first.month), 1), -mark.day)
    return calendar.add_workdays(add_days(first, -1), mark.day)
