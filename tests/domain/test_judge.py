"""The judgement: stage, deadlines, the one that counts, light, days and hint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.making import CALENDAR, an_item
from toolkit.domain.item import Event, Judgement
from toolkit.domain.judge import judge
from toolkit.domain.limits.limits import DEFAULT_LIMITS
from toolkit.domain.settings import Settings
from toolkit.domain.sheets import STEPS

SETTINGS = Settings()


def day(text: str) -> date:
    return date.fromisoformat(text)


def on(today: str, *steps: tuple[str, ...], columns: Sequence[str] = (), **cells: Any) -> Judgement:
    """The judgement of an item that was handed out on 2026-03-02, as of today. steps: (day, step[, what])."""
    events = [
        Event(day(when), "A1", "", step, what="".join(what), row=3 + index) for index, (when, step, *what) in enumerate(steps)
    ]
    item = an_item(columns=columns, **{"交办日期": day("2026-03-02"), **cells})
    return judge(item, events, DEFAULT_LIMITS, SETTINGS, CALENDAR, day(today))


def seen(judgement: Judgement) -> tuple[str, str, str]:
    """(status, light, current day)."""
    return judgement.status, judgement.light, str(judgement.current.due) if judgement.current else ""


@pytest.mark.parametrize(
    ("today", "light", "left"),
    [
        ("2026-03-03", "绿", 8),
        ("2026-03-05", "绿", 6),
        ("2026-03-06", "黄", 5),
        ("2026-03-11", "黄", 0),
        ("2026-03-12", "红", -1),
        ("2026-04-11", "红", -31),
    ],
)
def test_lights_of_a_silent_unit(today: str, light: str, left: int) -> None:
    """绿, three workdays before the date 黄, after it 红 until the thing is done; days are calendar days."""
    found = on(today, 事项来源="领导批示")
    assert (found.light, found.days_left) == (light, left)


def test_a_life() -> None:
    """From 交办 to 销号, day by day, with status, light and the deadline that counts."""
    steps = [
        ("2026-03-03", "签收"),
        ("2026-03-10", "反馈"),
        ("2026-03-12", "退回"),
        ("2026-03-16", "反馈"),
        ("2026-03-18", "审核通过"),
        ("2026-05-20", "续报"),
        ("2026-07-06", "办结"),
        ("2026-07-10", "销号"),
    ]
    cells: dict[str, Any] = {"事项来源": "领导批示", "反馈要求": "7个工作日内反馈", "完成时限": "2026年6月30日"}
    told = {
        "2026-03-02": ("待签收", "绿", "2026-03-11"),
        "2026-03-09": ("在办", "黄", "2026-03-11"),
        "2026-03-10": ("待审核", "无", ""),
        "2026-03-11": ("待审核", "无", ""),
        "2026-03-12": ("退回重办", "黄", "2026-03-13"),
        "2026-03-14": ("退回重办", "红", "2026-03-13"),
        "2026-03-16": ("待审核", "无", ""),
        "2026-03-18": ("在办", "绿", "2026-06-30"),
        "2026-06-26": ("在办", "黄", "2026-06-30"),
        "2026-07-01": ("在办", "红", "2026-06-30"),
        "2026-07-06": ("待销号", "无", ""),
        "2026-07-10": ("已销号", "灰", ""),
    }
    assert {when: seen(on(when, *steps, columns=["签收日期", "销号日期"], **cells)) for when in told} == told


@pytest.mark.parametrize(
    "cells",
    [
        {"反馈日期": day("2026-05-01")},
        {"反馈日期": "已反馈"},
        {"反馈日期": day("2026-02-01")},
        {"办结日期": day("2026-05-01")},
        {"办结日期": day("2026-05-01"), "销号日期": None},
        {"状态": "已办结"},
        {"反馈日期": day("2026-05-01"), "审核结果": "通过"},
        {"状态": "已转办"},
    ],
)
def test_who_answered_is_never_red(cells: dict[str, Any]) -> None:
    """The unit's clock stops with its reply, whatever happens in the office."""
    found = on("2026-09-24", 事项来源="领导批示", **cells)
    assert found.light in ("无", "灰")
    assert found.current is None
    assert found.days_left is None


def test_passed_with_more_to_come() -> None:
    """After 审核通过 the item goes on while milestones, reports or its 办结时限 are open, else it waits for 销号."""
    passed = [("2026-03-10", "反馈"), ("2026-03-11", "审核通过")]
    assert seen(on("2026-03-12", *passed, 事项来源="领导批示")) == ("待销号", "无", "")
    assert seen(on("2026-03-12", *passed, 时间节点="4月底前开工")) == ("待销号", "无", "")
    assert seen(on("2026-03-12", *passed, 报送周期="月")) == ("在办", "绿", "2026-04-30")
    assert seen(on("2026-03-12", *passed, 完成时限="2026年6月底前")) == ("在办", "绿", "2026-06-30")


def test_passed_and_the_date_went_by() -> None:
    """A 办结时限 that passed is red for a unit whose reply was about something else, and the office's turn for one that reported on it."""
    early = [("2026-03-10", "反馈"), ("2026-03-11", "审核通过")]
    late = [("2026-06-28", "反馈"), ("2026-07-02", "审核通过")]
    cells: dict[str, Any] = {"反馈要求": "7个工作日内反馈", "完成时限": "2026年6月底前"}
    assert seen(on("2026-07-06", *early, **cells)) == ("在办", "红", "2026-06-30")
    assert seen(on("2026-07-06", *early, *late, **cells)) == ("待销号", "无", "")
    assert seen(on("2026-07-06", *late, **cells)) == ("待销号", "无", "")
    assert seen(on("2026-07-06", *early, 完成时限="2026年6月底前")) == ("待销号", "无", "")


def test_on_the_day_itself() -> None:
    """On its last day a 办结时限 is open; a reply on the first warning day was about it, one the day before was not."""
    cells: dict[str, Any] = {"反馈要求": "7个工作日内反馈", "完成时限": "2026年6月底前"}
    first = [("2026-03-10", "反馈"), ("2026-03-11", "审核通过")]
    assert seen(on("2026-06-30", *first, ("2026-06-25", "反馈"), ("2026-06-26", "审核通过"), **cells)) == (
        "在办",
        "黄",
        "2026-06-30",
    )
    for replied, status in (("2026-06-24", "在办"), ("2026-06-25", "待销号")):
        assert on("2026-07-01", (replied, "反馈"), ("2026-06-26", "审核通过"), **cells).status == status


def test_not_handed_out() -> None:
    """待交办: a written date is judged, a period has not begun."""
    assert seen(on("2026-07-01", 交办日期=None, 完成时限="2026年6月30日")) == ("待交办", "红", "2026-06-30")
    found = on("2026-07-01", 交办日期=None, 事项来源="领导批示")
    assert seen(found) == ("待交办", "无", "")
    assert "没有起算日和交办日期" in found.hint


def test_sent_back() -> None:
    """退回 puts 重报 before all other deadlines, and they stay in the list."""
    found = on("2026-03-05", ("2026-03-03", "反馈"), ("2026-03-04", "退回"), 完成时限="2026年3月4日")
    assert [deadline.kind for deadline in found.deadlines] == ["重报", "办结"]
    assert seen(found) == ("退回重办", "黄", "2026-03-05")
    assert seen(on("2026-07-01", 审核结果="退回")) == ("退回重办", "无", "None")


def test_stopped_and_resumed() -> None:
    """中止 rests without a light and with its reason; 恢复 takes up the old dates."""
    cells: dict[str, Any] = {"完成时限": "2026年6月30日"}
    rests = on("2026-07-01", ("2026-06-01", "中止"), **cells)
    assert (seen(rests), rests.reason) == (("中止", "无", ""), "中止")
    assert seen(on("2026-07-01", ("2026-06-01", "中止"), ("2026-06-20", "恢复"), **cells)) == ("在办", "红", "2026-06-30")


def test_by_hand() -> None:
    """A light set by hand is shown with its reason, but never on an item whose clock stands still."""
    hand = ("2026-06-01", "人工定灯", "黄 已协调")
    found = on("2026-07-01", hand, 完成时限="2026年6月30日")
    assert (found.light, found.reason, found.hint) == ("黄", "人工定灯:黄 已协调", "人工定灯:黄 已协调")
    answered = on("2026-07-01", ("2026-06-01", "人工定灯", "红 催"), ("2026-06-02", "反馈"), 完成时限="2026年6月30日")
    assert (answered.light, answered.reason) == ("无", "")


@pytest.mark.parametrize(
    ("cells", "hint"),
    [
        ({"完成时限": "2026年2月30日前"}, "2026年2月30日前"),
        ({"完成时限": "长期坚持"}, "长期坚持"),
        ({"事项来源": "政协提案"}, "没有时限,请补填完成时限或报送周期"),
        ({"完成时限": "力争2026年底前完成"}, "力争时限"),
        ({"交办日期": day("2026-12-28"), "事项来源": "领导批示"}, "放假安排未公布,暂定"),
        ({"反馈日期": day("2026-05-01")}, "2026-05-01已反馈,请审核"),
        ({"反馈日期": "已报"}, "已反馈,请审核并补填反馈日期"),
        ({"反馈日期": day("2026-05-01"), "审核结果": "通过"}, "审核已通过,请核实后办理销号"),
        ({"办结日期": day("2026-05-01"), "销号日期": None}, "已办结,请核实后办理销号"),
        ({"状态": "已办结"}, "状态写明已办结,请补填办结日期"),
    ],
)
def test_hints(cells: dict[str, Any], hint: str) -> None:
    """One short word to staff about what is missing or next."""
    assert hint in on("2026-12-28", **cells).hint


def test_one_question_at_a_time() -> None:
    """Of several unclear texts the first one is asked about."""
    hint = on("2026-12-28", 完成时限="2026年2月30日前", 反馈要求="30内反馈").hint
    assert ("30内反馈" in hint) != ("2月30日" in hint)


def test_no_hint() -> None:
    """Nothing is said where nothing is to be said."""
    assert on("2026-03-12", 完成时限="2026年6月30日").hint == ""
    assert on("2026-03-12", 完成时限="长期", 办结日期=day("2026-03-10")).hint == ""
    assert on("2026-03-12", 完成时限="长期", 状态="撤销").hint == ""


CELL = st.one_of(
    st.none(),
    st.text(max_size=5),
    st.sampled_from(("通过", "退回", "已反馈", "每月")),
    st.dates(date(2026, 1, 1), date(2027, 1, 1)),
)
FIELDS = (
    "交办日期",
    "签收日期",
    "完成时限",
    "报送周期",
    "事项来源",
    "反馈日期",
    "审核结果",
    "退回日期",
    "办结日期",
    "销号日期",
    "状态",
)


@settings(max_examples=300)
@given(
    st.dictionaries(st.sampled_from(FIELDS), CELL),
    st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.sampled_from(STEPS), st.text(max_size=6)), max_size=6),
)
def test_light_and_days_agree(cells: dict[str, Any], steps: list[tuple[date, str, str]]) -> None:
    """For any row: no current deadline, no days; red only where the day is past and nobody answered since the last 退回."""
    events = [
        Event(when, "A1", "", step, what=what, row=3 + index)
        for index, (when, step, what) in enumerate(sorted(steps, key=lambda s: s[0]))
    ]
    today = day("2026-07-01")
    found = judge(an_item(**cells), events, DEFAULT_LIMITS, SETTINGS, CALENDAR, today)
    due = found.current.due if found.current else None
    assert (found.days_left is None) == (due is None)
    if found.light == "红" and "人工定灯" not in found.reason:
        assert due is not None
        assert due < today
        assert found.status in ("待交办", "待签收", "在办", "退回重办")
    if found.status in ("待审核", "待销号", "已销号", "中止"):
        assert found.current is None
        assert found.light in ("无", "灰")
