"""日期先后."""

from datetime import date

from tests.domain.making import a_desk, an_item, places
from toolkit.domain.checks.order import check


def test_order_kept_is_silent() -> None:
    """Equal days are in order, and empty cells are passed over."""
    day = date(2026, 3, 5)
    item = an_item(立项日期=day, 交办日期=day, 签收日期="不详", 反馈日期="2026-03-12", 办结日期=date(2026, 3, 20))
    assert not list(check(a_desk(item)))


def test_each_date_before_its_forerunner_is_found() -> None:
    """Dates compare as dates, whether typed as text or as date."""
    item = an_item(
        立项日期=date(2026, 3, 5), 交办日期="2026年3月1日", 签收日期=date(2026, 3, 6), 反馈日期=None, 办结日期="2026.2.28"
    )
    findings = list(check(a_desk(item)))
    assert places(findings) == [(3, "交办日期", "error"), (3, "办结日期", "error")]
    assert "“立项日期”（2026-03-05）" in findings[0].message
    assert "“签收日期”（2026-03-06）" in findings[1].message


def test_deadline_before_handing_over() -> None:
    """完成时限 earlier than 交办日期, as date or as text; the last of several dates counts."""
    early = an_item("A1", 3, 交办日期=date(2026, 3, 5), 完成时限=date(2026, 2, 27))
    text = an_item("A2", 4, 交办日期=date(2026, 3, 5), 完成时限="2025年12月底前")
    later = an_item("A3", 5, 交办日期=date(2026, 3, 5), 完成时限="2026年2月10日前开工,12月底前完工")
    assert places(list(check(a_desk(early, text, later)))) == [(3, "完成时限", "warning"), (4, "完成时限", "warning")]
