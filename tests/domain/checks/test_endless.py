"""长期事项."""

from datetime import date

from tests.domain.making import a_desk, an_item, judged, places
from toolkit.domain.checks.endless import check
from toolkit.domain.item import Deadline


def test_endless_duty_asks_for_a_cycle() -> None:
    """The message quotes the cell; it stands at 报送周期 where the ledger has that column."""
    with_column = an_item("A1", 3, 完成时限="长期坚持", 报送周期=None)
    without_column = an_item("A2", 4, "另表", 完成时限="长期坚持")
    findings = list(check(a_desk(with_column, without_column)))
    assert places(findings) == [(3, "报送周期", "warning"), (4, "完成时限", "warning")]
    assert "“长期坚持”" in findings[0].message


def test_cycle_recurring_milestone_or_end_silences() -> None:
    """A 报送周期, a recurring 时间节点 with dates, or an item that is over."""
    node = Deadline("节点", "每季度报送", date(2026, 9, 30), None, "")
    cycle = an_item("A1", 3, 完成时限="长期坚持", 报送周期="季")
    recurring = judged(an_item("A2", 4, 完成时限="长期坚持"), deadlines=(node,))
    over = judged(an_item("A3", 5, 完成时限="长期坚持"), "中止", "无")
    assert not list(check(a_desk(cycle, recurring, over)))
