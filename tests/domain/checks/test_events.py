"""过程记录."""

from datetime import date

from tests.domain.making import a_desk, an_item
from toolkit.domain.checks.events import check
from toolkit.domain.item import Event


def test_rows_of_an_unknown_number_are_told_once() -> None:
    """At the first such row of 过程记录, with their number."""
    rows = [Event(date(2026, 9, 1), "A9", "", "签收", row=8), Event(date(2026, 9, 2), "A9", "", "反馈", row=5)]
    (finding,) = check(a_desk(an_item("A1"), events=[*rows, Event(date(2026, 9, 1), "A1", "", "签收", row=4)]))
    assert (finding.sheet, finding.row, finding.column, finding.count) == ("过程记录", 5, "B", 2)
    assert "“A9”" in finding.message


def test_the_toolkits_number_serves_as_well() -> None:
    """Staff may type the 督办编号 of an item that has its own number."""
    item = an_item("A1", own={"督办编号": "DB-0001"})
    assert not list(check(a_desk(item, events=[Event(date(2026, 9, 1), "DB-0001", "", "签收", row=4)])))
