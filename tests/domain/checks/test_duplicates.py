"""重复."""

from tests.domain.making import a_book, a_desk, an_item, judged
from toolkit.domain.checks.duplicates import check


def test_same_matter_and_unit_is_told_at_the_later_row() -> None:
    """Width, spaces and punctuation make no difference; the message names the earlier row and number."""
    first = an_item("A1", 26, 督查事项="阳光食堂(直采)平台建设", 牵头单位="市市场监管局")
    again = an_item("A2", 29, 督查事项="阳光食堂(直采) 平台建设。", 牵头单位="市市场监管局")
    (finding,) = check(a_desk(first, again))
    assert (finding.row, finding.item) == (29, "A2")
    assert "重复" in finding.message
    assert "第26行" in finding.message
    assert "A1" in finding.message


def test_other_sheet_is_named() -> None:
    """Several sheets of one workbook are compared."""
    (finding,) = check(a_desk(an_item("A1", 3, "一季度"), an_item("A2", 3, "二季度")))
    assert "“一季度”表第3行" in finding.message


def test_other_unit_is_another_item() -> None:
    """The same words for two units are two items; two names of one unit are one."""
    book = a_book({"单位名称": "市教育局", "曾用名、简称": "市教委"}, "市财政局")
    one, two, three = an_item("A1", 3), an_item("A2", 4, 牵头单位="市财政局"), an_item("A3", 5, 牵头单位="市教委")
    assert [finding.row for finding in check(a_desk(one, two, three, units=book))] == [5]


def test_merged_items_and_sub_items_are_no_duplicates() -> None:
    """并案 has dealt with it already, and X.1 may say what X says."""
    merged = judged(an_item("A2", 4), "中止", "无", reason="并案")
    assert not list(check(a_desk(an_item("A1", 3), merged, an_item("A1.1", 5))))


def test_rows_without_content_are_no_duplicates() -> None:
    """Empty matters are the business of another rule."""
    assert not list(
        check(a_desk(an_item("A1", 3, 督查事项=None), an_item("A2", 4, 督查事项="——"), an_item("A3", 5, 督查事项="--")))
    )
