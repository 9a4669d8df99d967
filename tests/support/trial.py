"""One workbook, however broken, through the toolkit on disk: refused untouched, or kept to the byte."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ledger.journey import TOUCHED
from tests.support.parts import foreign
from toolkit.domain.changes import ChangeSet, OwnRow
from toolkit.domain.errors import DubanError, NotALedger
from toolkit.ledger import adopt
from toolkit.ledger.book import Workbook
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.package.container import Package
from toolkit.ledger.package.reader import open_package
from toolkit.ledger.package.xmlscan import Tree


class Lost(AssertionError):
    """Something that must never happen; the message says what."""


def own_rows(model: Workbook) -> ChangeSet:
    """The same judgement for every item, as a routine would write it."""
    rows = {
        ledger.sheet: [
            OwnRow(i.row, i.last_row, "红", -3, "提示", None, None, None, None, "在办", "依据", f"N{i.row}") for i in ledger.items
        ]
        for ledger in model.ledgers
    }
    return ChangeSet(ledgers=rows)


def tried(data: bytes, folder: Path) -> str:
    """'refused: <sentence>', with not a byte changed, or 'kept': adopted, judged, adopted again, released, all foreign bytes
    in place. Raises Lost, or whatever the toolkit let through, for anything else. folder: empty; it is left empty.
    """
    path = folder / "督查 台账.xlsx"
    path.write_bytes(data)
    try:
        try:
            book = _book(path)
            grid, ledger, _ = adopt.choose(book.read(), None, None, {})
            own = book.adopt(grid, ledger, settings={"台账标识": "x"}).own
            book.change(own_rows(book.model))
        except DubanError as refused:
            _must(path.read_bytes() == data, "a refused file was changed")
            _must([path] == list(folder.iterdir()), "a refusal left something behind")
            _must("\n" not in str(refused) and "请" in str(refused), f"no sentence: {refused}")
            return f"refused: {refused}"
        with _never_refused():
            book.save(ledger_id="x", adopted=True)
            written = path.read_bytes()
            _kept(data, written, ledger.sheet, set(own.values()))
            again = _book(path)
            again.adopt(*adopt.choose(again.read(), None, None, {})[:2])
            again.change(own_rows(again.model))
            _must(not again.changed, "the second time changed something")
            last = _book(path)
            last.read()
            last.release("")
            last.save()
            _kept(data, path.read_bytes(), ledger.sheet, set(), more=False)
            _must("督办_" not in "".join(name for name, _ in open_package(path.read_bytes()).names), "a name of ours stayed")
        return "kept"
    finally:
        _clear(folder)


def _book(path: Path) -> ClosedBook:
    return ClosedBook(path, path.parent / ".duban")


@contextmanager
def _never_refused() -> Iterator[None]:
    try:
        yield
    except DubanError as late:
        raise Lost(f"refused after the file was written: {late}") from late


def _kept(before: bytes, after: bytes, sheet: str, own: set[int], *, more: bool = True) -> None:
    """Every part of the input is there as it was, but for those that list ours; in the ledger every foreign cell and row.

    more: whether cells may have come in elsewhere (a column for dates of closing)."""
    was, now = Package(before), Package(after)
    book = open_package(before)
    ref = book.sheet(sheet)
    assert ref is not None
    touched = {ref.part, book.part, book.related("styles"), book.related("calcChain")}
    for name, info in was.infos.items():
        if name in touched or TOUCHED.fullmatch(name):
            continue
        _must(
            name in now and now.infos[name].CRC == info.CRC and now._stored(now.infos[name]) == was._stored(info),
            f"{name} changed",
        )
    try:
        if not _regular(was.read(ref.part)):
            return
        a, b = foreign(was.read(ref.part), own), foreign(now.read(ref.part), own)
    except (NotALedger, AssertionError):  # rows that are no XML and were scanned over: nobody can tell their cells apart
        return
    _must(all(b.cells.get(key) == cell for key, cell in a.cells.items()), "a cell changed")
    _must(more or len(a.cells) == len(b.cells), "a cell of ours stayed")
    _must(set(a.around) <= set(b.around), f"lost around the rows: {set(a.around) - set(b.around)}")


def _regular(xml: bytes) -> bool:
    """Whether the rows hold cells and nothing else; otherwise nobody can tell which cell stands where."""
    rows = Tree(xml).root.find("sheetData")
    return all(row.name == "row" and all(cell.name == "c" for cell in row.children) for row in (rows.children if rows else ()))


def _must(held: bool, what: str) -> None:
    if not held:
        raise Lost(what)


def _clear(folder: Path) -> None:
    for each in sorted(folder.rglob("*"), reverse=True):
        each.rmdir() if each.is_dir() else each.unlink()
