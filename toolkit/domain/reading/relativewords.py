"""Dates by the calendar of speech (次月15日, 下周五, 国庆前, “十四五”末), found in a plain text: one pattern, one function each."""

from __future__ import annotations

import re

from toolkit.domain.calendar.holidays import holiday_name
from toolkit.domain.reading.numerals import Plain
from toolkit.domain.reading.timeparts import Point, Token, Unclear
from toolkit.domain.reading.timewords import CHAINED, PART, SHIFTS, TAIL, WEEKDAYS, YEAR, Match, Way, day_number, token

_DAYS = {"今日": 0, "今天": 0, "当日": 0, "当天": 0, "明日": 1, "明天": 1, "次日": 1, "翌日": 1, "第2天": 1, "后天": 2}
_HOLIDAY = re.compile("元旦|春节|清明|五一|劳动节|端午|中秋|十一|国庆")
_FEAST = rf"\"?(?:国际)?(?:{_HOLIDAY.pattern})\"?(?:国际)?(?:劳动|国庆)?节?\"?"
_ANNIVERSARIES = {"七一": 6, "八一": 7}
"""Fixed days that are no holidays -> the month that ends just before them."""


def _this_month(plain: Plain, match: Match) -> list[Token]:
    sign = match["r"][:1]
    if match["d"]:
        return [token(plain, match, Point("", months=SHIFTS[sign], day=day_number(plain, match), chained=sign in CHAINED))]
    return [token(plain, match, Point("", months=SHIFTS[sign], months_long=1, chained=sign in CHAINED))]


def _this_quarter(plain: Plain, match: Match) -> list[Token]:
    return [token(plain, match, Point("", months=SHIFTS[match["r"]], months_long=3, chained=match["r"] in CHAINED))]


def _end(plain: Plain, match: Match) -> list[Token]:
    return [token(plain, match, Point("", months=0, months_long=1 if match["grain"] == "月" else 3))]


def _week(plain: Plain, match: Match) -> list[Token]:
    weekday = WEEKDAYS[match["wd"]] if match["wd"] else 0
    point = Point("", weeks=SHIFTS[match["r"]], weekday=weekday, months_long=0 if weekday else 1, chained=match["r"] in CHAINED)
    return [token(plain, match, point)]


def _weekday(plain: Plain, match: Match) -> list[Token]:
    return [token(plain, match, Point("", weekday=WEEKDAYS[match["wd"]]))]


def _day(plain: Plain, match: Match) -> list[Token]:
    return [token(plain, match, Point("", days=_DAYS[match["r"]], chained=match["r"][0] in CHAINED))]


def _holiday(plain: Plain, match: Match) -> list[Token]:
    names = {holiday_name(name) for name in _HOLIDAY.findall(match["h"])}
    if len(names) > 1:
        raise Unclear(f"“{plain.cite()}”是哪一个节日之前?请写明日期")
    return [token(plain, match, Point("", holiday=names.pop()))]


def _anniversary(plain: Plain, match: Match) -> list[Token]:
    return [token(plain, match, Point("", month=_ANNIVERSARIES[match["h"]]))]


def _plan(plain: Plain, match: Match) -> list[Token]:
    if match["stage"] in ("前", "之前", "初", "初期", "中", "中期"):
        raise Unclear(f"“{plain.cite()}”没有确切日期,请写明年月日")
    return [token(plain, match, Point("", year=2010 + 5 * "一二三四五六".index(match["plan"]), month=12))]


RELATIVE: tuple[Way, ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (rf"(?P<r>本|当|这个|该|下个?|次|翌)月份?(?:(?P<d>[0-9]{{1,2}})(?:日|号)|{PART}){TAIL}", _this_month),
        (rf"(?P<r>[本当下次])个?季度?{PART}{TAIL}", _this_quarter),
        (rf"(?<![0-9每各逐])(?P<grain>月|季)度?(?P<part>底|末){TAIL}", _end),
        (rf"{YEAR}?(?P<h>{_FEAST}(?:[、和及与]?{_FEAST})*)(?:小?长?假期?|放假|佳节)?(?:到来|来临)?(?P<tail>之?前(?!后)夕?|以前)", _holiday),
        (r"\"?(?P<h>七一|八一)\"?(?:建党节?|建军节?)?(?:之?前(?!后)夕?|以前)", _anniversary),
        (rf"(?P<r>本|这|当|下下|下|次)个?(?:周|星期|礼拜)(?P<wd>[一二三四五六日天末1-7])?(?P<part>底|内|初)?{TAIL}", _week),
        (rf"(?<![0-9每双两半上下本这第隔各逐一])(?:周|星期|礼拜)(?P<wd>[一二三四五六日天末]){TAIL}(?:(?<=[前止])|(?=[,;)]|$))", _weekday),
        (rf"(?<!明)(?P<r>{'|'.join(_DAYS)})(?![起至]){TAIL}", _day),
        (r"\"?十(?P<plan>[一二三四五六])五\"?(?:规划)?(?P<stage>期?末|末期|期间|时期|期内|收官|结束|期满|之?前|初期?|中期?)(?P<tail>之?前)?", _plan),
    )
)  # fmt: skip
