"""An item as it was last seen, what people have changed since, and what the desk knows of that (变更留痕)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from toolkit.domain.item import Item, Raw, as_text

ChangeKind = Literal["新增", "修改", "改号", "消失", "恢复", "移表"]
"""A row came, a cell was changed, an item gave up the 编号 that was its own, a row is gone, came back, or stands in another sheet."""


@dataclass(frozen=True, slots=True)
class Record:
    """An item as it was last seen. key: its 督办编号; fields: canonical field name -> text, empty ones left out;
    gone: the day on which it was first missed, None while it stands in the ledger; shared: its 编号 stood at another item too;
    place: where its matter was found when it was missed (a sheet that is no ledger), "" where it was not."""

    key: str
    sheet: str
    fields: Mapping[str, str]
    gone: date | None = None
    shared: bool = False
    place: str = ""

    @property
    def name(self) -> str:
        """What staff call it: its 编号, else its 督办编号."""
        return self.fields.get("编号") or self.key


@dataclass(frozen=True, slots=True)
class Change:
    """What people did to one item between two passes. seen: the day of the pass that noticed; who did it is not known.

    name: the 编号 (or 督办编号) at that time; field: canonical name for 修改 and 改号, "" else; before, after: texts, sheet names for 移表.
    """

    seen: date
    key: str
    name: str
    kind: ChangeKind
    field: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class FormerName:
    """A 编号 that an item once bore: its 督办编号, and the day from which the name is free."""

    name: str
    key: str
    until: date


@dataclass(frozen=True, slots=True)
class PutRight:
    """A row beside which another item's own cells stood: where it stands, the 督办编号 found there, its own."""

    sheet: str
    row: int
    found: str
    key: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What one pass knows from the passes before it.

    changes: noticed by this pass; gone: items that stand in the ledger no more, also of earlier passes;
    former: names that items bore before; put_right: rows whose own cells had been left behind.
    """

    changes: tuple[Change, ...] = ()
    gone: tuple[Record, ...] = ()
    former: tuple[FormerName, ...] = ()
    put_right: tuple[PutRight, ...] = ()

    def of_kind(self, *kinds: ChangeKind) -> list[Change]:
        """The changes of these kinds, in order."""
        return [change for change in self.changes if change.kind in kinds]


def seen(item: Item) -> Mapping[str, Raw]:
    """The staff cells of an item as they are remembered; the lines of a block's 时间节点 together."""
    if item.last_row == item.row:
        return item.cells
    cells = {name: raw for name, raw in item.cells.items() if raw is not None}
    if item.nodes:
        cells["时间节点"] = "\n".join(as_text(node.raw) for node in item.nodes)
    return cells


def plain(cells: Mapping[str, Raw]) -> dict[str, str]:
    """Cells as texts, empty ones left out, so that a date and its text, 3 and 3.0 are the same."""
    return {name: text for name, raw in cells.items() if (text := raw if type(raw) is str else as_text(raw))}


def differences(record: Record, item: Item, today: date, sheets: frozenset[str]) -> Iterator[Change]:
    """What has become of an item since it was recorded. sheets: the ledger sheets that there are (a renamed one is no move)."""
    now = plain(seen(item))
    name = now.get("编号") or item.key
    if record.gone is not None:
        yield Change(today, record.key, name, "恢复", after=item.sheet)
    elif record.sheet != item.sheet and record.sheet in sheets:
        yield Change(today, record.key, name, "移表", before=record.sheet, after=item.sheet)
    for field in dict.fromkeys((*record.fields, *now)):
        before, after = record.fields.get(field, ""), now.get(field, "")
        if before != after and (field in item.columns or not item.columns):
            yield Change(today, record.key, name, "修改", field, before, after)
