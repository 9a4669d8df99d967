"""Recurring duties: their words, their rules, their dates."""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.reading.datetext import occurrences, read_text
from toolkit.domain.reading.recurrence import END, Mark, Rule, Unit, dates_of

CALENDAR = Calendar()
ANCHOR = date(2022, 1, 19)


def days(text: str) -> tuple[date, ...]:
    """Dates written one after the other."""
    return tuple(date.fromisoformat(part) for part in text.split())


@pytest.mark.parametrize(
    ("text", "period", "found"),
    [
        ("每季度报送进展", "季", "2022-03-31 2022-06-30 2022-09-30"),
        ("每季度", "季", "2022-03-31 2022-06-30 2022-09-30"),
        ("按季", "季", "2022-03-31 2022-06-30 2022-09-30"),
        ("每季末", "季", "2022-03-31 2022-06-30 2022-09-30"),
        ("季报", "季", "2022-03-31 2022-06-30 2022-09-30"),
        ("一季度一报", "季", "2022-03-31 2022-06-30 2022-09-30"),
        ("每季度首月10日前报送上季度进展", "季", "2022-04-10 2022-07-10 2022-10-10"),
        ("每季度第二个月15日", "季", "2022-02-15 2022-05-15 2022-08-15"),
        ("每季度末月25日前", "季", "2022-03-25 2022-06-25 2022-09-25"),
        ("每季度最后一个月25日前", "季", "2022-03-25 2022-06-25 2022-09-25"),
        ("每季度首月底前", "季", "2022-01-31 2022-04-30 2022-07-31"),
        ("每季度结束后10日内", "季", "2022-04-10 2022-07-10 2022-10-10"),
        ("每季度后5个工作日内", "季", "2022-04-08 2022-07-07 2022-10-12"),
        ("每季度于下季度首月10日前", "季", "2022-04-10 2022-07-10 2022-10-10"),
        ("每月28日前", "月", "2022-01-28 2022-02-28 2022-03-28"),
        ("每月(28日前)", "月", "2022-01-28 2022-02-28 2022-03-28"),
        ("每月5日、20日前", "月", "2022-01-20 2022-02-05 2022-02-20"),
        ("每月20日、5日前", "月", "2022-01-20 2022-02-05 2022-02-20"),
        ("每月报送一次,分别于20日、5日前", "月", "2022-01-20 2022-02-05 2022-02-20"),
        ("每周五、周一", "周", "2022-01-21 2022-01-24 2022-01-28"),
        ("每年12月底、6月底前", "年", "2022-06-30 2022-12-31 2023-06-30"),
        ("每月1-5日", "月", "2022-02-05 2022-03-05 2022-04-05"),
        ("每月31日前", "月", "2022-01-31 2022-02-28 2022-03-31"),
        ("每月25日至月底", "月", "2022-01-31 2022-02-28 2022-03-31"),
        ("每月底前", "月", "2022-01-31 2022-02-28 2022-03-31"),
        ("每月月底", "月", "2022-01-31 2022-02-28 2022-03-31"),
        ("每月上旬", "月", "2022-02-10 2022-03-10 2022-04-10"),
        ("按月", "月", "2022-01-31 2022-02-28 2022-03-31"),
        ("逐月调度", "月", "2022-01-31 2022-02-28 2022-03-31"),
        ("月调度", "月", "2022-01-31 2022-02-28 2022-03-31"),
        ("一月一报", "月", "2022-01-31 2022-02-28 2022-03-31"),
        ("以月为节点", "月", "2022-01-31 2022-02-28 2022-03-31"),
        ("半月一报", "月", "2022-01-31 2022-02-15 2022-02-28"),
        ("每月报送一次,于次月5日前报送", "月", "2022-02-05 2022-03-05 2022-04-05"),
        ("每月报送一次,25日前报送", "月", "2022-01-25 2022-02-25 2022-03-25"),
        ("每月最后一个工作日", "月", "2022-01-30 2022-02-28 2022-03-31"),
        ("每月前5个工作日内", "月", "2022-02-11 2022-03-07 2022-04-08"),
        ("每月结束后5个工作日内", "月", "2022-02-11 2022-03-07 2022-04-08"),
        ("每两个月报送", "月", "2022-03-19 2022-05-19 2022-07-19"),
        ("隔月报送", "月", "2022-03-19 2022-05-19 2022-07-19"),
        ("每周五", "周", "2022-01-21 2022-01-28 2022-02-04"),
        ("每周五下班前报送", "周", "2022-01-21 2022-01-28 2022-02-04"),
        ("每周一、三、五", "周", "2022-01-19 2022-01-21 2022-01-24"),
        ("每周一报送", "周", "2022-01-24 2022-01-31 2022-02-07"),
        ("每周一报", "周", "2022-01-23 2022-01-30 2022-02-06"),
        ("每周", "周", "2022-01-23 2022-01-30 2022-02-06"),
        ("一周一次", "周", "2022-01-23 2022-01-30 2022-02-06"),
        ("每两周报送一次", "周", "2022-02-02 2022-02-16 2022-03-02"),
        ("双周调度", "周", "2022-02-02 2022-02-16 2022-03-02"),
        ("两周一报", "周", "2022-02-02 2022-02-16 2022-03-02"),
        ("每旬报送", "旬", "2022-01-20 2022-01-31 2022-02-10"),
        ("每日报送", "日", "2022-01-19 2022-01-20 2022-01-21"),
        ("每3天报送", "日", "2022-01-22 2022-01-25 2022-01-28"),
        ("每个工作日报送", "日", "2022-01-19 2022-01-20 2022-01-21"),
        ("每半年报送总结", "半年", "2022-06-30 2022-12-31 2023-06-30"),
        ("每半年末", "半年", "2022-06-30 2022-12-31 2023-06-30"),
        ("半年一次", "半年", "2022-06-30 2022-12-31 2023-06-30"),
        ("每年报送", "年", "2022-12-31 2023-12-31 2024-12-31"),
        ("每年年底前", "年", "2022-12-31 2023-12-31 2024-12-31"),
        ("每年3月15日前", "年", "2022-03-15 2023-03-15 2024-03-15"),
        ("每年6月底、12月底前", "年", "2022-06-30 2022-12-31 2023-06-30"),
        ("每年第一季度末", "年", "2022-03-31 2023-03-31 2024-03-31"),
        ("自2022年3月起每月25日前报送", "月", "2022-03-25 2022-04-25 2022-05-25"),
        ("自二季度起每月报送", "月", "2022-04-30 2022-05-31 2022-06-30"),
        ("自3月10日起每月5日报送", "月", "2022-04-05 2022-05-05 2022-06-05"),
        ("自3月起至4月每月25日前报送", "月", "2022-03-25 2022-04-25"),
        ("截至2022年2月底每月报送", "月", "2022-01-31 2022-02-28"),
    ],
)
def test_duties(text: str, period: str, found: str) -> None:
    """The period, and the next three dates on or after the anchor within the bounds that were told."""
    reading = read_text(text, ANCHOR)
    assert (reading.kind, reading.period, reading.dates) == ("recurring", period, days(found))
    assert occurrences(reading, ANCHOR, 3) == reading.dates


@pytest.mark.parametrize(
    "text", ["每年新增10个,12月底前完成", "按年度计划推进,12月底前完成", "建成每天处理3000吨的污水厂,12月底前"]
)
def test_what_only_looks_like_a_duty(text: str) -> None:
    """每年 and 每天 in the description of the work."""
    reading = read_text(text, ANCHOR)
    assert (reading.kind, reading.dates, reading.period) == ("date", days("2022-12-31"), "")


def test_labels_of_a_duty() -> None:
    """What is to be done each time, without the words for when."""
    assert read_text("自2022年3月起每月25日前报送进展", ANCHOR).labels == ("报送进展",) * 3
    assert read_text("每季度(末月25日前)", ANCHOR).labels == ("",) * 3


def test_occurrences() -> None:
    """Any stretch of them, on or after the day that is given."""
    reading = read_text("每月28日前", ANCHOR)
    assert occurrences(reading, date(2022, 3, 28), 2) == days("2022-03-28 2022-04-28")
    assert occurrences(reading, date(2022, 3, 28), 2, start=3) == days("2022-06-28 2022-07-28")
    assert occurrences(reading, ANCHOR, 0) == ()
    assert occurrences(read_text("长期", ANCHOR), ANCHOR, 3) == ()


def test_workdays_hang_on_the_calendar() -> None:
    """The last workday of a month in a year that nobody covers is provisional."""
    assert read_text("每月最后一个工作日", date(2027, 1, 5)).provisional
    assert not read_text("每月最后一个工作日", ANCHOR).provisional
    assert not read_text("每月底", date(2027, 1, 5)).provisional


UNITS: tuple[Unit, ...] = ("日", "周", "旬", "月", "季", "半年", "年")
RULES = st.builds(
    Rule,
    unit=st.sampled_from(UNITS),
    marks=st.lists(st.builds(Mark, month=st.just(1), day=st.integers(1, 7)), min_size=1, max_size=3).map(tuple),
    step=st.integers(1, 3),
    later=st.booleans(),
    since=st.one_of(st.none(), st.dates()),
    until=st.one_of(st.none(), st.dates()),
)


@given(RULES, st.one_of(st.dates(), st.sampled_from([date.min, date.max])))
def test_dates_rise_within_bounds(rule: Rule, anchor: date) -> None:
    """Always in order, never before the anchor or outside the bounds, and never an exception at the ends of time."""
    found = list(islice(dates_of(rule, anchor, CALENDAR), 5))
    assert found == sorted(set(found))
    assert all(day >= anchor and (not rule.since or day >= rule.since) and (not rule.until or day <= rule.until) for day in found)


@given(st.dates(date(2004, 1, 1), date(2026, 1, 1)), st.integers(1, 31))
def test_one_a_month(anchor: date, number: int) -> None:
    """A monthly duty falls due once in each month, on its day or the month's last."""
    found = list(islice(dates_of(Rule("月", (Mark(day=number),)), anchor, CALENDAR), 24))
    months = [day.year * 12 + day.month for day in found]
    assert months == list(range(months[0], months[0] + 24))
    assert months[0] - (anchor.year * 12 + anchor.month) in (0, 1)
    assert all(day.day == number or (day.day < number and (day.replace(day=1) - day).days == 1 - day.day) for day in found)
    assert END == 31
