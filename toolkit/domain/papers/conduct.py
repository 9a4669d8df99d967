"""Facts that people may want before they decide on exposure or accountability 〔八(一)、八(三)〕: given on request, never a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from toolkit.domain.checks.field_check import why_key
from toolkit.domain.course.assignment import parts_of
from toolkit.domain.desk import Desk
from toolkit.domain.item import Event, Item, Judgement
from toolkit.domain.papers.escalation import say_day
from toolkit.domain.sources import source_of
from toolkit.domain.units.assignees import Roll

_KEY_WORK = frozenset({"上级决策部署", "市委市政府部署", "政府工作报告", "民生实事"})
"""重点工作 of 八(一); the other kind that may be exposed is a 批示 of 主要领导."""
_COUNTED = ("电话催办", "电话催收", "催办", "告诫", "退回")

Fact = tuple[Literal["曝光参考", "追责参考"], str, str]
"""What it is for, the unit, the facts in one sentence."""


def facts_of(desk: Desk, judgement: Judgement, roll: Roll) -> Iterator[Fact]:
    """曝光参考: units that are overdue with 重点工作 or a 主要领导批示件, and have been chased; 追责参考: units that have been
    admonished, chased in writing and still silent, or sent back more than once. Who has answered is not called overdue.
    """
    events = [event for event in desk.events_of(judgement.item) if event.when <= desk.today]
    for party, own in parts_of(judgement, roll):
        about = [event for event in events if not event.unit or party.name in roll.names_in(event.unit)]
        counts = Counter(event.step for event in about)
        late = own.light == "红" and own.current is not None and own.current.due is not None and own.current.due < desk.today
        told = _told(desk, own, about, counts, late=late)
        if late and counts["催办"] and _may_be_exposed(judgement.item):
            yield "曝光参考", party.name, f"{told}。仅列事实，是否曝光由领导决定〔八(一)〕"
        if counts["告诫"] or counts["退回"] > 1 or (late and counts["催办"]):
            yield "追责参考", party.name, f"{told}。仅列事实，不作认定，由有权机关决定〔八(三)〕"


def _told(desk: Desk, own: Judgement, events: Sequence[Event], counts: Counter[str], *, late: bool) -> str:
    due = own.current.due if own.current else None
    words = [f"现为“{own.status}”"]
    if late and due is not None:
        words.append(f"当前时限{say_day(due)}，已超期{desk.calendar.workdays_between(due, desk.today)}个工作日")
    for step in _COUNTED:
        if counts[step]:
            last = max(event.when for event in events if event.step == step)
            words.append(f"{step}{counts[step]}次（最近{say_day(last)}）")
    return "，".join(words)


def _may_be_exposed(item: Item) -> bool:
    source = source_of(item)
    return bool(why_key(item)) or (source is not None and source.name in _KEY_WORK)
