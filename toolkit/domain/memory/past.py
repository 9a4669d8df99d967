"""The ledger as it stood on a past day: what people changed since is taken back, what is gone since is there again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from toolkit.domain.item import Item, Raw
from toolkit.domain.memory.records import Change, Record


def as_of(items: Sequence[Item], changes: Iterable[Change], gone: Iterable[Record]) -> tuple[Item, ...]:
    """The items before these changes, in the order of the ledger, those that are gone now at the end.

    items: as they stand now; changes: all that was noticed after the day, oldest first; gone: items that stand there no more.
    Cells that are taken back are texts, as they are remembered.
    """
    there: dict[str, Item] = {item.key: item for item in items}
    lost = {record.key: record for record in gone}
    columns = {item.sheet: item.columns for item in items}
    present = dict.fromkeys(there, True)
    cells: dict[str, dict[str, Raw]] = {}
    for change in reversed(list(changes)):
        if change.kind in ("新增", "恢复"):
            present[change.key] = False
        elif change.kind == "消失" and (change.key in there or change.key in lost):
            present[change.key] = True
        elif change.kind in ("修改", "改号") and change.field:
            cells.setdefault(change.key, {})[change.field] = change.before or None
    back = (
        Item(record.name, record.sheet, 0, 0, dict(record.fields), columns.get(record.sheet, {}), own={"督办编号": record.key})
        for record in lost.values()
        if record.key not in there
    )
    return tuple(_before(item, cells.get(item.key, {})) for item in (*there.values(), *back) if present.get(item.key, False))


def _before(item: Item, changed: dict[str, Raw]) -> Item:
    return replace(item, cells={**item.cells, **changed}) if changed else item


def watched(first: date | None, day: date) -> bool:
    """Whether the ledger was watched on a day already; first: when a change was noticed first."""
    return first is not None and first <= day
