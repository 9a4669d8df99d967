"""Closed without audit."""

from __future__ import annotations

from tests.domain.deadlining import day
from tests.domain.making import a_desk, an_item, places
from toolkit.domain.checks.audit import check
from toolkit.domain.item import Event, Raw

DONE: dict[str, Raw] = {"办结日期": day("2026-09-01")}


def test_struck_off_without_review() -> None:
    """A warning for 已销号, a hint for 待销号; a review, by cell or event, is enough."""
    rows = [
        an_item("A1", 3, **{**DONE, "审核结果": None, "销号日期": day("2026-09-02")}),  # type: ignore[arg-type]
        an_item("A2", 4, **{**DONE, "审核结果": None, "销号日期": None}),  # type: ignore[arg-type]
        an_item("A3", 5, **{**DONE, "审核结果": "同意", "销号日期": day("2026-09-02")}),  # type: ignore[arg-type]
        an_item("A4", 6, **{**DONE, "审核结果": None, "销号日期": day("2026-09-02")}),  # type: ignore[arg-type]
        an_item("A5", 7, 审核结果=None, 销号日期=None),
    ]
    findings = list(check(a_desk(*rows, events=[Event(day("2026-08-30"), "A4", "", "审核通过")])))
    assert places(findings) == [(3, "审核结果", "warning"), (4, "审核结果", "hint")]
    assert all("五(六)" in finding.message and "七(一)" in finding.message for finding in findings)


def test_returned_is_not_passed() -> None:
    """退回 in the cell is a review that was not passed."""
    rows = [an_item("A1", 3, 办结日期=day("2026-09-05"), 审核结果="退回", 退回日期=day("2026-09-01"))]
    assert places(list(check(a_desk(*rows)))) == [(3, "审核结果", "warning")]


def test_ledgers_that_keep_no_reviews() -> None:
    """An empty column, or none, is no habit; a recorded review makes one."""
    empty = an_item("A1", 3, **DONE, 审核结果=None)  # type: ignore[arg-type]
    bare = an_item("A2", 4, **DONE)  # type: ignore[arg-type]
    assert list(check(a_desk(empty))) == []
    assert list(check(a_desk(bare))) == []
    kept = list(check(a_desk(bare, events=[Event(day("2026-08-30"), "A9", "", "退回")])))
    assert places(kept) == [(4, "办结日期", "warning")]
