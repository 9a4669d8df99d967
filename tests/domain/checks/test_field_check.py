"""实地核查."""

from datetime import date

import pytest

from tests.domain.making import a_desk, an_item, judged
from toolkit.domain.checks.field_check import check
from toolkit.domain.item import Event


@pytest.mark.parametrize(
    ("who", "found"),
    [("王市长", True), ("市委书记", True), ("李副市长", False), ("常务副市长", False), ("市长助理", False), ("王某", False)],
)
def test_order_of_a_head_is_key(who: str, found: bool) -> None:
    """Only where the office can be told from 批示人."""
    item = an_item(事项来源="领导批示", 批示人=who, 办结日期=date(2026, 9, 1))
    assert len(list(check(a_desk(judged(item, "已销号", "灰"))))) == found


def test_popular_projects_are_key() -> None:
    """民生实事 closed without a visit is a hint that cites 七(三)."""
    (finding,) = check(a_desk(judged(an_item(事项来源="民生实事", 办结日期=date(2026, 9, 1)), "已销号", "灰")))
    assert (finding.level, finding.field) == ("hint", "办结日期")
    assert "七(三)" in finding.message


def test_a_recorded_visit_is_enough() -> None:
    """An event, or a word about it in the ledger; open items are not asked yet."""
    visited = judged(an_item("A1", 3, 事项来源="民生实事"), "已销号", "灰")
    written = judged(an_item("A2", 4, 事项来源="民生实事", 督办方式="明查暗访"), "待销号", "无")
    running = judged(an_item("A3", 5, 事项来源="民生实事"))
    unknown = judged(an_item("A4", 6), "已销号", "灰")
    assert not list(check(a_desk(visited, written, running, unknown, events=[Event(date(2026, 8, 1), "A1", "", "实地核查")])))
