"""Dates by the calendar of speech (次月15日, 下周五, 国庆前, “十四五”末), found in a plain text: one pattern, one function each."""

from __future__ import annotations

import re

from toolkit.domain.calendar.holidays import holiday_name
from toolkit.domain.reading.numerals import Plain
from toolkit.domain.reading.timeparts import Count, Point, Token, Unclear
from toolkit.domain.reading.timewords import CHAINED, LAST, PART, SHIFTS, TAIL, WEEKDAYS, YEAR, day_number, token
from toolkit.domain.reading.ways import Match, Way

_DAYS = {
    "大后天": 3,
    "今早": 0,
    "今晚": 0,
    "明早": 1,
    "明晚": 1,
    "今日": 0,
    "今天": 0,
    "当日": 0,
    "当天": 0,
    "明日": 1,
    "明天": 1,
    "次日": 1,
    "翌日": 1,
    "第2天": 1,
    "后天": 2,
}
HOLIDAY = re.compile("元旦|春节|清明|五一|劳动节|端午|中秋|十一|国庆")
_FEAST = rf"\"?(?:国际)?(?:{HOLIDAY.pattern})\"?(?:国际)?(?:劳动|国庆)?节?\"?"
_ANNIVERSARIES = {
    "三八": (3, 7), "妇女": (3, 7), "植树": (3, 11), "五四": (5, 3), "青年": (5, 3), "六一": (5, 31), "儿童": (5, 31), "七一": (6, 30),
    "建党": (6, 30), "八一": (7, 31), "建军": (7, 31), "教师": (9, 9),
}  # fmt: skip
"""Fixed days that are no holidays -> month and day just before them."""


def _this_month(plain: Plain, match: Match) -> list[Token]:
    sign = match["r"].removesuffix("个")
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


def _next_workday(plain: Plain, match: Match) -> list[Token]:
    return [Token(match.start(), match.end(), Count(plain.cite(match.start(), match.end()), 1, "workdays"))]


def _holiday(plain: Plain, match: Match) -> list[Token]:
    names = {holiday_name(name) for name in HOLIDAY.findall(match["h"])}
    if len(names) > 1:
        raise Unclear(f"“{plain.cite()}”是哪一个节日之前?请写明日期")
    return [token(plain, match, Point("", holiday=names.pop()))]


def _anniversary(plain: Plain, match: Match) -> list[Token]:
    month, day = _ANNIVERSARIES[match["h"]]
    return [token(plain, match, Point("", month=month, day=day))]


def _plan(plain: Plain, match: Match) -> list[Token]:
    if match["stage"] == "中期" and plain.text.startswith("评估", match.end()):
        return []
    if match["stage"] in ("前", "之前", "初", "初期", "中", "中期"):
        raise Unclear(f"“{plain.cite()}”没有确切日期,请写明年月日")
    return [token(plain, match, Point("", year=2010 + 5 * "一二三四五六".index(match["plan"]), month=12))]


RELATIVE: tuple[Way, ...] = (
    Way("月", rf"(?P<r>本|当|这个|该|下下个?|下个?|次|翌)月份?(?:(?P<d>[0-9]{{1,2}})(?:日|号)|{PART}){TAIL}", _this_month),
    Way("月", rf"(?P<r>上)个?月份?(?:(?P<d>[0-9]{{1,2}})(?:日|号)|(?P<part>底|末)){TAIL}", _this_month),
    Way("季", rf"(?P<r>[本当下次])[1一]?个?季度?{PART}{TAIL}", _this_quarter),
    Way("月 季", rf"(?<![0-9个每各逐几数半上历一二三四五六七八九十①-⑳])(?P<grain>月|季)度?(?P<part>(?:底|末)?{LAST}|底|末|(?:之|以)?内){TAIL}", _end),
    Way("前", rf"{YEAR}?(?P<h>{_FEAST}(?:[、和及与]?{_FEAST})*)(?:小?长?假期?|放假|佳节|黄金周)?(?:到来|来临)?(?P<tail>之?前(?!后)夕?|以前)", _holiday),
    Way("前", rf"\"?(?P<h>{'|'.join(_ANNIVERSARIES)})\"?(?:国际)?(?:妇女|青年|儿童|建党|建军)?节?(?:之?前(?!后)夕?|以前)", _anniversary),
    Way("周 星期 礼拜", rf"(?P<r>本|这|当|下下|下|次)个?(?:周|星期|礼拜)(?:的?(?:周|星期|礼拜)(?=[一二三四五六日天1-7]))?(?P<wd>[一二三四五六日天末1-7])?(?P<part>底|内|初)?{TAIL}", _week),
    Way("周 星期 礼拜", rf"(?<![0-9每双单两半上下本这第隔各逐一个周逢后])(?:周|星期|礼拜)(?P<wd>[一二三四五六日天末]){TAIL}(?:(?<=[前止])|(?=[,;()]|$))", _weekday),
    Way("天 日 早 晚", rf"(?<!明)(?P<r>{'|'.join(_DAYS)})(?![起至]){TAIL}", _day),
    Way("工作日", r"[下次]个?工作日(?:之?内)?(?:之?前)?", _next_workday),
    Way("五", r"\"?十(?P<plan>[一二三四五六])五\"?(?:规划)?(?P<stage>期?末|末期|期间|时期|期内|收官|结束|期满|之?前|初期?|中期?)(?P<tail>之?前)?", _plan),
)  # fmt: skip
