"""时限不明: texts about time that name no day; the message carries the question to ask, never a guess 〔七(二)〕."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import OVER, at, blank, question_of, quote, reading_of
from toolkit.domain.course.stage import assigned_on
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, Item, Judgement, Level, Raw, as_text
from toolkit.domain.limits.starts import starts_of

RULE = "时限不明"
FIELDS = ("完成时限", "反馈要求")
CYCLES = frozenset({"周", "旬", "月", "月度", "按月", "季", "季度", "按季", "半年", "年", "年度", "按年"})
NO_YEAR = "没有写年份，又没有交办日期，请写明年份"


def check(desk: Desk) -> Iterator[Finding]:
    """What the judgement could not date: 完成时限, 反馈要求, each 时间节点; and a 报送周期 that is none. Only a hint once all is over."""
    for item in desk.items:
        judgement = desk.judgement_of(item)
        if judgement is None:
            continue
        undated = {deadline.raw for deadline in judgement.deadlines if deadline.due is None and deadline.raw}
        if undated:
            yield from _undated(desk, item, judgement, undated)
        cycle = item.cells.get("报送周期")
        if cycle is not None and judgement.status not in OVER:
            yield from _no_cycle(desk, item, cycle)


def _undated(desk: Desk, item: Item, judgement: Judgement, undated: set[str]) -> Iterator[Finding]:
    cells = [(field, item.raw(field), item.row) for field in FIELDS]
    cells += [("时间节点", node.raw, node.row) for node in item.nodes] or [("时间节点", item.raw("时间节点"), item.row)]
    for field, raw, row in cells:
        if as_text(raw) not in undated:
            continue
        level, question = _question(desk, item, judgement, raw)
        if question:
            message = f"“{field}”填的是{quote(raw)}，无法确定日期：{question}"
            yield Finding(item.sheet, row, item.place(field), field, RULE, level, message, as_text(raw), 1, item.id)


def _question(desk: Desk, item: Item, judgement: Judgement, raw: Raw) -> tuple[Level, str]:
    """How grave it is and what to ask; "" for what other rules speak of: 长期 and 待定, counts without their first day."""
    anchor = starts_of(item, assigned_on(item, desk.events_of(item))).anchor()
    reading = reading_of(raw, anchor.day if anchor else desk.today)
    over = judgement.status in OVER
    if reading.kind == "unclear":
        return "hint" if over else "error", question_of(reading)
    if reading.kind in ("date", "dates"):
        return "hint" if over or judgement.status == "待交办" else "warning", NO_YEAR
    return "hint", ""


def _no_cycle(desk: Desk, item: Item, raw: Raw) -> Iterator[Finding]:
    if not blank(raw) and as_text(raw) not in CYCLES and not reading_of(raw, desk.today).period:
        yield at(item, "报送周期", RULE, "warning", f"“报送周期”填的是{quote(raw)}，看不出多久报送一次；请填月、季、半年或年")
