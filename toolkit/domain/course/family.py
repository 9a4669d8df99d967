"""Parents and children among items: X is split into X.1, X.2 〔五(一) 分解立项〕."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.domain.item import Item


def parent_id(number: str) -> str:
    """The id of which this would be a sub-item, "" where it is none: "2026-007.2" -> "2026-007"."""
    parent, dot, last = number.rpartition(".")
    return parent if dot and last.isdecimal() else ""


def children_of(items: Iterable[Item]) -> list[tuple[Item, tuple[Item, ...]]]:
    """Each item that has sub-items, with them, in the order of the ledger."""
    listed = list(items)
    families: dict[str, list[Item]] = {}
    for item in listed:
        if "." in item.id and (parent := parent_id(item.id)):
            families.setdefault(parent, []).append(item)
    return [(item, tuple(families[item.id])) for item in listed if item.id in families] if families else []
