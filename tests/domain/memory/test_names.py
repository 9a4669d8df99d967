"""A new 编号 is no new reminder."""

from __future__ import annotations

from datetime import date

from tests.domain.making import an_item
from toolkit.domain.memory.names import under_present_names
from toolkit.domain.memory.records import FormerName

BEFORE, SINCE = date(2026, 3, 5), date(2026, 3, 12)
FORMER = [FormerName("A1", "A1", date(2026, 3, 10))]


def test_what_was_told_goes_with_the_item() -> None:
    """Under its new name; the later day counts."""
    item = an_item("B1", own={"督办编号": "A1"})
    told = {("市教育局", "A1", "超期"): BEFORE, ("市教育局", "B1", "超期"): SINCE, ("市教育局", "A1", "临期"): BEFORE}
    assert under_present_names(told, [item], FORMER) == {("市教育局", "B1", "超期"): SINCE, ("市教育局", "B1", "临期"): BEFORE}


def test_what_was_told_of_the_next_bearer_stays_there() -> None:
    """A name that another item took over: by the day."""
    items = [an_item("B1", own={"督办编号": "A1"}), an_item("A1", own={"督办编号": "DB-0001"})]
    told = {("市教育局", "A1", "超期"): BEFORE, ("市水利局", "A1", "超期"): SINCE}
    assert under_present_names(told, items, FORMER) == {("市教育局", "B1", "超期"): BEFORE, ("市水利局", "A1", "超期"): SINCE}


def test_nothing_given_up() -> None:
    """The usual case costs nothing."""
    told = {("市教育局", "A1", "超期"): BEFORE}
    assert under_present_names(told, [an_item("A1")], []) is told
