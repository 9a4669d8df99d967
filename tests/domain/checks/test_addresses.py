"""单位邮箱."""

from tests.domain.making import a_book, a_desk, an_item, judged
from toolkit.domain.checks.addresses import check
from toolkit.domain.settings import Settings

BOOK = ("市教育局", {"单位名称": "市财政局", "联络员邮箱": "cz@lyg.example"})


def test_lead_without_address_once_a_unit() -> None:
    """Only units that would be written to, with the number of their open items."""
    open_items = [an_item(f"A{row}", row) for row in (3, 4)]
    done = judged(an_item("A5", 5), "已销号", "灰")
    reachable = an_item("A6", 6, 牵头单位="市财政局")
    findings = list(check(a_desk(*open_items, done, reachable, units=a_book(*BOOK))))
    assert [(finding.level, finding.value, finding.count) for finding in findings] == [("hint", "市教育局", 2)]


def test_supporting_units_count_where_all_answer() -> None:
    """分别反馈 writes to the supporting units as well."""
    item = an_item(牵头单位="市财政局", 配合单位="市教育局")
    assert not list(check(a_desk(item, units=a_book(*BOOK))))
    assert len(list(check(a_desk(item, units=a_book(*BOOK), settings=Settings(reply_apart=True))))) == 1


def test_an_empty_address_book_is_said_once() -> None:
    """Nobody can be written to: one hint, and none where nothing is open."""
    findings = list(check(a_desk(an_item("A1", 3), an_item("A2", 4), units=a_book())))
    assert [(finding.level, finding.sheet, finding.rule) for finding in findings] == [("hint", "单位通讯录", "单位邮箱")]
    assert "2件未办结事项" in findings[0].message
    assert not list(check(a_desk(judged(an_item(), "已销号", "灰"), units=a_book())))
