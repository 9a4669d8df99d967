"""Parents and children."""

from __future__ import annotations

import pytest

from tests.domain.making import a_desk, an_item, judged, places
from toolkit.domain.checks.hierarchy import check
from toolkit.domain.course.family import children_of, parent_id
from toolkit.domain.item import Status


@pytest.mark.parametrize(
    ("number", "parent"),
    [("2026-007.2", "2026-007"), ("A1.1.3", "A1.1"), ("A1", ""), ("A1.x", ""), ("A1.", ""), ("", ""), (".1", "")],
)
def test_the_parent_of_a_number(number: str, parent: str) -> None:
    """A dot and a number behind it make a sub-item."""
    assert parent_id(number) == parent


def test_families_in_ledger_order() -> None:
    """Children without a parent in the ledger are items like any other."""
    items = [an_item(number) for number in ("B.1", "A.2", "A", "A.1", "C")]
    assert [(parent.id, [child.id for child in children]) for parent, children in children_of(items)] == [("A", ["A.2", "A.1"])]


@pytest.mark.parametrize(("status", "hit"), [("在办", True), ("待销号", True), ("已销号", False), ("中止", False)])
def test_a_parent_closes_last(status: Status, hit: bool) -> None:
    """A child that is open, or waits for 销号, keeps its parent open."""
    parent = judged(an_item("A1", 3, columns=["办结日期"]), "已销号", "灰")
    children = [judged(an_item("A1.1", 4), "已销号", "灰"), judged(an_item("A1.2", 5), status, "无")]
    findings = list(check(a_desk(parent, *children)))
    assert places(findings) == ([(3, "办结日期", "warning")] if hit else [])
    assert not hit or ("A1.2" in findings[0].message and "A1.1" not in findings[0].message)


def test_many_children_and_open_parents() -> None:
    """Three are named; an open parent is as it should be."""
    children = [judged(an_item(f"A1.{n}", 3 + n)) for n in range(1, 6)]
    (finding,) = check(a_desk(judged(an_item("A1"), "已销号", "灰"), *children))
    assert "A1.1、A1.2、A1.3等5件" in finding.message
    assert not list(check(a_desk(judged(an_item("A1")), *children)))
