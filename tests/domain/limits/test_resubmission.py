"""重报: the day after 退回, moved to a workday, unless the reviewer wrote another (五(六))."""

from __future__ import annotations

from datetime import date

import pytest

from tests.domain.making import CALENDAR
from toolkit.domain.calendar.holidays import Day
from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.item import Deadline
from toolkit.domain.limits.resubmission import resubmission
from toolkit.domain.settings import Settings


@pytest.mark.parametrize(
    ("back", "note", "due", "basis"),
    [
        ("2026-03-04", "", "2026-03-05", "2026-03-04退回,次日重报→ 2026-03-05,依据五(六)"),
        (
            "2026-03-06",
            "事实不清",
            "2026-03-09",
            "2026-03-06退回,次日重报,2026-03-07不是工作日,按本室规则顺延→ 2026-03-09,依据五(六)",
        ),
        (
            "2026-03-04",
            "数据有误,请于3月12日前重新报送",
            "2026-03-12",
            "2026-03-04退回时写明“请于3月12日前”→ 2026-03-12,依据五(六)",
        ),
        ("2026-03-04", "请于3月4日前补报", "2026-03-04", "2026-03-04退回时写明“请于3月4日前”→ 2026-03-04,依据五(六)"),
        ("2026-03-04", "5个工作日内重报", "2026-03-11", "2026-03-04退回时写明“5个工作日内”→ 2026-03-11,依据五(六)"),
        ("2026-03-04", "3月1日报告中数据有误", "2026-03-05", "2026-03-04退回,次日重报→ 2026-03-05,依据五(六)"),
        ("2026-03-04", "请于3月1日前重新报送", "2026-03-05", "2026-03-04退回,次日重报→ 2026-03-05,依据五(六)"),
    ],
)
def test_due(back: str, note: str, due: str, basis: str) -> None:
    """The reviewer's day counts where one is written; a day in another matter, or in the past, does not."""
    found = resubmission(date.fromisoformat(back), note, Settings(), CALENDAR)
    assert (found.kind, str(found.due), found.basis) == ("重报", due, basis)
    assert found.warn_from is not None


def test_unclear_day() -> None:
    """A reviewer's day that cannot be read is asked for, not guessed."""
    found = resubmission(date(2026, 3, 4), "请于2月30日前重新报送", Settings(), CALENDAR)
    assert (found.due, found.warn_from) == (None, None)
    assert "2月30日" in found.basis


def test_no_day() -> None:
    """Sent back on a day that nobody wrote: no date, and the basis asks for it."""
    found = resubmission(None, "", Settings(), CALENDAR)
    assert found.due is None
    assert "没有退回日期" in found.basis


def test_provisional() -> None:
    """The next day in a year without published holidays is provisional."""
    found = resubmission(date(2026, 12, 31), "", Settings(), CALENDAR)
    assert found.provisional
    assert found.basis.endswith("(2027年放假安排未公布,暂定)")


def test_word_by_word() -> None:
    """With a day, with one that cannot be read, and with none: kind, the reviewer's note, warning day and basis."""
    sent, settings = date(2026, 3, 4), Settings()
    asked = resubmission(None, "数据有误", settings, CALENDAR)
    words = "已退回重办,没有退回日期,不能计算重报时限,请补填,依据五(六)"
    assert asked == Deadline("重报", "数据有误", None, None, words)
    unread = resubmission(sent, "请于2月30日前重报", settings, CALENDAR)
    assert (unread.kind, unread.raw, unread.due) == ("重报", "请于2月30日前重报", None)
    assert unread.basis.startswith("2026-03-04退回时写明“请于2月30日前”,不能确定日期:“2月30日")
    for note, due in (
        ("请于3月12日前重报", date(2026, 3, 12)),
        ("10天内重报", date(2026, 3, 14)),
        ("事实不清", date(2026, 3, 5)),
    ):
        found = resubmission(sent, note, settings, CALENDAR)
        assert (found.kind, found.raw, found.due) == ("重报", note, due)
        assert found.warn_from == CALENDAR.back(due, 3)


def test_workdays_of_the_office() -> None:
    """The reviewer's workdays are counted with what the 节假日 sheet says."""
    calendar = Calendar({date(2026, 3, 5): Day(True, "")})
    assert resubmission(date(2026, 3, 4), "5个工作日内重报", Settings(), calendar).due == date(2026, 3, 12)
