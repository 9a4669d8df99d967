"""长期事项: an endless duty needs a 报送周期 and a decision at the year's end (本室规则)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from toolkit.domain.checks.common import CLOSED, at, blank, quote, reading_of
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, Item

RULE = "长期事项"
WORDS = ("长期", "常年", "长效", "持续", "常态", "一贯")


def check(desk: Desk) -> Iterator[Finding]:
    """长期 items without 报送周期 that are still open and have no recurring duty among their 时间节点 either."""
    for item in desk.items:
        if not is_endless(desk, item) or not blank(item.raw("报送周期")):
            continue
        judgement = desk.judgement_of(item)
        if judgement is None or judgement.status in CLOSED:
            continue
        if any(deadline.raw and deadline.due for deadline in judgement.deadlines):
            continue
        message = f"“完成时限”填的是{quote(item.raw('完成时限'))}，属长期事项；请填写报送周期（月、季、半年或年），年底再定结转、转日常或销号"
        yield at(item, "报送周期" if item.has("报送周期") else "完成时限", RULE, "warning", message)


def is_endless(desk: Desk, item: Item) -> bool:
    """Whether 完成时限 says that the duty has no end."""
    raw = item.cells.get("完成时限")
    return isinstance(raw, str) and _says_endless(raw, desk.today)


@lru_cache(maxsize=16384)
def _says_endless(text: str, today: date) -> bool:
    return any(word in text for word in WORDS) and reading_of(text, today).kind == "open"
