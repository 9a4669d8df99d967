"""The items as they were last seen, in pages of some hundred rows: a page that has not changed is known by its digest alone."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from toolkit.domain.item import Item, as_text
from toolkit.domain.memory.records import Record, plain, seen
from toolkit.journal.database import Database

PAGE = 500
"""Rows a page: small enough that one changed row costs little, large enough that 100,000 rows are few pages."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, default=as_text, check_circular=False)
_PAGES = "SELECT page, sheet, keys, digest FROM snapshots WHERE ledger_id = ? ORDER BY page"
_CONTENT = "SELECT content FROM snapshots WHERE ledger_id = ? AND page = ?"


@dataclass(frozen=True, slots=True)
class Page:
    """Some items of one sheet by their 督办编号. intact: every one of them stands there as it was last seen."""

    number: int
    sheet: str
    keys: Sequence[str]
    intact: bool


class Snapshots(Database):
    """What a ledger looked like after the last pass that wrote; see Database for what can go wrong."""

    def pages(self, ledger_id: str, items: Mapping[str, Item]) -> list[Page]:
        """The pages of a ledger, compared with its items by the 督办编号 beside them; [] where nothing is remembered."""
        found = []
        with self.explained():
            for number, sheet, keys, digest in self.db.execute(_PAGES, (ledger_id,)):
                names: list[str] = json.loads(keys)
                now = [item for name in names if (item := items.get(name)) is not None and item.sheet == sheet]
                found.append(Page(number, sheet, names, len(now) == len(names) and _digest(_encoded(now)) == digest))
        return found

    def records(self, ledger_id: str, pages: Iterable[Page]) -> Iterator[Record]:
        """The items of some pages as they were last seen."""
        for page in pages:
            with self.explained():
                [content] = self.db.execute(_CONTENT, (ledger_id, page.number)).fetchone()
            cells = json.loads(zlib.decompress(content))
            for key, each in zip(page.keys, cells, strict=True):
                yield Record(key, page.sheet, plain(each))

    def keep(self, ledger_id: str, pages: Sequence[Page], items: Mapping[str, Item]) -> None:
        """Brings the pages up to date. pages: as compared before; items: all that stand in the ledger now, by 督办编号."""
        fresh = dict(items)
        written: dict[int, list[Item]] = {}
        room: dict[str, tuple[int, list[Item]]] = {}
        for page in pages:
            there = [key for key in page.keys if key in fresh and fresh[key].sheet == page.sheet]
            stay = [fresh.pop(key) for key in there]
            if not page.intact or len(stay) < len(page.keys):
                written[page.number] = stay
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
                written[number if not start else following] = listed[start : start + PAGE]
                following += start > 0 or number == following
        with self.together():
            for number, listed in written.items():
                self._write(ledger_id, number, listed)

    def _write(self, ledger_id: str, number: int, items: Sequence[Item]) -> None:
        self.db.execute("DELETE FROM snapshots WHERE ledger_id = ? AND page = ?", (ledger_id, number))
        if items:
            content = _encoded(items)
            keys = json.dumps([item.key for item in items], ensure_ascii=False)
            row = (ledger_id, number, items[0].sheet, keys, _digest(content), zlib.compress(content, 1))
            self.db.execute("INSERT INTO snapshots VALUES (?, ?, ?, ?, ?, ?)", row)

    def gone(self, ledger_id: str) -> list[Record]:
        """Items that stand in the ledger no more, in the order in which they were missed."""
        query = "SELECT key, sheet, cells, seen FROM gone WHERE ledger_id = ? ORDER BY rowid"
        with self.explained():
            rows = self.db.execute(query, (ledger_id,)).fetchall()
        return [Record(key, sheet, json.loads(cells), date.fromisoformat(day)) for key, sheet, cells, day in rows]

    def put_gone(self, ledger_id: str, gone: Sequence[Record]) -> None:
        """All items that stand in the ledger no more, in place of those known before."""
        rows = [
            (ledger_id, each.key, each.sheet, json.dumps(dict(each.fields), ensure_ascii=False), str(each.gone)) for each in gone
        ]
        with self.together():
            self.db.execute("DELETE FROM gone WHERE ledger_id = ?", (ledger_id,))
            self.db.executemany("INSERT INTO gone VALUES (?, ?, ?, ?, ?)", rows)


def _encoded(items: Iterable[Item]) -> bytes:
    return _ENCODER.encode([seen(item) for item in items]).encode("utf-8", "surrogatepass")


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()
