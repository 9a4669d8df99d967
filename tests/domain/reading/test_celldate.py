"""Days on which something happened: believed only where the full day is named."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.item import Raw
from toolkit.domain.reading.celldate import FIRST_YEAR, LAST_YEAR, cell_date, cell_dates, filled, say

JUNE_5 = date(2022, 6, 5)


@pytest.mark.parametrize(
    "raw",
    [JUNE_5, datetime(2022, 6, 5, 9, 30), "2022-06-05", "2022.6.5", "2022/6/5 09:30", "2022年6月5日", "20220605", 20220605, 44717, "44717",
     44717.5, "２０２２年６月５日", " 2022 年 6 月 5 日 ", "2022年6月5日(电子版预报)", "于2022-6-5报来"],
)  # fmt: skip
def test_one_day(raw: Raw) -> None:
    """However a full day is typed, it is that day."""
    assert cell_date(raw) == JUNE_5


@pytest.mark.parametrize(
    "raw",
    [None, "", "6月5日", "2022年6月", "已反馈", "2022年2月30日", "22.6.5", 2022.6, True, float("nan"), float("inf"), -1, 12, "12345678901",
     date(1900, 1, 5), "3022-06-05"],
)  # fmt: skip
def test_no_day(raw: Raw) -> None:
    """Without a year, without such a day, or out of all time, there is no day and no guess."""
    assert cell_date(raw) is None


def test_several_days() -> None:
    """A 反馈日期 cell may hold several replies."""
    assert cell_dates("2022-03-05\n2022.4.6、2022年5月7日") == (date(2022, 3, 5), date(2022, 4, 6), date(2022, 5, 7))


@pytest.mark.parametrize(
    "raw", [JUNE_5, "2022-06-05", "6月5日", "已反馈", "√", "是", True, 44717, "已反馈,待审核", "已报,原件未到"]
)
def test_filled(raw: Raw) -> None:
    """A date or a word says that it happened."""
    assert filled(raw)


@pytest.mark.parametrize(
    "raw", [None, "", " ", False, 0, 0.0, "无", "/", "-", "——", "未反馈", "尚未", "待反馈", "正在办理", "否", "×"]
)
def test_not_filled(raw: Raw) -> None:
    """Emptiness and a word of denial say that it did not happen."""
    assert not filled(raw)


def test_say() -> None:
    """A quotation is one line and never long."""
    assert say("一\n 二") == "一 二"
    assert say("长" * 60) == "长" * 39 + "…"


@given(st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes()))
def test_never_raises(raw: Raw) -> None:
    """Whatever stands in a cell, the days read from it are possible ones."""
    assert all(FIRST_YEAR <= day.year <= LAST_YEAR for day in cell_dates(raw))
    assert filled(raw) in (True, False)
