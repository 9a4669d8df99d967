"""延期: asked for after the date had passed; it changes nothing (本室规则, 延期 is not in the seed; 七(二) 续报)."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import OVER, at_event, recorded_items
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding
from toolkit.domain.limits.extension import last_date

RULE = "延期"
_STEPS = ("延期申请", "延期")


def check(desk: Desk) -> Iterator[Finding]:
    """The first request of an item that lies after its 时限, at its row of 过程记录; a 延期 without 延期申请 is its own request."""
    for item, events in recorded_items(desk):
        asked = [event for event in events if event.step in _STEPS and event.when <= desk.today]
        judgement = desk.judgement_of(item) if asked else None
        last = last_date(judgement.deadlines) if judgement and judgement.status not in OVER else None
        if last is None or last.due is None:
            continue
        first = {event.step: event for event in reversed(asked)}
        for event in asked:
            if event.when > last.due and (event.step == "延期申请" or "延期申请" not in first):
                message = (
                    f"{item.id}的“{event.step}”记于{event.when}，晚于{last.kind}时限（{last.due}），时限未变（本室规则：延期应在到期前申请）；"
                    "请核对记录日期，确属逾期的按续报办理〔七(二)〕"
                )
                yield at_event(event, "时间", RULE, "warning", message, str(event.when))
                break
