"""An accepted answer into staff's own cells of an open workbook, as package/staffcell.py does it in a closed one.

A cell is looked at when the answer is planned and once more right before it is written: whoever types meanwhile keeps what
they typed, and nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from toolkit.domain.changes import Accepted, Value
from toolkit.domain.errors import LedgerChanged
from toolkit.ledger.book import LedgerSheet
from toolkit.ledger.package import staffcell
from toolkit.ledger.package.cells import letters, number
from toolkit.ledger.package.styles import shows_day

CHANGED = "台账在处理期间有改动，为免错行，本次没有写入：请再按一次按钮"
_DATE = "yyyy-mm-dd"
_COULD_BE_READ = re.compile(
    r"[=+\-@'].*|[\d\s.,:/%\-年月日时分秒]*\d[\d\s.,:/%\-年月日时分秒]*|true|false", re.IGNORECASE | re.DOTALL
)
"""Texts that Excel would take for a formula, a number, a date or a truth value without an apostrophe before them."""
_PARTS = ("Underline", "Strikethrough", "Superscript", "Subscript")


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of staff's. before: what stands there, "" for nothing; look: its number format where that has to change."""

    sheet: str
    row: int
    column: int
    before: str
    after: Value
    look: str = ""


def entries(book: Any, ledger: LedgerSheet, answer: Accepted) -> Iterator[Entry]:
    """The cells that an answer fills. Raises LayoutError where 办理情况 cannot take it. book: the xlwings book."""
    sheet = book.sheets[ledger.sheet]
    if answer.append and staffcell.APPEND in ledger.columns:
        cell = _holding(sheet, number(ledger.columns[staffcell.APPEND]), answer)
        place = f"“{ledger.sheet}”{letters(cell.column)}{cell.row}单元格（{staffcell.APPEND}）"
        before = _text(cell, place)
        if len(before) + len(answer.append) + 1 > staffcell.LONGEST:
            raise staffcell.is_full(place)
        after = f"{before}\n{answer.append}" if before.strip() else answer.append
        yield Entry(ledger.sheet, cell.row, cell.column, before, after)
    if answer.fill is not None and staffcell.FILL in ledger.columns:
        cell = _holding(sheet, number(ledger.columns[staffcell.FILL]), answer)
        if not cell.formula:
            look = str(cell.number_format or "")
            yield Entry(ledger.sheet, cell.row, cell.column, "", answer.fill, "" if shows_day(look) else look)


def write(book: Any, entry: Entry) -> None:
    """Raises LedgerChanged where somebody has typed into the cell since it was looked at."""
    cell = book.sheets[entry.sheet].range((entry.row, entry.column))
    if (cell.value or "") != entry.before or (cell.formula and not entry.before):
        raise LedgerChanged(CHANGED)
    if entry.look:
        cell.number_format = _DATE
    cell.value = [[_literal(entry.after)]]


def take_back(book: Any, entry: Entry) -> None:
    """The cell as it was before `write`; what a person has typed there since stays."""
    cell = book.sheets[entry.sheet].range((entry.row, entry.column))
    now = cell.value
    if now != entry.after and not (isinstance(now, datetime) and now.date() == entry.after):
        return
    cell.value = [[_literal(entry.before) or None]]
    if entry.look:
        cell.number_format = entry.look


def _holding(sheet: Any, column: int, answer: Accepted) -> Any:
    """The item's first cell in a column that holds something, else its first cell."""
    cells = [sheet.range((row, column)) for row in range(answer.row, answer.last_row + 1)]
    return next((cell for cell in cells if cell.formula), cells[0])


def _text(cell: Any, place: str) -> str:
    """What stands in the cell. Raises LayoutError for what a line cannot be added to."""
    formula, value = cell.formula, cell.value
    if formula.startswith("=") and formula != value:
        raise staffcell.is_formula(place)
    if isinstance(value, str):
        if not _plain(cell):
            raise staffcell.has_several_formats(place)
        return value
    if formula or value is not None:
        raise staffcell.is_no_text(place)
    return ""


def _plain(cell: Any) -> bool:
    """Whether the cell's text looks the same from end to end; a program says nothing where it does not."""
    font = cell.font
    try:
        looks = [font.bold, font.italic, font.size, font.name, font.color]
    except TypeError:  # xlwings makes a colour even of nothing
        return False
    looks += [getattr(font.api, name, False) for name in _PARTS]
    return all(isinstance(look, bool | int | float | str | tuple) for look in looks)


def _literal(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and _COULD_BE_READ.fullmatch(value) else value
