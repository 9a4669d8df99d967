"""延期 after the date."""

from __future__ import annotations

import pytest

from tests.domain.deadlining import day
from tests.domain.making import a_desk, an_item
from toolkit.domain.checks.extensions import check
from toolkit.domain.item import Event, Finding, Item


def item(**cells: object) -> Item:
    found = an_item(交办日期=day("2026-03-11"), 完成时限="2026年6月底前")
    found.cells.update(cells)  # type: ignore[arg-type]
    return found


def found(*steps: tuple[str, str, str], row: Item | None = None) -> list[Finding]:
    events = [Event(day(when), "A1", "", step, what=what, row=3 + index) for index, (when, step, what) in enumerate(steps)]
    return list(check(a_desk(row or item(), events=events)))


def test_asked_too_late() -> None:
    """The row of the request, both days, and what to do instead."""
    (finding,) = found(("2026-07-02", "延期申请", ""), ("2026-07-03", "延期", "延期至2026年9月30日"))
    assert (finding.sheet, finding.row, finding.column, finding.level) == ("过程记录", 3, "A", "warning")
    assert "“延期申请”记于2026-07-02，晚于办结时限（2026-06-30）" in finding.message
    assert "七(二)" in finding.message


def test_granted_without_a_request() -> None:
    """A 延期 alone is its own request."""
    (finding,) = found(("2026-07-03", "延期", "延期至2026年9月30日"))
    assert "“延期”记于2026-07-03" in finding.message


@pytest.mark.parametrize(
    "steps",
    [
        [("2026-06-30", "延期申请", ""), ("2026-07-03", "延期", "延期至2026年9月30日")],
        [("2026-06-20", "延期", "延期至2026年9月30日"), ("2026-09-20", "延期", "延期至2026年10月30日")],
        [("2026-07-03", "续报", "9月30日前续报")],
        [("2026-10-01", "延期申请", "")],
    ],
)
def test_in_time(steps: list[tuple[str, str, str]]) -> None:
    """On the last day, before a date that was already moved, and what has not happened yet."""
    assert found(*steps) == []


def test_nothing_to_extend() -> None:
    """Items without a date, and items that are over."""
    assert found(("2026-07-03", "延期申请", ""), row=item(完成时限="长期")) == []
    assert found(("2026-07-03", "延期申请", ""), ("2026-07-05", "撤销", "")) == []
