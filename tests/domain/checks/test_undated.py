"""无时限."""

from datetime import date

from tests.domain.making import a_desk, an_item, judged, places
from toolkit.domain.checks.undated import check


def test_no_date_and_no_rule() -> None:
    """政府工作报告 without a date asks for a date or a 报送周期."""
    (finding,) = check(a_desk(an_item(事项来源="政府工作报告", 完成时限=None)))
    assert (finding.field, finding.level) == ("完成时限", "warning")
    assert "报送周期" in finding.message


def test_words_that_are_no_date_are_quoted() -> None:
    """待定 is quoted; 长期 has its own rule."""
    items = [an_item("A1", 3, 完成时限="待定"), an_item("A2", 4, 完成时限="长期坚持")]
    findings = list(check(a_desk(*items)))
    assert places(findings) == [(3, "完成时限", "warning")]
    assert "“待定”" in findings[0].message


def test_silent_where_something_gives_a_date() -> None:
    """A judged date, a rule that only lacks its first day, a 报送周期, or an item that is done."""
    dated = judged(an_item("A1", 3, 完成时限=None), due=date(2026, 10, 1))
    ruled = an_item("A2", 4, 事项来源="领导批示", 完成时限=None)
    cycle = an_item("A3", 5, 完成时限=None, 报送周期="月")
    done = judged(an_item("A4", 6, 完成时限=None), "已销号", "灰")
    assert not list(check(a_desk(dated, ruled, cycle, done)))


def test_what_other_rules_speak_of() -> None:
    """An unclear text, and a count that lacks its first day."""
    unclear, count = an_item("A1", 3, 完成时限="30内办结"), an_item("A2", 4, 完成时限="7个工作日内")
    assert not list(check(a_desk(unclear, count)))
