"""Counting days by the statutory calendar (民法典 201–203)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import pytest
from chinese_calendar.constants import holidays, workdays
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.calendar.holidays import Day
from toolkit.domain.calendar.workdays import Calendar, add_days, add_months, month_end, read_holidays
from toolkit.domain.item import Raw

PLAIN = Calendar()
NOTICE_2027 = Calendar(
    {
        date(2027, 1, 1): Day(True, "元旦"), date(2027, 1, 2): Day(True, "元旦"), date(2027, 1, 3): Day(True, "元旦"),
        date(2027, 1, 9): Day(False, "元旦"), date(2026, 10, 10): Day(True, ""), date(2026, 10, 7): Day(False, "国庆"),
    },
    [2027],
)  # fmt: skip
DAYS = st.dates(date(2003, 6, 1), date(2028, 6, 1))
COUNTS = st.integers(0, 300)
CALENDARS = st.sampled_from([PLAIN, NOTICE_2027])


def every_day(first: date, last: date) -> Iterator[date]:
    """All days from first to last."""
    return (first + timedelta(days) for days in range((last - first).days + 1))


@pytest.mark.parametrize(
    ("start", "due"),
    [("2019-03-11", "2019-03-20"), ("2019-04-26", "2019-05-08"), ("2020-01-22", "2020-02-10"), ("2026-02-12", "2026-02-28"),
     ("2026-09-24", "2026-10-12"), ("2026-12-25", "2027-01-05")],
)  # fmt: skip
def test_seven_workdays(start: str, due: str) -> None:
    """五(五): seven workdays, day 0 not counted, holidays off and 调休 days on."""
    assert PLAIN.add_workdays(date.fromisoformat(start), 7) == date.fromisoformat(due)


@pytest.mark.parametrize("year", range(2004, 2027))
def test_agrees_with_the_package(year: int) -> None:
    """Every single day that the package knows is worked or not as the package says."""
    assert PLAIN.covers(year)
    for day in every_day(date(year, 1, 1), date(year, 12, 31)):
        assert PLAIN.is_workday(day) == chinese_calendar.is_workday(day), day


@pytest.mark.parametrize("day", sorted(day for day in (*holidays, *workdays) if day.year >= 2019), ids=str)
def test_every_holiday_and_made_up_day(day: date) -> None:
    """Each day off and each 调休 day of 2019–2026 is named when the count crosses it."""
    worked = day in workdays
    assert PLAIN.is_workday(day) is worked
    text = PLAIN.crossed(day - timedelta(1), day)
    said = f"{day.month}月{day.day}日" if day.month != 1 or day.day != 1 else f"{day.year}年1月1日"
    assert text == f"{said}调休上班" if worked else text.endswith(f"放假{said}")


@pytest.mark.parametrize(
    ("year", "total"), [(2019, 250), (2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)]
)
def test_workdays_of_a_year(year: int, total: int) -> None:
    """The yearly totals; 2025 and 2026 are those of the notices with 13 statutory days."""
    assert PLAIN.workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == total


@given(CALENDARS, DAYS, COUNTS)
def test_add_workdays_is_counting_day_by_day(calendar: Calendar, start: date, n: int) -> None:
    """The n-th workday is found as one would find it on a wall calendar."""
    day, left = start, n
    while left:
        day += timedelta(1)
        left -= calendar.is_workday(day)
    assert calendar.add_workdays(start, n) == day
    assert calendar.workdays_between(start, day) == n
    assert calendar.workdays_between(day, start) == -n


@given(CALENDARS, DAYS, COUNTS)
def test_back_is_counting_backwards(calendar: Calendar, day: date, n: int) -> None:
    """The n-th workday before a day; both directions take negative numbers."""
    found, left = day, n
    while left:
        found -= timedelta(1)
        left -= calendar.is_workday(found)
    assert calendar.back(day, n) == calendar.add_workdays(day, -n) == found
    assert calendar.back(day, -n) == calendar.add_workdays(day, n)


@given(CALENDARS, DAYS)
def test_on_or_after(calendar: Calendar, day: date) -> None:
    """A workday stays, anything else moves to the first workday after it."""
    found = calendar.on_or_after(day)
    assert calendar.is_workday(found)
    assert found >= day
    assert not any(calendar.is_workday(other) for other in every_day(day, found - timedelta(1)))


@pytest.mark.parametrize(
    ("a", "b", "text"),
    [
        ("2026-09-24", "2026-10-12", "中秋放假9月25–27日,国庆放假10月1–7日,10月10日调休上班"),
        ("2026-09-27", "2026-10-09", "国庆放假10月1–7日"),
        ("2026-02-12", "2026-02-28", "2月14日调休上班,春节放假2月15–23日,2月28日调休上班"),
        ("2019-04-26", "2019-05-08", "4月28日调休上班,劳动节放假5月1–4日,5月5日调休上班"),
        ("2020-01-22", "2020-02-10", "春节放假1月24日–2月2日"),
        ("2022-12-20", "2023-01-30", "元旦放假12月31日–2023年1月2日,春节放假2023年1月21–27日,2023年1月28–29日调休上班"),
        ("2023-09-20", "2023-10-10", "中秋、国庆放假9月29日–10月6日,10月7–8日调休上班"),
        ("2025-09-29", "2025-10-10", "国庆、中秋放假10月1–8日"),
        ("2026-10-03", "2026-10-06", "国庆放假10月4–6日"),
        ("2026-10-07", "2026-10-09", ""),
        ("2026-07-01", "2026-07-31", ""),
        ("2026-10-10", "2026-09-01", ""),
    ],
)
def test_crossed(a: str, b: str, text: str) -> None:
    """What lies after a up to b, whole stretches together, cut at both ends, with the year where it is another."""
    assert PLAIN.crossed(date.fromisoformat(a), date.fromisoformat(b)) == text


def test_crossed_without_a_name() -> None:
    """A day off that staff typed without a name is told without one."""
    assert NOTICE_2027.crossed(date(2026, 10, 8), date(2026, 10, 12)) == "10月10日放假"


def test_the_sheet_wins() -> None:
    """休 on a day that the package works, 班 on one that it has off, and a new year's days."""
    assert PLAIN.is_workday(date(2026, 10, 10))
    assert not NOTICE_2027.is_workday(date(2026, 10, 10))
    assert not PLAIN.is_workday(date(2026, 10, 7))
    assert NOTICE_2027.is_workday(date(2026, 10, 7))
    assert not NOTICE_2027.is_workday(date(2027, 1, 1))
    assert NOTICE_2027.is_workday(date(2027, 1, 9))
    assert NOTICE_2027.crossed(date(2026, 12, 30), date(2027, 1, 10)) == "元旦放假2027年1月1–3日,2027年1月9日调休上班"


@pytest.mark.parametrize(
    ("a", "b", "sure"),
    [("2026-12-25", "2026-12-31", True), ("2026-12-25", "2027-01-05", False), ("2027-01-05", "2026-12-25", False),
     ("2003-12-31", "2004-01-01", False), ("2004-01-01", "2026-12-31", True)],
)  # fmt: skip
def test_provisional(a: str, b: str, sure: bool) -> None:
    """A span is provisional when it touches a year that nobody covers."""
    assert PLAIN.provisional(date.fromisoformat(a), date.fromisoformat(b)) is not sure


def test_a_typed_notice_covers_its_year() -> None:
    """Then nothing is provisional any more, and the count takes its days off."""
    assert (PLAIN.covers(2027), NOTICE_2027.covers(2027), NOTICE_2027.covers(2028)) == (False, True, False)
    assert not NOTICE_2027.provisional(date(2026, 12, 25), date(2027, 1, 6))
    assert NOTICE_2027.add_workdays(date(2026, 12, 25), 7) == date(2027, 1, 6)


@pytest.mark.parametrize(
    ("name", "year", "first"),
    [("元旦", 2023, "2022-12-31"), ("元旦", 2024, "2023-12-30"), ("元旦", 2026, "2026-01-01"), ("春节", 2026, "2026-02-15"),
     ("国庆", 2023, "2023-09-29"), ("中秋", 2020, "2020-10-01"), ("中秋", 2025, "2025-10-01"), ("劳动节", 2022, "2022-04-30"),
     ("国庆", 2027, "2027-10-01"), ("元旦", 2028, "2028-01-01"), ("春节", 2027, "2027-02-05"), ("端午", 2027, "2027-06-09")],
)  # fmt: skip
def test_first_day_of_a_holiday(name: str, year: int, first: str) -> None:
    """As the notice has it; without a notice the statutory day; 元旦 2023 is not the stretch at the end of 2023."""
    assert PLAIN.holiday(name, year) == date.fromisoformat(first)


def test_a_holiday_that_nobody_can_know() -> None:
    """清明 2027 without a notice, and 端午 of a year in which it was none."""
    assert PLAIN.holiday("清明", 2027) is None
    assert PLAIN.holiday("端午", 2006) is None


@given(st.dates(), st.integers(-(10**7), 10**7))
def test_never_leaves_the_calendar(day: date, n: int) -> None:
    """The ends of time are stops, not exceptions."""
    for found in (PLAIN.add_workdays(day, n), PLAIN.back(day, n), add_days(day, n), add_months(day, n), PLAIN.on_or_after(day)):
        assert date.min <= found <= date.max
    assert PLAIN.add_workdays(date.max, 1) == date.max
    assert PLAIN.back(date.min, 1) == date.min


@pytest.mark.parametrize(
    ("day", "n", "found"),
    [("2019-03-11", 1, "2019-04-11"), ("2019-01-31", 1, "2019-02-28"), ("2020-01-31", 1, "2020-02-29"), ("2019-11-30", 3, "2020-02-29"),
     ("2022-12-15", 1, "2023-01-15"), ("2024-02-29", 12, "2025-02-28"), ("2022-01-31", -1, "2021-12-31"), ("2022-03-31", -1, "2022-02-28")],
)  # fmt: skip
def test_add_months(day: str, n: int, found: str) -> None:
    """民法典 202: the corresponding day, the month's end where there is none."""
    assert add_months(date.fromisoformat(day), n) == date.fromisoformat(found)


def test_the_ends_of_time_in_months() -> None:
    """Far too many months stop at the last or the first day there is."""
    assert add_months(date(2022, 1, 1), 10**6) == date.max
    assert add_months(date(2022, 1, 1), -(10**6)) == date.min
    assert add_months(date(2022, 1, 1), 12 * 7977) == date(9999, 1, 1)
    assert add_months(date(2022, 1, 1), -12 * 2021) == date(1, 1, 1)
    assert add_months(date(2022, 1, 1), 12 * 7978) == date.max
    assert month_end(9999, 12) == date.max


def test_add_days() -> None:
    """Plain days, forwards and backwards."""
    assert add_days(date(2022, 2, 27), 3) == date(2022, 3, 2)
    assert add_days(date(2022, 3, 2), -3) == date(2022, 2, 27)
    assert add_days(date.max, 1) == date.max


def test_read_holidays() -> None:
    """The 节假日 sheet gives the calendar and the findings in one go."""
    rows: list[tuple[int, dict[str, Raw]]] = [
        (3, {"日期": date(2027, 1, 1), "休或班": "休", "名称": "元旦"}),
        (4, {"日期": "不详", "休或班": "休", "名称": None}),
    ]
    calendar, findings = read_holidays(rows)
    assert not calendar.is_workday(date(2027, 1, 1))
    assert calendar.covers(2027)
    assert [finding.row for finding in findings] == [4, 3]


def test_a_fixed_holiday_stays_in_its_year() -> None:
    """2027-12-31 off is the beginning of 元旦 2028, not that of 元旦 2027."""
    calendar = Calendar({date(2027, 12, 31): Day(True, "元旦")})
    assert calendar.holiday("元旦", 2027) == date(2027, 1, 1)
