"""An item's whole life in one line of time: the dates of the ledger, the events, and what people changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from toolkit.domain.item import Event, Item
from toolkit.domain.memory.records import Change, ChangeKind
from toolkit.domain.reading.celldate import cell_dates

DATES: Mapping[str, str] = {
    "批示日期": "批示", "立项日期": "立项", "交办日期": "交办", "签收日期": "签收", "反馈日期": "反馈", "退回日期": "退回", "办结日期": "办结",
    "销号日期": "销号",
}  # fmt: skip
"""Date columns of the ledger, and what happened on their day."""
_STEPS: Mapping[ChangeKind, str] = {
    "新增": "登记", "修改": "台账修改", "改号": "台账修改", "消失": "移出台账", "恢复": "重回台账", "移表": "移至他表",
}  # fmt: skip
Source = Literal["date", "event", "change", "mail"]


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened to an item. source: a date cell of the ledger, a row of 过程记录, a change that a pass noticed
    (when: the day on which it was noticed; who made it is not known), or a mail of ours that told a unit of it."""

    when: date
    item: str
    unit: str
    step: str
    via: str
    what: str
    by: str
    source: Source


def life(name: str, item: Item | None, events: Iterable[Event], changes: Iterable[Change]) -> list[Moment]:
    """Everything known of one item, oldest first; of one day first the ledger's dates, then events, then changes.

    name: its id; item: None where it stands in the ledger no more.
    """
    moments = [*_dates(name, item), *(_event(name, event) for event in events), *(_change(name, change) for change in changes)]
    return sorted(moments, key=lambda moment: moment.when)  # stable: each source is in order already


def _dates(name: str, item: Item | None) -> Iterator[Moment]:
    for field, step in DATES.items() if item is not None else ():
        assert item is not None
        verdict = item.text("审核结果") if field == "退回日期" else ""
        for day in cell_dates(item.raw(field)):
            what = f"台账“{field}”" + (f"，审核结果：{verdict}" if verdict else "")
            yield Moment(day, name, item.text("牵头单位"), step, "台账", what, "", "date")


def _event(name: str, event: Event) -> Moment:
    what = "；".join(part for part in (event.what, f"附件：{event.attachment}" if event.attachment else "") if part)
    return Moment(event.when, name, event.unit, event.step, event.via, what, event.by, "event")


def _change(name: str, change: Change) -> Moment:
    return Moment(change.seen, name, "", _STEPS[change.kind], "台账", said(change), "", "change")


def said(change: Change) -> str:
    """A change as a sentence."""
    if change.kind in ("修改", "改号"):
        if not change.before:
            return f"“{change.field}”填为“{change.after}”"
        return f"“{change.field}”由“{change.before}”" + (f"改为“{change.after}”" if change.after else "改为空白")
    if change.kind == "移表":
        return f"由“{change.before}”表移至“{change.after}”表"
    if change.kind == "恢复":
        return f"在“{change.after}”表中重新出现"
    return change.after if change.kind == "新增" else f"台账中不见了：{change.before}" if change.before else "台账中不见了"
