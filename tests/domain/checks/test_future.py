"""未来日期."""

from datetime import date

from tests.domain.making import TODAY, a_desk, an_item, places
from toolkit.domain.checks.future import check


def test_only_days_after_today_are_found() -> None:
    """Done today is done; done tomorrow is a plan."""
    today, tomorrow = an_item("A1", 3, 办结日期=TODAY), an_item("A2", 4, 办结日期=date(2026, 9, 25), 反馈日期="待定")
    findings = list(check(a_desk(today, tomorrow)))
    assert places(findings) == [(4, "办结日期", "error")]
    assert "2026-09-25" in findings[0].message


def test_handing_over_may_be_planned() -> None:
    """A 交办日期 ahead is no mistake."""
    assert not list(check(a_desk(an_item(交办日期=date(2026, 9, 25)))))
