"""过程记录: rows whose 编号 is in no ledger: what they record would be lost 〔七(一)〕."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import quote
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, as_text
from toolkit.domain.sheets import EVENTS

RULE = "过程记录"


def check(desk: Desk) -> Iterator[Finding]:
    """Once an unknown 编号, at its first row, with the number of its rows."""
    known = {name for item in desk.items for name in (item.id, as_text(item.own.get("督办编号")))}
    for number, events in desk.events.items():
        if number in known or not events:
            continue
        row = min(event.row for event in events)
        message = f"过程记录的编号{quote(number)}在台账中找不到，共{len(events)}行未计入；请核对编号，或从台账复制“督办编号”"
        yield Finding(EVENTS.name, row, "B", "编号", RULE, "error", message, number, len(events))
