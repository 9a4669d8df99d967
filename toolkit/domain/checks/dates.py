"""日期: cells of date columns that name no day, no possible day, or one far off 〔七(一)〕."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from toolkit.domain.checks.common import at, blank, question_of, quote, reading_of, sheets_of
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, Item, Level, as_text
from toolkit.domain.reading.celldate import cell_dates, filled

RULE = "日期"
SINGLE = frozenset({"立项日期", "起算日", "交办日期", "签收日期", "办结日期", "销号日期"})
FIELDS = ("批示日期", "立项日期", "起算日", "交办日期", "签收日期", "反馈日期", "退回日期", "办结日期", "销号日期")
PAST, AHEAD = 20, 10
_FAR = date(2001, 1, 15)
"""A text that reads the same from here has its year written: 二〇二六年三月五日."""
_YEAR = re.compile(r"\d{4}")
EXAMPLE = "请填写完整日期，如2026-03-05"


def check(desk: Desk) -> Iterator[Finding]:
    """Every filled cell of a date column names a day, not more than 20 years back or 10 ahead; so does a date in 完成时限."""
    first, last = desk.today.year - PAST, desk.today.year + AHEAD
    for items in sheets_of(desk):
        fields = [name for name in FIELDS if items[0].has(name)]
        for item in items:
            cells = item.cells
            for name in fields:
                raw = cells.get(name)
                if raw is None:
                    continue
                if not isinstance(raw, date):
                    yield from _typed(desk, item, name)
                elif not first <= raw.year <= last:
                    yield _far(item, name)
            limit = cells.get("完成时限")
            if isinstance(limit, date) and not first <= limit.year <= last:
                yield _far(item, "完成时限")


def _typed(desk: Desk, item: Item, name: str) -> Iterator[Finding]:
    """A date typed as text or number."""
    raw = item.raw(name)
    days = cell_dates(raw)
    if not days:
        yield from _unread(desk, item, name)
    elif not all(desk.today.year - PAST <= day.year <= desk.today.year + AHEAD for day in days):
        yield _far(item, name)
    elif len(days) > 1 and name in SINGLE:
        yield at(item, name, RULE, "warning", f"“{name}”填了多个日期{quote(raw)}；请只留一个，其余记入“过程记录”")


def _unread(desk: Desk, item: Item, name: str) -> Iterator[Finding]:
    raw = item.raw(name)
    if blank(raw):
        return
    level: Level = "error"
    problem = f"不是日期；{EXAMPLE}"
    if not filled(raw):
        level, problem = "hint", "不是日期；尚未发生的请留空"
    else:
        reading = reading_of(raw, desk.today)
        if reading.kind == "unclear" and _YEAR.search(as_text(raw)):
            problem = question_of(reading)
        elif reading.kind == "date" and reading_of(raw, _FAR).dates == reading.dates:
            problem = f"请改填{reading.dates[0]}"
        elif reading.kind in ("date", "dates"):
            problem = f"没有写全年、月、日；{EXAMPLE}"
    yield at(item, name, RULE, level, f"“{name}”填的是{quote(raw)}，{problem}")


def _far(item: Item, name: str) -> Finding:
    return at(item, name, RULE, "error", f"“{name}”填的是{quote(item.raw(name))}，年份相差太远，疑为笔误；请核对年份")
