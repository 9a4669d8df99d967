"""分别反馈: how an item stands whose units answer apart: where the furthest behind of them does.

Only the silent are overdue; 待审核 when all have answered; struck off when all are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from toolkit.domain.item import LIGHTS, Judgement, Part, Status

_RUNNING: tuple[Status, ...] = ("待交办", "待签收", "退回重办", "在办")
_THEN: tuple[Status, ...] = ("待审核", "待销号", "已销号", "中止")
_NAMED = 3
"""So many units are named in a hint."""


def joined(parts: Sequence[Part]) -> Judgement:
    """The judgement of an item from those of its parts (one or more): the gravest of those that still run, else the least far."""
    running = [part for part in parts if part.judgement.status in _RUNNING]
    if running:
        judgement = min((part.judgement for part in running), key=_gravity)
        waiting = [part.unit for part in parts if part.judgement.status == "待审核"]
        words = [judgement.hint, f"尚未反馈:{listed([part.unit for part in running])}"]
        words += [f"已反馈待审核:{listed(waiting)}"] if waiting else []
        return replace(judgement, parts=tuple(parts), hint=";".join(filter(None, words)))
    first = min((part.judgement for part in parts), key=lambda judgement: _THEN.index(judgement.status))
    return replace(first, parts=tuple(parts))


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "市教育局、市财政局、市体育局等5家"."""
    shown = "、".join(names[:_NAMED])
    return f"{shown}等{len(names)}家" if len(names) > _NAMED else shown


def _gravity(judgement: Judgement) -> tuple[int, date, int]:
    due = judgement.current.due if judgement.current else None
    return LIGHTS.index(judgement.light), due or date.max, _RUNNING.index(judgement.status)
