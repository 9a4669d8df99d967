"""Two items followed from 立项 to 归档, with the status and the light of each day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from tests.domain.deadlining import day
from tests.domain.making import CALENDAR, a_book, an_item
from toolkit.domain.item import Event, Item, Judgement
from toolkit.domain.judge import judge
from toolkit.domain.limits.limits import DEFAULT_LIMITS
from toolkit.domain.settings import Settings
from toolkit.domain.units.assignees import Roll

ROLL = Roll(a_book("市教育局", "市财政局", "市住建局"))
Days = list[tuple[str, str, str, str, str]]


def walk(item: Item, events: list[Event], first: str, last: str, settings: Settings) -> tuple[Days, dict[date, Judgement]]:
    """The days from first to last: runs of equal (status, light, current day) as (from, to, …), and each day's judgement."""
    days = [day(first) + timedelta(days=count) for count in range((day(last) - day(first)).days + 1)]
    found = {today: judge(item, events, DEFAULT_LIMITS, settings, CALENDAR, today, roll=ROLL) for today in days}
    runs: Days = []
    for seen, group in groupby(days, key=lambda today: stand(found[today])):
        run = list(group)
        runs.append((str(run[0])[5:], str(run[-1])[5:], *seen))
    return runs, found


def stand(judgement: Judgement) -> tuple[str, str, str]:
    current = judgement.current.due if judgement.current else None
    return judgement.status, judgement.light, str(current)[5:] if current else ""


def events(*steps: tuple[str, ...]) -> list[Event]:
    """(day, unit, step[, what]) as rows of 过程记录."""
    return [
        Event(day(when), "A1", unit, step, what="".join(what), by="王科长", row=3 + index)
        for index, (when, unit, step, *what) in enumerate(steps)
    ]


def test_from_entry_to_file() -> None:
    """A leader's demand over 中秋 and 国庆 2026: 立项, 交办, 签收, 催办, 续报, 反馈, 退回, 重报, 审核, 延期, 办结, 实地核查, 销号."""
    item = an_item(
        事项来源="领导批示", 批示人="王市长", 批示日期=day("2026-09-22"), 立项日期=day("2026-09-22"), 完成时限="2026年11月20日",
        反馈要求="7个工作日内反馈", columns=["交办日期", "签收日期", "反馈日期", "审核结果", "退回日期", "办结日期", "销号日期"],
    )  # fmt: skip
    steps = events(
        ("2026-09-24", "", "交办"),
        ("2026-09-28", "市教育局", "签收"),
        ("2026-10-12", "市教育局", "电话催办"),
        ("2026-10-14", "市教育局", "续报", "10月30日前续报"),
        ("2026-10-15", "市教育局", "催办"),
        ("2026-10-16", "市教育局", "反馈"),
        ("2026-10-20", "", "退回", "事实不清"),
        ("2026-10-21", "市教育局", "反馈"),
        ("2026-10-23", "", "审核通过"),
        ("2026-11-16", "市教育局", "延期申请"),
        ("2026-11-18", "", "延期", "延期至2026年12月4日"),
        ("2026-12-03", "市教育局", "办结"),
        ("2026-12-08", "", "实地核查"),
        ("2026-12-10", "", "报原批示领导"),
        ("2026-12-11", "", "销号"),
    )
    days, found = walk(item, steps, "2026-09-22", "2026-12-20", Settings())
    assert days == [
        ("09-22", "09-23", "待交办", "绿", "11-20"),
        ("09-24", "09-27", "待签收", "绿", "10-12"),
        ("09-28", "10-07", "在办", "绿", "10-12"),
        ("10-08", "10-12", "在办", "黄", "10-12"),
        ("10-13", "10-15", "在办", "红", "10-12"),
        ("10-16", "10-19", "待审核", "无", ""),
        ("10-20", "10-20", "退回重办", "黄", "10-21"),
        ("10-21", "10-22", "待审核", "无", ""),
        ("10-23", "11-16", "在办", "绿", "11-20"),
        ("11-17", "11-17", "在办", "黄", "11-20"),
        ("11-18", "11-30", "在办", "绿", "12-04"),
        ("12-01", "12-02", "在办", "黄", "12-04"),
        ("12-03", "12-10", "待销号", "无", ""),
        ("12-11", "12-20", "已销号", "灰", ""),
    ]
    first = found[day("2026-09-24")].current
    assert first is not None
    assert first.basis == (
        "反馈要求写明“7个工作日内反馈”:交办2026-09-24次日起7个工作日(中秋放假9月25–27日,国庆放假10月1–7日,10月10日调休上班)"
        "→ 2026-10-12,依据五(五)、七(二)"
    )
    last = found[day("2026-11-18")].current
    assert last is not None
    assert last.basis == "原时限2026-11-20,2026-11-16申请、2026-11-18批准延期→ 2026-12-04,依据本室规则"


def test_three_units_answer_apart() -> None:
    """Each in its own time: red for the silent alone, 待审核 when all have answered, struck off when all are."""
    item = an_item(
        牵头单位="市教育局", 配合单位="市财政局、市住建局", 反馈要求="3月20日前各单位分别书面反馈", 交办日期=day("2026-03-09"),
        columns=["签收日期", "反馈日期", "办结日期", "销号日期"],
    )  # fmt: skip
    steps = events(
        ("2026-03-09", "市教育局", "签收"),
        ("2026-03-10", "市财政局", "签收"),
        ("2026-03-12", "市住建局", "签收"),
        ("2026-03-16", "市教育局", "反馈"),
        ("2026-03-18", "市教育局", "审核通过"),
        ("2026-03-23", "市财政局", "反馈"),
        ("2026-03-25", "市财政局", "退回"),
        ("2026-03-26", "市住建局", "反馈"),
        ("2026-03-27", "市财政局", "反馈"),
        ("2026-03-30", "", "审核通过"),
        ("2026-03-31", "市教育局", "销号"),
        ("2026-04-01", "市财政局、市住建局", "销号"),
    )
    days, found = walk(item, steps, "2026-03-09", "2026-04-03", Settings())
    assert days == [
        ("03-09", "03-11", "待签收", "绿", "03-20"),
        ("03-12", "03-16", "在办", "绿", "03-20"),
        ("03-17", "03-20", "在办", "黄", "03-20"),
        ("03-21", "03-25", "在办", "红", "03-20"),
        ("03-26", "03-26", "退回重办", "黄", "03-26"),
        ("03-27", "03-29", "待审核", "无", ""),
        ("03-30", "03-31", "待销号", "无", ""),
        ("04-01", "04-03", "已销号", "灰", ""),
    ]
    told = {
        "2026-03-09": ["在办绿", "待签收绿", "待签收绿"],
        "2026-03-11": ["在办绿", "在办绿", "待签收绿"],
        "2026-03-16": ["待审核无", "在办绿", "在办绿"],
        "2026-03-19": ["待销号无", "在办黄", "在办黄"],
        "2026-03-21": ["待销号无", "在办红", "在办红"],
        "2026-03-23": ["待销号无", "待审核无", "在办红"],
        "2026-03-25": ["待销号无", "退回重办黄", "在办红"],
        "2026-03-26": ["待销号无", "退回重办黄", "待审核无"],
        "2026-03-27": ["待销号无", "待审核无", "待审核无"],
        "2026-03-30": ["待销号无", "待销号无", "待销号无"],
        "2026-03-31": ["已销号灰", "待销号无", "待销号无"],
        "2026-04-01": ["已销号灰", "已销号灰", "已销号灰"],
    }
    parts = {when: [part.judgement.status + part.judgement.light for part in found[day(when)].parts] for when in told}
    assert parts == told
