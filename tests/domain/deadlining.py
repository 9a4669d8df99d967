"""Short ways to say deadlines in tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.domain.making import CALENDAR
from toolkit.domain.item import Deadline, Event, Item
from toolkit.domain.limits.deadlines import deadlines_of
from toolkit.domain.limits.limits import DEFAULT_LIMITS
from toolkit.domain.settings import Settings


def of(item: Item, *events: Event, replies: Sequence[date] = (), settings: Settings | None = None) -> tuple[Deadline, ...]:
    """An item's deadlines after all of its events."""
    return deadlines_of(item, events, replies, DEFAULT_LIMITS, settings or Settings(), CALENDAR, date(2030, 1, 1))


def brief(deadlines: Sequence[Deadline]) -> list[tuple[str, str]]:
    """(kind, day) of each; met ones with a tick."""
    return [(deadline.kind + ("√" if deadline.met else ""), str(deadline.due)) for deadline in deadlines]


def day(text: str) -> date:
    return date.fromisoformat(text)
