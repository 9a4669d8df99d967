"""单位不明."""

from tests.domain.making import a_book, a_desk, an_item
from toolkit.domain.checks.units import check


def test_unknown_name_is_told_once_with_count_and_nearest() -> None:
    """One finding a name, at its first row, with how often it stands and the nearest known name."""
    items = [an_item(f"A{row}", row, 牵头单位="市住房城乡建设局局", 配合单位="市财政局") for row in (3, 4, 5)]
    findings = list(check(a_desk(*items, units=a_book("市住房城乡建设局", "市财政局"))))
    assert [(finding.row, finding.value, finding.count) for finding in findings] == [(3, "市住房城乡建设局局", 3)]
    assert "“市住房城乡建设局”" in findings[0].message


def test_supporting_unit_is_named_at_its_own_column() -> None:
    """A name in 配合单位 is found there."""
    (finding,) = check(a_desk(an_item(配合单位="某某公司"), units=a_book("市教育局")))
    assert (finding.field, finding.column) == ("配合单位", "C")


def test_empty_address_book_is_silent() -> None:
    """Before anybody filled the 单位通讯录 every name would be unknown."""
    assert not list(check(a_desk(an_item(), units=a_book())))


def test_class_needs_members() -> None:
    """A class is known by its members."""
    item = an_item(牵头单位="各县区人民政府")
    member = {"单位名称": "海州区人民政府", "所属类别": "各县区人民政府"}
    assert not list(check(a_desk(item, units=a_book(member))))
    (finding,) = check(a_desk(item, units=a_book("市教育局")))
    assert "所属类别" in finding.message
