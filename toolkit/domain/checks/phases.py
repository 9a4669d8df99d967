"""分期: what goes in stages is struck off only after the last of them 〔七(二)、七(一)〕."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toolkit.domain.checks.common import at, quote
from toolkit.domain.course.stage import closing_field
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, Item
from toolkit.domain.reading.celldate import cell_date

RULE = "分期事项"


def check(desk: Desk) -> Iterator[Finding]:
    """A hint where an item with milestones was struck off before the day of its last one: done early, or too soon?"""
    for item in desk.items:
        judgement = desk.judgement_of(item)
        if judgement is None or judgement.status != "已销号" or not any(d.kind == "节点" for d in judgement.deadlines):
            continue
        closed = _closed_on(desk, item)
        later = [deadline for deadline in judgement.deadlines if deadline.kind in ("节点", "办结") and not deadline.met]
        last = max(later, key=lambda deadline: deadline.due or date.min, default=None)
        if closed is None or last is None or last.due is None or closed >= last.due:
            continue
        what = f"{quote(last.label)}" if last.label else ""
        message = (
            f"本件分期办理，{closed}已销号，早于最后一个节点{what}（{last.due}）；"
            "请核实全部节点是否均已完成，未完成的应恢复办理，最后一个节点完成后再销号〔七(二)〕"
        )
        yield at(item, closing_field(item), RULE, "hint", message)


def _closed_on(desk: Desk, item: Item) -> date | None:
    struck = [event.when for event in desk.events_of(item) if event.step == "销号"]
    return cell_date(item.raw(closing_field(item))) or max(struck, default=None)
