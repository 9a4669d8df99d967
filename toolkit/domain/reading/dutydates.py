"""A recurring duty whose days stand elsewhere in the text: 每月报送一次,于次月5日前报送; 每半年报送一次(6月底、12月底)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.domain.reading.duties import Duty
from toolkit.domain.reading.dutydays import in_order
from toolkit.domain.reading.numerals import Plain
from toolkit.domain.reading.recurrence import END, Mark, Rule, Unit
from toolkit.domain.reading.timeparts import Point, Token, Unclear

_MONTHS: dict[Unit, int] = {"季": 3, "半年": 6, "年": 12}
_IN_BRACKET = re.compile(r"[^,;()]{0,8}\(")


def days_told_apart(words: Plain, duty: Duty, found: list[Token]) -> tuple[Duty, list[Token]]:
    """The duty with the days that the tokens tell, and the tokens that remain; both as they were where none of them belongs to it.

    duty: one whose days are not said where it stands. Raises Unclear for 每年春节前, whose day changes.
    """
    if duty.rule.step != 1:
        return duty, found
    points = [token.thing for token in found if isinstance(token.thing, Point)]
    if duty.rule.unit == "月":
        points = [point for point in points if _is_day_of_month(point)]
        marks, later = [Mark(day=point.day) for point in points], any(point.months == 1 for point in points)
    else:
        marks, later = _marks(words, duty, found), False
        points = points if marks else []
    if not marks:
        return duty, found
    rule = Rule(duty.rule.unit, in_order(marks), later=later)
    return replace(duty, rule=rule), [token for token in found if token.thing not in points]


def _marks(words: Plain, duty: Duty, found: Sequence[Token]) -> list[Mark]:
    """All months of a year that a quarterly or half-yearly duty falls due in; of a yearly one those in the bracket behind it."""
    end = duty.taken[-1][1]
    if any(token.start == end and isinstance(token.thing, Point) and token.thing.holiday for token in found):
        raise Unclear(f"“{words.cite()}”没有写明每次的日期,请写明")
    months = _MONTHS.get(duty.rule.unit)
    behind = [token for token in found if token.start >= end]
    if not months or not behind or len(behind) < len(found):
        return []
    points = [token.thing for token in behind if isinstance(token.thing, Point) and token.thing.lacks_year()]
    marks = [Mark(((point.month or 1) - 1) % months + 1, point.day or END) for point in points]
    if len(points) < len(behind):
        return []
    if months == 12:
        return marks if _IN_BRACKET.fullmatch(words.text[end : behind[0].start]) else []
    return marks[:1] if len(set(marks)) == 1 and len({point.month for point in points}) == 12 // months else []


def _is_day_of_month(point: Point) -> bool:
    others = (point.year, point.years, point.month, point.weeks, point.days)
    return 1 <= point.day <= 31 and all(value is None for value in others) and point.months in (None, 1)
