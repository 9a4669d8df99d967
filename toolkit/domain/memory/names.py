"""What was told about an item under an earlier 编号, under the one that it bears now, so that a new number is no new reminder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from toolkit.domain.item import Item
from toolkit.domain.memory.records import FormerName

Topic = tuple[str, str, str]
"""Unit, item id, reason."""


def under_present_names(told: Mapping[Topic, date], items: Iterable[Item], former: Sequence[FormerName]) -> Mapping[Topic, date]:
    """told: topic -> the last day on which a mail told it. What was told of a name before it was given up goes to whoever bore
    it then; of two days for one topic the later counts."""
    if not former or not told:
        return told
    until = {each.name: each for each in former}
    present = {item.key: item.id for item in items}
    borne = frozenset(present.values())
    found: dict[Topic, date] = {}
    for (unit, name, reason), day in told.items():
        given_up = until.get(name)
        if given_up is not None and given_up.key in present and (day < given_up.until or name not in borne):
            name = present[given_up.key]
        topic = unit, name, reason
        found[topic] = max(day, found.get(topic, day))
    return found
