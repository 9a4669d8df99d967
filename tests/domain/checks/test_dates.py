"""日期."""

from datetime import date

import pytest

from tests.domain.making import a_desk, an_item, places
from toolkit.domain.checks.dates import check
from toolkit.domain.item import Raw


@pytest.mark.parametrize("raw", [date(2026, 3, 5), "2026年3月5日", "2026.3.5", "20260305", 46086, None, " "])
def test_days_as_people_write_them_are_fine(raw: Raw) -> None:
    """Real dates, texts with the full day, serial numbers and empty cells."""
    assert not list(check(a_desk(an_item(办结日期=raw))))


@pytest.mark.parametrize(
    ("raw", "level", "says"),
    [
        ("已办结", "error", "不是日期"),
        ("2026年2月30日", "error", "2月30日"),
        ("3月5日", "error", "没有写全年、月、日"),
        ("二〇二六年三月五日", "error", "请改填2026-03-05"),
        ("未办结", "hint", "留空"),
        (date(2206, 3, 5), "error", "2206-03-05"),
        (date(1926, 3, 5), "error", "年份"),
        ("2062年3月5日", "error", "年份"),
        (7, "error", "“7”"),
    ],
)
def test_what_is_no_day_is_quoted_with_what_to_do(raw: Raw, level: str, says: str) -> None:
    """The message quotes the cell and says how to mend it."""
    (finding,) = check(a_desk(an_item(row=9, 办结日期=raw)))
    assert (finding.row, finding.field, finding.level) == (9, "办结日期", level)
    assert says in finding.message


def test_two_days_in_a_cell_for_one() -> None:
    """交办日期 holds one day; 反馈日期 may hold several replies."""
    two = "2026-03-05、2026-03-09"
    assert places(list(check(a_desk(an_item(交办日期=two, 反馈日期=two))))) == [(3, "交办日期", "warning")]


def test_year_of_a_deadline_is_looked_at_too() -> None:
    """A 完成时限 of the year 2206 is a slip of the pen."""
    assert places(list(check(a_desk(an_item(完成时限=date(2206, 6, 30)))))) == [(3, "完成时限", "error")]
