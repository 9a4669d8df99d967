"""New workbooks (score table): sheets of plain tables that print on A4, cell text as text, the same bytes for the same tables."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import openpyxl
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.domain.mailing.letter import fit_text

Cell = str | int | float | date | None
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_LONGEST = 32_000
_LINE = 16  # points
_ONE_PAGE_ACROSS, _ONE_PAGE_UPRIGHT = 560, 870  # points: what A4 holds at four fifths of the size
_LOOKS: Mapping[type, str] = {str: "文字", float: "小数", date: "日期"}
"""Style of a cell by its value; whole numbers and empty cells stand as 数."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: title, a note below it, columns (header, width in characters), rows; wide: printed across. What is a little longer than
    a page is printed smaller, on one.
    """

    name: str
    title: str
    note: str
    columns: tuple[tuple[str, float], ...]
    rows: Sequence[Sequence[Cell]]
    wide: bool = False


def workbook(tables: Sequence[Table], *, title: str, author: str, day: date) -> bytes:
    """The tables as the sheets of a new .xlsx. title, author, day: what the file's properties say."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for style in _styles():
        book.add_named_style(style)
    for table in tables:
        _write(book.create_sheet(table.name), table)
    about = book.properties
    about.title, about.creator, about.lastModifiedBy = title, author, author
    about.created = datetime.combine(day, time())
    raw = io.BytesIO()
    book.save(raw)
    return _settled(raw, day)


def _write(sheet: Worksheet, table: Table) -> None:
    last = get_column_letter(len(table.columns))
    for row, text, size in ((1, table.title, 16), (2, table.note, 10)):
        sheet.merge_cells(f"A{row}:{last}{row}")
        _put(sheet, row, 1, text, "Normal")
        sheet.cell(row, 1).font = Font(name="黑体" if row == 1 else "宋体", size=size)
        sheet.cell(row, 1).alignment = Alignment(horizontal="center" if row == 1 else "left", vertical="center", wrap_text=True)
    across = sum(width for _, width in table.columns)
    heights = [30, 15 * _lines(table.note, across), _LINE]
    for column, (header, width) in enumerate(table.columns, 1):
        _put(sheet, 3, column, header, "表头")
        sheet.column_dimensions[get_column_letter(column)].width = width
    widths = [width for _, width in table.columns]
    for row, cells in enumerate(table.rows, 4):
        heights.append(_LINE * max(_lines(value, width) for value, width in zip(cells, widths, strict=True)))
        for column, value in enumerate(cells, 1):
            _put(sheet, row, column, value, _LOOKS.get(type(value), "数"))
    for row, height in enumerate(heights, 1):
        sheet.row_dimensions[row].height = height
    sheet.freeze_panes = "A4"
    if table.rows:
        sheet.auto_filter.ref = f"A3:{last}{3 + len(table.rows)}"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape" if table.wide else "portrait"
    sheet.page_setup.fitToHeight = 1 if sum(heights) <= (_ONE_PAGE_ACROSS if table.wide else _ONE_PAGE_UPRIGHT) else 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    footer = sheet.oddFooter
    assert footer is not None
    footer.center.text = "第 &P 页，共 &N 页"


def _styles() -> list[NamedStyle]:
    """How cells look, each once for the workbook: a style of its own for every cell would take ten times as long."""
    thin = Side(style="thin", color="808080")
    border, font = Border(thin, thin, thin, thin), Font(name="宋体", size=11)
    middle = Alignment(horizontal="center", vertical="center")
    head = NamedStyle(
        "表头", Font(name="黑体", size=11), PatternFill("solid", fgColor="E7E6E6"), border,
        Alignment(horizontal="center", vertical="center", wrap_text=True),
    )  # fmt: skip
    text = NamedStyle("文字", font, border=border, alignment=Alignment(vertical="center", wrap_text=True))
    numbers = (("数", "General"), ("小数", "0.00"), ("日期", "yyyy-mm-dd"))
    return [head, text, *(NamedStyle(name, font, None, border, middle, shown) for name, shown in numbers)]


def _lines(value: Cell, width: float) -> int:
    """About so many lines a text takes in a column: a Chinese character is two wide."""
    text = str(value) if isinstance(value, str) else ""
    return sum(1 + int(sum(1 + (sign > "\u2e80") for sign in part) / max(width - 1, 1)) for part in text[:2000].split("\n"))


def _put(sheet: Worksheet, row: int, column: int, value: Cell, style: str) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = fit_text(value).translate({0xFFFE: None, 0xFFFF: None})[:_LONGEST]
        cell.data_type = "s"  # text stays text, whatever it begins with
    else:
        cell.value = value
    cell.style = style


def _settled(raw: io.BytesIO, day: date) -> bytes:
    """The same package with one fixed time on every part and in its properties."""
    done = io.BytesIO()
    stamp = rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode() + rb"\g<2>"
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(stamp, content)
            target.writestr(zipfile.ZipInfo(name, _ZIP_DAY), content, zipfile.ZIP_DEFLATED)
    return done.getvalue()
