"""An open workbook behind the port, over the xlwings API: real Excel by COM or AppleScript, real LibreOffice by UNO."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from toolkit.domain.changes import ChangeSet, Value
from toolkit.domain.errors import LedgerBusy, LedgerChanged, LedgerError
from toolkit.ledger.book import Grid, Workbook, plain
from toolkit.ledger.live import reading, rules, staffcell
from toolkit.ledger.live.plan import Block, Plan, plan
from toolkit.ledger.live.staffcell import Entry
from toolkit.ledger.package import model, patcher

_EDITING = "台账正在编辑单元格或弹出了对话框，写不进去：请按回车结束编辑、关闭对话框，再按一次按钮"
_PROGRAMS = ("pywintypes", "com.sun.star", "uno", "aem", "appscript", "toolkit.ledger.live.libreoffice")
"""Where the exceptions of the spreadsheet programs come from."""
_DATE = "yyyy-mm-dd"


@dataclass(slots=True)
class LiveBook:
    """A workbook that a person has open, with what they have typed and not saved yet. open: the xlwings book.

    Nothing is written before `save()`. It is refused where somebody has typed since `read()`, so that no cell lands in
    another item's row. What can be worked out again stays unsaved, as if the person had typed it; what cannot (events,
    register, settings) is saved into the file at once.
    """

    path: Path
    open: Any
    _read: tuple[Grid, ...] = field(default=(), init=False)
    _model: Workbook | None = field(default=None, init=False)
    _waiting: Plan = field(default_factory=Plan, init=False)

    def read(self) -> Workbook:
        """All sheets in whole blocks. Raises LedgerBusy while a cell is being edited."""
        with _words():
            self._read, self._waiting = reading.grids(self.open), Plan()
            self._model = self._assembled(self._read)
        return self._model

    def apply(self, changes: ChangeSet, ledger_id: str = "") -> list[str]:
        """Applies a ChangeSet and writes it."""
        warnings = self.change(changes)
        self.save(ledger_id=ledger_id)
        return warnings

    def ensure_takes(self, changes: ChangeSet) -> None:
        """LayoutError where something that the changes want to write to is not there."""
        patcher.ensure_takes(self.model, changes)

    def change(self, changes: ChangeSet) -> list[str]:
        """Plans a ChangeSet; `model` then shows it (but for own cells of items), the open workbook not yet."""
        self.ensure_takes(changes)
        made = plan(self.model, changes)
        ledgers = {ledger.sheet: ledger for ledger in self.model.ledgers}
        with _words():
            made.entries += [
                e for answer in changes.accepted for e in staffcell.entries(self.open, ledgers[answer.sheet], answer)
            ]
        self._waiting.add(made)
        if made.permanent or not changes.ledgers:  # own cells are the last word; whoever changes less goes on to judge it
            grids = {grid.name: grid for grid in self.model.grids}
            for block in (*(Block(e.sheet, e.row, e.column, [[e.after]]) for e in made.entries), *made.blocks):
                grids[block.sheet] = _with(grids[block.sheet], block)
            self._model = self._assembled(tuple(grids.values()))
        copies = [copy.sheet for copy in self.model.copies]
        return [f"工作表“{name}”是带自有列的副本，未纳管，没有检查" for name in copies]

    @property
    def model(self) -> Workbook:
        if self._model is None:
            raise LedgerError("台账还没有读取")
        return self._model

    def save(self, *, ledger_id: str = "") -> bool:  # noqa: ARG002 - the port's; originals are kept of closed files
        """Writes what is planned; False where the workbook says all of it already. Raises LedgerBusy, LedgerChanged."""
        waiting, self._waiting = self._waiting, Plan()
        before = {grid.name: grid for grid in self._read}
        blocks = [block for block in waiting.blocks if not self._stands(before[block.sheet], block)]
        if not (blocks or waiting.entries or waiting.parted or waiting.merged):
            return False
        with _words():
            self._refuse_typed_since({b.sheet for b in waiting.blocks} | {e.sheet for e in waiting.entries})
            with self._all_or_nothing(waiting.permanent) as written:
                self._put(waiting, blocks, written)
                if waiting.permanent:
                    self._store()
        return True

    def is_current(self) -> bool:
        """Whether what was read still stands; looked at again before anything is written."""
        return True

    def let_go_of_values(self) -> None:
        """The values stay: they are what `save()` compares with."""

    def let_go_of_items(self) -> None:
        """Drops the items: where they stand is enough to write own cells."""
        model = self.model
        self._model = replace(model, ledgers=tuple(replace(each, items=()) for each in model.ledgers))

    # -- helpers ------------------------------------------------------------------------------------------------

    def _assembled(self, grids: tuple[Grid, ...]) -> Workbook:
        return model.assemble(grids, reading.names(self.open), partial(reading.filled, self.open))

    def _cells(self, sheet: str, area: tuple[int, int, int, int]) -> Any:
        return self.open.sheets[sheet].range(area[:2], area[2:])

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Nothing flickers while it is written; the screen's state is put back whatever happens."""
        app = self.open.app
        before = app.screen_updating
        app.screen_updating = False
        try:
            yield
        finally:
            app.screen_updating = before

    @contextmanager
    def _all_or_nothing(self, permanent: bool) -> Iterator[list[Entry | Block]]:
        """A list for what is being written. Where something permanent fails half-way or cannot be saved, it is taken back: no
        paper and no word in the journal rests on an entry that is not in the file."""
        written: list[Entry | Block] = []
        try:
            yield written
        except Exception:
            with suppress(Exception):  # a program that takes nothing back either: the next press enters what is missing
                for each in reversed(written if permanent else []):
                    self._take_back(each)
            raise

    def _put(self, waiting: Plan, blocks: list[Block], written: list[Entry | Block]) -> None:
        for entry in waiting.entries:  # before the screen is held still, so that rows grow with them
            staffcell.write(self.open, entry)
            written.append(entry)
        with self._quietly():
            for sheet, area in waiting.parted:
                self._cells(sheet, area).unmerge()
            for sheet, area, dated in waiting.dressed:
                self._dress(sheet, area, dated)
            for block in blocks:
                written.append(block)
                self._write(block)
            for sheet, area in waiting.merged:
                self._cells(sheet, area).merge()
            for sheet, last_row in waiting.stretched:
                rules.stretch(self.open.sheets[sheet], last_row)
            for sheet, first, last in dict.fromkeys((each.sheet, each.row, each.last[0]) for each in blocks if each.fit):
                self._cells(sheet, (first, 1, last, 1)).rows.autofit()

    def _refuse_typed_since(self, sheets: set[str]) -> None:
        heads = {ledger.sheet: ledger.header[0] - 1 for ledger in self.model.ledgers}
        for before in self._read:
            if before.name not in sheets:
                continue
            now, first = reading.rows(self.open.sheets[before.name]), heads.get(before.name, 0)
            if _typed(now, first) != _typed(before.rows, first):
                raise LedgerChanged(staffcell.CHANGED)

    def _stands(self, grid: Grid, block: Block) -> bool:
        """Whether a block's cells say that already: values as they were read, formulas by a look at them."""
        if not block.formulas:
            return all(
                _alike(grid.value(row, column), value)
                for row, cells in enumerate(block.rows, block.row)
                for column, value in enumerate(cells, block.column)
            )
        found = self._cells(block.sheet, (block.row, block.column, *block.last)).formula
        return [list(line) for line in _square(found, block)] == [list(line) for line in block.formulas]

    def _write(self, block: Block) -> None:
        cells = self._cells(block.sheet, (block.row, block.column, *block.last))
        if block.alike and block.formulas:
            for at, formula in enumerate(block.formulas[0]):
                self._cells(block.sheet, (block.row, block.column + at, block.last[0], block.column + at)).formula = formula
        elif block.formulas:
            cells.formula = [list(line) for line in block.formulas]
        else:
            cells.value = [[f"'{value}" if isinstance(value, str) else value for value in line] for line in block.rows]

    def _dress(self, sheet: str, area: tuple[int, int, int, int], dated: bool) -> None:
        """The looks of own cells in rows that had none, so that a date is shown as one."""
        cells = self._cells(sheet, area)
        cells.number_format = _DATE if dated else "General"

    def _take_back(self, what: Entry | Block) -> None:
        """What was written, as it was read before; a person's typing since then stays, and formulas can be worked out again."""
        if isinstance(what, Entry):
            staffcell.take_back(self.open, what)
        elif not what.formulas and self._shows(what):
            before = next(grid for grid in self._read if grid.name == what.sheet)
            old = [[before.value(row, column) for column in _span(what, 1)] for row in _span(what, 0)]
            self._write(replace(what, rows=old, fit=False))

    def _shows(self, block: Block) -> bool:
        """Whether the open workbook shows a block's values now."""
        grid = Grid(block.sheet, reading.rows(self.open.sheets[block.sheet]))
        return self._stands(grid, block)

    def _store(self) -> None:
        try:
            self.open.save()
        except Exception as failed:
            raise LedgerError("台账保存不了（可能是只读、磁盘已满或网络断开），本次登记已撤回：请另存或检查后再试") from failed


def _typed(rows: Sequence[Sequence[Any]], first: int) -> list[list[Any]]:
    """What tells that rows stand where they stood: texts and days, from the header on. Numbers and times are left out,
    for a formula such as NOW() changes by itself, and so is the status cell above the header."""
    kept = [[cell if isinstance(cell, str) or type(cell) is date else None for cell in row] for row in rows[first:]]
    return [row[: max((at for at, cell in enumerate(row, 1) if cell is not None), default=0)] for row in kept]


def _span(block: Block, axis: int) -> range:
    return range((block.row, block.column)[axis], block.last[axis] + 1)


def _alike(found: object, wanted: Value) -> bool:
    if wanted is None or wanted == "":
        return found is None
    return found == plain(wanted)


def _square(found: Any, block: Block) -> list[Any]:
    """What xlwings gives for a block's formulas, always as rows: it gives a text for one cell and a flat row for one row."""
    if isinstance(found, str):
        return [[found]]
    return list(found) if len(block.rows) > 1 or isinstance(found[0], (list, tuple)) else [found]


def _with(grid: Grid, block: Block) -> Grid:
    """A sheet's values with a block entered."""
    last_row, last_column = block.last
    rows: list[list[Any]] = [list(row) for row in grid.rows]
    rows += [[] for _ in range(last_row - len(rows))]
    for row, values in enumerate(block.rows, block.row):
        cells = rows[row - 1]
        cells += [None] * (last_column - len(cells))
        cells[block.column - 1 : last_column] = values
    return replace(grid, rows=rows)


@contextmanager
def _words() -> Iterator[None]:
    """Whatever the spreadsheet program refuses becomes a sentence."""
    try:
        yield
    except Exception as refused:
        if not type(refused).__module__.startswith(_PROGRAMS):
            raise
        text = f"{type(refused).__name__} {refused}"
        if "protected" in text.lower() or "保护" in text:
            raise LedgerError("工作表受保护，写不进去：请在“审阅”中撤销工作表保护后再按按钮") from refused
        raise LedgerBusy(_EDITING) from refused
