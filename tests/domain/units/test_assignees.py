"""Who has a part in an item."""

from datetime import date

from tests.domain.making import a_book, an_item
from toolkit.domain.units.assignees import Roll

BOOK = a_book(
    {"单位名称": "市教育局", "曾用名、简称": "市教委"},
    "市财政局",
    {"单位名称": "海州区", "所属类别": "各区"},
    {"单位名称": "连云区", "所属类别": "各区"},
)


def test_one_cell_the_first_leads() -> None:
    """Without a column for supports the setting decides."""
    item = an_item(牵头单位="市教委、市财政局")
    assert [party.name for party in Roll(BOOK).lead(item)] == ["市教育局"]
    assert [party.name for party in Roll(BOOK, first_leads=False).lead(item)] == ["市教育局", "市财政局"]


def test_two_columns_leads_and_supports() -> None:
    """Units beside a column of supports lead together; nobody stands twice."""
    item = an_item(牵头单位="市教育局、市财政局", 配合单位="市财政局、各区")
    roll = Roll(BOOK)
    assert [party.name for party in roll.lead(item)] == ["市教育局", "市财政局"]
    assert [party.name for party in roll.all(item)] == ["市教育局", "市财政局", "海州区", "连云区"]


def test_unknown_names_stay_as_typed() -> None:
    """With no row of the 单位通讯录."""
    (party,) = Roll(BOOK).lead(an_item(牵头单位="某某公司"))
    assert (party.name, party.contact) == ("某某公司", None)


def test_units_must_be_valid_on_the_day() -> None:
    """A row that ended is nobody's address any more."""
    book = a_book({"单位名称": "市农委", "联络员邮箱": "a@lyg.example", "停用日期": date(2019, 1, 1)})
    assert Roll(book, on=date(2018, 6, 1)).party("市农委").contact is not None
    assert Roll(book, on=date(2026, 6, 1)).party("市农委").contact is None
