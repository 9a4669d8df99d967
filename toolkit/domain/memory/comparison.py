"""What has become of the rows since the last pass: changes, who is gone, whose own cells were left behind, names given up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from toolkit.domain.item import Item
from toolkit.domain.memory.records import Change, FormerName, Memory, PutRight, Record, differences

Row = tuple[Item, str, str | None]
"""A row that is not as it was: the item, the 督办编号 that stood beside it, the one that it was recognised by."""


@dataclass(frozen=True, slots=True)
class Last:
    """What is known of the last pass. records: the items that do not stand as they stood; gone: those missed before;
    sheets: the ledger sheets that were remembered; former: names given up before."""

    records: Sequence[Record]
    gone: Sequence[Record]
    sheets: frozenset[str]
    former: Sequence[FormerName] = ()


def compared(last: Last, rows: Sequence[Row], unchanged: Sequence[Item], today: date) -> Memory:
    """rows: all that stand there now and are not as they were; unchanged: all others."""
    known = {record.key: record for record in (*last.gone, *last.records)}
    now = frozenset(item.sheet for item in (*unchanged, *(item for item, _, _ in rows)))
    changes: list[Change] = []
    put_right: list[PutRight] = []
    there: set[str] = set()
    for item, beside, key in rows:
        record = known.get(key or "")
        if record is None:
            if item.sheet in last.sheets:
                changes.append(Change(today, item.key, item.text("编号") or item.key, "新增", after=item.text("督查事项")))
            continue
        there.add(record.key)
        changes += differences(record, item, today, now)
        if beside != record.key:
            put_right.append(PutRight(item.sheet, item.row, beside, record.key))
    missed = [replace(record, gone=today) for record in last.records if record.key not in there]
    changes += [Change(today, each.key, each.name, "消失", before=each.fields.get("督查事项", "")) for each in missed]
    shared = _shared(last.records, unchanged, {c.before for c in changes if c.field == "编号"} | {each.name for each in missed})
    changes = [replace(c, kind="改号") if c.field == "编号" and c.before and c.before not in shared else c for c in changes]
    missed = [replace(each, shared=each.name in shared) for each in missed]
    left = tuple(record for record in (*last.gone, *missed) if record.key not in there)
    return Memory(tuple(changes), left, (*last.former, *_given_up(changes, left)), tuple(put_right))


def _shared(records: Sequence[Record], unchanged: Sequence[Item], names: set[str]) -> frozenset[str]:
    """Those of some names that stood at several items (copied rows): nobody's own, so that nobody gives them up."""
    if not names:
        return frozenset()
    count = Counter(name for record in records if (name := record.fields.get("编号", "")) in names)
    count.update(name for item in unchanged if (name := item.text("编号")) in names)
    return frozenset(name for name, times in count.items() if times > 1)


def _given_up(changes: Sequence[Change], gone: Sequence[Record]) -> list[FormerName]:
    names = [FormerName(change.before, change.key, change.seen) for change in changes if change.kind == "改号"]
    for each in gone:
        own = {each.key} if each.shared else {each.key, each.name}
        names += [FormerName(name, each.key, each.gone) for name in sorted(own) if each.gone is not None]
    return names
