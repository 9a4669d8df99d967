"""Answers that have come in and that nobody has looked at yet: their units are left in peace meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from toolkit.domain.item import Judgement

Waiting = Collection[tuple[str, str]]
"""(item id, unit) of answers that wait for a person."""


def not_answered(judgements: Iterable[Judgement], waiting: Waiting) -> Iterator[Judgement]:
    """The judgements of whom the office may still chase: without items, or parts of items, whose answer waits for a person.

    Chasing a unit that has answered is worse than a day's silence; once a person decides, accept or reject say how it goes on.
    """
    if not waiting:
        yield from judgements
        return
    items = {item for item, _ in waiting}
    for judgement in judgements:
        if judgement.item.id not in items:
            yield judgement
        elif judgement.parts:
            parts = tuple(part for part in judgement.parts if (judgement.item.id, part.unit) not in waiting)
            if parts:
                yield replace(judgement, parts=parts)
