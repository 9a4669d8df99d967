"""The 过程记录 sheet: what happened to an item, one row an event, typed by staff or added by the toolkit."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from toolkit.domain.course.light import named_light, taken_back
from toolkit.domain.item import Event, Finding, Item, Level, Raw, as_text
from toolkit.domain.limits.extension import new_date
from toolkit.domain.memory.records import FormerName
from toolkit.domain.reading.celldate import cell_date, say
from toolkit.domain.sheets import EVENTS, STEPS, VIAS

RULE = "过程记录"
_SYNONYMS: dict[str, str] = {
    "退回重办": "退回", "审核退回": "退回", "重新办理": "退回", "线下反馈": "反馈", "书面反馈": "反馈", "通过": "审核通过",
    "延期批准": "延期", "同意延期": "延期", "批准延期": "延期", "申请延期": "延期申请", "电话督办": "电话催办", "催收": "电话催收",
    "恢复办理": "恢复", "合并": "并案", "撤项": "撤销", "终止": "中止", "年度结转": "结转", "发催办单": "催办", "发告诫单": "告诫",
}  # fmt: skip
_IDS = re.compile(r"[、,;\uff0c\uff1b\n]")


def read_events(rows: Sequence[tuple[int, Mapping[str, Raw]]]) -> tuple[dict[str, tuple[Event, ...]], list[Finding]]:
    """Rows of 过程记录 -> events by item id, in order of day and row, and findings for rows that cannot be used.

    A time may be a date, a number or a text with the full day; a 编号 cell may name several items. A row without
    编号, with an unreadable time or an unknown 环节 is left out and found; an unknown 方式 is only mentioned.
    """
    events: dict[str, list[Event]] = {}
    findings: list[Finding] = []
    for row, cells in rows:
        if not any(as_text(cells.get(name)) for name in ("编号", "单位", "环节", "内容", "附件")):
            continue
        ids = item_names(as_text(cells.get("编号")))
        when, step = cell_date(cells.get("时间")), step_named(as_text(cells.get("环节")))
        if not ids:
            findings.append(_finding(row, "编号", cells, "没有填写编号，不知道是哪一事项，本行未使用"))
        if when is None:
            findings.append(_finding(row, "时间", cells, "时间读不出是哪一天，请填写完整日期（如2026-03-05），本行未使用"))
        if step not in STEPS:
            findings.append(_finding(row, "环节", cells, "环节不在下拉选项之内，请从下拉选项中选择，本行未使用"))
        via = as_text(cells.get("方式"))
        if via and via not in VIAS:
            findings.append(_finding(row, "方式", cells, f"方式请填{'、'.join(VIAS)}之一", "hint"))
        if when is None or step not in STEPS:
            continue
        unit, what, by, attachment = (as_text(cells.get(name)) for name in ("单位", "内容", "经手人", "附件"))
        for item in dict.fromkeys(ids):
            events.setdefault(item, []).append(Event(when, item, unit, step, via, what, by, attachment, row))
        if step == "延期" and new_date(Event(when, "", unit, step, via, what)) is None:
            findings.append(
                _finding(row, "内容", cells, "延期没有写明新的办结日期（如“延期至2026年6月30日”），时限未变", "warning")
            )
        if step == "人工定灯" and named_light(what) is None and not taken_back(what):
            findings.append(
                _finding(row, "内容", cells, "人工定灯请先写灯的颜色，再写理由（如“黄 已协调，等批复”），灯未变", "warning")
            )
    return {item: tuple(sorted(found, key=lambda event: event.when)) for item, found in events.items()}, findings


def item_names(text: str) -> list[str]:
    """The items that a 编号 cell names: "A1、A2" -> [A1, A2]."""
    return [part.strip() for part in _IDS.split(text) if part.strip()]


def events_by_item(
    items: Iterable[Item], events: Mapping[str, tuple[Event, ...]], former: Sequence[FormerName] = ()
) -> dict[str, tuple[Event, ...]]:
    """Item id -> its events, in order of day and row, whether staff named it by its 编号, by an earlier one, or by its
    督办编号; names that mean no item here keep their events, and a check says so.

    former: names that were given up. Where another item bears one now, what happened before that day is the old one's.
    """
    if not events:
        return {}
    listed = list(items)
    borne = {item.id for item in listed} if former else frozenset()
    until = {each.name: each for each in former}
    earlier: dict[str, list[str]] = {}
    for each in former:
        earlier.setdefault(each.key, []).append(each.name)
    found: dict[str, tuple[Event, ...]] = {}
    used: set[str] = set()
    for item in listed:
        if item.id not in events and item.key not in events and item.key not in earlier:
            continue
        names = dict.fromkeys((item.id, item.key, *earlier.get(item.key, ())))
        used.update(names)
        parts = [part for name in names if (part := _under(name, item, events.get(name, ()), until.get(name), borne))]
        if parts:
            found[item.id] = parts[0] if len(parts) == 1 else tuple(sorted((e for part in parts for e in part), key=_in_time))
    return found | {name: own for name, own in events.items() if name not in used}


def _under(
    name: str, item: Item, events: tuple[Event, ...], given_up: FormerName | None, borne: AbstractSet[str]
) -> tuple[Event, ...]:
    """Those of the events under a name that are this item's."""
    if not events or given_up is None:
        return events if name == item.id or name not in borne else ()
    if name == item.id:
        return events if item.key in (name, given_up.key) else tuple(e for e in events if e.when >= given_up.until)
    return tuple(e for e in events if e.when < given_up.until) if name in borne else events


def step_named(text: str) -> str:
    """The 环节 that a word means (退回重办 -> 退回); the word itself where it means none."""
    return _SYNONYMS.get(text.strip(), text.strip())


def _in_time(event: Event) -> tuple[date, int]:
    return event.when, event.row or sys.maxsize  # what is not in the sheet yet comes last


def _finding(row: int, column: str, cells: Mapping[str, Raw], message: str, level: Level = "error") -> Finding:
    letter = chr(ord("A") + EVENTS.headers().index(column))
    value = say(cells.get(column))
    quoted = f"“{value}”：{message}" if value else message
    return Finding(EVENTS.name, row, letter, column, RULE, level, quoted, value, item=say(cells.get("编号")))
