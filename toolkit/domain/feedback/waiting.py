"""Answers that have come in and that nobody has looked at yet: their units are left in peace meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from toolkit.domain.item import Judgement
from toolkit.domain.papers.proposals import Proposal

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


def not_called(found: Iterable[Proposal], judgements: Mapping[str, Judgement], waiting: Waiting) -> list[Proposal]:
    """The proposals of a day without 电话催收 of units whose answer waits for a person. judgements: by item id."""
    items = {item for item, _ in waiting}

    def answered(each: Proposal) -> bool:
        return each.item in items and (not judgements[each.item].parts or (each.item, each.unit) in waiting)

    return [each for each in found if each.kind != "电话催收" or not answered(each)]


def unread(judgements: Iterable[Judgement], waiting: Waiting) -> list[str]:
    """A sentence for each of these items whose unit has answered by mail while nobody has decided yet."""
    shown = {judgement.item.id: None for judgement in judgements}
    return [
        f"{item}有{unit}的来信待审，请先采纳或退回（见 duban feedback list）" for item, unit in sorted(waiting) if item in shown
    ]
