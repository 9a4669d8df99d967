"""必填: the matter, the lead unit, and a day to count from where a deadline must be counted 〔五(一)、七(一)〕."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import CLOSED, at, blank, reading_of, sheets_of, status_of
from toolkit.domain.course.family import parent_id
from toolkit.domain.course.stage import assigned_on
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, Item

RULE = "必填"
COUNTED = frozenset({"workdays", "days", "months"})
STARTS = ("起算日", "交办日期")
TRACES = ("签收日期", "办理情况", "反馈日期")


def check(desk: Desk) -> Iterator[Finding]:
    """督查事项, 牵头单位 (a parent has those of its sub-items), and 交办日期 or 起算日 where the period runs from it; a missing column is said once a sheet."""
    for items in sheets_of(desk):
        yield from _matter_and_lead(desk, items)
        yield from _start(desk, items)


def _matter_and_lead(desk: Desk, items: list[Item]) -> Iterator[Finding]:
    has_lead = items[0].has("牵头单位")
    if not has_lead:
        message = "台账没有“牵头单位”一栏，无法确定由谁承办；请增加此栏，或在纳管时指明对应的列〔七(一)〕"
        yield at(items[0], "牵头单位", RULE, "error", message, len(items))
    parents = {parent_id(item.id) for item in items}
    for item in items:
        if blank(item.cells.get("督查事项")):
            yield at(item, "督查事项", RULE, "error", "“督查事项”为空；请补填事项内容，多余的行请删除〔七(一)〕")
        if has_lead and blank(item.cells.get("牵头单位")) and item.id not in parents and status_of(desk, item) != "中止":
            yield at(item, "牵头单位", RULE, "error", "“牵头单位”为空；请填写承办单位〔五(一)〕")


def _start(desk: Desk, items: list[Item]) -> Iterator[Finding]:
    columns = [name for name in STARTS if items[0].has(name)]
    needing = items
    for name in columns:
        needing = [item for item in needing if blank(item.cells.get(name))]
    needing = [item for item in needing if status_of(desk, item) not in CLOSED and not _handed_over(desk, item)]
    if not columns:
        needing = [item for item in needing if _counts(desk, item)]
        if needing:
            message = "台账没有“交办日期”或“起算日”一栏，按天数计算的时限无从起算；请增加“交办日期”一栏并填写"
            yield at(needing[0], "交办日期", RULE, "warning", message, len(needing))
        return
    field = columns[-1]
    for item in needing:
        if any(not blank(item.raw(name)) for name in TRACES):
            yield at(item, field, RULE, "warning", f"“{field}”为空，但已有签收、办理或反馈记录；请补填交办日期，否则按待交办处理")
        elif _counts(desk, item):
            yield at(item, field, RULE, "hint", f"“{field}”为空，时限无从起算；交办后请填写日期")


def _handed_over(desk: Desk, item: Item) -> bool:
    return assigned_on(item, desk.events_of(item)) is not None


def _counts(desk: Desk, item: Item) -> bool:
    """Whether a deadline is a number of days from a day that is missing: by its own words, or by the 时限规则 sheet (no words)."""
    judgement = desk.judgement_of(item)
    undated = [deadline.raw for deadline in judgement.deadlines if deadline.due is None] if judgement else []
    return any(not raw or reading_of(raw, desk.today).kind in COUNTED for raw in undated)
