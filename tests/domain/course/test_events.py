"""过程记录: rows into events by item, bad rows into findings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import an_item
from toolkit.domain.course.events import events_by_item, read_events, step_named
from toolkit.domain.item import Event, Finding, Raw
from toolkit.domain.memory.records import FormerName
from toolkit.domain.sheets import EVENTS

ROW: dict[str, Raw] = {"时间": date(2026, 3, 5), "编号": "A1", "单位": "市教育局", "环节": "签收", "方式": "电话", "经手人": "甲"}


def read(*rows: Mapping[str, Raw]) -> tuple[dict[str, tuple[Event, ...]], list[Finding]]:
    return read_events([(3 + index, row) for index, row in enumerate(rows)])


def test_one_row() -> None:
    """A row is an event with all of its words and its place."""
    events, findings = read({**ROW, "内容": "已收到", "附件": "回执.pdf"})
    assert findings == []
    assert events == {"A1": (Event(date(2026, 3, 5), "A1", "市教育局", "签收", "电话", "已收到", "甲", "回执.pdf", 3),)}


@pytest.mark.parametrize("when", [datetime(2026, 3, 5, 8, 0), "2026-03-05", "2026年3月5日", "2026.3.5 上午", 20260305])
def test_times(when: Raw) -> None:
    """A time may be a date, a number or a text."""
    assert read({**ROW, "时间": when})[0]["A1"][0].when == date(2026, 3, 5)


def test_order() -> None:
    """Events stand in order of day, on one day in order of rows."""
    events, _ = read({**ROW, "时间": "2026-03-06", "环节": "反馈"}, ROW, {**ROW, "时间": "2026-03-06", "环节": "退回"})
    assert [event.step for event in events["A1"]] == ["签收", "反馈", "退回"]


def test_several_items_in_one_row() -> None:
    """One telephone call about three items is one row."""
    assert sorted(read({**ROW, "编号": "A1、A2，A3,A1"})[0]) == ["A1", "A2", "A3"]


def test_numeric_id() -> None:
    """A number as 编号 is the same as its digits."""
    assert list(read({**ROW, "编号": 7.0})[0]) == ["7"]


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("退回重办", "退回"),
        ("线下反馈", "反馈"),
        ("通过", "审核通过"),
        ("同意延期", "延期"),
        ("合并", "并案"),
        ("恢复办理", "恢复"),
    ],
)
def test_synonyms(typed: str, step: str) -> None:
    """Other words for a step are that step."""
    assert read({**ROW, "环节": typed, "内容": "延期至2026年6月30日"})[0]["A1"][0].step == step


@pytest.mark.parametrize(
    ("column", "value", "letter"),
    [("编号", None, "B"), ("时间", None, "A"), ("时间", "3月5日", "A"), ("环节", "看了看", "D"), ("环节", None, "D")],
)
def test_bad_row(column: str, value: Raw, letter: str) -> None:
    """A row that cannot be used is an error with its place, and the next row serves."""
    events, findings = read({**ROW, column: value}, ROW)
    assert len(events["A1"]) == 1
    assert [(finding.sheet, finding.row, finding.column, finding.level) for finding in findings] == [
        ("过程记录", 3, letter, "error")
    ]


def test_unknown_way() -> None:
    """An unknown 方式 is mentioned, and the event counts."""
    events, findings = read({**ROW, "方式": "飞鸽"})
    assert len(events["A1"]) == 1
    assert [(finding.column, finding.level) for finding in findings] == [("E", "hint")]


def test_blank_and_prefilled_rows() -> None:
    """A row with nothing but a prefilled time is no event and no mistake."""
    assert read({}, {"时间": date(2026, 3, 5)}, {"时间": date(2026, 3, 5), "方式": "电话"}) == ({}, [])


@pytest.mark.parametrize(
    ("step", "what", "found"),
    [
        ("延期", "同意", True),
        ("延期", "延期至2026年6月30日", False),
        ("人工定灯", "已协调", True),
        ("人工定灯", "黄 已协调", False),
        ("人工定灯", "取消", False),
    ],
)
def test_what_must_be_told(step: str, what: str, found: bool) -> None:
    """延期 needs its new date and 人工定灯 its colour; else the row is kept and the check asks."""
    events, findings = read({**ROW, "环节": step, "内容": what})
    assert len(events["A1"]) == 1
    assert [finding.level for finding in findings] == (["warning"] if found else [])


def test_either_number() -> None:
    """Staff may type the item's own 编号 or the 督办编号; both are its events, in order, the unwritten one last."""
    item = an_item("A1", own={"督办编号": "DB-7"})
    first, second = Event(date(2026, 3, 5), "DB-7", "", "签收", row=9), Event(date(2026, 3, 5), "A1", "", "反馈", row=10)
    fresh = Event(date(2026, 3, 5), "A1", "", "退回")
    assert events_by_item([item], {"A1": (fresh, second), "DB-7": (first,)}) == {"A1": (first, second, fresh)}
    assert events_by_item([an_item("A1")], {"A1": (second,), "DB-7": (first,)}) == {"A1": (second,), "DB-7": (first,)}
    assert events_by_item([an_item("")], {}) == {}


def test_a_name_that_was_given_up_and_taken_by_another() -> None:
    """What happened before that day belongs to the item that bore the name then; what happened since, to the one that bears it."""
    old, new = an_item("B1", own={"督办编号": "A1"}), an_item("A1", own={"督办编号": "DB-0001"})
    before, since = Event(date(2026, 3, 5), "A1", "", "签收", row=9), Event(date(2026, 3, 20), "A1", "", "反馈", row=10)
    former = [FormerName("A1", "A1", date(2026, 3, 10))]
    assert events_by_item([old, new], {"A1": (before, since)}, former) == {"B1": (before,), "A1": (since,)}
    assert events_by_item([old], {"A1": (before, since)}, former) == {"B1": (before, since)}


def test_a_name_in_between() -> None:
    """Renamed twice, an item keeps what was recorded under the name in between."""
    item = an_item("C1", own={"督办编号": "A1"})
    event = Event(date(2026, 3, 5), "B1", "", "签收", row=9)
    former = [FormerName("A1", "A1", date(2026, 3, 1)), FormerName("B1", "A1", date(2026, 3, 10))]
    assert events_by_item([item], {"B1": (event,)}, former) == {"C1": (event,)}


@pytest.mark.parametrize(
    ("typed", "step"), [("退回重办", "退回"), ("线下反馈", "反馈"), ("年度结转", "结转"), (" 签收 ", "签收"), ("喝茶", "喝茶")]
)
def test_synonyms_of_steps(typed: str, step: str) -> None:
    """What an office calls a step, and the word that the toolkit keeps."""
    assert step_named(typed) == step


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(EVENTS.headers()), st.one_of(st.none(), st.text(max_size=8), st.integers(), st.floats(), st.dates())
        )
    )
)
def test_never_raises(rows: list[dict[str, Raw]]) -> None:
    """Any rows are events or findings."""
    events, findings = read(*rows)
    assert all(event.step and event.item == item for item, found in events.items() for event in found)
    assert all(finding.sheet == "过程记录" for finding in findings)
