"""事项来源."""

from tests.domain.making import a_desk, an_item
from toolkit.domain.checks.source import check


def test_unknown_source_once_with_the_nearest() -> None:
    """The message quotes the cell, counts, and suggests a known word."""
    items = [an_item(f"A{row}", row, 事项来源="领导皮示") for row in (3, 4)]
    (finding,) = check(a_desk(*items))
    assert (finding.row, finding.count, finding.level) == (3, 2, "warning")
    assert "“领导皮示”" in finding.message
    assert "“领导批示”" in finding.message


def test_synonyms_are_known() -> None:
    """Words that plainly mean one kind pass."""
    texts = ("十件实事", "市政府常务会议", "12345热线", "市长信箱", "人大代表建议")
    assert not list(check(a_desk(*(an_item(f"A{i}", 3 + i, 事项来源=text) for i, text in enumerate(texts)))))


def test_nothing_near_lists_the_choices() -> None:
    """Where nothing is near, all choices are named."""
    (finding,) = check(a_desk(an_item(事项来源="xyz")))
    assert "政协提案" in finding.message


def test_empty_cells_once_a_sheet() -> None:
    """Empty cells are one hint a sheet, unless the section row tells the kind; without a column there is nothing to say."""
    empty = [an_item(f"A{row}", row, 事项来源=None) for row in (3, 4)]
    told = an_item("A5", 5, 事项来源=None, section="一、民生实事")
    findings = list(check(a_desk(*empty, told, an_item("A6", 6, "另表"))))
    assert [(finding.row, finding.level, finding.count) for finding in findings] == [(3, "hint", 2)]
