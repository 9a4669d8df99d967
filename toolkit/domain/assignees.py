"""Who has a part in an item (承办): its unit cells read, classes expanded, names looked up in the 单位通讯录."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from toolkit.domain.item import Item, Raw
from toolkit.domain.unitbook import Contact, UnitBook
from toolkit.domain.unittext import Unit, read_units


@dataclass(frozen=True, slots=True)
class Party:
    """One unit of an item: its name as the 单位通讯录 has it (as typed where it is unknown), and its row there."""

    name: str
    contact: Contact | None


def unit_cells(items: Iterable[Item]) -> Iterator[tuple[Item, int]]:
    """One item for each distinct pair of unit cells of a sheet, the first that has it, and how many items share them."""
    found: dict[tuple[str, Raw, Raw], list[Item]] = {}
    for item in items:
        cells = item.cells
        found.setdefault((item.sheet, cells.get("牵头单位"), cells.get("配合单位")), []).append(item)
    return ((items[0], len(items)) for items in found.values())


class Roll:
    """Reads the units of many items against one 单位通讯录; every distinct cell text is read once.

    first_leads: where no lead is named, the unit listed first leads (a setting); on: the day on which names must be valid.
    """

    def __init__(self, book: UnitBook, first_leads: bool = True, on: date | None = None) -> None:
        self._book, self._first_leads, self._on = book, first_leads, on
        self._read: dict[tuple[str, str | None], tuple[tuple[Unit, ...], tuple[Unit, ...]]] = {}
        self._parties: dict[tuple[Unit, ...], tuple[Party, ...]] = {}

    def units(self, item: Item) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
        """(lead, support) as typed, from 牵头单位 and 配合单位 together.

        Where supports have a column of their own, units listed in the other one without a role are joint leads.
        """
        key = (item.text("牵头单位"), item.text("配合单位") if item.has("配合单位") else None)
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = self._units(*key)
        return found

    def lead(self, item: Item) -> tuple[Party, ...]:
        """The units that answer for the item; all its units where none of them leads."""
        lead, support = self.units(item)
        return self._expanded(lead or support)

    def all(self, item: Item) -> tuple[Party, ...]:
        """Every unit of the item, leads first, each once."""
        lead, support = self.units(item)
        return self._expanded(lead + support)

    def party(self, name: str) -> Party:
        """One name looked up."""
        contact = self._book.find(name, self._on)
        return Party(contact.name if contact else name, contact)

    def _units(self, leads: str, supports: str | None) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
        if supports is None:
            units = read_units(leads, self._book, self._first_leads)
            return units.lead, units.support
        first, second = read_units(leads, self._book, False), read_units(supports, self._book, False)
        support = dict.fromkeys((*first.support, *second.everyone))
        return first.lead, tuple(unit for unit in support if unit not in first.lead)

    def _expanded(self, units: tuple[Unit, ...]) -> tuple[Party, ...]:
        found = self._parties.get(units)
        if found is None:
            names = [name for unit in units for name in (self._book.expand(unit) or (unit.name,))]
            found = self._parties[units] = tuple({party.name: party for party in map(self.party, names)}.values())
        return found
