"""续报: the next report that a unit promises (七(二))."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.deadlining import brief, day, of
from tests.domain.making import CALENDAR, an_item
from toolkit.domain.item import Event, Item
from toolkit.domain.judge import judge
from toolkit.domain.limits.followup import promised
from toolkit.domain.limits.limits import DEFAULT_LIMITS
from toolkit.domain.settings import Settings


def follow(what: str, when: str = "2026-03-20") -> Event:
    return Event(day(when), "A1", "市教育局", "续报", what=what)


def item() -> Item:
    return an_item(交办日期=day("2026-03-11"), 反馈要求="7个工作日内反馈", 完成时限="2026年6月30日")


@pytest.mark.parametrize(
    ("what", "due"),
    [
        ("正在推进,待有结果后于4月15日前续报", "2026-04-15"),
        ("已完成方案,10个工作日内再次报告", "2026-04-03"),
        ("续报时间:2026年4月15日", "2026-04-15"),
        ("4月15日前", "2026-04-15"),
        ("3月18日已召开协调会,4月15日前续报", "2026-04-15"),
        ("预计4月底前完成", "2026-04-30"),
        ("4月1日召开推进会", "None"),
        ("申请延期至2026年9月30日", "None"),
        ("待有结果后再续报", "None"),
        ("每月25日前续报", "None"),
        ("2026年3月10日前续报", "None"),
        ("", "None"),
    ],
)
def test_the_promised_day(what: str, due: str) -> None:
    """One day after the event, or none: nothing is guessed."""
    assert str(promised(follow(what), CALENDAR)) == due


def test_listed_and_moves_nothing() -> None:
    """续报 stands beside the other deadlines, each with its old date; the basis quotes the row."""
    found = of(item(), follow("4月15日前续报"))
    assert brief(found) == [("反馈", "2026-03-20"), ("续报", "2026-04-15"), ("办结", "2026-06-30")]
    assert found[1].basis == "2026-03-20续报时写明“4月15日前续报”→ 2026-04-15,依据七(二)(续报不改变原时限)"


def test_clears_no_red() -> None:
    """Who is overdue stays overdue, whatever is promised."""
    event = follow("4月15日前续报", "2026-03-24")
    found = judge(item(), [event], DEFAULT_LIMITS, Settings(), CALENDAR, day("2026-03-25"))
    assert (found.light, str(found.current.due if found.current else "")) == ("红", "2026-03-20")


def test_met_by_the_next_report() -> None:
    """A later 续报, or a reply that passed after it."""
    both = of(item(), follow("4月15日前续报"), follow("5月15日前续报", "2026-04-14"))
    assert ("续报√", "2026-04-15") in brief(both)
    assert ("续报", "2026-05-15") in brief(both)
    answered = of(item(), follow("4月15日前续报"), replies=[day("2026-04-10")])
    assert ("续报√", "2026-04-15") in brief(answered)
    assert ("续报", "2026-04-15") in brief(of(item(), follow("4月15日前续报"), replies=[day("2026-03-18")]))


@given(st.text(max_size=40))
def test_any_text(what: str) -> None:
    """Never an exception, never a day that is not after the event."""
    due = promised(follow(what), CALENDAR)
    assert due is None or due > day("2026-03-20")
