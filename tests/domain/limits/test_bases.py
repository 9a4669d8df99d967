"""The 依据 of twenty deadlines read aloud: every day that a sentence names is checked against the notices, typed in here again.

Nothing below asks the toolkit's calendar or the package: days are counted one by one, from the State Council's notices.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from tests.domain.deadlining import day
from tests.domain.making import CALENDAR, an_item
from toolkit.domain.item import Deadline, Event, Raw
from toolkit.domain.judge import judge
from toolkit.domain.limits.limits import DEFAULT_LIMITS
from toolkit.domain.settings import Settings

OFF = """
元旦 2018-12-30 2019-01-01  春节 2019-02-04 2019-02-10  清明 2019-04-05 2019-04-07  劳动节 2019-05-01 2019-05-04
端午 2019-06-07 2019-06-09  中秋 2019-09-13 2019-09-15  国庆 2019-10-01 2019-10-07
元旦 2020-01-01 2020-01-01  春节 2020-01-24 2020-02-02  清明 2020-04-04 2020-04-06  劳动节 2020-05-01 2020-05-05
元旦 2025-01-01 2025-01-01  春节 2025-01-28 2025-02-04  清明 2025-04-04 2025-04-06  劳动节 2025-05-01 2025-05-05
端午 2025-05-31 2025-06-02  国庆、中秋 2025-10-01 2025-10-08
元旦 2026-01-01 2026-01-03  春节 2026-02-15 2026-02-23  清明 2026-04-04 2026-04-06  劳动节 2026-05-01 2026-05-05
端午 2026-06-19 2026-06-21  中秋 2026-09-25 2026-09-27  国庆 2026-10-01 2026-10-07
"""
ON = """2018-12-29 2019-02-02 2019-02-03 2019-04-28 2019-05-05 2019-09-29 2019-10-12 2020-01-19 2020-04-26 2020-05-09
2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10"""
WORKED = {day(text) for text in ON.split()}
HOLIDAYS = {
    day(first) + timedelta(days=count): name
    for name, first, last in re.findall(r"(\S+) (\d{4}-\d\d-\d\d) (\d{4}-\d\d-\d\d)", OFF)
    for count in range((day(last) - day(first)).days + 1)
}

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAMED = re.compile(r"(?P<names>[^\s(,、放]+(?:、[^\s(,放]+)*)放假(?P<when>\d+月[^,)]*)")
_SHIFT = re.compile(r"(\d+月\d+(?:[、–]\d+)*日(?:–\d+月\d+日)?)调休上班")
_COUNT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:次日起|起)(\d+)(个工作日|日|个月)")


def works(today: date) -> bool:
    return today in WORKED or (today.weekday() < 5 and today not in HOLIDAYS)


def after(start: date, last: date) -> list[date]:
    """The days after start, up to and including last."""
    return [start + timedelta(days=count) for count in range(1, (last - start).days + 1)]


def spelled(text: str, year: int) -> set[date]:
    """9月25–27日, 1月24日–2月2日, 10月10日 in a year, day by day."""
    numbers = [(int(month) if month else 0, int(number)) for month, number in re.findall(r"(?:(\d+)月)?(\d+)", text)]
    first = date(year, *numbers[0])
    last = date(year, numbers[-1][0] or numbers[0][0], numbers[-1][1])
    return {first, *after(first, last)}


def reached(start: date, amount: int, unit: str) -> date:
    """The end of a period, day 0 not counted (民法典 201, 202)."""
    if unit == "日":
        return start + timedelta(days=amount)
    if unit == "个月":
        month = start.month - 1 + amount
        for number in range(start.day, 27, -1):
            try:
                return date(start.year + month // 12, month % 12 + 1, number)
            except ValueError:
                continue
        return date(start.year + month // 12, month % 12 + 1, start.day)
    today = start
    while amount:
        today += timedelta(days=1)
        amount -= works(today)
    return today


def read_aloud(deadline: Deadline) -> None:
    """Asserts that every day in the sentence is true, and that no holiday of the count is left out."""
    words, due = deadline.basis, deadline.due
    assert due is not None
    end = words.rindex(f"→ {due}")
    assert deadline.warn_from is not None
    assert sum(works(today) for today in after(deadline.warn_from, due)) == 3
    counted = _COUNT.search(words)
    if counted:
        start, amount, unit = day(counted[1]), int(counted[2]), counted[3]
        last = reached(start, amount, unit)
        told_last = re.search(r"至(\d{4}-\d{2}-\d{2}),不是工作日", words)
        assert (last != due) is bool(told_last)
        if told_last:
            assert day(told_last[1]) == last
            assert [today for today in after(last - timedelta(days=1), due) if works(today)] == [due]
        if unit == "个工作日":
            named = [spelled(match["when"], start.year) for match in _NAMED.finditer(words)]
            shifts = [spelled(match[1], start.year) for match in _SHIFT.finditer(words)]
            for match, days in zip(_NAMED.finditer(words), named, strict=True):
                assert {HOLIDAYS[today] for today in days} == {match["names"]}
            crossed = after(start, due)
            assert set().union(*named) == {today for today in crossed if today in HOLIDAYS}
            assert set().union(*shifts) == {today for today in crossed if today in WORKED}
        if "没有对应日" in words:
            assert last.day < start.day
            assert (last + timedelta(days=1)).day == 1
    elif "次日重报" in words:
        first, *moved = [day(text) for text in _ISO.findall(words[:end])]
        assert moved == ([] if works(first + timedelta(days=1)) else [first + timedelta(days=1)])
        assert [today for today in after(first, due) if works(today)] == [due]
    elif "放假前最后一个工作日" in words:
        assert works(due)
        assert due + timedelta(days=1) in HOLIDAYS


CASES: list[tuple[dict[str, Raw], str, str]] = [
    ({"交办日期": day("2026-09-24"), "事项来源": "领导批示"}, "2026-10-12", "五(五)"),
    ({"交办日期": day("2019-03-11"), "事项来源": "12345热线"}, "2019-03-20", "五(五)"),
    ({"交办日期": day("2019-04-26"), "事项来源": "领导批示"}, "2019-05-08", "五(五)"),
    ({"交办日期": day("2020-01-22"), "事项来源": "市长信箱"}, "2020-02-10", "五(五)"),
    ({"交办日期": day("2026-02-12"), "事项来源": "领导批示"}, "2026-02-28", "五(五)"),
    ({"交办日期": day("2025-09-26"), "事项来源": "领导要求督办"}, "2025-10-13", "五(五)"),
    ({"交办日期": day("2025-01-24"), "事项来源": "人民来信"}, "2025-02-10", "五(五)"),
    ({"交办日期": day("2019-09-27"), "事项来源": "领导批示"}, "2019-10-12", "五(五)"),
    ({"交办日期": day("2026-01-31"), "事项来源": "市委市政府部署"}, "2026-02-28", "七(二)"),
    ({"起算日": day("2025-09-22"), "交办日期": day("2025-09-25"), "事项来源": "政府常务会议"}, "2025-10-09", "七(二)"),
    ({"起算日": day("2026-04-27"), "事项来源": "市长办公会议"}, "2026-05-07", "七(二)"),
    ({"交办日期": day("2025-12-23"), "事项来源": "人大代表建议"}, "2026-03-23", "代表法"),
    ({"交办日期": day("2026-06-09"), "完成时限": "10日内"}, "2026-06-22", "五(五)、七(二)"),
    ({"交办日期": day("2026-04-28"), "完成时限": "会后7个工作日内"}, "2026-05-11", "五(五)、七(二)"),
    ({"交办日期": day("2025-12-31"), "完成时限": "两个月内"}, "2026-02-28", "五(五)、七(二)"),
    ({"交办日期": day("2026-03-11"), "完成时限": "2026年6月5日起15个工作日内"}, "2026-06-29", "五(五)、七(二)"),
    ({"交办日期": day("2026-03-11"), "完成时限": "国庆节前"}, "2026-09-30", "五(五)、七(二)"),
    ({"交办日期": day("2026-03-11"), "完成时限": "下周五(3月20日)前"}, "2026-03-20", "五(五)、七(二)"),
    ({"交办日期": day("2026-03-11"), "报送周期": "季"}, "2026-03-31", "五(五)、七(二)"),
    ({"交办日期": day("2026-03-09"), "反馈日期": day("2026-03-12"), "退回日期": day("2026-03-13")}, "2026-03-16", "五(六)"),
]


@pytest.mark.parametrize(("cells", "due", "clause"), CASES)
def test_every_day_named_is_true(cells: dict[str, Raw], due: str, clause: str) -> None:
    """The sentence ends with the day and its clause, and counting it again by hand comes to the same."""
    item = an_item()
    item.cells.update(cells)
    item.columns = dict.fromkeys(item.cells, "A")
    found = judge(item, (), DEFAULT_LIMITS, Settings(), CALENDAR, day("2026-03-13"))
    (deadline, *_) = found.deadlines
    assert str(deadline.due) == due
    assert deadline.basis.endswith(f"→ {due},依据{clause}")
    read_aloud(deadline)


def test_what_stands_in_is_said() -> None:
    """Where 起算日 is missing 交办日 stands in, and the sentence says so; with it nothing stands in."""
    without, own = CASES[8], CASES[9]
    for (cells, _, _), said in ((without, True), (own, False)):
        item = an_item()
        item.cells.update(cells)
        found = judge(item, (), DEFAULT_LIMITS, Settings(), CALENDAR, day("2026-03-13"))
        assert ("以交办日代替" in found.deadlines[0].basis) is said


def test_an_extension_names_its_days() -> None:
    """原时限, 申请, 批准 and the new date, each as it was."""
    item = an_item(交办日期=day("2026-03-11"), 完成时限="2026年6月底前")
    steps = [
        Event(day("2026-06-20"), "A1", "", "延期申请"),
        Event(day("2026-06-25"), "A1", "", "延期", what="延期至2026年9月30日"),
    ]
    found = judge(item, steps, DEFAULT_LIMITS, Settings(), CALENDAR, day("2026-07-01"))
    assert _ISO.findall(found.deadlines[0].basis) == ["2026-06-30", "2026-06-20", "2026-06-25", "2026-09-30"]
    read_aloud(found.deadlines[0])
