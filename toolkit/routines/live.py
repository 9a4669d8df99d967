"""An open ledger and the panel of buttons beside it: found in the spreadsheet program, told what happens."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from time import sleep
from typing import Any

from toolkit.domain.buttons import INPUTS, STATUS
from toolkit.domain.errors import SetupError, UsageError
from toolkit.domain.item import as_text
from toolkit.ledger import guard
from toolkit.ledger.book import Book, Workbook
from toolkit.ledger.live import lean
from toolkit.ledger.live.book import LiveBook
from toolkit.ledger.package.model import LEDGER_NAME
from toolkit.ledger.package.reader import target
from toolkit.routines.opening import open_office, refuse_secrets
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

ALOUD = "duban_aloud"
TRIES, PAUSE = 20, 0.5
"""How often, and after how many seconds, the last sentence is tried again."""


@dataclass(slots=True)
class Session:
    """A ledger that is open, and the workbook whose button was pressed (often the same). panel: an xlwings book."""

    book: LiveBook
    panel: Any
    _hinted: str = ""

    def inputs(self) -> dict[str, str]:
        """Name of each cell that the buttons read -> its text; days as 2026-03-05."""
        return {named.name: _text(self._cell(named.name).value) for named in INPUTS if named.name in self.panel.names}

    def say(self, sentence: str) -> bool:
        """Puts a sentence into the status cell; waits a while for a person who is editing a cell, then gives up: False."""
        for _ in range(TRIES):
            with suppress(Exception):  # whatever the spreadsheet program says while it takes nothing
                self._cell(STATUS.name).value = [[f"'{sentence}"]]
                self._at_foot(sentence)
                return True
            sleep(PAUSE)
        return False

    def hint(self, sentence: str) -> None:
        """Puts a step into the status cell, where that is possible just now."""
        if sentence != self._hinted:
            self._hinted = sentence
            with suppress(Exception):  # a step that cannot be shown must not stop the work
                self._cell(STATUS.name).value = [[f"'{sentence}"]]
                self._at_foot(sentence)

    def alert(self, sentence: str) -> None:
        """A message that a person has to put away; none where they left 弹出提示 empty."""
        if ALOUD not in self.panel.names or _text(self._cell(ALOUD).value):
            self.panel.app.alert(sentence, "督办")

    def show(self, sheet: str) -> bool:
        """Brings a sheet of the ledger to the front; False where it has none of that name."""
        found = next((each for each in self.book.open.sheets if each.name == sheet), None)
        if found is not None:
            found.impl.activate()  # the sheet alone: the window stays as it is
        return found is not None

    def _at_foot(self, sentence: str) -> None:
        """The same in the program's status bar: in a ledger that was adopted the status cell is on another sheet."""
        with suppress(Exception):  # not every program has one that can be set
            self.panel.app.status_bar = sentence

    def _cell(self, name: str) -> Any:
        return self.panel.names[name].refers_to_range


def attach(ledger: str, panel: str, pipe: str) -> Session:
    """The open workbooks of two paths. pipe: where their LibreOffice listens, "" for Excel.

    Raises SetupError where the program or the workbooks cannot be reached.
    """
    if "://" in ledger:
        raise SetupError("台账存放在网盘的网址上，办不了：请先同步到本机文件夹，从那里打开")
    return Session(LiveBook(Path(ledger), _open(ledger, pipe)), _open(panel, pipe))


def _open(path: str, pipe: str) -> Any:
    xlwings = lean.xlwings()
    if pipe:
        from toolkit.ledger.live.libreoffice import engine

        found = engine.book(pipe, path)
    elif not len(xlwings.engines):
        raise SetupError("这台电脑连不上Excel：请安装Excel，或从LibreOffice中按按钮")
    else:
        books = (book for app in xlwings.apps for book in app.books)
        found = next((book for book in books if _same(book.fullname, path)), None)
    if found is None:
        raise SetupError(f"没有找到打开的“{path}”：请确认它仍打开着，再按一次按钮")
    return found


def _same(one: str, other: str) -> bool:
    return one.replace("/", "\\").casefold() == other.replace("/", "\\").casefold()


def ensure_meant(session: Session, macro: str) -> None:
    """A press acts on the workbook in front. UsageError where that is the buttons' own, has no items, and another ledger is open:
    then the other one is meant, but its selected rows and what its clerk sees are not in front."""
    book = session.book
    others = [each.name for each in book.open.app.books if each.fullname != book.open.fullname and _is_ledger(each)]
    if others and not any(ledger.items for ledger in book.read().ledgers):
        raise UsageError(
            f"“{book.path.name}”里没有事项，没有办。要办的是“{'”“'.join(others)}”的，请先点一下那个台账的窗口，"
            f"再运行宏 {macro}（Excel按Alt+F8，LibreOffice在“工具→宏→运行宏”）"
        )


def _is_ledger(book: Any) -> bool:
    return any(each.name.startswith(LEDGER_NAME) for each in book.names)


def is_open(ledger: Path) -> bool:
    """Whether a spreadsheet program seems to have the file open."""
    return bool(guard.seen_open(ledger))


def inputs_in(model: Workbook) -> dict[str, str]:
    """The texts of the cells that the buttons read, from a saved workbook."""
    found = {}
    for named in INPUTS:
        where = target(model.names.get(named.name, ""))
        grid = model.grid(where[0]) if where else None
        if where and grid:
            found[named.name] = _text(grid.value(where[1][0], where[1][1]))
    return found


def picked(book: Book, workspace: Workspace, sheet: str, rows: Sequence[int], today: date) -> list[str]:
    """The items that stand in some rows of a sheet, by their 编号 or 督办编号. Raises UsageError where none does."""
    refuse_secrets(book.read(), workspace)
    office, chosen = open_office(book, workspace, today, silent), set(rows)
    found = [
        item.id for item in office.desk.items if item.sheet == sheet and not chosen.isdisjoint(range(item.row, item.last_row + 1))
    ]
    if not found:
        raise UsageError("请先选中要办理的事项所在的行，再按按钮")
    return found


def received(book: Book, items: Sequence[str]) -> list[str]:
    """收件编号 of the answers to some items that wait for a person's word (反馈收件)."""
    table = book.model.own.get("反馈收件")
    rows = [cells for _, cells in table.rows] if table else []
    return [
        as_text(cells.get("收件编号"))
        for cells in rows
        if as_text(cells.get("编号")) in items and as_text(cells.get("处理")) == "待审"
    ]


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return as_text(value) if isinstance(value, str | int | float | date) else ""
