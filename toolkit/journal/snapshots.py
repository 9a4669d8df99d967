"""The items as they were last seen, in pages of some hundred rows: a page that has not changed is known by its digest alone."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b

from toolkit.domain.item import Item, as_text
from toolkit.domain.memory.records import Record, plain, seen
from toolkit.journal.database import Database

PAGE = 100
"""Rows a page: few enough that one changed row costs little, enough that 100,000 rows are no more than 1,000 pages."""

_LINE = "\n"
"""Parts cells and rows: inside of a JSON text a line break is always written as an escape."""
_ENCODER = json.JSONEncoder(ensure_ascii=False, default=as_text, check_circular=False, separators=(_LINE, ":"))
_PAGES = "SELECT page, sheet, keys, digest FROM snapshots WHERE ledger_id = ? ORDER BY page"
_DROP = "DELETE FROM snapshots WHERE ledger_id = ? AND page = ?"
_PUT = "INSERT INTO snapshots VALUES (?, ?, ?, ?, ?, ?)"
_CONTENT = "SELECT content FROM snapshots WHERE ledger_id = ? AND page = ?"


PageRow = tuple[str, str, bytes, bytes]
"""A page as the journal holds it: sheet, keys, digest, content."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some items of one sheet by their 督办编号. changed: those that do not stand there as they were last seen."""

    number: int
    sheet: str
    keys: Sequence[str]
    changed: frozenset[str] = frozenset()


class Snapshots(Database):
    """What a ledger looked like after the last pass that wrote; see Database for what can go wrong."""

    def pages(self, ledger_id: str, items: Mapping[str, Item]) -> list[Page]:
        """The pages of a ledger, compared with its items by the 督办编号 beside them; [] where nothing is remembered."""
        with self.explained():
            rows = self.db.execute(_PAGES, (ledger_id,)).fetchall()
        return [
            self._compared(ledger_id, Page(page, sheet, json.loads(keys)), digest, items) for page, sheet, keys, digest in rows
        ]

    def _compared(self, ledger_id: str, page: Page, digest: bytes, items: Mapping[str, Item]) -> Page:
        now = {key: item for key in page.keys if (item := items.get(key)) is not None and item.sheet == page.sheet}
        text = _encoded(now.values())
        if len(now) == len(page.keys) and _digest(text) == digest:
            return page
        lines = dict(zip(now, _lines(text), strict=True)) if now else {}
        then = zip(page.keys, _lines(self._content(ledger_id, page)), strict=True)
        return replace(page, changed=frozenset(key for key, line in then if lines.get(key) != line))

    def _content(self, ledger_id: str, page: Page) -> str:
        with self.explained():
            [content] = self.db.execute(_CONTENT, (ledger_id, page.number)).fetchone()
        return zlib.decompress(content).decode("utf-8", "surrogatepass")

    def records(self, ledger_id: str, pages: Iterable[Page]) -> Iterator[Record]:
        """The items that have changed, as they were last seen."""
        for page in pages:
            if page.changed:
                for key, line in zip(page.keys, _lines(self._content(ledger_id, page)), strict=True):
                    if key in page.changed:
                        yield Record(key, page.sheet, plain(json.loads("{" + line.replace(_LINE, ",") + "}")))

    def keep(self, ledger_id: str, pages: Mapping[int, PageRow | None]) -> None:
        """Writes pages anew (see rewritten)."""
        with self.together():
            self.db.executemany(_DROP, [(ledger_id, number) for number in pages])
            self.db.executemany(_PUT, [(ledger_id, number, *row) for number, row in pages.items() if row is not None])

    def gone(self, ledger_id: str) -> list[Record]:
        """Items that stand in the ledger no more, in the order in which they were missed."""
        query = "SELECT key, sheet, cells, seen, shared, place FROM gone WHERE ledger_id = ? ORDER BY rowid"
        with self.explained():
            rows = self.db.execute(query, (ledger_id,)).fetchall()
        return [
            Record(key, sheet, json.loads(cells), date.fromisoformat(day), bool(shared), place)
            for key, sheet, cells, day, shared, place in rows
        ]

    def put_gone(self, ledger_id: str, gone: Sequence[Record]) -> None:
        """All items that stand in the ledger no more, in place of those known before."""
        rows = [
            (
                ledger_id,
                each.key,
                each.sheet,
                json.dumps(dict(each.fields), ensure_ascii=False),
                str(each.gone),
                each.shared,
                each.place,
            )
            for each in gone
        ]
        with self.together():
            self.db.execute("DELETE FROM gone WHERE ledger_id = ?", (ledger_id,))
            self.db.executemany("INSERT INTO gone VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def rewritten(pages: Sequence[Page], items: Mapping[str, Item]) -> dict[int, PageRow | None]:
    """The pages that have to be written so that they hold what stands in the ledger now; None for one that goes.

    pages: as compared before; items: all that stand in the ledger, by 督办编号.
    """
    fresh = dict(items)
    made: dict[int, list[Item]] = {}
    room: dict[str, tuple[int, list[Item]]] = {}
    for page in pages:
        there = [key for key in page.keys if key in fresh and fresh[key].sheet == page.sheet]
        stay = [fresh.pop(key) for key in there]
        if page.changed or len(stay) < len(page.keys):
            made[page.number] = stay
        if len(stay) < PAGE:
            room[page.sheet] = page.number, stay
    waiting: dict[str, list[Item]] = {}
    for item in fresh.values():
        waiting.setdefault(item.sheet, []).append(item)
    following = max((page.number for page in pages), default=0) + 1
    for sheet, new in waiting.items():
        number, listed = room.get(sheet, (following, []))
        listed = listed + new
        for start in range(0, len(listed), PAGE):
            made[number if not start else following] = listed[start : start + PAGE]
            following += start > 0 or number == following
    return {number: _row(listed) if listed else None for number, listed in made.items()}


def _row(items: Sequence[Item]) -> PageRow:
    text = _encoded(items)
    keys = json.dumps([item.key for item in items], ensure_ascii=False)
    return items[0].sheet, keys, _digest(text), zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def _encoded(items: Iterable[Item]) -> str:
    """The cells of items as JSON, rows and cells parted by line breaks."""
    return _ENCODER.encode([seen(item) for item in items])


def _lines(text: str) -> list[str]:
    """What _encoded wrote, row by row, without the braces."""
    return text[2:-2].split("}" + _LINE + "{")


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
