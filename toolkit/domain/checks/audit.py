"""审核: closed without the review that comes before it, where the ledger keeps reviews 〔五(六)、七(一)〕."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import at, blank, sheets_of
from toolkit.domain.course.replies import verdict_of
from toolkit.domain.course.stage import closing_field
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, Item

RULE = "审核"
_VERDICTS = frozenset({"审核通过", "退回"})


def check(desk: Desk) -> Iterator[Finding]:
    """A warning for what is struck off, a hint for what waits for it. A ledger keeps reviews if any 审核结果 is filled, or any
    such event recorded; 审核结果 that is blank or says no verdict is no review.
    """
    recorded = any(event.step in _VERDICTS for events in desk.events.values() for event in events)
    for items in sheets_of(desk):
        kept = items[0].has("审核结果") and any(not blank(item.cells.get("审核结果")) for item in items)
        if not (kept or recorded):
            continue
        for item in items:
            judgement = desk.judgement_of(item)
            if judgement is None or judgement.status not in ("待销号", "已销号") or _passed(desk, item):
                continue
            field = "审核结果" if item.has("审核结果") else closing_field(item)
            if judgement.status == "已销号":
                message = "本件已销号，没有审核通过的记录；请核实并补记“审核通过”，未经审核的不应销号〔五(六)、七(一)〕"
            else:
                message = "本件已办结待销号，尚无审核通过的记录；请先审核，再办理销号〔五(六)、七(一)〕"
            yield at(item, field, RULE, "warning" if judgement.status == "已销号" else "hint", message)


def _passed(desk: Desk, item: Item) -> bool:
    if verdict_of(item.text("审核结果")) == "通过":
        return True
    return any(event.step == "审核通过" for event in desk.events_of(item))
