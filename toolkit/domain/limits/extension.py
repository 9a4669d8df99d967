"""延期 as 本室规则: asked before the date, approved with a new one. 续报 never moves 办结时限 (七(二))."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.item import Deadline, Event
from toolkit.domain.reading.datetext import read_text
from toolkit.domain.settings import Settings

_NEW = re.compile(
    r"(?:延(?:期|长|至|后|到)|顺延|推迟|改为|宽限)+\s*(?:办结)?\s*(?:至|到|为)?[:\uff1a]?\s*(?P<when>[^,\uff0c。;\uff1b、]+)"
)
_EXTENDABLE = ("办结", "反馈", "报告")
"""What an extension moves: the last 办结时限; where an item has none, the reply that is asked for."""


def extended(
    deadlines: Sequence[Deadline], events: Sequence[Event], settings: Settings, calendar: Calendar
) -> tuple[Deadline, ...]:
    """The deadlines after every approved 延期 in order; one asked for after its date changes nothing, and the basis says so.

    events: an item's events in order of day and row; the new date stands in the 内容 of the 延期 row.
    """
    result = list(deadlines)
    asked: date | None = None
    for event in events:
        if event.step == "延期申请":
            asked = event.when
        elif event.step == "延期":
            _extend(result, event, asked or event.when, settings, calendar)
            asked = None
    return tuple(result)


def new_date(event: Event, calendar: Calendar | None = None) -> date | None:
    """The date that a 延期 row grants, None where its 内容 names none or several."""
    match = _NEW.search(event.what)
    for text in (match["when"] if match else "", event.what):
        reading = read_text(text, event.when, calendar)
        if reading.kind == "date" and len(reading.dates) == 1:
            return reading.dates[0]
    return None


def _extend(deadlines: list[Deadline], event: Event, asked: date, settings: Settings, calendar: Calendar) -> None:
    place = _extendable(deadlines)
    due = new_date(event, calendar)
    if place is None or due is None:
        return
    old = deadlines[place]
    assert old.due is not None
    if asked > old.due:
        note = f"{old.basis};{asked}申请延期,已过时限,本室规则不予变更"
        deadlines[place] = replace(old, basis=note)
        return
    if due <= old.due:
        return
    told = f"{asked}申请、{event.when}批准" if asked != event.when else f"{event.when}批准"
    words = f"原时限{old.due},{told}延期→ {due},依据本室规则"
    warn_from = calendar.back(due, settings.warn_days)
    deadlines[place] = Deadline(old.kind, event.what, due, warn_from, words, label=old.label)


def last_date(deadlines: Sequence[Deadline]) -> Deadline | None:
    """The deadline that an extension would move, None where there is none."""
    place = _extendable(deadlines)
    return None if place is None else deadlines[place]


def _extendable(deadlines: Sequence[Deadline]) -> int | None:
    """Index of the deadline that an extension moves: the latest of the first kind that the item has."""
    for kind in _EXTENDABLE:
        dated = [(deadline.due, index) for index, deadline in enumerate(deadlines) if deadline.kind == kind and deadline.due]
        if dated:
            return max(dated)[1]
    return None
