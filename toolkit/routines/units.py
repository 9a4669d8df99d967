"""duban units: how a cell with units is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.domain.units.unitnames import Unit
from toolkit.domain.units.unittext import Units, read_units


@dataclass(frozen=True, slots=True)
class UnitsReport:
    """Lead and supporting units in the order of the text; open where the list ends in 等部门."""

    units: Units
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        return {"lead": _plain(self.units.lead), "support": _plain(self.units.support), "open": self.units.open}


def run(text: str) -> UnitsReport:
    """Reads one units cell without an address book: names as they stand there."""
    return UnitsReport(read_units(text))


def _plain(units: Iterable[Unit]) -> list[dict[str, object]]:
    return [{"name": unit.name, "is_class": unit.is_class} for unit in units]
