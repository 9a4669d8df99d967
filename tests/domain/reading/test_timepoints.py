"""Days as words name them, at the edges: holidays that begin, or are long past, on the day from which is read."""

from __future__ import annotations

from tests.domain.deadlining import day
from toolkit.domain.reading.datetext import read_text


def test_the_last_workday_itself() -> None:
    """Begun on the last workday before the holiday, it is due that day."""
    assert read_text("国庆前", day("2026-09-30")).dates == (day("2026-09-30"),)


def test_how_long_past_a_holiday_is_still_asked_about() -> None:
    """劳动节前 (2026-04-30) is asked about for 120 days, with both years; after that the next year's is meant."""
    unclear = read_text("劳动节前", day("2026-08-28"))
    assert unclear.question == ("“劳动节前”没有写年份:2026-04-30早于起算日2026-08-28,是2026年还是2027年?请写明年份")
    assert read_text("劳动节前", day("2026-08-29")).dates == (day("2027-04-30"),)


def test_a_year_that_is_a_slip_of_the_pen() -> None:
    """The question quotes the text."""
    assert read_text("2150年国庆前", day("2026-01-01")).question == "“2150年国庆前”的年份2150有误,请核对日期"


def test_yearly_before_a_month() -> None:
    """每年6月前 may mean its beginning or its end."""
    assert read_text("每年6月前报送", day("2026-01-01")).question == "“每年6月前报送”是月初之前,还是月底之前?请写明日期"
