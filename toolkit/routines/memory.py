"""The ledger's memory around a pass: what was last seen is compared before the desk is judged, and brought up to date after
the workbook was written. It lies in the workspace's journal; nothing that the secrets check stopped comes here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from toolkit.domain.identity import with_ids
from toolkit.domain.item import Item, as_text
from toolkit.domain.memory.comparison import Last, compared
from toolkit.domain.memory.recognition import recognised
from toolkit.domain.memory.records import Change, Memory, Record
from toolkit.journal.changes import Changes
from toolkit.journal.snapshots import Page, PageRow, Snapshots, rewritten

PATIENCE = 10.0
SURE = 4
"""A matter of fewer characters may stand anywhere."""
Elsewhere = Callable[[Collection[str]], Mapping[str, str]]


class Archive(Snapshots, Changes):
    """The journal as far as it remembers items."""


@dataclass(frozen=True, slots=True)
class Recall:
    """The items with their ids, and what was known of them. pages: how the snapshot compares; first: there was none."""

    items: tuple[Item, ...]
    memory: Memory = field(default_factory=Memory)
    pages: Sequence[Page] = ()
    gone_before: tuple[Record, ...] = ()


@contextmanager
def archive(path: Path) -> Iterator[Archive]:
    with Archive(path, PATIENCE) as opened:
        yield opened


def recall(
    path: Path,
    ledger_id: str,
    items: Sequence[Item],
    known: Iterable[str],
    today: date,
    elsewhere: Elsewhere = lambda _: {},
) -> Recall:
    """Who each row is, and what has become of the items since the last pass. path: the journal, which need not be there yet;
    known: names that are taken (of events, of last year); elsewhere: finds texts in sheets that are no ledgers. Writes nothing."""
    if not ledger_id or not path.exists():
        return Recall(with_ids(items, known))
    carried = [as_text(item.own.get("督办编号")) for item in items]
    first: dict[str, int] = {}
    for index, key in enumerate(carried):
        if key:
            first.setdefault(key, index)
    with archive(path) as journal:
        pages = journal.pages(ledger_id, {key: items[index] for key, index in first.items()})
        gone = journal.gone(ledger_id)
        former = journal.former_names(ledger_id)
        if not pages and not gone:
            return Recall(with_ids(items, known))
        records = list(journal.records(ledger_id, pages))
    sure = {first[key] for page in pages for key in page.keys if key not in page.changed}
    rest = [index for index in range(len(items)) if index not in sure]
    found = dict(zip(rest, recognised([items[index] for index in rest], [*records, *gone]), strict=True)) if rest else {}
    mended = {index: key for index, key in found.items() if key is not None}
    named = with_ids(items, known, mended, [record.key for record in (*records, *gone)])
    rows = [(named[index], carried[index], key) for index, key in found.items()]
    unchanged = [named[index] for index in range(len(named)) if index not in found]
    last = Last(records, gone, frozenset(page.sheet for page in pages), former)
    memory = compared(last, rows, unchanged, today)
    return Recall(named, replace(memory, gone=_traced(memory.gone, gone, elsewhere)), pages, tuple(gone))


def _traced(gone: Sequence[Record], before: Sequence[Record], elsewhere: Elsewhere) -> tuple[Record, ...]:
    """Items missed today, with the place in another sheet where their matter stands, if it does."""
    known = {record.key for record in before}
    matters = {record.key: record.fields.get("督查事项", "") for record in gone if record.key not in known}
    places = elsewhere({matter for matter in matters.values() if len(matter) >= SURE})
    return tuple(replace(record, place=places.get(matters.get(record.key, ""), record.place)) for record in gone)


@dataclass(frozen=True, slots=True)
class ToKeep:
    """What a pass will keep once the workbook is written: pages to write, changes, and who is gone (None: as before)."""

    pages: Mapping[int, PageRow | None]
    changes: tuple[Change, ...]
    gone: tuple[Record, ...] | None


def to_keep(found: Recall) -> ToKeep:
    """What is to be kept of a pass, without its items."""
    pages = rewritten(found.pages, {item.key: item for item in found.items})
    gone = found.memory.gone if found.memory.gone != found.gone_before else None
    return ToKeep(pages, found.memory.changes, gone)


def remember(path: Path, ledger_id: str, kept: ToKeep) -> None:
    """Keeps what a pass has seen, after it has written the workbook."""
    if not ledger_id:
        return
    with archive(path) as journal, journal.together():
        journal.keep(ledger_id, kept.pages)
        journal.add(ledger_id, kept.changes)
        if kept.gone is not None:
            journal.put_gone(ledger_id, kept.gone)
