"""依据: one sentence in which every day named is true."""

from __future__ import annotations

import pytest

from tests.domain.deadlining import day
from tests.domain.making import CALENDAR
from toolkit.domain.limits import basis
from toolkit.domain.limits.starts import Start


@pytest.mark.parametrize(
    ("amount", "unit", "due", "words"),
    [
        (
            7,
            "工作日",
            "2028-01-04",
            "交办2027-12-24次日起7个工作日→ 2028-01-04,依据五(五)(2027、2028年放假安排未公布,暂定)",
        ),
        (10, "日", "2028-01-03", "交办2027-12-24次日起10日→ 2028-01-03,依据五(五)(2028年放假安排未公布,暂定)"),
        (1, "月", "2028-01-24", "交办2027-12-24次日起1个月→ 2028-01-24,依据五(五)(2028年放假安排未公布,暂定)"),
    ],
)
def test_years_that_nobody_covers(amount: int, unit: str, due: str, words: str) -> None:
    """Workdays hang on the holidays of every year they cross; days and months on those of their last day alone."""
    assert basis.counted(Start(day("2027-12-24"), "交办2027-12-24"), amount, unit, day(due), "五(五)", CALENDAR) == words


def test_no_corresponding_day() -> None:
    """民法典 202: a month from the 31st ends with a month that has none, and the basis says so."""
    start = Start(day("2026-03-31"), "交办2026-03-31")
    words = "交办2026-03-31次日起1个月(没有对应日,以月末计)→ 2026-04-30,依据七(二)"
    assert basis.counted(start, 1, "月", day("2026-04-30"), "七(二)", CALENDAR) == words


def test_quotation_marks_within() -> None:
    """Quotation marks of the cell become single ones inside of ours."""
    assert basis.quoted("“十一”前") == "“‘十一’前”"


def test_written() -> None:
    """A date cell is not quoted; a text is, with the day from which its year was read, and the holiday."""
    due, start = day("2026-09-30"), Start(day("2026-03-11"), "交办2026-03-11")
    assert basis.written("完成时限", due, due) == "完成时限写明2026-09-30,依据五(五)、七(二)"
    assert basis.written("完成时限", "9月底前", due) == "完成时限写明“9月底前”→ 2026-09-30,依据五(五)、七(二)"
    assert basis.written("完成时限", "9月底前", due, start) == (
        "完成时限写明“9月底前”,以交办2026-03-11推算→ 2026-09-30,依据五(五)、七(二)"
    )
    assert basis.written("完成时限", "国庆前", due, before_holiday=True) == (
        "完成时限写明“国庆前”,即放假前最后一个工作日→ 2026-09-30,依据五(五)、七(二)"
    )


def test_recurring() -> None:
    """An occurrence quotes the duty and names the day from which it runs."""
    words = basis.recurring("报送周期", "每月28日前", Start(day("2026-01-25"), "交办2026-01-25"), day("2026-01-28"))
    assert words == "报送周期写明“每月28日前”,自交办2026-01-25起按期→ 2026-01-28,依据五(五)、七(二)"
