"""The light: 红 after the day, 黄 from the warning day, 绿 before, 灰 and 无; and by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.course.light import light_by_hand, light_of, named_light
from toolkit.domain.item import Deadline, Event, Light

DUE = date(2026, 6, 10)
CURRENT = Deadline("反馈", "", DUE, date(2026, 6, 5), "")


@pytest.mark.parametrize(("day", "light"), [(1, "绿"), (4, "绿"), (5, "黄"), (9, "黄"), (10, "黄"), (11, "红"), (30, "红")])
def test_by_day(day: int, light: Light) -> None:
    """The last day is still in time."""
    assert light_of("在办", CURRENT, date(2026, 6, day)) == light


def test_nothing_to_judge() -> None:
    """Without a day there is no light; struck off is grey whatever the day."""
    assert light_of("在办", None, DUE) == "无"
    assert light_of("在办", Deadline("办结", "长期", None, None, ""), DUE) == "无"
    assert light_of("已销号", CURRENT, DUE + timedelta(days=99)) == "灰"
    assert light_of("在办", Deadline("反馈", "", DUE, None, ""), DUE) == "绿"


@pytest.mark.parametrize(
    ("what", "light"),
    [("黄 已协调,等批复", "黄"), ("黄", "黄"), ("红灯:多次催办无果", "红"), ("定为绿灯", "绿"), ("无,已商请暂缓", "无"), ("已协调,定黄灯", "黄"),
     ("协调无果", None), ("无需督办", None), ("红旗村项目", None), ("由红灯改黄灯", None), ("取消", None), ("取消黄灯", None), ("", None)],
)  # fmt: skip
def test_named(what: str, light: Light | None) -> None:
    """A colour is taken where it is named plainly, and not out of other words."""
    assert named_light(what) == light


def test_by_hand() -> None:
    """The last word of a person counts, with its reason and name; 取消 gives the light back, the future has not come."""
    first = Event(date(2026, 6, 1), "A1", "", "人工定灯", what="红 群众反映强烈", by="甲")
    second = Event(date(2026, 6, 3), "A1", "", "人工定灯", what="黄 已协调")
    undone = Event(date(2026, 6, 8), "A1", "", "人工定灯", what="取消")
    assert light_by_hand([first], DUE) == ("红", "人工定灯(甲):红 群众反映强烈")
    assert light_by_hand([first, second], DUE) == ("黄", "人工定灯:黄 已协调")
    assert light_by_hand([first, second, undone], DUE) is None
    assert light_by_hand([first, second, undone], date(2026, 6, 5)) == ("黄", "人工定灯:黄 已协调")
    assert light_by_hand([first], date(2026, 6, 1)) is not None
    assert light_by_hand([first], date(2026, 5, 31)) is None
    assert light_by_hand([], DUE) is None


@given(st.text())
def test_never_raises(what: str) -> None:
    """Any words name one light or none."""
    assert named_light(what) in (None, "红", "黄", "绿", "灰", "无")
