"""The words for a recurring duty (每季度报送进展, 每月5日、20日前, 每周五, 按季) in a plain text, and the rule they come to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from toolkit.domain.reading.dutydays import LAST, days_after
from toolkit.domain.reading.numerals import Plain, number
from toolkit.domain.reading.recurrence import Mark, Rule, Unit
from toolkit.domain.reading.relativewords import HOLIDAY
from toolkit.domain.reading.timeparts import Unclear


@dataclass(frozen=True, slots=True)
class Duty:
    """A rule; the stretches of the plain text it was read from; whether its days were said (else the period's last counts)."""

    rule: Rule
    taken: tuple[tuple[int, int], ...]
    said: bool


_UNITS: dict[str, Unit] = {
    "天": "日", "日": "日", "工作日": "日", "周": "周", "星期": "周", "礼拜": "周", "旬": "旬", "月": "月", "半月": "月", "半个月": "月",
    "季": "季", "季度": "季", "半年": "半年", "年": "年",
}  # fmt: skip
_UNIT = r"工作日|日|天|周(?![期边年])|星期|礼拜|旬|月|季(?!节)度?|半年|半个?月|年"
_ACTS = r"(?:次(?!性)|报(?!送|告(?!$|[,;()]))|调度|通报|督查|总结|小结|汇总|更新|反馈|汇报)"
_EVERY = re.compile(
    rf"(?:每逢?(?P<n>[0-9]{{1,2}}|[两二三四五六])?个?|按|逐(?!年)|各(?=季度?[末底首结]|月[底末0-9]))(?P<every>{_UNIT})(?!度?(?:计划|目标|任务|方案))度?"
    r"|(?P<again>[月周季])(?P=again)(?=报|调度|通报|反馈)"
    r"|[双隔](?P<other>周|(?<=隔)月|(?<=隔)日)"
    r"|以(?P<node>周|月|季度?|半年|年)度?为(?:节点|单位|周期|期)"
    rf"|(?<![0-9])(?:(?P<m>[0-9]{{1,2}})个|1|一|(?P<two>两))?(?P<turn>{_UNIT})[一1]{_ACTS}"
    r"|(?:^|(?<=[,;(、:])|(?<=实行)|(?<=执行))(?P<report>月|季|周|旬|半年|半月|日|年)度?(?:报告?|调度|通报)(?:送|制度?)?(?=$|[,;()、])"
)
_EVERY_OTHER = re.compile(r"每间?隔(?!壁)")
_DAY_OF_PERIOD = re.compile(r"的?(?:周|星期|礼拜)[一二三四五六日天]|[二三四五六日天](?![0-9个])|的?[0-9]{1,2}[日号]")
_WORKING_WEEK = re.compile(r"(?:周|星期)一至(?:周|星期)五的?$|工作日$")
_IN_QUARTER = re.compile(r"季度?(?=末月|末[0-9]|首个?月|第[1-3]个?月|最后[1一]个月)")
_ABOUT_A_DUTY = re.compile(
    rf"^$|^(?:上午|下午|晚上?|中午)?[0-9]{{1,2}}[时点:]|^下班|^之?前|^\"?(?:{HOLIDAY.pattern})|报|反馈|调度|通报|总结|小结|更新|督查|检查|巡查|排查|推进|开展|召开|组织|研判|会商|次"
)
_ONCE = re.compile(r"[一1](?:次(?!性)|报(?![送告]))")
_SEVERAL_TIMES = re.compile(r"[^,;]{0,6}?(?:[2-9]|[1-9][0-9]|[二两三四五])(?:次|报(?![送告]))")
_TIMES_A_UNIT = re.compile(r"[一1](?:年|半年|季度?|月|周)(?:[二两三四五六]|[2-9])(?:次|报(?![送告]))")
_BEFORE_IT = re.compile(r"之?前(?=$|[,;)])")


def find_duty(plain: Plain) -> Duty | None:
    """The recurring duty that a plain text names, None where it names none.

    Raises Unclear where its days are vague (每季度25日前), and where two different ones are named.
    """
    if _TIMES_A_UNIT.search(plain.text):
        raise Unclear(f"“{plain.cite()}”没有写明每次的日期,请写明")
    if _EVERY_OTHER.search(plain.text):
        raise Unclear(f"“{plain.cite()}”中“每隔”有两种理解,请写明每几周、每几个月一次")
    found: list[Duty] = []
    for match in _EVERY.finditer(plain.text):
        try:
            duty = _duty(plain.text, match)
        except Unclear as problem:
            raise Unclear(f"“{plain.cite()}”{problem}") from None
        if duty:
            found.append(duty)
    if not found:
        return None
    found = [_told_later(plain.text, duty) for duty in found] if len(found) == 1 else found
    chosen = [duty for duty in found if duty.said] or found[:1]
    if len({duty.rule for duty in chosen}) > 1 or len({(duty.rule.unit, duty.rule.step) for duty in found}) > 1:
        raise Unclear(f"“{plain.cite()}”写了几个报送周期,以哪一个为准?请写明")
    return Duty(chosen[0].rule, tuple(stretch for duty in found for stretch in duty.taken), chosen[0].said)


def _duty(text: str, match: re.Match[str]) -> Duty | None:
    word = next(match[name] for name in ("every", "again", "other", "node", "turn", "report") if match[name])
    unit = _UNITS[word]
    step = 2 if match["other"] or match["two"] else number(match["n"] or match["m"] or "1") or 0
    if step == 0 or (step > 1 and word in ("旬", "半月", "半个月", "工作日")):
        raise Unclear("的报送周期写法不清,请写明")
    if step > 1 and _DAY_OF_PERIOD.match(text, match.end()):
        raise Unclear("从哪一次开始?请写明日期")
    days = days_after(text, match.end(), unit) if step == 1 and match["every"] else None
    end = days.end if days else match.end()
    if unit in ("月", "季", "半年", "年") and not days and _BEFORE_IT.match(text, end):
        raise Unclear("是开始之前,还是结束之前?请写明日期")
    if (
        word in ("日", "天", "年")
        and match["every"]
        and not days
        and not _ABOUT_A_DUTY.search(re.split("[,;()]", text[end:], maxsplit=1)[0])
    ):
        return None
    if _SEVERAL_TIMES.match(text, end) and not (days and len(days.marks) > 1):
        raise Unclear("没有写明每次的日期,请写明")
    once = _ONCE.match(text, end)
    end = once.end() if once else end
    working = unit == "日" and _WORKING_WEEK.search(text, 0, match.start())
    marks = days.marks if days else _usual("工作日" if working else word, unit)
    return Duty(Rule(unit, marks, step, bool(days and days.later)), ((match.start(), end),), days is not None)


def _told_later(text: str, duty: Duty) -> Duty:
    """A quarterly duty whose day stands further on: 每季度报送一次(季末月25日前)."""
    place = _IN_QUARTER.search(text, duty.taken[0][1]) if duty.rule.unit == "季" and not duty.said else None
    days = days_after(text, place.end(), "季") if place else None
    if place is None or days is None:
        return duty
    return Duty(replace(duty.rule, marks=days.marks, later=days.later), (*duty.taken, (place.start(), days.end)), True)


def _usual(word: str, unit: Unit) -> tuple[Mark, ...]:
    """The days of a duty whose text names none."""
    if word in ("半月", "半个月"):
        return (Mark(day=15), Mark())
    return (Mark(workday=True),) if word == "工作日" else (LAST[unit],)
