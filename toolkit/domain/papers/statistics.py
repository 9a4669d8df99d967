"""Counts for papers: by light, status, source and unit, and the 办结率 〔七(五)、八(二)〕."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from toolkit.domain.course.family import parent_id
from toolkit.domain.item import LIGHTS, STATUSES, Judgement, Light, Status
from toolkit.domain.settings import Settings
from toolkit.domain.sheets import SOURCES
from toolkit.domain.sources import source_of
from toolkit.domain.units.assignees import Roll
from toolkit.domain.units.unitbook import UnitBook

OTHER = "其他"
NO_UNIT = "未明确单位"
NO_LINE = "未明确条线"


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of items. stopped: 中止, 撤销, 并案, 转办; closed: struck off; open: all the rest, 待销号 among them."""

    total: int
    lights: Mapping[Light, int]
    statuses: Mapping[Status, int]

    def __add__(self, other: Tally) -> Tally:
        """Both together, as when several ledgers are read."""
        return Tally(
            self.total + other.total,
            {light: self.lights[light] + other.lights[light] for light in LIGHTS},
            {status: self.statuses[status] + other.statuses[status] for status in STATUSES},
        )

    @property
    def stopped(self) -> int:
        return self.statuses["中止"]

    @property
    def closed(self) -> int:
        return self.statuses["已销号"]

    @property
    def open(self) -> int:
        return self.total - self.closed - self.stopped

    @property
    def overdue(self) -> int:
        return self.lights["红"]

    @property
    def rate(self) -> float | None:
        """办结率, 0 to 1: struck off over all but the stopped ones (办结一项销号一项 〔七(一)〕); None where nothing is left to count."""
        return self.closed / (self.total - self.stopped) if self.total > self.stopped else None


def counted(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Without the parents of sub-items: X closes after X.1, X.2 and is not counted beside them."""
    listed = list(judgements)
    parents = {parent_id(judgement.item.id) for judgement in listed}
    return [judgement for judgement in listed if not judgement.item.id or judgement.item.id not in parents]


def tally(judgements: Iterable[Judgement]) -> Tally:
    """All items in one Tally; every light and status has its number, if only 0."""
    return _tally(counted(judgements))


def by_source(judgements: Iterable[Judgement]) -> dict[str, Tally]:
    """A Tally for each kind of matter that occurs, in the order of 四(一)–(八), 其他 last."""
    groups = _grouped(judgements, lambda judgement: (source.name if (source := source_of(judgement.item)) else OTHER,))
    return {name: groups[name] for name in (*SOURCES, OTHER) if name in groups}


def by_unit(judgements: Iterable[Judgement], units: UnitBook, settings: Settings) -> dict[str, Tally]:
    """A Tally for each lead unit by its present name, in order of appearance; joint leads each count the item."""
    roll = Roll(units, settings.first_leads)
    return _grouped(judgements, lambda judgement: tuple(party.name for party in roll.lead(judgement.item)) or (NO_UNIT,))


def by_line(judgements: Iterable[Judgement], units: UnitBook, settings: Settings) -> dict[str, Tally]:
    """A Tally for each line 〔三(二)〕: the 分管副秘书长 of the lead units in the 单位通讯录; an item of two lines counts in both."""
    roll = Roll(units, settings.first_leads)
    return _grouped(judgements, lambda judgement: _lines(judgement, roll))


def _lines(judgement: Judgement, roll: Roll) -> tuple[str, ...]:
    contacts = (party.contact for party in roll.lead(judgement.item))
    return tuple(dict.fromkeys(contact.deputy for contact in contacts if contact and contact.deputy)) or (NO_LINE,)


def _grouped(judgements: Iterable[Judgement], names: Callable[[Judgement], tuple[str, ...]]) -> dict[str, Tally]:
    groups: dict[str, list[Judgement]] = {}
    for judgement in counted(judgements):
        for name in names(judgement):
            groups.setdefault(name, []).append(judgement)
    return {name: _tally(group) for name, group in groups.items()}


def _tally(judgements: list[Judgement]) -> Tally:
    lights = Counter(judgement.light for judgement in judgements)
    statuses = Counter(judgement.status for judgement in judgements)
    return Tally(len(judgements), {light: lights[light] for light in LIGHTS}, {status: statuses[status] for status in STATUSES})
