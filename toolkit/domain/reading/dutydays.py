"""On which days of its period a recurring duty falls due: 5日、20日前, 首月10日, 每逢周五, 结束后5个工作日内, in a plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from toolkit.domain.reading.recurrence import END, Mark, Unit
from toolkit.domain.reading.timeparts import Unclear
from toolkit.domain.reading.timewords import WEEKDAYS

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Days:
    """The marks, whether they lie in the period after (次月5日), and where the words for them end in the text."""

    marks: tuple[Mark, ...]
    later: bool
    end: int


LAST: dict[Unit, Mark] = {
    "日": Mark(),
    "周": Mark(day=7),
    "旬": Mark(),
    "月": Mark(),
    "季": Mark(3),
    "半年": Mark(6),
    "年": Mark(12),
}
"""The last day of each period, which counts where nothing is said."""

_THIRDS = {"上旬": 10, "中旬": 20}
_BEFORE = r"(?:之?前(?!期)|以前|(?:之|以)?内|止|左右)?"
_VAGUE = r"(?P<vague>月?初|月?中(?![央旬])|逢[0-9]|倒数|(?:第[0-9]|最后[1一]?|末)个?(?:周|星期|礼拜)|[0-9]{1,2}(?:日|号))"
_NUMBERED = r"(?:[0-9]{1,2}(?:日|号)?(?:至|到|-))?[0-9]{1,2}"
_MONTHLY = re.compile(
    r"[的于在,(]*(?P<later>(?:结束|终了)?后|次月|下个?月)?(?:(?P<which>第|前|最后)?(?P<workday>[0-9]{1,2})个工作日"
    r"|(?:[0-9]{1,2}(?:日|号)?(?:至|到|-))?(?:月?(?:底|末(?!个?(?:周|星期)))(?:的?最后[1一][天日])?|最后[1一][天日])"
    rf"|前?(?P<days>{_NUMBERED}(?:(?:日|号)?[、和及]{_NUMBERED})*(?:日|号|天)(?:[、和及]月?[底末])?)|(?P<third>[上中下]旬)|{_VAGUE}){_BEFORE}"
)
_NUMBERED_DAY = rf"(?P<day>{_NUMBERED})(?:日|号)"
_IN_QUARTER = r"首个?月|第[1-3]个?月|末月|最后[1一]个月"
_QUARTERLY = re.compile(
    rf"[的于在,(]*(?:(?:(?:结束|终了)?后?的?(?P<next>次月|下个?月)|(?P<later>[下次]个?季度?)?(?P<which>{_IN_QUARTER}|末))"
    rf"(?:\([0-9、和及月]+\))?的?(?:前?{_NUMBERED_DAY}|前(?P<first>[0-9]{{1,2}})个?工作日|(?P<third>[上中下]旬))"
    r"|(?:结束|终了)?后(?P<after>[0-9]{1,2})(?:(?P<workday>个?工作日)|日|天)"
    rf"|(?P<whole>{_IN_QUARTER})(?:份|月?底|末)?|(?:月?底|末|最后[1一][天日])(?!的?最后)|最后[1一]个工作日|{_VAGUE}){_BEFORE}"
)
_HALF_YEARLY = re.compile(
    rf"[的于在,(]*(?:(?:结束|终了)?后(?:的?(?P<next>次月|下个?月){_NUMBERED_DAY}|(?P<after>[0-9]{{1,2}})(?:(?P<workday>个?工作日)|日|天))"
    rf"|(?:末月?|最后[1一]个月)的?(?P<last>[0-9]{{1,2}})(?:日|号)|底|末|{_VAGUE}){_BEFORE}"
)
_ITEM = r"[0-9]{1,2}月(?:[0-9]{1,2}(?:日|号)?|底|末|份)?"
_YEARLY = re.compile(
    rf"[的于在,(]*(?:(?P<items>(?:(?:[0-9]{{1,2}}|{_ITEM})(?:之?前)?[、和及])*{_ITEM})|第?(?P<quarter>[1-4])季度末?"
    rf"|(?P<half>[上下])半年末?|(?:结束|终了)后(?P<after>[0-9]{{1,2}})(?:(?P<workday>个?工作日)|日|天)|年?(?:底|末|终)|{_VAGUE})(?P<before>{_BEFORE})"
)
_INTO_NEXT = re.compile(r"[^,;(]{0,12}[、和及][次明下]年")
_DAY_OF_WEEK = r"[一二三四五六日天末]|[1-7](?![0-9次])"
_TURNS = r"次|报(?![送告])"
_WEEKLY = re.compile(
    rf"[的(]?(?:周|星期)?(?!一(?:{_TURNS}))(?P<days>(?:{_DAY_OF_WEEK})(?:[、和及](?:周|星期)?(?:{_DAY_OF_WEEK}))*)(?:下班)?{_BEFORE}"
)
_ONCE_OR_MONDAY = re.compile(r"一(?:调度|通报|汇报|汇总|总结|小结|督查|更新|反馈)")


def days_after(text: str, at: int, unit: Unit) -> Days | None:
    """The days that are said right behind 每月, 每季度 …, None where none are. Raises Unclear where they are vague or impossible."""
    if unit == "周" and _ONCE_OR_MONDAY.match(text, at):
        raise Unclear("是每逢星期一,还是每周一次?请写明")
    reader = _READERS.get(unit)
    match = reader[0].match(text, at) if reader else None
    if unit == "年" and _INTO_NEXT.match(text, at):
        raise Unclear("没有写明每次的日期,请写明")
    if reader is None or match is None:
        return None
    groups = match.groupdict()
    if groups.get("vague"):
        raise Unclear("没有写明每次的日期,请写明")
    marks = reader[1](match)
    if not all(1 <= mark.month <= 12 and (1 <= mark.day <= 31 or mark.workday) for mark in marks):
        raise Unclear("的日期有误,请核对")
    return Days(in_order(marks), any(groups.get(name) for name in ("later", "after", "next")), match.end())


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks by month and day, as a rule wants them."""
    return tuple(sorted(marks, key=lambda mark: (mark.month, mark.day)))


def _monthly(match: Match) -> tuple[Mark, ...]:
    if match["workday"]:
        if not (match["which"] or match["later"]):
            raise Unclear("没有写明每次的日期,请写明")
        return (Mark(day=-int(match["workday"]) if match["which"] == "最后" else int(match["workday"]), workday=True),)
    if match["days"]:
        return tuple(Mark(day=_last_number(part)) for part in re.split("[、和及]", match["days"]))
    return (Mark(day=_THIRDS.get(match["third"] or "", END)),)


def _quarterly(match: Match) -> tuple[Mark, ...]:
    if match["after"]:
        return _after(match)
    if match["first"]:
        return (Mark(_month_of_quarter(match["which"]), int(match["first"]), workday=True),)
    if "个工作日" in match[0]:
        return (Mark(3, day=-1, workday=True),)
    which = match["which"] or match["whole"] or ("首月" if match["next"] else "末")
    day = _last_number(match["day"]) if match["day"] else _THIRDS.get(match["third"] or "", END)
    return (Mark(_month_of_quarter(which), day),)


def _half_yearly(match: Match) -> tuple[Mark, ...]:
    if match["after"]:
        return _after(match)
    if match["last"]:
        return (Mark(6, int(match["last"])),)
    return (Mark(1, _last_number(match["day"])),) if match["next"] else (LAST["半年"],)


def _after(match: Match) -> tuple[Mark, ...]:
    """So many days or workdays after the period."""
    return (Mark(day=int(match["after"]), workday=match["workday"] is not None),)


def _yearly(match: Match) -> tuple[Mark, ...]:
    if match["after"]:
        return _after(match)
    if match["quarter"]:
        return (Mark(int(match["quarter"]) * 3),)
    if match["half"]:
        return (Mark(6 if match["half"] == "上" else 12),)
    items = re.findall(
        r"([0-9]{1,2})(?:月(?:([0-9]{1,2})|(底|末))?)?(?:日|号)?(?:之?前)?(?:[、和及]|份|$)", match["items"] or "12月底"
    )
    if match["before"].endswith("前") and not (items[-1][1] or items[-1][2]):
        raise Unclear("是月初之前,还是月底之前?请写明日期")
    return tuple(Mark(int(month), int(day or ("" if end else items[-1][1]) or END)) for month, day, end in items)


def _weekly(match: Match) -> tuple[Mark, ...]:
    return tuple(Mark(day=WEEKDAYS[sign]) for sign in match["days"] if sign in WEEKDAYS)


def _month_of_quarter(which: str) -> int:
    digit = re.search("[1-3]", which)
    return 3 if which.startswith(("末", "最后")) else int(digit[0]) if digit else 1


def _last_number(text: str) -> int:
    """The outer bound of 1-5日; 月底 is the END."""
    return int((re.findall("[0-9]+", text) or [END])[-1])


_READERS: dict[Unit, tuple[re.Pattern[str], Callable[[Match], tuple[Mark, ...]]]] = {
    "周": (_WEEKLY, _weekly),
    "月": (_MONTHLY, _monthly),
    "季": (_QUARTERLY, _quarterly),
    "半年": (_HALF_YEARLY, _half_yearly),
    "年": (_YEARLY, _yearly),
}
