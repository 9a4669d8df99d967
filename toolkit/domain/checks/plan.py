"""督查计划: what departments do in the government's name needs an approved plan 〔六(二)〕."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import blank, quote
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, as_text
from toolkit.domain.reading.celldate import cell_date
from toolkit.domain.sheets import PLAN

RULE = "督查计划"
_COLUMN = "审核立项日期"
_LETTER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[PLAN.headers().index(_COLUMN)]


def check(desk: Desk) -> Iterator[Finding]:
    """以政府名义 = 是 without a readable 审核立项日期."""
    for row, cells in desk.plan:
        if as_text(cells.get("以政府名义")) != "是":
            continue
        raw = cells.get(_COLUMN)
        activity = quote(cells.get("督查活动"))
        if blank(raw):
            message = f"{activity}以政府或政府办公室名义开展，尚无审核立项日期；请先报政府办公室审核立项〔六(二)〕"
        elif cell_date(raw) is None:
            message = f"{activity}的审核立项日期{quote(raw)}不是日期；请填一个确切日期，如2026-03-05〔六(二)〕"
        else:
            continue
        yield Finding(PLAN.name, row, _LETTER, _COLUMN, RULE, "warning", message, as_text(raw))
