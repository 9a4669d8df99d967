"""The words for a count of days (7个工作日内, 半年内, 会后7日内) in a plain text, and the event from which the count runs."""

from __future__ import annotations

import re

from toolkit.domain.reading.numerals import Plain, number
from toolkit.domain.reading.timeparts import Count, CountUnit, Token, Unclear

LIMITS: dict[CountUnit, int] = {"workdays": 750, "days": 1100, "months": 120}
"""Three years of days, ten of months: more is a slip of the pen."""

_INSIDE = r"(?:之|以)?内(?![容部设涝河外环])"
_NOTED = r"(?:\([^()0-9]{1,15}\)(?=(?:之|以)?内))?"
_WITHIN = rf"{_NOTED}(?P<within>{_INSIDE}|(?:左右)?的?时间(?:之?内|里)?|(?P<about>左右))?"
_COUNT = re.compile(
    r"(?:(?P<low>[0-9]+)(?:个?工作日|个月|小时|日|天|周|个)?(?:-|至|到))?(?P<n>[0-9]+)"
    r"(?:(?P<workdays>个?(?:法定)?工作日|[日天](?:\(工作日\)(?=(?:之|以)?内|$|[,;])|(?=(?:之|以)?内\(工作日\))))|(?P<days>个?(?:自然日|日历日|日历天)|天|(?P<day>日))|(?P<weeks>个?(?:周(?![年边期])|星期|礼拜))"
    rf"|(?P<odd>个半月)|(?P<months>个月)|(?P<quarters>个季度)|(?P<years>年)|(?P<hours>个?小时)){_WITHIN}"
)
_HALF = re.compile(rf"(?<![0-9上下每个])半(?:(?P<year>年)|个?月)(?!度?报(?!送|告)){_WITHIN}")
_NO_UNIT = re.compile(rf"[0-9]+个?{_INSIDE}")
_NO_NUMBER = re.compile(rf"(?:个?工作日|(?<![今当本次明末每近])[日天]|个月|(?<![本下当上每])(?:周|星期)){_INSIDE}")
_MONTH_OR_MONTHS = re.compile(rf"[0-9]{{1,2}}月{_INSIDE}")

_FILLER = r"(?:一般|原则上|应当?|必须|务必|力争|争取|确保|最迟|最长|不得?超过|不迟于|须|需|要|在|于|的|,|算)*"
_THINGS = (
    r"(?:本|此|该|群众|督办|交办|转办|来信|来件|来访|投诉|单|件|函|稿|文件|通知书?|纪要|事项|任务|精神|召开|结束|作出|议定|部署)*"
)
_SINCE = r"(?:之日|当日|次日|之时)?(?:以后|之后|后|起|算起|开始)?(?:计?算)?"
_STARTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"[自从]?(?:本|该|此|会议|文件|纪要|通知|方案|意见)*(?:{words}){_THINGS}{_SINCE}{_FILLER}$"))
    for name, words in (
        ("受理", "受理|收文|收到|接到|收件|接件|接单|接文|签收|收悉"),
        ("交办", r"(?:交办|批示|督办|转办|分办|批转|转交|派单|派发|下达|任务)(?:单|件|通知|函)?(?:下发|印发|发出|下达)?"),
        ("印发", "印发|下发|发文|发布|公布|签发|出台|文到|(?<!退回)通知"),
        ("会议", "会后|会议|例会|常务会"),
    )
)
_NOW = re.compile(rf"从?(?:即日|今日|今天|现在|从此|自此|次日|当日|当天|今)(?:以后|之后|后|起){_FILLER}$")
_UNKNOWN = re.compile(rf"(?:后|之日|起){_FILLER}$")
_AWAITED = re.compile(r"待[^,;]*$")
"""待省方案印发后: nobody knows when."""
_BACKWARDS = re.compile(rf"(?:提前|前){_FILLER}$")
_DURATION = re.compile(
    r"(?:工期|为期|连续|持续|历时|(?<!不)(?<!不得)(?<!不应)(?<!不能)超过|超期|逾期|延期|延长|不少于|用|共|满|第|近|周期)约?$"
)
_ALLOWED = re.compile(r"(?:期|时)限(?:为|是|要求)?:?$")
_ENDS = re.compile(r"$|[,;)(]|完成|办|反馈|回复|答复|处理|落实|上报|报|见效|整改|解决|销号")


def count_at(plain: Plain, at: int, since: int) -> Token | None:
    """The count whose number stands at a place of a plain text, with the words before it that say from when it runs, or None.

    since: from where on the text before it has not been read yet. Raises Unclear where a number, a unit or the start is lost.
    """
    text = plain.text
    if _NO_UNIT.match(text, at):
        raise Unclear(f"“{plain.cite()}”缺少单位:是日、工作日还是月?请写明")
    if _MONTH_OR_MONTHS.match(text, at):
        raise Unclear(f"“{plain.cite()}”是指几个月内,还是当月底前?请写明日期")
    if _NO_NUMBER.match(text, at):
        raise Unclear(f"“{plain.cite()}”缺少天数或写法不清,请写明几日内")
    match = _HALF.match(text, at) or _COUNT.match(text, at)
    before = text[max(since, at - 40) : at]
    if not match or before.endswith(("今明", "每")) or not _is_period(match, before):
        return None
    amount, unit = _amount(match, plain)
    if not 0 < amount <= LIMITS[unit]:
        raise Unclear(f"“{plain.cite()}”的数量有误,请核对")
    start, length = _start(before, plain)
    return Token(
        at - length, match.end(), Count(plain.cite(at - length, match.end()), amount, unit, start), about=bool(match["about"])
    )


def _is_period(match: re.Match[str], before: str) -> bool:
    """Whether a number of units is a time allowed, not a day of the month (7日) or the length of something (工期3个月)."""
    if match.re is _COUNT and match["years"] and len(match["n"]) > 2:
        return False
    if match["within"]:
        return True
    if _ALLOWED.search(before) and not match.groupdict().get("years"):
        return _ENDS.match(match.string, match.end()) is not None
    if match.re is _COUNT and (match["day"] or match["years"] or match["hours"]):
        return False
    listed = match.re is _COUNT and match.string.startswith("、", match.end())
    return not _DURATION.search(before) and (listed or _ENDS.match(match.string, match.end()) is not None)


def _amount(match: re.Match[str], plain: Plain) -> tuple[int, CountUnit]:
    if match.re is _HALF:
        return (6, "months") if match["year"] else (15, "days")
    amount, low = number(match["n"]), number(match["low"] or "0")
    if amount is None or low is None or (match["low"] and low >= amount):
        raise Unclear(f"“{plain.cite()}”的数量有误,请核对")
    if match["odd"] or (match["hours"] and amount % 24) or (match["years"] and amount > 10):
        raise Unclear(f"“{plain.cite()}”请写明几日内或具体日期")
    if match["workdays"]:
        return amount, "workdays"
    if match["months"] or match["quarters"] or match["years"]:
        return amount * (1 if match["months"] else 3 if match["quarters"] else 12), "months"
    return (amount // 24 if match["hours"] else amount * 7 if match["weeks"] else amount), "days"


def _start(before: str, plain: Plain) -> tuple[str, int]:
    """The event that the words before a count name, "" where they name none, and the length of those words.

    Raises Unclear for an event that no ledger knows.
    """
    for name, pattern in (*_STARTS, ("", _NOW)):
        match = pattern.search(before)
        if match and not _AWAITED.search(before[: match.start()]):
            return name, len(match[0])
    if _UNKNOWN.search(before) or _BACKWARDS.search(before):
        raise Unclear(f"“{plain.cite()}”从哪一天起算?请写明日期")
    return "", 0
