"""A closed workbook on disk behind the port: read once, changed in memory, put back whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.changes import ChangeSet, Value
from toolkit.domain.errors import LedgerError
from toolkit.ledger import adopt, guard, originals
from toolkit.ledger.book import Grid, LedgerSheet, Workbook
from toolkit.ledger.mending import mended
from toolkit.ledger.package import model, patcher, reader
from toolkit.ledger.package.workbook import WorkbookPart

if TYPE_CHECKING:
    from toolkit.ledger import carry, release


@dataclass(slots=True)
class ClosedBook:
    """A workbook file. kept: folder for backups (rotated) and originals (never rotated); doing: what is run, for the backups' names.

    `read()` takes the file's bytes once; everything later works on them in memory; `save()` replaces the file.
    """

    path: Path
    kept: Path
    doing: str = ""
    _snapshot: guard.Snapshot | None = field(default=None, init=False)
    _part: WorkbookPart | None = field(default=None, init=False)
    _model: Workbook | None = field(default=None, init=False)
    _data: bytes = field(default=b"", init=False)
    _grown: bool = field(default=False, init=False)
    """Whether new items were put in: the original from before adoption does not have them."""

    def read(self) -> Workbook:
        """Values, ledgers and own sheets. Raises LedgerError for a file that cannot be used, with the way out."""
        self._snapshot = guard.read(self.path)
        return self._open(self._snapshot.data)

    def apply(self, changes: ChangeSet, ledger_id: str = "") -> list[str]:
        """Applies a ChangeSet and replaces the file; nothing is written where nothing changes."""
        warnings = self.change(changes)
        self.save(ledger_id=ledger_id)
        return warnings

    def ensure_takes(self, changes: ChangeSet) -> None:
        """LayoutError where something that the changes want to write to is not there; nothing is made yet."""
        patcher.ensure_takes(self.model, changes)

    def change(self, changes: ChangeSet) -> list[str]:
        """Applies a ChangeSet in memory only."""
        part, current = self._opened()
        data, warnings = patcher.apply(part, current, changes)
        self._grown = self._grown or bool(changes.items)
        self._hold(data)
        return warnings

    def adopt(
        self,
        grid: Grid,
        ledger: LedgerSheet,
        *,
        contents: Mapping[str, Sequence[tuple[Value, ...]]] | None = None,
        settings: Mapping[str, Value] | None = None,
    ) -> adopt.Adoption:
        """Puts the toolkit's structure into the workbook in memory; `model` then shows it adopted."""
        part, current = self._opened()
        result = adopt.adopt(part, current, grid, ledger, contents=contents, settings=settings)
        self._hold(result.data)
        return result

    def carried(
        self, path: Path, items: Collection[tuple[str, int]], records: Mapping[str, Collection[int]]
    ) -> tuple[ClosedBook, carry.Carried]:
        """A copy in memory that shall stand at `path`, with these items and records alone; see carry.carried."""
        from toolkit.ledger import carry  # late, as below: few runs need it

        result = carry.carried(*self._opened(), items, records)
        book = ClosedBook(path, self.kept, self.doing)
        book._hold(result.data)
        return book, result

    @property
    def data(self) -> bytes:
        """The workbook as it stands in memory."""
        return self._data

    def release(self, ledger_id: str) -> release.Release:
        """Takes it out in memory: the original's bytes where nobody else saved in between, else by surgery."""
        part, current = self._opened()
        from toolkit.ledger import release

        result = release.release(part, current)
        original = originals.untouched(self.kept / "original", ledger_id, self._data) if ledger_id else None
        if original is not None:
            result.data = original
        self._hold(result.data)
        return result

    @property
    def sha(self) -> str:
        """SHA-256 of the file as it was read."""
        return self._snapshot.sha if self._snapshot else ""

    def is_current(self) -> bool:
        """Whether the file is still the one that was read."""
        return guard.read(self.path).sha == self.sha

    @property
    def model(self) -> Workbook:
        return self._opened()[1]

    def let_go_of_values(self) -> None:
        """Drops the cell values behind the items: a routine that only judges and writes own cells needs them no more."""
        if self._model is not None:
            self._model = replace(self._model, grids=())

    def let_go_of_items(self) -> None:
        """Drops the items as well: where they stand is enough to write own cells."""
        self.let_go_of_values()
        if self._model is not None:
            self._model = replace(self._model, ledgers=tuple(replace(each, items=()) for each in self._model.ledgers))

    @property
    def changed(self) -> bool:
        return self._snapshot is not None and self._data != self._snapshot.data

    def save(self, *, ledger_id: str = "", adopted: bool = False) -> bool:
        """Replaces the file by what is in memory; False where that is what stands there already.

        adopted: this save is an adoption, the file before it is the original to keep.
        """
        self._hold(mended(self._data))
        if not self.changed:
            return False
        assert self._snapshot is not None
        before = self._snapshot.data
        folder = self.kept / "original"
        if ledger_id and adopted:
            guard.ensure_closed(self.path)
            originals.keep(folder, ledger_id, before, self._data)
        guard.replace(self._snapshot, self._data, self.kept / "backup", self.doing)
        if ledger_id and self._grown:
            originals.forget(folder, ledger_id)
        elif ledger_id and not adopted:
            originals.note(folder, ledger_id, before, self._data)
        self._snapshot = guard.Snapshot(self.path, self._data, guard.digest(self._data))
        return True

    def _open(self, data: bytes) -> Workbook:
        self._hold(data)
        return self._opened()[1]

    def _hold(self, data: bytes) -> None:
        """New bytes; they are opened again only if somebody asks."""
        if data is not self._data or self._part is None:
            self._data, self._part, self._model = data, None, None

    def _opened(self) -> tuple[WorkbookPart, Workbook]:
        if not self._data:
            raise LedgerError("台账还没有读取")
        if self._part is None or self._model is None:
            self._part = reader.open_package(self._data)
            self._model = model.build(self._part)
        return self._part, self._model
