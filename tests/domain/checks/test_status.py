"""状态不符."""

from tests.domain.making import a_desk, an_item, judged
from toolkit.domain.checks.status import check


def test_done_by_word_but_not_by_date() -> None:
    """The hint names both words."""
    (finding,) = check(a_desk(judged(an_item(状态="已完成"), "在办")))
    assert finding.level == "hint"
    assert "“已完成”" in finding.message
    assert "“在办”" in finding.message


def test_running_by_word_but_done() -> None:
    """进行中 beside a 办结日期 is told."""
    (finding,) = check(a_desk(judged(an_item(状态="进行中"), "待销号", "无")))
    assert "待销号" in finding.message


def test_late_by_word_only() -> None:
    """已超期 beside a light that is not red is told."""
    late, not_late = judged(an_item("A1", 3, 状态="已超期"), light="红"), judged(an_item("A2", 4, 状态="已超期"), light="绿")
    assert [finding.row for finding in check(a_desk(late, not_late))] == [4]


def test_agreeing_unknown_and_stopped_are_silent() -> None:
    """Words that fit, words nobody knows, and stopped items."""
    fits = judged(an_item("A1", 3, 状态="办结"), "已销号", "灰")
    unknown = judged(an_item("A2", 4, 状态="第三批"))
    stopped = judged(an_item("A3", 5, 状态="进行中"), "中止", "无")
    assert not list(check(a_desk(fits, unknown, stopped, an_item("A4", 6, 状态=None))))
