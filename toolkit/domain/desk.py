"""The desk as a check sees it: everything that is known today, in one frozen value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.item import Event, Item, Judgement, Raw
from toolkit.domain.limits.limits import Limit
from toolkit.domain.memory.records import Memory
from toolkit.domain.settings import Settings
from toolkit.domain.units.unitbook import UnitBook

Rows = Sequence[tuple[int, Mapping[str, Raw]]]
"""Rows of an own sheet: (worksheet row, {column name: cell})."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Items with their events and judgements (both by Item.id), and what the office has set.

    bounced: address (lower case) -> the day on which it did not take a mail, and the other side's words;
    rules, plan, intake, register: rows of 规则, 督查计划, 收文登记 and 文书登记; memory: what earlier passes knew;
    today: the day for which all of it was judged.
    """

    items: tuple[Item, ...]
    today: date
    units: UnitBook
    calendar: Calendar
    events: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    limits: tuple[Limit, ...] = ()
    rules: Rows = ()
    plan: Rows = ()
    bounced: Mapping[str, tuple[date, str]] = field(default_factory=dict)
    intake: Rows = ()
    register: Rows = ()
    memory: Memory = field(default_factory=Memory)

    def events_of(self, item: Item) -> tuple[Event, ...]:
        """What happened to an item, in order of time; () where nothing is recorded."""
        return self.events.get(item.id, ())

    def judgement_of(self, item: Item) -> Judgement | None:
        """What was judged of an item; None where it was not judged."""
        return self.judgements.get(item.id)

    def names_of(self, item: Item) -> frozenset[str]:
        """What an item is and was called: its id, its 督办编号, the 编号 that it bore before."""
        return frozenset({item.id, item.key, *(each.name for each in self.memory.former if each.key == item.key)})
