"""Who has a part in an item (承办): its unit cells read, classes expanded, names looked up in the 单位通讯录."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from toolkit.domain.item import Item, Raw, Role
from toolkit.domain.units.unitbook import Contact, UnitBook
from toolkit.domain.units.unitnames import Unit
from toolkit.domain.units.unittext import Units, read_units

UNIT_FIELDS = ("牵头单位", "配合单位")


@dataclass(frozen=True, slots=True)
class Party:
    """One unit of an item: its name as the 单位通讯录 has it (as typed where it is unknown), and its row there."""

    name: str
    contact: Contact | None


def unit_cells(items: Iterable[Item]) -> Iterator[tuple[Item, str, int]]:
    """One (item, field, times) for each distinct text of a unit column of a sheet: the first item that has it, and how many do."""
    found: dict[tuple[str, str, Raw], list[Item]] = {}
    for item in items:
        for field in UNIT_FIELDS:
            text = item.cells.get(field)
            if text is not None:
                found.setdefault((item.sheet, field, text), []).append(item)
    return ((items[0], field, len(items)) for (_, field, _), items in found.items())


class Roll:
    """Reads the units of many items against one 单位通讯录; every distinct cell text is read once.

    first_leads: where no lead is named, the unit listed first leads (a setting); on: the day on which names must be valid.
    """

    def __init__(self, book: UnitBook, first_leads: bool = True, on: date | None = None) -> None:
        self._book, self._first_leads, self._on = book, first_leads, on
        self._parties: dict[tuple[Unit, ...], tuple[Party, ...]] = {}
        self._names: dict[str, frozenset[str]] = {}

    def units(self, item: Item) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
        """(lead, support) as typed, from 牵头单位 and 配合单位 together.

        Where supports have a column of their own, units listed in the other one without a role are joint leads.
        """
        first = self.named(item, "牵头单位")
        if not item.has("配合单位"):
            return first.lead, first.support
        support = dict.fromkeys((*first.support, *self.named(item, "配合单位").everyone))
        return first.lead, tuple(unit for unit in support if unit not in first.lead)

    def named(self, item: Item, field: str) -> Units:
        """What one unit column of an item names; every distinct text is read once."""
        return read_units(item.text(field), self._book, self._first_leads and not item.has("配合单位"))

    def lead(self, item: Item) -> tuple[Party, ...]:
        """The units that answer for the item; all its units where none of them leads."""
        return self._expanded(self.named(item, "牵头单位").lead or self.units(item)[1])

    def all(self, item: Item) -> tuple[Party, ...]:
        """Every unit of the item, leads first, each once."""
        lead, support = self.units(item)
        return self._expanded(lead + support)

    def roles(self, item: Item) -> dict[Party, Role]:
        """Every unit of the item with its role, leads first; 责任 is who stands as 责任单位 beside a lead."""
        lead, listed = self.lead(item), self._expanded(self.named(item, "牵头单位").listed)
        return {
            party: "牵头" if party in lead else "责任" if party in listed else "配合"
            for party in dict.fromkeys((*lead, *self.all(item)))
        }

    def names_in(self, text: str) -> frozenset[str]:
        """The units that the 单位 of an event names, by their present names; classes are expanded."""
        found = self._names.get(text)
        if found is None:
            units = read_units(text, self._book, False).everyone
            found = self._names[text] = frozenset(party.name for party in self._expanded(units))
        return found

    def party(self, name: str) -> Party:
        """One name looked up."""
        contact = self._book.find(name, self._on)
        return Party(contact.name if contact else name, contact)

    def _expanded(self, units: tuple[Unit, ...]) -> tuple[Party, ...]:
        found = self._parties.get(units)
        if found is None:
            names = [name for unit in units for name in (self._book.expand(unit) or (unit.name,))]
            found = self._parties[units] = tuple({party.name: party for party in map(self.party, names)}.values())
        return found
