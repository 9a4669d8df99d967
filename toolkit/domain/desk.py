"""The desk as a check sees it: everything that is known today, in one frozen value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.item import Event, Item, Judgement, Raw
from toolkit.domain.limits.limits import Limit
from toolkit.domain.settings import Settings
from toolkit.domain.units.unitbook import UnitBook

Rows = Sequence[tuple[int, Mapping[str, Raw]]]
"""Rows of an own sheet: (worksheet row, {column name: cell})."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Items with their events and judgements (both by Item.id), and what the office has set.

    rules: rows of the 规则 sheet; plan: rows of the 督查计划 sheet; intake: rows of 收文登记; today: the day for which all of it was judged.
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
    intake: Rows = ()

    def events_of(self, item: Item) -> tuple[Event, ...]:
        """What happened to an item, in order of time; () where nothing is recorded."""
        return self.events.get(item.id, ())

    def judgement_of(self, item: Item) -> Judgement | None:
        """What was judged of an item; None where it was not judged."""
        return self.judgements.get(item.id)
