"""时限不明."""

from datetime import date

from tests.domain.making import TODAY, a_desk, an_item, places
from toolkit.domain.checks.deadline_text import check


def test_impossible_day_carries_the_question() -> None:
    """30 February is an error that quotes the cell and asks."""
    (finding,) = check(a_desk(an_item(row=27, 完成时限="2022年2月30日前")))
    assert (finding.row, finding.level, finding.field, finding.value) == (27, "error", "完成时限", "2022年2月30日前")
    assert "“2022年2月30日前”" in finding.message


def test_milestone_is_named_by_its_own_row() -> None:
    """In a block of rows the finding stands at the broken milestone."""
    item = an_item(row=5, columns=("时间节点",), nodes=("4月底前开工", "30内办结"), 完成时限="11月底前", 交办日期=TODAY)
    assert places(list(check(a_desk(item)))) == [(6, "时间节点", "error")]


def test_what_is_over_is_only_a_hint() -> None:
    """A struck-off item needs no deadline any more."""
    (finding,) = check(a_desk(an_item(完成时限="30内办结", 办结日期=TODAY)))
    assert finding.level == "hint"


def test_the_question_is_asked_from_the_items_own_day() -> None:
    """What is past when the item was handed out is asked about with that day, not with today's."""
    (finding,) = check(a_desk(an_item(完成时限="1日前", 交办日期=date(2026, 3, 2))))
    assert "早于起算日2026-03-02" in finding.message
    (finding,) = check(a_desk(an_item(完成时限="“十四五”前", 交办日期=date(2026, 3, 2))))
    assert finding.message.startswith("“完成时限”填的是“‘十四五’前”，")


def test_open_and_readable_texts_are_silent() -> None:
    """长期 and 待定 are no unclear texts; other rules speak of them."""
    items = [an_item(f"A{i}", 3 + i, 完成时限=text) for i, text in enumerate(("长期坚持", "待定", "每季度", "2026年底前", None))]
    assert not list(check(a_desk(*items)))


def test_date_without_year_and_without_any_day_beside_it() -> None:
    """Nobody knows which year: a warning, but only a hint where the item is still to be handed over."""
    plain, waiting = an_item("A1", 3, 完成时限="年底前"), an_item("A2", 4, 完成时限="年底前", 交办日期=None)
    findings = list(check(a_desk(plain, waiting)))
    assert places(findings) == [(3, "完成时限", "warning"), (4, "完成时限", "hint")]
    assert "年份" in findings[0].message


def test_cycle_must_be_one() -> None:
    """报送周期 takes 月, 每季度 and the like, not 及时."""
    items = [an_item(f"A{i}", 3 + i, 报送周期=text) for i, text in enumerate(("月", "每季度", "半年", "及时"))]
    assert places(list(check(a_desk(*items)))) == [(6, "报送周期", "warning")]
