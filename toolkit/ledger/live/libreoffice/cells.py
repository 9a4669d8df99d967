"""Ranges for xlwings over UNO: values, formulas, formats and merges, always a whole block in one call."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from xlwings import base_classes

from toolkit.ledger.live.libreoffice.bridge import uno
from toolkit.ledger.live.libreoffice.font import Font

EPOCH = datetime(1899, 12, 30)
"""Day 0 of serial numbers, as LibreOffice has it for every workbook of Excel but those of 1904."""
_DATE, _LOGICAL = 2, 1024
"""Kinds of number formats (com.sun.star.util.NumberFormat)."""
_CONTENTS = 1 | 2 | 4 | 16
"""com.sun.star.sheet.CellFlags: values, dates, texts, formulas."""
_DOWN = 0
"""com.sun.star.sheet.FillDirection.TO_BOTTOM."""
_PARTS = re.compile(r'"(?:[^"]|"")*"|[,;]')
Area = tuple[int, int, int, int]


class Protected(Exception):
    """The sheet is protected; LibreOffice itself would say nothing and write nothing."""


class CellRange(base_classes.Range):
    """A rectangle of cells; area: first row, first column, last row, last column, 1-based."""

    def __init__(self, sheet: Any, area: Area) -> None:
        self._sheet, self.area = sheet, area
        self._looks: list[tuple[int, bool, Any]] | None = None
        r1, c1, r2, c2 = area
        self._cells = sheet.api.getCellRangeByPosition(c1 - 1, r1 - 1, c2 - 1, r2 - 1)

    @property
    def api(self) -> Any:
        return self._cells

    @property
    def sheet(self) -> Any:
        return self._sheet

    @property
    def row(self) -> int:
        return self.area[0]

    @property
    def column(self) -> int:
        return self.area[1]

    @property
    def shape(self) -> tuple[int, int]:
        r1, c1, r2, c2 = self.area
        return r2 - r1 + 1, c2 - c1 + 1

    @property
    def max_cells_per_read(self) -> None:
        return None

    @property
    def max_cells_per_write(self) -> None:
        return None

    def __call__(self, arg1: int, arg2: int | None = None) -> CellRange:
        columns = self.shape[1]
        row, column = (arg1, arg2) if arg2 is not None else ((arg1 - 1) // columns + 1, (arg1 - 1) % columns + 1)
        row, column = self.row + row - 1, self.column + column - 1
        return CellRange(self._sheet, (row, column, row, column))

    @property
    def raw_value(self) -> list[list[Any]]:
        """Rows of cells: None, text, number, truth value or time, as their formats say."""
        rows = [[None if cell == "" else cell for cell in row] for row in self._cells.getDataArray()]
        r1, c1 = self.area[:2]
        for kind, (top, left, bottom, right) in self._typed():
            for row in range(top - r1, bottom - r1 + 1):
                cells = rows[row]
                for column in range(left - c1, right - c1 + 1):
                    value = cells[column]
                    if isinstance(value, float):
                        cells[column] = bool(value) if kind & _LOGICAL else EPOCH + timedelta(seconds=round(value * 86400))
        return rows

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        """Rows of cells, or one value for all of them; an apostrophe at the front says that what follows is text, as in Excel."""
        rows = self._filled(value)
        self._cells.setDataArray(tuple(tuple(map(_text, row)) for row in rows))

    @property
    def formula(self) -> str | list[list[str]]:
        """Formulas as Excel writes them, and constants as texts; of one cell the bare text, as Excel gives it."""
        rows = [[_separated(cell, ",") for cell in row] for row in self._cells.getFormulaArray()]
        return rows[0][0] if self.shape == (1, 1) else rows

    @formula.setter
    def formula(self, value: Any) -> None:
        rows = self._filled(value)
        if isinstance(value, str):  # one formula for all cells moves down, as in Excel
            self._cells.getCellByPosition(0, 0).setFormula(_separated(value, ";"))
            if len(rows) > 1:
                self._cells.fillAuto(_DOWN, 1)
        else:
            self._cells.setFormulaArray(tuple(tuple(_separated(str(cell or ""), ";") for cell in row) for row in rows))
        document = self._sheet.book.api
        if not document.isAutomaticCalculationEnabled():
            document.calculate()

    def _filled(self, value: Any) -> Sequence[Sequence[Any]]:
        """Rows to be written. Raises Protected."""
        if self._sheet.api.isProtected():
            raise Protected("protected")
        rows, columns = self.shape
        return value if isinstance(value, (list, tuple)) else [[value] * columns] * rows

    def clear_contents(self) -> None:
        self._cells.clearContents(_CONTENTS)

    @property
    def number_format(self) -> str:
        return str(self._formats().getByKey(self._cells.NumberFormat).FormatString)

    @number_format.setter
    def number_format(self, value: str) -> None:
        formats, locale = self._formats(), uno().createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
        key = formats.queryKey(value, locale, False)
        self._cells.NumberFormat = key if key >= 0 else formats.addNew(value, locale)

    @property
    def color(self) -> tuple[int, int, int] | None:
        back = int(self._cells.CellBackColor)
        return None if back < 0 else (back >> 16 & 255, back >> 8 & 255, back & 255)

    @property
    def font(self) -> Font:
        return Font(self._cells.getCellByPosition(0, 0))

    @property
    def wrap_text(self) -> bool:
        return bool(self._cells.IsTextWrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._cells.IsTextWrapped = value

    @property
    def merge_cells(self) -> bool:
        """Whether any cell of the range is part of a merge."""
        return any(_overlap(self.area, each) for each in self.merges())

    @property
    def merge_area(self) -> CellRange:
        where = next((each for each in self.merges() if _overlap(self.area, each)), self.area)
        return CellRange(self._sheet, where)

    def merges(self) -> list[Area]:
        """The merged areas of which a first cell lies in the range."""
        found = []
        for group in (group for _, merged, group in self._groups() if merged):
            for r1, c1, r2, c2 in map(_area, group.getRangeAddresses()):
                for r in range(r1, r2 + 1):
                    for c in range(c1, c2 + 1):
                        cursor = self._sheet.api.createCursorByRange(self._sheet.api.getCellByPosition(c - 1, r - 1))
                        cursor.collapseToMergedArea()
                        found.append(_area(cursor.getRangeAddress()))
        return sorted(set(found))

    def merge(self, across: bool) -> None:
        self._cells.merge(True)

    def unmerge(self) -> None:
        self._cells.merge(False)

    def autofit(self, axis: str | None = None) -> None:
        """Rows as high as their texts, also while the screen is held still."""
        document = self._sheet.book.api
        before = document.IsAdjustHeightEnabled
        document.IsAdjustHeightEnabled = True
        self._cells.getRows().OptimalHeight = True
        document.IsAdjustHeightEnabled = before

    def _formats(self) -> Any:
        return self._sheet.book.api.NumberFormats

    def _groups(self) -> list[tuple[int, bool, Any]]:
        """Cells of one format each: number format, whether they begin merges, where they are. Looked at once a range, with as
        few calls as can be, for each takes about a millisecond."""
        if self._looks is None:
            groups = self._cells.getUniqueCellFormatRanges()
            found = [groups.getByIndex(index) for index in range(groups.getCount())]
            self._looks = [(*group.getPropertyValues(("NumberFormat", "IsMerged")), group) for group in found]
        return self._looks

    def _typed(self) -> Iterator[tuple[int, Area]]:
        """Areas that hold dates or truth values, by the kind of their number format."""
        kinds = self._sheet.book.kinds
        for key, _, group in self._groups():
            if key not in kinds:
                kinds[key] = int(self._formats().getByKey(key).Type)
            if kinds[key] & (_DATE | _LOGICAL):
                for each in group.getRangeAddresses():
                    yield kinds[key], _area(each)


def _area(address: Any) -> Area:
    return address.StartRow + 1, address.StartColumn + 1, address.EndRow + 1, address.EndColumn + 1


def _overlap(one: Area, other: Area) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _text(cell: Any) -> Any:
    """A value as setDataArray takes it: an empty text empties a cell, no value at all would be #N/A."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell[1:] if cell.startswith("'") else cell
    return float(cell) if isinstance(cell, (int, float)) else cell


def _separated(formula: str, separator: str) -> str:
    """A formula with another separator of arguments, texts within it left alone; anything else stays as it is."""
    if not formula.startswith("="):
        return formula
    return _PARTS.sub(lambda found: separator if found.group() in ",;" else found.group(), formula)
