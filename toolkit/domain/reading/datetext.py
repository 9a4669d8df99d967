"""What people typed into a deadline cell, read from a day: dates, counts, recurring duties, and the question where it is unclear."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Literal

from toolkit.domain.calendar.workdays import Calendar, add_days, add_months
from toolkit.domain.item import Raw, as_text
from toolkit.domain.reading.celldate import FIRST_YEAR, LAST_YEAR, cell_date
from toolkit.domain.reading.deadlinewords import Wording, take_apart
from toolkit.domain.reading.recurrence import Rule, dates_of
from toolkit.domain.reading.timeparts import Count, Point, Unclear
from toolkit.domain.reading.timepoints import place

ReadingKind = Literal["date", "dates", "workdays", "days", "months", "recurring", "open", "unclear"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How one deadline text reads from its anchor (交办日, 印发日, 会议日 …).

    dates: what it comes to, in the order of the text; of a recurring duty the next three on or after the anchor. Periods in
    days or months are not moved to a workday here. labels: what each date is for, "" where nothing is said.
    soft: all dates are targets (力争); softs: each by itself. provisional: it rests on a year without published holidays.
    basis: one Chinese sentence; question: what to ask where the kind is unclear, else "".
    amount: of a single count (weeks as days, years as months); start_word: the event from which it runs as the text says
    ("交办", "印发", "会议", "受理", "" unsaid). period: of a recurring duty ("日", "周", "旬", "月", "季", "半年", "年", else ""),
    rule: its rule. parts, bases: the words in symbols and the basis of each date (none for date cells and recurring duties).
    A text with a date and a recurring duty (12月底前完成,每月报送) is of kind date and has a period as well.
    """

    text: str
    kind: ReadingKind
    dates: tuple[date, ...] = ()
    labels: tuple[str, ...] = ()
    soft: bool = False
    provisional: bool = False
    basis: str = ""
    question: str = ""
    amount: int | None = None
    period: str = ""
    start_word: str = ""
    softs: tuple[bool, ...] = ()
    rule: Rule | None = None
    parts: tuple[Point | Count, ...] = ()
    bases: tuple[str, ...] = ()


_PERIODS = {"日": "按日", "周": "按周", "旬": "按旬", "月": "按月", "季": "按季", "半年": "按半年", "年": "按年"}
_UNITS = {"workdays": "个工作日", "days": "日", "months": "个月"}
_LOST_ZERO = re.compile(r"20[0-9]{2}\.1|[0-9]{1,2}\.[123]")


@lru_cache(maxsize=65536)
def read_text(text: str, anchor: date, calendar: Calendar | None = None) -> Reading:
    """Reads a deadline text from its anchor: a day that is written without a year is looked for from there, a count runs from it.

    Never raises, whatever the text: what is broken or means two things is of kind unclear and has the question to ask.
    """
    wording = take_apart(text)
    if wording.nothing:
        return Reading(text, "open", basis=f"“{wording.cited}”没有确定日期" if wording.cited else "")
    if wording.question:
        return _unclear(text, wording.question)
    try:
        return _read(text, wording, anchor, calendar or _package_calendar())
    except Unclear as problem:
        return _unclear(text, str(problem))


def read_raw(raw: Raw, anchor: date, calendar: Calendar | None = None) -> Reading:
    """Reads a deadline cell: as read_text, and date cells, Excel serial numbers, and numbers that were meant as dates.

    An empty cell is open. Excel keeps 2022.10 typed as a number as 2022.1: that is asked about.
    """
    if raw is None or isinstance(raw, str):
        return read_text(raw or "", anchor, calendar)
    text = as_text(raw)
    if isinstance(raw, date):
        day = raw.date() if isinstance(raw, datetime) else raw
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            return _unclear(text, f"“{text}”的年份有误,请核对日期")
        return _one_day(text, day, f"原文写明{day}")
    if isinstance(raw, bool):
        return _unclear(text, "时限是“是”或“否”,请写明日期")
    day_number = cell_date(raw)
    if day_number:
        return _one_day(text, day_number, f"数字{text}即{day_number}")
    if isinstance(raw, float) and _LOST_ZERO.fullmatch(text) and text != "2.3":
        return _unclear(text, f"数字“{text}”末尾的0可能丢失(如10、20、30),请按文本或日期写明")
    return read_text(text, anchor, calendar)


def occurrences(reading: Reading, anchor: date, count: int, start: int = 0, calendar: Calendar | None = None) -> tuple[date, ...]:
    """The due days number start to start+count-1 (from 0) of a recurring duty on or after the anchor; () without such a duty."""
    if reading.rule is None:
        return ()
    return tuple(islice(dates_of(reading.rule, anchor, calendar or _package_calendar()), start, start + count))


@lru_cache(maxsize=1)
def _package_calendar() -> Calendar:
    return Calendar()


@dataclass(frozen=True, slots=True)
class _Found:
    """One part of a text with the date it comes to, its basis, and whether that rests on unpublished holidays."""

    part: Point | Count
    day: date
    basis: str
    provisional: bool
    label: str
    soft: bool


def _read(text: str, wording: Wording, anchor: date, calendar: Calendar) -> Reading:
    rule = _bounded(wording, anchor, calendar)
    if not wording.parts:
        assert rule is not None
        return _recurring(text, wording, rule, anchor, calendar)
    found = _find(wording, anchor, calendar)
    count = found[0].part if len(found) == 1 and isinstance(found[0].part, Count) else None
    starts = (one.part.start for one in found if isinstance(one.part, Count))
    provisional = any(one.provisional for one in found)
    basis = ";".join(one.basis for one in found)
    return Reading(
        text,
        count.unit if count else "date" if len(found) == 1 else "dates",
        tuple(one.day for one in found),
        tuple(one.label for one in found),
        soft=all(one.soft for one in found),
        provisional=provisional,
        basis=f"{basis};放假安排尚未公布的年度按周末推算,暂定" if provisional else basis,
        amount=count.amount if count else None,
        period=rule.unit if rule else "",
        start_word=next(filter(None, starts), ""),
        softs=tuple(one.soft for one in found),
        rule=rule,
        parts=tuple(one.part for one in found),
        bases=tuple(one.basis for one in found),
    )


def _find(wording: Wording, anchor: date, calendar: Calendar) -> list[_Found]:
    points = iter(place([part for part in wording.parts if isinstance(part, Point)], anchor, calendar))
    found: list[_Found] = []
    for part, label, soft, same in zip(wording.parts, wording.labels, wording.softs, wording.same, strict=True):
        if isinstance(part, Count):
            first = place([part.from_point], anchor, calendar)[0].day if part.from_point else anchor
            day = _counted(part, first, calendar)
            provisional = part.unit == "workdays" and calendar.provisional(first, day)
            basis = _count_basis(part, first, day, calendar)
        else:
            placed = next(points)
            day, provisional, basis = placed.day, placed.provisional, _point_basis(part, placed.day, anchor)
        here = _Found(part, day, basis, provisional, label, soft)
        last = found[-1] if found else None
        if last and same and day < last.day and isinstance(last.part, Point) and last.part.holiday:
            found[-1] = replace(here, label=last.label or label)  # 春节前(2月10日前)
        elif last and same and day != last.day:
            raise Unclear(f"“{wording.cited}”中的{last.day}与{day}不一致,请核对日期")
        elif last and day == last.day:
            labels = (last.label or label,) if same else dict.fromkeys(filter(None, (last.label, label)))
            found[-1] = replace(last, label="、".join(labels), soft=last.soft and soft)
        else:
            found.append(here)
    return found


def _recurring(text: str, wording: Wording, rule: Rule, anchor: date, calendar: Calendar) -> Reading:
    days = tuple(islice(dates_of(rule, anchor, calendar), 3))
    if not days:
        return _unclear(text, f"“{wording.cited}”在起算日{anchor}之后已没有应报送的日期,请核对")
    provisional = any(mark.workday for mark in rule.marks) and calendar.provisional(days[0], days[-1])
    basis = f"{_PERIODS[rule.unit]}重复,自{anchor}起最近几次为{'、'.join(map(str, days))}"
    return Reading(
        text, "recurring", days, (wording.duty,) * len(days), provisional=provisional, basis=basis, period=rule.unit, rule=rule
    )


def _bounded(wording: Wording, anchor: date, calendar: Calendar) -> Rule | None:
    """The rule with its bounds as dates: 自3月起 is the first of March, 至年底 the last day of the year."""
    if wording.rule is None:
        return None
    bounds = place([point for point in (wording.since, wording.until) if point], anchor, calendar)
    until = bounds[-1].day if wording.until else None
    since = None
    if wording.since:
        since, length = bounds[0].day, wording.since.months_long
        if length and not wording.since.day:
            since = add_months(since.replace(day=1), 1 - length)
    return replace(wording.rule, since=since, until=until)


def _counted(count: Count, first: date, calendar: Calendar) -> date:
    if count.unit == "workdays":
        return calendar.add_workdays(first, count.amount)
    return add_days(first, count.amount) if count.unit == "days" else add_months(first, count.amount)


def _count_basis(count: Count, first: date, day: date, calendar: Calendar) -> str:
    start = f"{'' if count.from_point else count.start or '起算日'}{first}"
    if count.unit == "months":
        end = ",没有对应日,以月末计" if day.day != first.day else ""
        return f"{start}起{count.amount}个月{end}→ {day}"
    crossed = calendar.crossed(first, day) if count.unit == "workdays" else ""
    return f"{start}次日起{count.amount}{_UNITS[count.unit]}{f'({crossed})' if crossed else ''}→ {day}"


def _point_basis(point: Point, day: date, anchor: date) -> str:
    if point.holiday:
        return f"“{point.text}”即放假前最后一个工作日{day}"
    if point.year is None:
        return f"“{point.text}”自{anchor}起读作{day}"
    return f"“{point.text}”即{day}"


def _one_day(text: str, day: date, basis: str) -> Reading:
    return Reading(text, "date", (day,), ("",), basis=basis, softs=(False,))


def _unclear(text: str, question: str) -> Reading:
    return Reading(text, "unclear", question=question, basis="")
