"""Who each row is: staff's own 编号 where it is unique, else the 督办编号 that the toolkit gave it, else a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from toolkit.domain.item import Item, as_text
from toolkit.domain.numbers import next_given


def with_ids(
    items: Sequence[Item], known: Iterable[str] = (), recognised: Mapping[int, str] | None = None, used: Iterable[str] = ()
) -> tuple[Item, ...]:
    """The items, each with an id and a 督办编号 (Item.key) of its own.

    A 编号 that stands once is the id; all others go by their 督办编号. Of rows that share one (a copied row), the first
    keeps it. A new item's 督办编号 is its 编号 where nobody else has that, else the next free DB-0001.
    known: names met elsewhere (events), which are not given to another item; used: 督办编号 of items that are gone.
    recognised: where earlier passes are remembered, index -> the 督办编号 that belongs to a row in place of the one beside
    it ("": none yet). Without that memory a 督办编号 that is another row's 编号 is not believed.
    """
    texts = [item.text("编号") for item in items]
    typed = Counter(texts)
    keys = _carried(items, texts, typed, recognised)
    gone = frozenset(used)
    taken = set(keys.values())
    for index, text in enumerate(texts):
        if index not in keys and text and typed[text] == 1 and text not in taken and text not in gone:
            keys[index] = text
            taken.add(text)
    following = next_given((*taken, *texts, *gone, *known))
    for index in range(len(items)):
        if index not in keys:
            keys[index] = f"DB-{following:04d}"
            following += 1
    by_key = _by_key(texts, typed, keys)
    result = []
    for index, item in enumerate(items):
        key = keys[index]
        name = key if index in by_key else texts[index]
        number = "" if (as_text(item.own.get("督办编号")) or name) == key else key
        same = item.id == name and item.number == number
        result.append(item if same else replace(item, id=name, number=number))
    return tuple(result)


def _carried(
    items: Sequence[Item], texts: Sequence[str], typed: Mapping[str, int], recognised: Mapping[int, str] | None
) -> dict[int, str]:
    """Index -> the 督办编号 that a row has already; each once."""
    keys: dict[int, str] = {}
    taken: set[str] = set()
    for index, item in enumerate(items):
        key = as_text(item.own.get("督办编号"))
        if recognised is not None:
            key = recognised.get(index, key)
        elif typed.get(key) == 1 and texts[index] != key:
            continue
        if key and key not in taken:
            keys[index] = key
            taken.add(key)
    return keys


def _by_key(texts: Sequence[str], typed: Mapping[str, int], keys: Mapping[int, str]) -> set[int]:
    """The rows that go by their 督办编号: those without a 编号 of their own, and those whose 编号 is by what such a row goes."""
    found = {index for index, text in enumerate(texts) if not text or typed[text] > 1}
    fresh = found
    while fresh:
        names = {keys[index] for index in fresh}
        fresh = {index for index, text in enumerate(texts) if index not in found and text in names and keys[index] != text}
        found = found | fresh
    return found
