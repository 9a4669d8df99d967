"""督查计划."""

from datetime import date

from tests.domain.making import a_desk
from toolkit.domain.checks.plan import check
from toolkit.domain.item import Raw


def test_activity_in_the_governments_name_needs_approval() -> None:
    """六(二): an empty or unreadable 审核立项日期 is told; approved ones and departments' own are not."""
    rows: list[dict[str, Raw]] = [
        {"督查活动": "安全生产督查", "以政府名义": "是", "审核立项日期": None},
        {"督查活动": "营商环境督查", "以政府名义": "是", "审核立项日期": "已报"},
        {"督查活动": "教育督查", "以政府名义": "是", "审核立项日期": date(2026, 3, 1)},
        {"督查活动": "内部督查", "以政府名义": "否", "审核立项日期": None},
    ]
    findings = list(check(a_desk(plan=rows)))
    assert [(finding.sheet, finding.row, finding.column) for finding in findings] == [("督查计划", 3, "G"), ("督查计划", 4, "G")]
    assert "六(二)" in findings[0].message
    assert "“已报”" in findings[1].message
