"""Counts and the 办结率."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import a_book, an_item, judged
from toolkit.domain.item import LIGHTS, STATUSES, Light, Status
from toolkit.domain.papers.statistics import by_source, by_unit, counted, tally
from toolkit.domain.settings import Settings

ITEMS = [
    judged(an_item("A1", 事项来源="领导批示"), "已销号", "灰"),
    judged(an_item("A2", 事项来源="民生实事", 牵头单位="市教委"), "在办", "红", date(2026, 9, 1)),
    judged(an_item("A3", 事项来源="十件实事", 牵头单位="市财政局"), "中止", "无", reason="撤销"),
    judged(an_item("A4", 事项来源="不详", 牵头单位=None), "待销号", "无"),
]


def test_stopped_items_are_out_of_the_rate() -> None:
    """One of three is struck off; 待销号 is still open."""
    whole = tally(ITEMS)
    assert (whole.total, whole.closed, whole.open, whole.stopped, whole.overdue) == (4, 1, 2, 1, 1)
    assert whole.rate == 1 / 3


def test_nothing_to_count_has_no_rate() -> None:
    """Neither an empty ledger nor one of stopped items only."""
    assert tally([]).rate is None
    assert tally(ITEMS[2:3]).rate is None


def test_every_light_and_status_has_a_number() -> None:
    """If only 0."""
    whole = tally(ITEMS)
    assert dict(whole.lights) == {"红": 1, "黄": 0, "绿": 0, "灰": 1, "无": 2}
    assert tuple(whole.statuses) == STATUSES


def test_parents_are_not_counted_beside_their_children() -> None:
    """A1 is left out where A1.1 stands; A10 is nobody's child."""
    items = [judged(an_item(number)) for number in ("A1", "A1.1", "A1.2", "A10", "A2")]
    assert [judgement.item.id for judgement in counted(items)] == ["A1.1", "A1.2", "A10", "A2"]
    assert tally(items).total == 4


def test_by_source_in_the_order_of_the_seed() -> None:
    """Synonyms fall together; unknown ones come last."""
    assert {name: part.total for name, part in by_source(ITEMS).items()} == {"民生实事": 2, "领导批示": 1, "其他": 1}
    assert list(by_source(ITEMS)) == ["民生实事", "领导批示", "其他"]


def test_by_unit_under_the_present_name() -> None:
    """A former name counts for the unit; joint leads count the item each."""
    book = a_book({"单位名称": "市教育局", "曾用名、简称": "市教委"}, "市财政局")
    joint = judged(an_item("A5", 牵头单位="市教育局、市财政局牵头"))
    units = by_unit([*ITEMS, joint], book, Settings())
    assert {name: part.total for name, part in units.items()} == {"市教育局": 3, "市财政局": 2, "未明确单位": 1}


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.sampled_from(LIGHTS))))
def test_numbers_add_up(rows: list[tuple[Status, Light]]) -> None:
    """Lights and statuses each sum to the total; closed, open and stopped do so too."""
    whole = tally([judged(an_item(f"A{index}"), status, light) for index, (status, light) in enumerate(rows)])
    assert sum(whole.lights.values()) == sum(whole.statuses.values()) == whole.total == whole.closed + whole.open + whole.stopped
    assert whole.rate is None or 0 <= whole.rate <= 1


def test_tallies_of_several_ledgers_add_up() -> None:
    """Every number of both, light by light."""
    assert tally(ITEMS[:2]) + tally(ITEMS[2:]) == tally(ITEMS)
