"""必填."""

from datetime import date

from tests.domain.making import a_desk, an_item, judged, places, without
from toolkit.domain.checks.required import check
from toolkit.domain.item import Event


def test_empty_matter_and_unit_are_errors_at_their_cells() -> None:
    """The row says which of the two is empty, with column letter and id."""
    findings = list(check(a_desk(an_item(row=7, 督查事项=None, 牵头单位=" ", 交办日期=date(2026, 9, 1)))))
    assert places(findings) == [(7, "督查事项", "error"), (7, "牵头单位", "error")]
    assert [(finding.column, finding.item) for finding in findings] == [("A", "A1"), ("B", "A1")]


def test_complete_row_is_silent() -> None:
    """Nothing to say about a row that has all three."""
    assert not list(check(a_desk(an_item(交办日期=date(2026, 9, 1)))))


def test_stopped_item_needs_no_unit() -> None:
    """A merged or withdrawn item is not asked who does it."""
    item = an_item(牵头单位=None, 交办日期=date(2026, 9, 1))
    assert not list(check(a_desk(judged(item, "中止", "无", reason="并案"))))


def test_missing_unit_column_is_said_once_a_sheet() -> None:
    """A ledger without 牵头单位 gets one finding that counts its items, not one a row."""
    items = [without(an_item(f"A{row}", row, 交办日期=date(2026, 9, 1)), "牵头单位") for row in (3, 4, 5)]
    findings = list(check(a_desk(*items)))
    assert [(finding.row, finding.column, finding.count) for finding in findings] == [(3, "", 3)]


def test_no_day_to_count_from() -> None:
    """A period in the text or by the 时限规则 needs a 交办日期: a hint while nothing has happened yet."""
    by_text = an_item("A1", 3, 交办日期=None, 完成时限="7个工作日内")
    by_rule = an_item("A2", 4, 交办日期=None, 完成时限=None, 事项来源="领导批示")
    by_date = an_item("A3", 5, 交办日期=None, 完成时限="2026年11月底前")
    findings = list(check(a_desk(by_text, by_rule, by_date)))
    assert places(findings) == [(3, "交办日期", "hint"), (4, "交办日期", "hint")]


def test_traces_without_handing_over_are_a_warning() -> None:
    """办理情况 without 交办日期 means that the date was forgotten."""
    findings = list(check(a_desk(an_item(交办日期=None, 办理情况="正在推进"))))
    assert places(findings) == [(3, "交办日期", "warning")]


def test_an_event_hands_over_too() -> None:
    """A 交办 row in 过程记录 is a day to count from."""
    item = an_item(交办日期=None, 完成时限="7个工作日内")
    assert not list(check(a_desk(item, events=[Event(date(2026, 9, 1), "A1", "", "交办")])))


def test_ledger_without_any_start_column_says_so_once() -> None:
    """Only where something must be counted, and with the number of items."""
    counting = [an_item(f"A{row}", row, 完成时限="一个月内") for row in (3, 4)]
    findings = list(check(a_desk(*counting)))
    assert [(finding.row, finding.column, finding.count) for finding in findings] == [(3, "", 2)]
    assert not list(check(a_desk(an_item(完成时限="2026年11月底前"))))
