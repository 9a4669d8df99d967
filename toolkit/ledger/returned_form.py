"""A 反馈表 that came back, re-saved by whatever program: its code and its rows, as values and nothing else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from toolkit.domain.errors import NotALedger
from toolkit.domain.feedback.form import ANSWERS, COLUMNS, SIGNATURE, FormRow, Returned, find_code
from toolkit.domain.item import Raw, as_text
from toolkit.ledger import foreign
from toolkit.ledger.book import Grid
from toolkit.ledger.package import extent, reader
from toolkit.ledger.package.container import Package

MOST_CELLS, MOST_ROWS = 400_000, 2_000
"""Cells from A1 to the last corner of a sheet, and rows, that a form may have."""


def read_form(package: Package) -> Returned | None:
    """The form in a workbook (see foreign.opened), None where it is none. A formula counts as the value that was shown last.

    Raises NotALedger, with a Chinese reason, for a file with macros, of another kind, or that cannot be read.
    """
    if foreign.macros(package):
        raise NotALedger("文件含有宏")
    workbook = reader.open_package(package.data)
    for sheet in workbook.sheets:
        if sheet.worksheet:
            last, right = extent.reach(package, sheet.part)
            if last * right > MOST_CELLS:
                raise NotALedger("表中内容散布过远")
    grids = reader.read_grids(workbook)
    code = find_code(_plain(cell) for grid in grids for row in grid.rows[:MOST_ROWS] for cell in row if isinstance(cell, str))
    for grid in grids:
        for number, row in enumerate(grid.rows[:30], 1):
            where = {"".join(_plain(cell).split()): at for at, cell in enumerate(row, 1) if isinstance(cell, str) and cell}
            if COLUMNS[0] in where and ANSWERS[0] in where:
                columns = {name: where[name] for name in COLUMNS if name in where}
                return Returned(code, tuple(_rows(grid, number, columns)))
    return Returned(code, ()) if code else None


def _rows(grid: Grid, header: int, columns: dict[str, int]) -> Iterator[FormRow]:
    for number in range(header + 1, min(len(grid.rows), header + MOST_ROWS) + 1):
        id_ = " ".join(as_text(grid.value(number, columns[COLUMNS[0]])).split())
        if id_.startswith(SIGNATURE):
            return
        answers = [_answer(grid.value(number, columns[name]), name) if name in columns else "" for name in ANSWERS]
        row = FormRow(id_[:100], *answers)
        if row.id and row:
            yield row


def _answer(raw: Raw, name: str) -> str:
    if name == "进度" and isinstance(raw, float) and 0 < raw <= 1:
        return f"{raw:.0%}"
    return as_text(raw)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:2_000])
