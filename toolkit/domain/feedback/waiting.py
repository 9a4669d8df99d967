"""Answers that have come in and that nobody has looked at yet: their units are left in peace meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.domain.course.apart import joined, listed
from toolkit.domain.course.assignment import RUNNING, answers_apart, of_leads
from toolkit.domain.desk import Desk
from toolkit.domain.item import Event, Judgement
from toolkit.domain.papers.proposals import Proposal
from toolkit.domain.units.assignees import Roll

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


def stopping(waiting: Waiting, desk: Desk) -> Waiting:
    """Of the answers those that stop a clock once a person takes them: under 牵头汇总 not those of units that only support, whose
    lead is as late as before."""
    if not waiting:
        return waiting
    roll, items = Roll(desk.units, desk.settings.first_leads, desk.today), {item.id: item for item in desk.items}
    return {
        (name, unit)
        for name, unit in waiting
        if (item := items.get(name))
        and (answers_apart(item, desk.settings) or of_leads(item, [Event(desk.today, name, unit, "反馈")], roll))
    }


def not_called(found: Iterable[Proposal], judgements: Mapping[str, Judgement], waiting: Waiting) -> list[Proposal]:
    """The proposals of a day without 电话催收 of units whose answer waits for a person. judgements: by item id."""
    items = {item for item, _ in waiting}

    def answered(each: Proposal) -> bool:
        return each.item in items and (not judgements[each.item].parts or (each.item, each.unit) in waiting)

    return [each for each in found if each.kind != "电话催收" or not answered(each)]


def as_answered(judgements: Iterable[Judgement], waiting: Waiting) -> list[Judgement]:
    """The judgements as papers and lists tell them: who has answered is 待审核 and late with nothing, whatever the ledger's light
    says until a person decides. waiting: those of `stopping`."""
    units = _units_of(waiting)
    return [_heard(each, units[each.item.id]) if each.item.id in units else each for each in judgements]


def with_letters(judgements: Iterable[Judgement], waiting: Waiting) -> list[Judgement]:
    """The judgements with a word beside the light (提示) that an answer has come: whoever sees a red light picks up the telephone."""
    units = _units_of(waiting)
    return [
        replace(each, hint=";".join(filter(None, (_says(units[each.item.id]), each.hint))))
        if each.item.id in units and each.status in RUNNING
        else each
        for each in judgements
    ]


def _units_of(waiting: Waiting) -> Mapping[str, Sequence[str]]:
    """Item id -> the units whose answers about it wait."""
    units: dict[str, list[str]] = {}
    for item, unit in sorted(waiting):
        units.setdefault(item, []).append(unit)
    return units


def _says(units: Sequence[str]) -> str:
    return f"{listed(units)}已来信反馈,请采纳或退回"


def _heard(judgement: Judgement, units: Sequence[str]) -> Judgement:
    if judgement.status not in RUNNING:
        return judgement
    if judgement.parts:
        parts = [
            replace(part, judgement=_heard(part.judgement, units)) if part.unit in units else part for part in judgement.parts
        ]
        return joined(parts)
    return replace(judgement, status="待审核", light="无", current=None, days_left=None, reason="", hint=_says(units))


def unread(judgements: Iterable[Judgement], waiting: Waiting) -> list[str]:
    """A sentence for each of these items whose unit has answered by mail while nobody has decided yet."""
    shown = {judgement.item.id: None for judgement in judgements}
    return [
        f"{item}有{unit}的来信待审，请先采纳或退回（见 duban feedback list）" for item, unit in sorted(waiting) if item in shown
    ]
