"""机构改革: units that have ended while items still name them, and who carries those items on 〔三〕.

Old papers, events and texts keep the old name; the open items of a unit that has ended go to the unit whose 曾用名 it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from toolkit.domain.item import Item
from toolkit.domain.units.assignees import UNIT_FIELDS, Roll
from toolkit.domain.units.unitbook import Contact, UnitBook


@dataclass(frozen=True, slots=True)
class Move:
    """A unit that has ended, its successor (None: nobody is named), the items that name it, and the field where they do."""

    old: Contact
    successor: Contact | None
    items: tuple[Item, ...]
    field: str

    @property
    def listed(self) -> str:
        """The items' ids, the first few by name."""
        ids = [item.id for item in self.items]
        return "、".join(ids[:5]) + (f"等{len(ids)}件" if len(ids) > 5 else "")


def moves(items: Iterable[Item], book: UnitBook, roll: Roll, on: date) -> list[Move]:
    """What of these items has moved by that day, once a unit that has ended, in the order of first mention."""
    if all(contact.valid_to is None or contact.valid_to >= on for contact in book.contacts):
        return []
    ended: dict[str, Contact | None] = {}
    found: dict[str, tuple[str, dict[str, Item]]] = {}
    for item in items:
        for field in UNIT_FIELDS:
            for unit in roll.named(item, field).everyone if item.has(field) else ():
                if unit.name not in ended:
                    ended[unit.name] = book.ended(unit.name, on)
                old = ended[unit.name]
                if old is not None:
                    found.setdefault(old.name, (field, {}))[1].setdefault(item.id, item)
    contacts = {old.name: old for old in ended.values() if old}
    return [Move(contacts[name], book.find(name, on), tuple(mine.values()), field) for name, (field, mine) in found.items()]
