"""机构变动: open items of a unit that has ended go to its successor, and are counted once a unit."""

from __future__ import annotations

from datetime import date

from tests.domain.making import TODAY, a_book, a_desk, an_item, judged, places
from toolkit.domain.checks import succession
from toolkit.domain.item import Event, Raw
from toolkit.domain.papers.proposals import proposals
from toolkit.domain.units.assignees import Roll

ENDED = date(2026, 8, 31)
OLD: dict[str, Raw] = {"单位名称": "市粮食局", "停用日期": ENDED}
NEW: dict[str, Raw] = {"单位名称": "市发展和改革委员会", "曾用名、简称": "市粮食局", "启用日期": date(2026, 9, 1)}
ITEMS = (
    judged(an_item("A1", 3, 牵头单位="市粮食局")),
    judged(an_item("A2", 4, 牵头单位="市教育局", 配合单位="市粮食局、市财政局")),
    judged(an_item("A3", 5, 牵头单位="市粮食局"), status="已销号", light="灰"),
)


def test_open_items_are_counted_with_their_successor() -> None:
    """A hint at the first of them; what is struck off stays with the old name."""
    [found] = list(succession.check(a_desk(*ITEMS, units=a_book(OLD, NEW, "市教育局", "市财政局"))))
    assert places([found]) == [(3, "牵头单位", "hint")]
    assert found.count == 2
    assert "“市发展和改革委员会”接办" in found.message
    assert "A1、A2" in found.message


def test_an_abbreviation_of_the_old_unit_moves_too() -> None:
    """What the ledger writes short is the same unit."""
    old: dict[str, Raw] = {**OLD, "曾用名、简称": "市粮储办"}
    [found] = list(succession.check(a_desk(judged(an_item("A1", 3, 牵头单位="市粮储办")), units=a_book(old, NEW))))
    assert found.level == "hint"
    assert "“市粮食局”的停用日期" in found.message


def test_without_a_successor_it_is_a_warning() -> None:
    """The items would reach nobody; the message says where to write the name."""
    [found] = list(succession.check(a_desk(*ITEMS, units=a_book(OLD))))
    assert found.level == "warning"
    assert "曾用名、简称" in found.message


def test_before_the_last_day_nothing_has_moved() -> None:
    """停用日期 is the last day; a person who changed under the same name moves nothing."""
    desk = a_desk(*ITEMS, units=a_book(OLD, NEW), today=ENDED)
    assert not list(succession.check(desk))
    same = a_book({"单位名称": "市粮食局", "停用日期": ENDED}, {"单位名称": "市粮食局", "启用日期": date(2026, 9, 1)})
    assert not list(succession.check(a_desk(*ITEMS, units=same)))


def test_the_day_lists_what_moved_for_a_month() -> None:
    """daily proposes to tell the successor, and leaves off later."""
    desk = a_desk(*ITEMS, units=a_book(OLD, NEW))
    [moved] = [each for each in proposals(desk) if each.kind == "机构变动"]
    assert moved.unit == "市粮食局"
    assert "2件" in moved.reason
    later = a_desk(*ITEMS, units=a_book(OLD, NEW), today=date(2026, 10, 8))
    assert not [each for each in proposals(later) if each.kind == "机构变动"]


def test_a_successor_that_ended_too_hands_on() -> None:
    """Two reforms: the items go to the last unit in line; a circle ends in nobody."""
    second: dict[str, Raw] = {**NEW, "停用日期": date(2026, 9, 10)}
    third: dict[str, Raw] = {"单位名称": "市粮食和储备局", "曾用名、简称": "市发展和改革委员会", "启用日期": date(2026, 9, 11)}
    book = a_book(OLD, second, third)
    found = book.find("市粮食局", TODAY)
    assert found
    assert found.name == "市粮食和储备局"
    circle = a_book({**OLD, "曾用名、简称": "市发展和改革委员会"}, second)
    assert circle.find("市粮食局", TODAY) is None


def test_history_keeps_the_old_name_and_counts_for_the_successor() -> None:
    """An old reply stays as it was typed, and the successor is not chased for it; a paper of that day names the old unit."""
    book = a_book(OLD, NEW)
    reply = Event(date(2026, 8, 20), "A1", "市粮食局", "反馈")
    desk = a_desk(an_item("A1", 牵头单位="市粮食局", 完成时限="2026-09-01"), units=book, events=[reply])
    assert desk.judgements["A1"].status == "待审核"
    assert desk.events_of(desk.items[0])[0].unit == "市粮食局"
    assert Roll(book, True, TODAY).names_in("市粮食局") == {"市发展和改革委员会"}
    assert [party.name for party in Roll(book, True, TODAY).lead(desk.items[0])] == ["市发展和改革委员会"]
    assert [party.name for party in Roll(book, True, date(2026, 8, 1)).lead(desk.items[0])] == ["市粮食局"]
