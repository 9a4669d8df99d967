"""过程记录: rows that make no sense: an item that is in no ledger, a unit that has no part in it, a day that cannot be 〔七(一)〕."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import at_event, quote, recorded_items
from toolkit.domain.course.stage import assigned_on
from toolkit.domain.desk import Desk
from toolkit.domain.item import Event, Finding, Item
from toolkit.domain.reading.celldate import cell_date
from toolkit.domain.sheets import EVENTS
from toolkit.domain.units.assignees import Roll

RULE = "过程记录"
OPEN_TO_ALL = frozenset({"转办", "并案", "报原批示领导"})
"""Steps in which somebody else than the item's units may be named."""
ANY_DAY = frozenset({"交办", "人工定灯", "结转", "并案", "撤销", "转办", "中止"})
"""Steps that may come before the 交办日期."""


def check(desk: Desk) -> Iterator[Finding]:
    """Unknown 编号 once each, at the first row; units and days at each row."""
    yield from _unknown(desk)
    roll = Roll(desk.units, desk.settings.first_leads, desk.today)
    for item, events in recorded_items(desk):
        for event in events:
            if event.when > desk.today:
                message = f"时间{event.when}晚于今天（{desk.today}），到那一天才计入；已经发生的请填实际日期，计划要做的请勿记入"
                yield at_event(event, "时间", RULE, "error", message, str(event.when))
            elif problem := too_early(item, event, events):
                yield at_event(event, "时间", RULE, "warning", problem, str(event.when))
            if problem := foreign_unit(item, event, roll):
                yield at_event(event, "单位", RULE, "warning", problem, event.unit)
            if event.step in ("电话催办", "电话催收") and not event.what:
                message = f"{item.id}的{event.step}没有写内容；请补填与谁通话、对方怎样答复"
                yield at_event(event, "内容", RULE, "hint", message, event.step)


def _unknown(desk: Desk) -> Iterator[Finding]:
    known = {name for item in desk.items for name in (item.id, item.key)}
    gone = {name: each for each in desk.memory.gone for name in (each.key, each.name)}
    for number, events in desk.events.items():
        if number in known or not events:
            continue
        row = min(event.row for event in events)
        if number in gone:
            message = f"编号{quote(number)}的事项自{gone[number].gone}起不在台账中，它的过程记录共{len(events)}行照旧保留"
            yield Finding(EVENTS.name, row, "B", "编号", RULE, "hint", message, number, len(events))
        else:
            message = f"过程记录的编号{quote(number)}在台账中找不到，共{len(events)}行未计入；请核对编号，或从台账复制“督办编号”"
            yield Finding(EVENTS.name, row, "B", "编号", RULE, "error", message, number, len(events))


def too_early(item: Item, event: Event, events: tuple[Event, ...]) -> str:
    """What is wrong with an event on a day before the item was handed over, "" where nothing is."""
    if event.step in ANY_DAY:
        return ""
    handed = cell_date(item.raw("交办日期")) or assigned_on(item, events)
    if handed is None or event.when >= handed:
        return ""
    return f"{item.id}于{handed}交办，“{event.step}”记在{event.when}，早于交办；请核对日期"


def foreign_unit(item: Item, event: Event, roll: Roll) -> str:
    """What is wrong with the unit of an event, "" where it has a part in the item or none is named."""
    if not event.unit or event.step in OPEN_TO_ALL:
        return ""
    parties = [party.name for party in roll.all(item)]
    if not parties or roll.names_in(event.unit) & set(parties):
        return ""
    units = "、".join(parties[:6]) + ("等" if len(parties) > 6 else "")
    return f"{quote(event.unit)}不是{item.id}的承办单位（{units}）；请核对单位或编号，是简称的请写入“单位通讯录”"
