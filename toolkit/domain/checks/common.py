"""What every rule needs: quoting a cell, reading a date cell, and a finding at an item's field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from toolkit.domain.desk import Desk
from toolkit.domain.item import Event, Finding, Item, Level, Raw, Status
from toolkit.domain.reading.celldate import say
from toolkit.domain.reading.datetext import Reading, read_raw
from toolkit.domain.sheets import EVENTS

OVER: frozenset[Status] = frozenset({"已销号", "中止"})
CLOSED: frozenset[Status] = OVER | {"待销号"}


def blank(raw: Raw) -> bool:
    """Whether a cell holds nothing but spaces."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


_INNER = str.maketrans("“”", "‘’")


def quote(raw: Raw) -> str:
    """A cell in Chinese quotation marks on one line, cut at 40 characters."""
    return f"“{say(raw).translate(_INNER)}”"


_QUOTED_FIRST = re.compile(r"^“[^”]*”的?\s*[:：，,]?\s*")


def question_of(reading: Reading) -> str:
    """What to ask about an unclear text, without the quotation it may begin with; it always says what to do."""
    question = _QUOTED_FIRST.sub("", reading.question).rstrip("。；; ") or "看不出是哪一天"
    return question if "请" in question else f"{question}，请写明确切日期"


def at(item: Item, field: str, rule: str, level: Level, message: str, count: int = 1) -> Finding:
    """A finding at one field of an item, with the cell as its value."""
    return Finding(item.sheet, item.row, item.place(field), field, rule, level, message, item.text(field), count, item.id)


def at_event(event: Event, field: str, rule: str, level: Level, message: str, value: str) -> Finding:
    """A finding at one column of an event's row of 过程记录."""
    letter = chr(ord("A") + EVENTS.headers().index(field))
    return Finding(EVENTS.name, event.row, letter, field, rule, level, message, value, 1, event.item)


@lru_cache(maxsize=65536, typed=True)
def reading_of(raw: Raw, anchor: date) -> Reading:
    """What a cell says about time, without any calendar: kind, written-out dates and the question to ask are the same."""
    return read_raw(raw, anchor, None)


def status_of(desk: Desk, item: Item) -> Status | None:
    """The derived status, None for an item that was not judged."""
    judgement = desk.judgement_of(item)
    return judgement.status if judgement else None


def recorded_items(desk: Desk) -> Iterator[tuple[Item, tuple[Event, ...]]]:
    """Each item of which something is recorded, with its events in order of day and row; in ledger order."""
    if desk.events:
        for item in desk.items:
            if events := desk.events.get(item.id):
                yield item, events


def sheets_of(desk: Desk) -> Iterator[list[Item]]:
    """Items grouped by ledger sheet, in ledger order: all of a group share their columns."""
    groups: dict[str, list[Item]] = {}
    for item in desk.items:
        groups.setdefault(item.sheet, []).append(item)
    yield from groups.values()
