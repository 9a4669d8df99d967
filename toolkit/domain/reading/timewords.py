"""Dates as offices write them (2022年6月底前, 2022.6.30, 三季度末, 年底前), found in a plain text: one pattern, one function each."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.domain.reading.numerals import Plain
from toolkit.domain.reading.timeparts import Point, Token, Unclear
from toolkit.domain.reading.ways import Match, Way

YEAR = r"(?:(?P<y>[0-9]{4})(?:年度?的?|[./-](?=[0-9]{1,2}月)|(?=[上下]半年|第?[1-4]季|[底末]))|(?P<ry>今|本|当|同|下一|下(?=年度)|明|次|翌|来|后|去|上)年度?的?)"
"""A year in four digits, or a relative one."""
LAST = r"的?最后[1一]?(?:[天日]|个?工作日)"
PART = rf"(?P<part>(?:[月季]?[底末])?{LAST}|[月季]?底|[月季]?末|[上中]?[上中下]旬末?|初(?![步审稿级])|中(?![秋心央期小学医考国])|(?:之|以)?内)?"
"""Which end of a month, a quarter, a year; perhaps its last workday."""
TAIL = (
    r"(?P<said>\((?:周|星期)[一二三四五六日天]\))?"
    r"(?:(?:上午|下午|晚上?|中午)?[0-9]{1,2}(?:[时点](?:[0-9]{1,2}分?|半|整)?|:[0-9]{2}(?::[0-9]{2}(?:\.0+)?)?)|上午|下午|中午|下班)?"
    r"(?P<tail>前后|左右|之?前(?![期沿置端往])夕?|以前|止|(?:之|以)?内|之?后(?![勤续期])|以后|起(?![草步吊诉])|开始)?"
    r"(?P<said2>\((?:周|星期)[一二三四五六日天]\))?"
)
"""What stands behind a date: its weekday, a time of day, and 前 or 起."""

SHIFTS = {
    "今": 0,
    "本": 0,
    "当": 0,
    "同": 0,
    "这": 0,
    "该": 0,
    "明": 1,
    "次": 1,
    "翌": 1,
    "来": 1,
    "下": 1,
    "下一": 1,
    "后": 2,
    "下下": 2,
    "去": -1,
    "上": -1,
}
CHAINED = frozenset("次当同翌该")
WEEKDAYS = (
    {sign: day for day, sign in enumerate("一二三四五六日", 1)} | {str(day): day for day in range(1, 8)} | {"天": 7, "末": 7}
)
_SHORT_YEAR = YEAR.replace("[0-9]{4}", "[0-9]{4}|[0-9]{2}")
_STOP = r"(?=前|之前|以前|左右|止|起|[,;、()至到-]|完成|办结|反馈|报|$)"
_ALONE = r"(?:^|(?<=[:(于在]))"
_TO = r"(?:至|到|-)"
_JOINTS = tuple("、和及与至到-")
_ENDED = re.compile("[底末终]|结束|终了|最后")
_THIRDS = {"上旬": 10, "中旬": 20}


def token(plain: Plain, match: Match, point: Point) -> Token:
    """A token over the whole match; its groups y, ry (year), part and tail are read here, all else stands in the point.

    Raises Unclear for 初 and 中, and for 8月前, which may mean either end.
    """
    groups = match.groupdict()
    part, tail = groups.get("part") or "", groups.get("tail") or ""
    point = _with_year(plain, replace(point, text=plain.cite(match.start(), match.end())), groups.get("y"), groups.get("ry"))
    if part in ("初", "中"):
        raise Unclear(f"“{point.text}”没有确切日期,请写明是哪一天")
    if "前" in tail and tail != "前后" and point.months_long and not _ENDED.search(part):
        raise Unclear(_which_end(point, part))
    said = groups.get("said") or groups.get("said2")
    point = replace(
        point,
        workday=part.endswith("工作日"),
        said=WEEKDAYS[said[-2]] if said else 0,
        day=20 if "中上旬" in part else _THIRDS.get(part.removesuffix("末")[-2:], point.day),
    )
    begins = tail in ("后", "之后", "以后", "起", "开始")
    bare = not (part or tail) and point.months_long > 0
    return Token(match.start(), match.end(), point, begins=begins, about=tail in ("左右", "前后"), bare=bare)


def day_number(plain: Plain, match: Match) -> int:
    """The group d as a day of a month. Raises Unclear for 0, which means the month's last in a Point."""
    if int(match["d"]) == 0:
        raise Unclear(f"“{plain.cite()}”:没有0日,请核对日期")
    return int(match["d"])


def _with_year(plain: Plain, point: Point, written: str | None, relative: str | None) -> Point:
    if written and len(written) == 2:
        if not 13 <= int(written) <= 49:
            raise Unclear(f"“{plain.cite()}”的年份请写四位数")
        return replace(point, year=2000 + int(written))
    if written:
        return replace(point, year=int(written))
    return replace(point, years=SHIFTS[relative], chained=relative in CHAINED) if relative else point


def _which_end(point: Point, part: str) -> str:
    if part:
        return f"“{point.text}”是{part}开始之前,还是{part}结束之前?请写明日期"
    if point.months_long == 1 and point.month and point.month <= 12:
        year = f"{point.year}年" if point.year else ""
        january = f"{point.year - 1}年12" if point.year else "上年12"
        return f"“{point.text}”是{january if point.month == 1 else f'{year}{point.month - 1}'}月底前,还是{year}{point.month}月底前?请写明日期"
    return f"“{point.text}”是这段时间开始之前,还是结束之前?请写明日期"


def _month_day(plain: Plain, match: Match) -> list[Token]:
    if match["first"] and int(match["first"]) >= int(match["d"]):
        raise Unclear(f"“{plain.cite()}”的起止日期有误,请核对")
    return [token(plain, match, Point("", month=int(match["m"]), day=day_number(plain, match)))]


def _months(plain: Plain, match: Match) -> list[Token]:
    if match["first"] and int(match["first"]) >= int(match["m"]):
        raise Unclear(f"“{plain.cite()}”的起止月份有误,请核对")
    listed = [int(number) for number in re.findall("[0-9]+", match["list"] or "")]
    if len(listed) == 1 and match["list"].endswith("、") and not match["y"]:
        raise Unclear(f"“{plain.cite()}”中的“{match['list']}”是序号还是月份?请写明")
    last = token(plain, match, Point("", month=int(match["m"]), months_long=1))
    assert isinstance(last.thing, Point)
    if match["first"]:  # the first month may bound a duty: 4-12月每月25日前
        first = replace(last, end=match.end("first"), thing=replace(last.thing, month=int(match["first"]), day=0))
        return [first, replace(last, start=match.start("m"))]
    return [*(replace(last, end=match.start(), thing=replace(last.thing, month=month)) for month in listed), last]


def _iso(plain: Plain, match: Match) -> list[Token]:
    if match["d"]:
        return [token(plain, match, Point("", month=int(match["m"]), day=day_number(plain, match)))]
    if len(match["y"]) == 4:
        return [token(plain, match, Point("", month=int(match["m"]), months_long=1))]
    return []


def _american(plain: Plain, match: Match) -> list[Token]:
    """6/30/2026, 30.6.2026: taken where only one order is a date."""
    one, two = int(match["a"]), int(match["b"])
    if one != two and (one > 12) == (two > 12):
        raise Unclear(f"“{plain.cite()}”哪个是月、哪个是日?请按年月日写明")
    day, month = (one, two) if one > 12 else (two, one)
    return [token(plain, match, Point("", month=month, day=day))]


def _dashed(plain: Plain, match: Match) -> list[Token]:
    """06-30, 6-30; 3-5 may as well be a range."""
    month, day = int(match["m"]), int(match["d"])
    if month > 12 or (day <= 12 and not (len(match["m"]) == len(match["d"]) == 2)):
        return []
    return [token(plain, match, Point("", month=month, day=day_number(plain, match)))]


def _compact(plain: Plain, match: Match) -> list[Token]:
    month, day = int(match["m"]), int(match["d"])
    part_of_more = match.start() > 0 or match.end() < len(plain.text)
    if part_of_more and not (1 <= month <= 12 and 1 <= day <= 31):
        return []
    return [token(plain, match, Point("", month=month, day=day_number(plain, match)))]


def _compact_month(plain: Plain, match: Match) -> list[Token]:
    return [token(plain, match, Point("", month=int(match["m"]), months_long=1))]


def _dotted(plain: Plain, match: Match) -> list[Token]:
    before = plain.text[: match.start()]
    dated = match["y"] or match["ry"] or before == "" or before.endswith(tuple(",;、(:于在到至前")) or before[1:].endswith("-")
    return (
        [token(plain, match, Point("", month=int(match["m"]), day=day_number(plain, match)))]
        if dated and int(match["m"]) <= 12
        else []
    )


def _quarter(plain: Plain, match: Match) -> list[Token]:
    quarter = int(match["q"])
    if not 1 <= quarter <= 4:
        raise Unclear(f"“{plain.cite()}”:没有第{quarter}季度,请核对")
    return [token(plain, match, Point("", month=quarter * 3, months_long=3))]


def _quarter_day(plain: Plain, match: Match) -> list[Token]:
    """三季度末月20日: the day of a quarter's first, second or last month."""
    month = {"首": 1, "末": 3}.get(match["in"][0]) or int(match["in"][1])
    return [token(plain, match, Point("", month=int(match["q"]) * 3 - 3 + month, day=day_number(plain, match)))]


def _half_year(plain: Plain, match: Match) -> list[Token]:
    return [token(plain, match, Point("", month=6 if match["half"] == "上" else 12, months_long=6))]


def _year_end(plain: Plain, match: Match) -> list[Token]:
    _check_years(plain, match)
    return [token(plain, match, Point("", month=12, months_long=12))]


def _check_years(plain: Plain, match: Match) -> None:
    first = match.groupdict().get("first")
    if first and match["y"] and int(first) >= int(match["y"]) > 99:
        raise Unclear(f"“{plain.cite()}”的起止年份有误,请核对")


def _year_only(plain: Plain, match: Match) -> list[Token]:
    _check_years(plain, match)
    return [replace(token(plain, match, Point("", month=12, months_long=12)), year_only=not match["tail"])]


def _bare_day(plain: Plain, match: Match) -> list[Token]:
    before, after = plain.text[: match.start()], plain.text[match.end() :]
    bracketed = before.endswith("(") and after.startswith(")")
    if not (match["tail"] or bracketed or before.endswith(_JOINTS) or after.startswith(_JOINTS)):
        raise Unclear(f"“{plain.cite()}”是{match['d']}日之内,还是某月{match['d']}日?请写明日期")
    return [token(plain, match, Point("", day=day_number(plain, match)))]


_MONTH_LIST = r"(?P<list>(?:[0-9]{1,2}[、和及])+)?"
_DOTS = r"(?P<y>[0-9]{4}|[0-9]{2})(?P<dot>[./-])(?P<m>[0-9]{1,2})(?:(?P=dot)(?P<d>[0-9]{1,2}))?"
_YEAR_PART = rf"(?P<part>{LAST}|结束|终了|底|末|终(?![考总奖评])|(?:之|以)?内|初(?![步审稿级])|中(?![秋心央期小学医考国]))"
WRITTEN: tuple[Way, ...] = (
    Way("月", rf"{_SHORT_YEAR}?(?P<m>[0-9]{{1,2}})月份?(?:(?P<first>[0-9]{{1,2}})(?:日|号)?{_TO})?(?P<d>[0-9]{{1,2}})(?:日|号|{_STOP}){TAIL}", _month_day),
    Way("月", rf"{_SHORT_YEAR}?{_MONTH_LIST}(?:(?P<first>[0-9]{{1,2}}){_TO})?(?P<m>[0-9]{{1,2}})月份?{PART}{TAIL}", _months),
    Way(". / -", rf"{_DOTS}(?![0-9])(?:日|号|{PART})(?:[ T](?=[0-9]{{1,2}}:))?{TAIL}", _iso),
    Way(". / -", rf"{_ALONE}(?P<a>[0-9]{{1,2}})(?P<dot>[./-])(?P<b>[0-9]{{1,2}})(?P=dot)(?P<y>20[0-9]{{2}})(?![0-9]){TAIL}", _american),
    Way("-", rf"{_ALONE}(?P<m>[0-9]{{1,2}})-(?P<d>[0-9]{{1,2}})(?![0-9./-]){_STOP}{TAIL}", _dashed),
    Way("19 20", rf"(?P<y>(?:19|20)[0-9]{{2}})(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})(?![0-9.])日?{TAIL}", _compact),
    Way("20", rf"{_ALONE}(?P<y>20(?:1[3-9]|[2-9][0-9]))(?P<m>0[1-9]|1[0-2])(?![0-9])(?P<part>底|末)?(?P<tail>前)?(?=$|[,;()]|完成)", _compact_month),
    Way(". /", rf"{_SHORT_YEAR}?(?P<m>[0-9]{{1,2}})[./](?P<d>[0-9]{{1,2}})(?![0-9.%])(?:日|号|{_STOP}){TAIL}", _dotted),
    Way("季", rf"{_SHORT_YEAR}?第?(?P<q>[1-4])季度?(?P<in>首个?|末|第[1-3]个)月的?(?P<d>[0-9]{{1,2}})(?:日|号){TAIL}", _quarter_day),
    Way("季", rf"{_SHORT_YEAR}?(?:前|[1-4](?:季度?)?{_TO})?第?(?P<q>[0-9]{{1,2}})季度?{PART}{TAIL}", _quarter),
    Way("Q q", rf"(?<![A-Za-z])(?:(?P<y>[0-9]{{4}})年?)?[Qq](?P<q>[1-4])(?![0-9A-Za-z]){PART}{TAIL}", _quarter),
    Way("半年", rf"{_SHORT_YEAR}?(?P<half>上|下)半年度?{PART}{TAIL}", _half_year),
    Way("最后 结束 终 底 末 内 初 中", rf"(?:(?P<first>[0-9]{{4}})-)?{_SHORT_YEAR}(?:年度?)?{_YEAR_PART}{TAIL}", _year_end),
    Way("年", rf"(?<![0-9学百半每一二三四五六七八九十两])年度?{_YEAR_PART}{TAIL}", _year_end),
    Way("全年", r"(?<!完成)(?<!达到)全年(?:工作)?(?:任务|目标)?(?P<tail>之?前|内)?(?=[,;()]|坚持|持续|推进|开展|实施|进行|(?:全面)?完成|[0-9]{1,3}%|$)", _year_end),
    Way("年 底 末 季 月", rf"(?:(?P<first>[0-9]{{4}})-)?{YEAR}(?![0-9]){TAIL}", _year_only),
    Way("日 号", rf"(?<!第)(?P<d>[0-9]{{1,2}})(?:日|号){TAIL}(?:(?<=[前止])|(?=[、和及与,;)至到-]|$))", _bare_day),
)  # fmt: skip
