"""重复: the same matter given to the same unit twice; reported at the later row 〔五(一)〕."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from toolkit.domain.checks.common import at, quote, status_of
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, Item
from toolkit.domain.units.assignees import Roll

RULE = "重复"
_MARKS = re.compile(r"[\W_]+")


def check(desk: Desk) -> Iterator[Finding]:
    """Same text after normalising (width, spaces, punctuation) and the same leads; items 中止 (撤销, 并案, 转办) are dealt with."""
    firsts: dict[str, Item] = {}
    groups: dict[str, list[Item]] = {}
    for item in desk.items:
        matter = plain(item.text("督查事项"))
        first = firsts.setdefault(matter, item)
        if first is not item and matter:
            groups.setdefault(matter, [first]).append(item)
    roll = Roll(desk.units, desk.settings.first_leads)
    for items in groups.values():
        yield from _same_unit(desk, roll, items)


def _same_unit(desk: Desk, roll: Roll, items: list[Item]) -> Iterator[Finding]:
    seen: dict[frozenset[str], Item] = {}
    for item in items:
        if status_of(desk, item) == "中止":
            continue
        key = frozenset(party.name for party in roll.lead(item))
        first = seen.setdefault(key, item)
        if first is item or _related(first.id, item.id):
            continue
        where = f"第{first.row}行" if first.sheet == item.sheet else f"“{first.sheet}”表第{first.row}行"
        number = f"（编号{first.id}）" if first.id else ""
        matter = quote(item.raw("督查事项"))
        message = f"{matter}与{where}{number}重复，事项和承办单位相同；请核对，重复立项的请删除一行或记“并案”"
        yield at(item, "督查事项", RULE, "warning", message)


def _related(one: str, other: str) -> bool:
    """Parent and child: X and X.1 may share their text."""
    return bool(one and other) and (other.startswith(one + ".") or one.startswith(other + "."))


def plain(text: str) -> str:
    """A text without width differences, spaces and punctuation."""
    text = _MARKS.sub("", text)
    return text if unicodedata.is_normalized("NFKC", text) else _MARKS.sub("", unicodedata.normalize("NFKC", text))
