"""过程记录."""

from datetime import date, timedelta

from tests.domain.making import TODAY, a_desk, an_item, places
from toolkit.domain.checks.events import check
from toolkit.domain.item import Event, Raw
from toolkit.domain.memory.records import Memory, Record


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


def told(*events: Event, **cells: Raw) -> list[tuple[int, str, str]]:
    item = an_item("A1")
    item.cells.update(cells)
    return places(list(check(a_desk(item, events=events))))


def test_a_day_that_has_not_come() -> None:
    """What is planned is no event."""
    assert told(Event(TODAY + timedelta(1), "A1", "", "签收", row=4)) == [(4, "时间", "error")]
    assert not told(Event(TODAY, "A1", "", "签收", row=4))


def test_a_day_before_the_hand_over() -> None:
    """Only what may come before it: the hand-over itself, an office's own decisions."""
    assert told(Event(date(2026, 9, 1), "A1", "", "签收", row=4), 交办日期=date(2026, 9, 2)) == [(4, "时间", "warning")]
    assert not told(Event(date(2026, 9, 1), "A1", "", "并案", row=4), 交办日期=date(2026, 9, 2))
    assert not told(Event(date(2026, 9, 2), "A1", "", "签收", row=4), 交办日期=date(2026, 9, 2))


def test_a_unit_that_has_no_part_in_the_item() -> None:
    """A slip of the row or of the name; 转办 names who takes over."""
    assert told(Event(TODAY, "A1", "市水利局", "签收", row=4)) == [(4, "单位", "warning")]
    assert not told(Event(TODAY, "A1", "市水利局", "转办", row=4))
    assert not told(Event(TODAY, "A1", "教育局、市水利局", "签收", row=4), 牵头单位="教育局")


def test_a_call_without_a_word() -> None:
    """Whom one spoke to and what was answered belongs to a call."""
    assert told(Event(TODAY, "A1", "", "电话催办", "电话", row=4)) == [(4, "内容", "hint")]
    assert not told(Event(TODAY, "A1", "", "电话催办", "电话", "联络员答复明日报", row=4))


def test_events_of_an_item_that_is_gone() -> None:
    """Its rows stay, and that is only mentioned."""
    memory = Memory(gone=(Record("A9", "督查台账", {}, date(2026, 9, 1)),))
    (finding,) = check(a_desk(an_item("A1"), events=[Event(date(2026, 9, 1), "A9", "", "签收", row=8)], memory=memory))
    assert (finding.level, finding.row) == ("hint", 8)
