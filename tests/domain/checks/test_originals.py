"""反馈原件."""

from __future__ import annotations

import pytest

from tests.domain.deadlining import day
from tests.domain.making import a_desk, an_item
from toolkit.domain.checks.originals import check
from toolkit.domain.item import Event, Finding


def found(*steps: tuple[str, ...], **cells: object) -> list[Finding]:
    """steps: (day, step, via[, what[, unit]])."""
    events = [
        Event(day(when), "A1", (*rest, "", "")[1], step, via, what=(*rest, "")[0], row=3 + index)
        for index, (when, step, via, *rest) in enumerate(steps)
    ]
    item = an_item(交办日期=day("2026-09-01"))
    item.cells.update(cells)  # type: ignore[arg-type]
    return list(check(a_desk(item, events=events)))


def test_a_mail_wants_its_original() -> None:
    """More than five workdays after a mail, by 24 September 2026: a hint that cites 五(五)."""
    (finding,) = found(("2026-09-14", "反馈", "邮件"))
    assert (finding.sheet, finding.row, finding.column, finding.level) == ("过程记录", 3, "E", "hint")
    assert "2026-09-14以“邮件”反馈" in finding.message
    assert "五(五)" in finding.message
    assert found(("2026-09-18", "反馈", "邮件")) == []


@pytest.mark.parametrize("step", ["原件收到", "退回"])
def test_settled(step: str) -> None:
    """The original came, or the reply does not count any more; another unit's original settles nothing."""
    assert found(("2026-09-14", "反馈", "邮件"), ("2026-09-16", step, "纸质")) == []
    mine, other = ("2026-09-14", "反馈", "邮件", "", "市教育局"), ("2026-09-16", step, "纸质", "", "市财政局")
    assert len(found(mine, other)) == 1


def test_on_paper_is_the_original() -> None:
    """Only a mail is 电子版预报, and over is over."""
    assert found(("2026-09-14", "反馈", "纸质"), ("2026-09-14", "反馈", "OA")) == []
    assert found(("2026-09-14", "反馈", "邮件"), 办结日期=day("2026-09-20")) == []


@pytest.mark.parametrize(
    ("what", "hit"),
    [("报告未经主要负责同志签字", True), ("尚未盖章", True), ("无签字", True), ("已签字盖章", False), ("未完成的已说明", False)],
)
def test_without_a_signature(what: str, hit: bool) -> None:
    """A row that says so itself, however the reply came."""
    findings = found(("2026-09-22", "反馈", "纸质", what))
    assert [finding.column for finding in findings] == (["F"] if hit else [])
    assert not hit or what in findings[0].message
