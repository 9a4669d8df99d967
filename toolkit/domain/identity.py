"""Who each row is: staff's own 编号 where it is unique, else the 督办编号 that the toolkit gave it, else a new one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.domain.item import Item, as_text

_GIVEN = re.compile(r"DB-(\d+)")


def with_ids(items: Sequence[Item], known: Iterable[str] = ()) -> tuple[Item, ...]:
    """The items, each with an id of its own.

    A 编号 that stands once is the id. Of rows that share one (a copied row), the first that already carries it as its
    督办编号 keeps it; the others keep their own 督办编号 or get the next free DB-0001.
    known: ids met elsewhere (events, register), which are not given to another item.
    """
    typed = Counter(item.text("编号") for item in items)
    ids: dict[int, str] = {index: item.text("编号") for index, item in enumerate(items) if typed[item.text("编号")] == 1}
    ids = {index: name for index, name in ids.items() if name}
    taken = set(ids.values())
    for index, item in enumerate(items):
        mine = as_text(item.own.get("督办编号"))
        if index not in ids and mine and mine not in taken:
            ids[index] = mine
            taken.add(mine)
    used = [int(found[1]) for name in (*taken, *known) if (found := _GIVEN.fullmatch(name))]
    following = max(used, default=0)
    for index in range(len(items)):
        if index not in ids:
            following += 1
            ids[index] = f"DB-{following:04d}"
    return tuple(item if item.id == ids[index] else replace(item, id=ids[index]) for index, item in enumerate(items))
