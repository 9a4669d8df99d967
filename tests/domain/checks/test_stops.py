"""中止手续."""

from __future__ import annotations

import pytest

from tests.domain.deadlining import day
from tests.domain.making import a_desk, an_item
from toolkit.domain.checks.stops import check
from toolkit.domain.item import Event, Finding


def found(step: str, what: str, by: str) -> list[Finding]:
    return list(check(a_desk(an_item(), events=[Event(day("2026-09-01"), "A1", "", step, what=what, by=by, row=9)])))


@pytest.mark.parametrize(
    ("what", "by", "column", "missing"),
    [("", "", "G", "经手人、内容"), ("机构调整", "", "G", "没有填写经手人"), ("", "李处长", "F", "没有填写内容")],
)
def test_who_approved_and_why(what: str, by: str, column: str, missing: str) -> None:
    """A hint at the first cell that is missing."""
    for step in ("中止", "撤销", "并案", "转办"):
        (finding,) = found(step, what, by)
        assert (finding.row, finding.column, finding.level) == (9, column, "hint")
        assert missing in finding.message
        assert f"“{step}”" in finding.message


def test_what_to_fill_in() -> None:
    """并案 and 转办 also want to know where to."""
    assert "并入哪一事项" in found("并案", "", "")[0].message
    assert "转往哪一单位" in found("转办", "", "")[0].message
    assert found("撤销", "市政府已另行部署", "李处长") == []
    assert found("退回", "", "") == []


def test_a_word_in_the_status_column_alone() -> None:
    """中止 that only 状态 tells has no date and no approver."""
    item = an_item(状态="已转办")
    (finding,) = check(a_desk(item))
    assert (finding.field, finding.level) == ("状态", "hint")
    assert "“已转办”" in finding.message
    assert not list(check(a_desk(item, events=[Event(day("2026-09-01"), "A1", "", "转办", what="转市水利局", by="李处长")])))
    assert not list(check(a_desk(an_item(状态="在办"))))
