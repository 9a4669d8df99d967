"""办理状态, derived from columns and events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import an_item, without
from toolkit.domain.course.stage import Stage, assigned_on, closing_field, stage_of
from toolkit.domain.item import STATUSES, Event, Status
from toolkit.domain.sheets import STEPS

TODAY = date(2026, 9, 24)
ASSIGNED = date(2026, 6, 1)


def june(day: int) -> date:
    return date(2026, 6, day)


def stage(*steps: tuple[int, str], today: date = TODAY, columns: Sequence[str] = (), **cells: Any) -> Stage:
    events = [Event(june(day), "A1", "", step, row=3 + index) for index, (day, step) in enumerate(steps)]
    return stage_of(an_item(columns=columns, **{"交办日期": ASSIGNED, **cells}), events, today)


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({}, "在办"),
        ({"交办日期": None}, "待交办"),
        ({"交办日期": None, "签收日期": june(2)}, "在办"),
        ({"交办日期": date(2026, 12, 1)}, "待交办"),
        ({"交办日期": "六月初"}, "在办"),
        ({"交办日期": None, "反馈日期": june(3)}, "待审核"),
        ({"签收日期": None}, "待签收"),
        ({"签收日期": "未签收"}, "待签收"),
        ({"签收日期": june(2)}, "在办"),
        ({"签收日期": None, "办理情况": "正在推进"}, "在办"),
        ({"反馈日期": june(3)}, "待审核"),
        ({"反馈日期": june(3), "退回日期": june(4)}, "退回重办"),
        ({"反馈日期": june(5), "退回日期": june(4)}, "待审核"),
        ({"反馈日期": june(3), "审核结果": "合格"}, "待销号"),
        ({"办结日期": june(9)}, "已销号"),
        ({"办结日期": "未办结"}, "在办"),
        ({"办结日期": "已办结"}, "已销号"),
        ({"办结日期": june(9), "销号日期": None}, "待销号"),
        ({"办结日期": june(9), "销号日期": june(11)}, "已销号"),
        ({"办结日期": june(9), "销号日期": None, "反馈日期": june(3), "退回日期": june(10)}, "退回重办"),
        ({"办结日期": june(9), "销号日期": None, "反馈日期": june(3), "退回日期": june(5)}, "待销号"),
        ({"状态": "已转办"}, "中止"),
        ({"状态": "暂停"}, "中止"),
        ({"状态": "未中止"}, "在办"),
        ({"状态": "在办"}, "在办"),
        ({"状态": "已办结"}, "待销号"),
        ({"状态": "已办结", "退回日期": june(5)}, "退回重办"),
        ({"状态": "基本完成"}, "在办"),
        ({"状态": "撤销", "办结日期": june(9)}, "中止"),
    ],
)
def test_by_columns(cells: dict[str, Any], status: Status) -> None:
    """What the ledger's own columns say."""
    assert stage(**cells).status == status


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        ([(1, "交办")], "待签收"),
        ([(1, "交办"), (2, "签收")], "在办"),
        ([(1, "交办"), (2, "延期申请")], "在办"),
        ([(1, "交办"), (2, "电话催办")], "待签收"),
        ([(3, "反馈")], "待审核"),
        ([(3, "续报")], "在办"),
        ([(3, "反馈"), (3, "退回")], "退回重办"),
        ([(3, "反馈"), (4, "审核通过")], "待销号"),
        ([(9, "办结")], "待销号"),
        ([(9, "办结"), (10, "退回")], "退回重办"),
        ([(9, "办结"), (9, "退回")], "退回重办"),
        ([(8, "退回"), (9, "办结")], "待销号"),
        ([(9, "退回"), (9, "办结")], "待销号"),
        ([(9, "办结"), (10, "销号")], "已销号"),
        ([(5, "中止")], "中止"),
        ([(5, "中止"), (6, "恢复")], "在办"),
        ([(3, "反馈"), (5, "中止"), (6, "恢复")], "待审核"),
        ([(5, "中止"), (6, "恢复"), (7, "撤销")], "中止"),
        ([(5, "中止"), (9, "销号")], "已销号"),
        ([(5, "撤销"), (9, "销号")], "中止"),
        ([(28, "反馈"), (29, "提醒")], "待审核"),
    ],
)
def test_by_events(steps: Sequence[tuple[int, str]], status: Status) -> None:
    """What 过程记录 says."""
    assert stage(*steps).status == status


@pytest.mark.parametrize("word", ["中止", "撤销", "并案", "转办"])
def test_reason(word: str) -> None:
    """Why an item rests, from an event or from the 状态 column; a 恢复 row outdoes the column."""
    assert stage((5, word)).reason == word
    assert stage(状态=f"已{word}").reason == word
    assert stage((4, word), (5, "恢复"), 状态=word).reason == ""


def test_future_has_not_happened() -> None:
    """An item's life can be walked through day by day."""
    steps = [(2, "签收"), (10, "反馈"), (11, "退回"), (12, "反馈"), (13, "审核通过"), (14, "办结"), (15, "销号")]
    told = [stage(*steps, today=june(day), columns=["签收日期", "销号日期"]).status for day in (1, 2, 10, 11, 12, 13, 14, 15)]
    assert told == ["待签收", "在办", "待审核", "退回重办", "待审核", "待销号", "待销号", "已销号"]


def test_no_assignment_column() -> None:
    """A ledger without 交办日期 has no 待交办."""
    assert stage_of(without(an_item(), "交办日期"), [], TODAY).status == "在办"


def test_assigned_by_event() -> None:
    """An empty 交办日期 and a 交办 event: handed out, from that day."""
    event = Event(june(3), "A1", "", "交办")
    item = an_item(交办日期=None)
    assert stage_of(item, [event], TODAY).status == "待签收"
    assert assigned_on(item, [event]) == june(3)
    assert assigned_on(an_item(交办日期=june(2)), [event]) == june(2)
    assert assigned_on(item, []) is None


def test_closing_field() -> None:
    """销号日期 closes where the ledger has it, else 办结日期."""
    assert closing_field(an_item(办结日期=None)) == "办结日期"
    assert closing_field(an_item(办结日期=None, 销号日期=None)) == "销号日期"


def test_counts() -> None:
    """How often the unit was called, urged, warned and sent back."""
    found = stage((2, "电话催办"), (3, "催办"), (4, "催办"), (5, "告诫"), (6, "反馈"), (7, "退回"), (8, "反馈"), (9, "退回"))
    assert (found.phoned, found.urged, found.admonished, found.sent_back_count) == (1, 2, 1, 2)
    assert (found.sent_back, found.answered, found.replies) == (june(9), june(8), (june(6), june(8)))


def test_sent_back_only_while_it_is_the_last_word() -> None:
    """After the next reply nothing is sent back any more."""
    assert stage((6, "反馈"), (7, "退回"), (8, "反馈")).sent_back is None


def test_passed() -> None:
    """passed marks 审核通过 without a reported completion: more may be owed."""
    assert stage((6, "反馈"), (7, "审核通过")).passed
    assert not stage((6, "反馈"), (7, "审核通过"), (8, "办结")).passed
    assert not stage((6, "反馈"), (7, "审核通过"), (8, "反馈")).passed


def test_done_without_date() -> None:
    """A typed 已办结 without a date stops the clock and is marked."""
    assert stage(状态="已办结").closed_without_date
    assert not stage(状态="已办结", 办结日期=june(9), 销号日期=None).closed_without_date


CELL = st.one_of(
    st.none(),
    st.text(max_size=5),
    st.sampled_from(("通过", "退回", "已反馈", "中止")),
    st.dates(june(1), june(28)),
    st.booleans(),
)
FIELDS = ("交办日期", "签收日期", "办理情况", "反馈日期", "审核结果", "退回日期", "办结日期", "销号日期", "状态")


@given(
    st.dictionaries(st.sampled_from(FIELDS), CELL), st.lists(st.tuples(st.integers(1, 28), st.sampled_from(STEPS)), max_size=6)
)
def test_always_a_status(cells: dict[str, Any], steps: list[tuple[int, str]]) -> None:
    """Whatever stands in a row, it has a status, and 中止 has its reason."""
    steps = sorted(steps, key=lambda step: step[0])
    events = [Event(june(day), "A1", "", step, row=3 + index) for index, (day, step) in enumerate(steps)]
    found = stage_of(an_item(**cells), events, TODAY)
    assert found.status in STATUSES
    assert bool(found.reason) == (found.status == "中止")
