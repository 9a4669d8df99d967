"""Replies and verdicts in their order: who has answered is never read as silent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import an_item
from toolkit.domain.course.replies import Replies, replies_of, verdict_of
from toolkit.domain.item import Event, Raw

TODAY = date(2026, 9, 24)


def june(day: int) -> date:
    return date(2026, 6, day)


def happened(*steps: tuple[int, str]) -> list[Event]:
    return [Event(june(day), "A1", "", step, row=3 + index) for index, (day, step) in enumerate(steps)]


def read(*steps: tuple[int, str], **cells: Any) -> Replies:
    return replies_of(an_item(**cells), happened(*steps), TODAY)


@pytest.mark.parametrize(
    ("text", "word"),
    [("通过", "通过"), ("合格", "通过"), ("同意", "通过"), ("审核通过,可销号", "通过"), ("退回", "退回"), ("不合格", "退回"), ("不通过", "退回"),
     ("未通过", "退回"), ("不同意", "退回"), ("重新办理", "退回"), ("责成重办", "退回"), ("退回后已通过", "通过"), ("未退回", ""), ("待审核", ""),
     ("审核中", ""), ("", ""), ("张处长", "")],
)  # fmt: skip
def test_verdicts(text: str, word: str) -> None:
    """An 审核结果 cell in the words of offices; the last word counts."""
    assert verdict_of(text) == word


@pytest.mark.parametrize(
    ("steps", "last"),
    [
        ([], ""),
        ([(1, "签收"), (2, "电话催办"), (3, "续报")], ""),
        ([(1, "反馈")], "反馈"),
        ([(1, "反馈"), (1, "退回")], "退回"),
        ([(1, "反馈"), (2, "退回"), (3, "反馈")], "反馈"),
        ([(1, "退回"), (1, "反馈")], "反馈"),
        ([(1, "反馈"), (2, "审核通过")], "通过"),
        ([(1, "反馈"), (2, "审核通过"), (3, "反馈")], "反馈"),
        ([(1, "反馈"), (2, "退回"), (3, "反馈"), (4, "退回")], "退回"),
        ([(1, "原件收到")], "反馈"),
        ([(1, "反馈"), (2, "审核通过"), (3, "原件收到")], "通过"),
        ([(1, "反馈"), (2, "退回"), (3, "原件收到")], "退回"),
    ],
)
def test_events(steps: Sequence[tuple[int, str]], last: str) -> None:
    """Events speak in order of day and row; an original that arrives later is no second reply."""
    assert read(*steps).last == last


@pytest.mark.parametrize(
    ("cells", "last"),
    [
        ({"反馈日期": june(1)}, "反馈"),
        ({"反馈日期": "已反馈"}, "反馈"),
        ({"反馈日期": "未反馈"}, ""),
        ({"反馈日期": june(1), "退回日期": june(2)}, "退回"),
        ({"反馈日期": june(3), "退回日期": june(2)}, "反馈"),
        ({"反馈日期": june(2), "退回日期": june(2)}, "反馈"),
        ({"反馈日期": june(2), "退回日期": june(2), "审核结果": "退回"}, "退回"),
        ({"反馈日期": june(3), "退回日期": june(2), "审核结果": "退回"}, "反馈"),
        ({"反馈日期": june(1), "审核结果": "退回"}, "退回"),
        ({"反馈日期": june(1), "审核结果": "通过"}, "通过"),
        ({"反馈日期": june(1), "退回日期": june(2), "审核结果": "通过"}, "通过"),
        ({"反馈日期": "已反馈", "退回日期": june(2)}, "反馈"),
        ({"反馈日期": "已反馈", "审核结果": "重新办理"}, "退回"),
        ({"退回日期": june(2)}, "退回"),
        ({"退回日期": "已退回"}, "退回"),
        ({"退回日期": "已退回", "审核结果": "通过"}, "通过"),
        ({"审核结果": "退回"}, "退回"),
        ({"审核结果": "通过"}, "通过"),
        ({"审核结果": "待审核"}, ""),
    ],
)
def test_cells(cells: dict[str, Any], last: str) -> None:
    """Cells alone; where their order is open, the unit has answered."""
    assert read(**cells).last == last


@pytest.mark.parametrize(
    ("steps", "cells", "last"),
    [
        ([(1, "退回")], {"反馈日期": june(1)}, "退回"),
        ([(1, "审核通过")], {"反馈日期": june(1)}, "通过"),
        ([(1, "反馈"), (3, "退回")], {"反馈日期": june(3)}, "反馈"),
        ([(1, "反馈"), (3, "退回")], {"反馈日期": june(1)}, "退回"),
        ([(1, "反馈"), (3, "退回")], {"反馈日期": june(5)}, "反馈"),
        ([(1, "反馈")], {"退回日期": june(1)}, "退回"),
        ([(1, "反馈")], {"审核结果": "通过"}, "通过"),
        ([(1, "反馈"), (5, "反馈")], {"退回日期": "已退回"}, "反馈"),
        ([(1, "反馈"), (5, "反馈")], {"审核结果": "退回"}, "反馈"),
        ([(5, "反馈")], {"反馈日期": june(1), "审核结果": "通过"}, "反馈"),
        ([(1, "反馈"), (2, "审核通过"), (5, "反馈")], {"审核结果": "通过"}, "反馈"),
        ([(1, "反馈"), (2, "退回")], {"审核结果": "退回", "退回日期": june(2)}, "退回"),
        ([(3, "退回")], {"反馈日期": "已反馈"}, "退回"),
        ([(3, "审核通过"), (5, "原件收到")], {"反馈日期": june(1)}, "通过"),
    ],
)
def test_cells_and_events(steps: Sequence[tuple[int, str]], cells: dict[str, Any], last: str) -> None:
    """A verdict answers the reply of its day, unless an earlier one was still waiting; a cell may repeat an event."""
    assert read(*steps, **cells).last == last


def test_accepted() -> None:
    """Every reply that passed is counted once; what was sent back is not."""
    steps = [(1, "反馈"), (2, "审核通过"), (3, "反馈"), (4, "退回"), (5, "反馈"), (6, "审核通过"), (7, "反馈")]
    found = read(*steps)
    assert found.accepted == (june(1), june(5))
    assert found.days == (june(1), june(3), june(5), june(7))
    assert (found.answered, found.backs) == (june(7), 1)


def test_cell_repeats_event() -> None:
    """The same reply in the cell and as an event is one reply, the same 退回 one 退回."""
    found = read((1, "反馈"), (2, "审核通过"), 反馈日期=june(1))
    assert (found.days, found.accepted) == ((june(1),), (june(1),))
    assert read((1, "反馈"), (2, "退回"), 反馈日期="已反馈", 退回日期=june(2)).backs == 1


def test_one_review_for_two_replies() -> None:
    """One 审核通过 accepts all replies that waited."""
    assert read((1, "反馈"), (2, "反馈"), (3, "审核通过")).accepted == (june(1), june(2))


def test_review_taken_back() -> None:
    """退回 after 审核通过 takes the acceptance back; the next reply takes its place."""
    assert read((1, "反馈"), (2, "审核通过"), (4, "退回")).accepted == ()
    assert read((1, "反馈"), (2, "审核通过"), (4, "退回"), (5, "反馈"), (6, "审核通过")).accepted == (june(5),)


def test_review_without_reply() -> None:
    """What passed was answered, even if nobody wrote down when; two rows of one day are one."""
    assert read((2, "审核通过")).accepted == (june(2),)
    assert read((2, "审核通过"), (2, "审核通过")).accepted == (june(2),)
    assert read(审核结果="通过").accepted == (TODAY,)


def test_sent_back() -> None:
    """The last 退回 with its day and words; a verdict without a day takes that of its reply, if there is one."""
    back = Event(june(4), "A1", "", "退回", what="请于6月10日前重报")
    found = replies_of(an_item(), [*happened((1, "反馈")), back], TODAY)
    assert (found.sent_back, found.note) == (june(4), "请于6月10日前重报")
    assert read(反馈日期=june(1), 审核结果="退回").sent_back == june(1)
    assert read(审核结果="退回").sent_back is None
    assert read(退回日期="2026-06-02、2026-06-09").backs == 2


STEPS = st.sampled_from(("反馈", "退回", "审核通过", "原件收到", "签收", "续报"))
CELLS = st.one_of(st.none(), st.sampled_from(("已反馈", "未", "x")), st.integers(1, 28).map(june))


@given(st.lists(st.tuples(st.integers(1, 28), STEPS)), CELLS, CELLS, st.sampled_from((None, "通过", "退回", "待审")))
def test_latest_reply_is_never_overlooked(steps: list[tuple[int, str]], reply: Raw, back: Raw, verdict: Raw) -> None:
    """A reply later than every verdict that has a day is never read as sent back; accepted replies are never more than marks."""
    steps = sorted(steps, key=lambda step: step[0])
    found = read(*steps, 反馈日期=reply, 退回日期=back, 审核结果=verdict)
    replies = [june(day) for day, step in steps if step == "反馈"] + ([reply] if isinstance(reply, date) else [])
    verdicts = [june(day) for day, step in steps if step in ("退回", "审核通过")] + ([back] if isinstance(back, date) else [])
    undated = not isinstance(back, date) and (verdict == "退回" or back in ("已反馈", "x"))
    if replies and verdicts and max(replies) > max(verdicts) and not undated:
        assert found.last in ("反馈", "通过")
    assert len(found.accepted) <= len(steps) + 2
