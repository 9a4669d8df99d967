"""提醒规则: what a row means, what cannot be used, and on which days anything goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import CALENDAR
from toolkit.domain.item import Finding, Raw
from toolkit.domain.mailing.rules import EVERY_DAY, Rule, Rules, digest_due, may_write, read_rules
from toolkit.domain.settings import Settings
from toolkit.domain.sheets import DIGESTS, REASONS, REMINDERS


def read(**cells: Raw) -> tuple[Rules, list[Finding]]:
    """Rules of a sheet with this one row."""
    return read_rules([(3, cells)])


def test_shipped_rows_are_the_defaults() -> None:
    """The rows of a new sheet say what holds without one; each reason and each digest has one."""
    rows: list[tuple[int, Mapping[str, Raw]]] = [
        (3 + index, dict(zip(REMINDERS.headers(), row, strict=True)))  # type: ignore[arg-type]  # no links here
        for index, row in enumerate(REMINDERS.rows)
    ]
    assert read_rules(rows) == (Rules(), [])
    assert tuple(str(row[1]) for row in REMINDERS.rows) == (*REASONS, *DIGESTS)
    assert read_rules([]) == (Rules(), [])


def test_a_row_of_its_own() -> None:
    """Numbers as typed; what other rows say stays."""
    rules, findings = read(启用="是", 提醒="临期", 提前工作日=5, 间隔工作日="2")
    assert findings == []
    assert rules["临期"] == Rule(True, 5, 2)
    assert rules["超期"] == Rule()
    assert not read(启用="否", 提醒="超期")[0]["超期"].on


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("星期一", {0}),
        ("周五", {4}),
        ("星期一、星期四", {0, 3}),
        ("周一和周天", {0, 6}),
        ("每个工作日", EVERY_DAY),
        ("每天", EVERY_DAY),
    ],
)
def test_weekdays(text: str, days: set[int]) -> None:
    """As an office writes them."""
    rules, findings = read(提醒="处室摘要", 发送日=text)
    assert (set(rules["处室摘要"].weekdays), findings) == (set(days), [])


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"提醒": "催一催"}, "B", "没有“催一催”这种提醒"),
        ({"提醒": "超期", "启用": "好"}, "A", "请填“是”或“否”"),
        ({"提醒": "超期", "提前工作日": "三"}, "C", "0至250的整数"),
        ({"提醒": "超期", "间隔工作日": -1}, "D", "0至250的整数"),
        ({"提醒": "处室摘要", "发送日": "月底"}, "E", "默认的发送日"),
    ],
)
def test_what_cannot_be_used(cells: Mapping[str, Raw], column: str, words: str) -> None:
    """The default stands, and the finding names the cell."""
    rules, (finding,) = read(**cells)
    assert (finding.sheet, finding.row, finding.column, finding.level) == ("提醒规则", 3, column, "error")
    assert words in finding.message
    assert rules["超期"].on


@given(st.dictionaries(st.sampled_from(REMINDERS.headers()), st.one_of(st.text(), st.integers(), st.floats(), st.none())))
def test_never_raises(cells: Mapping[str, Raw]) -> None:
    """Any row is read or found."""
    rules, _ = read(**cells)
    assert set(rules.rules) == {*REASONS, *DIGESTS}


def test_days_without_mail() -> None:
    """25 September 2026 is 中秋, 10 October a worked Saturday; an office may also be quiet, or write on days off."""
    assert not may_write(Settings(), CALENDAR, date(2026, 9, 25))
    assert may_write(Settings(), CALENDAR, date(2026, 10, 10))
    assert may_write(Settings(workdays_only=False), CALENDAR, date(2026, 9, 25))
    assert not may_write(Settings(quiet=frozenset({date(2026, 9, 24)})), CALENDAR, date(2026, 9, 24))


def test_a_digest_goes_on_its_day_or_the_next_that_has_mail() -> None:
    """Monday; after the holidays of 1 to 7 October 2026 a Monday digest waits for the Thursday of that week."""
    monday = Rule(weekdays=frozenset({0}))
    assert digest_due(monday, Settings(), CALENDAR, date(2026, 9, 21))
    assert not digest_due(monday, Settings(), CALENDAR, date(2026, 9, 22))
    assert not digest_due(monday, Settings(), CALENDAR, date(2026, 10, 5))
    assert digest_due(monday, Settings(), CALENDAR, date(2026, 10, 8))
    assert not digest_due(monday, Settings(), CALENDAR, date(2026, 10, 9))
    assert not digest_due(Rule(on=False), Settings(), CALENDAR, date(2026, 9, 21))
    assert digest_due(Rule(), Settings(), CALENDAR, date(2026, 9, 22))


@given(st.frozensets(st.integers(0, 4), min_size=1), st.dates(date(2026, 1, 5), date(2026, 12, 20)))
def test_never_twice_for_one_weekday(weekdays: frozenset[int], day: date) -> None:
    """In any week there are at most as many digests as weekdays named, and at least one where a day from there on has mail."""
    week = [date.fromordinal(day.toordinal() - day.weekday() + number) for number in range(7)]
    due = [each for each in week if digest_due(Rule(weekdays=weekdays), Settings(), CALENDAR, each)]
    assert len(due) <= len(weekdays)
    assert bool(due) == any(may_write(Settings(), CALENDAR, each) for each in week[min(weekdays) :])
