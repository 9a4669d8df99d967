"""Cells as staff's own rules see them."""

from datetime import date, datetime
from operator import contains, eq, ge, gt, le, lt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import TODAY, an_item
from toolkit.domain.checks.values import BLANK, Day, as_day, value_of
from toolkit.domain.item import Raw

DAY = as_day(date(2026, 3, 5))


def test_blank_is_equal_to_nothing_but_nothing() -> None:
    """And neither less nor greater than anything."""
    assert BLANK == ""
    assert BLANK == None  # noqa: E711 - the comparison itself is looked at
    assert BLANK != "x"
    assert BLANK != 0
    assert not BLANK
    assert str(BLANK) == ""
    assert len(BLANK) == 0
    assert {BLANK, BLANK} == {BLANK}
    for other in (0, "x", DAY):
        assert not any(compare(BLANK, other) for compare in (lt, gt, le, ge, contains))
    assert BLANK + 1 is BLANK
    assert 1 - BLANK is BLANK


def test_day_compares_with_days_and_texts() -> None:
    """A text that names no full day is neither before nor after nor the same."""
    assert DAY == "2026年3月5日"
    assert not DAY != "2026-03-05"  # noqa: SIM202 - both operators are looked at
    assert DAY <= date(2026, 3, 5) <= DAY
    assert "2026-03-04" < DAY < "2026.3.6"
    assert DAY >= "2026-03-05"
    assert not any(compare(DAY, other) for other in ("长期", 5) for compare in (lt, gt, le, ge, eq))
    assert {DAY: 1}[as_day(date(2026, 3, 5))] == 1


def test_difference_is_a_number_of_days() -> None:
    """Nothing where the other is no day."""
    assert DAY - "2026-03-01" == 4
    assert DAY - BLANK is BLANK
    assert BLANK - DAY is BLANK


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        ("备注", None, BLANK),
        ("备注", "  ", BLANK),
        ("备注", " 重点 ", "重点"),
        ("备注", 3.5, 3.5),
        ("备注", True, "是"),
        ("备注", "2026-03-05", "2026-03-05"),
        ("备注", datetime(2026, 3, 5, 9, 30), DAY),
        ("办结日期", "2026-03-05", DAY),
        ("办结日期", "已办结", "已办结"),
        ("完成时限", "3月5日前", DAY),
        ("完成时限", "长期", "长期"),
    ],
)
def test_cells(field: str, raw: Raw, value: object) -> None:
    """Dates only where a date is meant, numbers as numbers, text trimmed."""
    item = an_item(交办日期=date(2026, 1, 5))
    item.cells[field] = raw
    found = value_of(item, field, TODAY)
    assert found == value
    assert isinstance(found, type(value))


@given(st.dates(), st.dates())
def test_order_of_days_is_that_of_dates(one: date, other: date) -> None:
    """Every operator agrees with plain dates."""
    left: Day = as_day(one)
    assert [left < other, left <= other, left == other, left != other, left > other, left >= other] == [
        one < other, one <= other, one == other, one != other, one > other, one >= other,
    ]  # fmt: skip
