"""日期先后: 立项 ≤ 交办 ≤ 签收 ≤ 反馈 ≤ 办结 ≤ 销号, and no 完成时限 before the 交办日期 〔五(一)–(八)〕."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toolkit.domain.checks.common import at, quote, sheets_of
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, Item, Judgement
from toolkit.domain.reading.celldate import cell_date, say

RULE = "日期先后"
CHAIN = ("立项日期", "交办日期", "签收日期", "反馈日期", "办结日期", "销号日期")


def check(desk: Desk) -> Iterator[Finding]:
    """Each date against the latest one before it in the chain; unreadable and empty cells are passed over."""
    for items in sheets_of(desk):
        fields = [name for name in CHAIN if items[0].has(name)]
        for item in items:
            cells = item.cells
            days = [day for name in fields if (day := cell_date(cells.get(name)))]
            if days != sorted(days):
                yield from _chain(item, fields)
            handed = cell_date(cells.get("交办日期"))
            judgement = desk.judgement_of(item) if handed else None
            if handed and judgement and judgement.deadlines and (judgement.deadlines[0].due or handed) < handed:
                yield from _limit(item, judgement, handed)


def _chain(item: Item, fields: list[str]) -> Iterator[Finding]:
    earlier, latest = "", date.min
    for name in fields:
        day = cell_date(item.raw(name))
        if day is None:
            continue
        if day >= latest:
            earlier, latest = name, day
            continue
        message = f"“{name}”（{say(item.raw(name))}）早于“{earlier}”（{latest}）；请核对这两个日期"
        yield at(item, name, RULE, "error", message)


def _limit(item: Item, judgement: Judgement, handed: date) -> Iterator[Finding]:
    """The last of the days that 完成时限 names; milestones before the 交办日期 are common in yearly plans."""
    text = item.text("完成时限")
    last = max((deadline.due for deadline in judgement.deadlines if deadline.due and deadline.raw == text), default=handed)
    if text and last < handed:
        message = f"“完成时限”{quote(text)}（即{last}）早于“交办日期”（{handed}）；请核对年份，或重新商定时限"
        yield at(item, "完成时限", RULE, "warning", message)
