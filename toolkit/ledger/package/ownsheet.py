"""The XML of a sheet of our own: a note, a header, rows, drop-downs, A4 across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from toolkit.domain.changes import Link, Value
from toolkit.domain.sheets import Column, OwnSheet
from toolkit.domain.wording import text_lines
from toolkit.ledger.package import xmlscan
from toolkit.ledger.package.cells import cell, letters, serial
from toolkit.ledger.package.reader import quoted
from toolkit.ledger.package.session import Look

HEADER_ROW = 2
_ROOM = 1000
"""Rows below the header that get drop-downs and formats."""


def build(sheet: OwnSheet, rows: Sequence[tuple[Value, ...]], look: Look, date1904: bool, lined: bool = True) -> bytes:
    """A whole worksheet part. rows: tuples in the order of the sheet's columns; lined: empty rows look like those that are filled."""
    width = len(sheet.columns)
    last = letters(width)
    links: list[str] = []
    lines = [
        b'<row r="1" ht="33" customHeight="1">'
        + b"".join(cell(f"{letters(i)}1", look.note, sheet.note if i == 1 else None) for i in range(1, width + 1))
        + b"</row>",
        b'<row r="2" ht="24" customHeight="1">'
        + b"".join(cell(f"{letters(i)}2", look.header, column.name) for i, column in enumerate(sheet.columns, 1))
        + b"</row>",
    ]
    for number, values in enumerate(rows, HEADER_ROW + 1):
        body = b"".join(row_cells(sheet, number, values, look, date1904, links))
        lines.append(b'<row r="%d" ht="%d" customHeight="1">' % (number, height(sheet, values)) + body + b"</row>")
    end = max(HEADER_ROW + len(rows), HEADER_ROW + 1)
    looks = [f' style="{_style(column, look)}"' if lined else "" for column in sheet.columns]
    columns = "".join(
        f'<col min="{i}" max="{i}" width="{c.width}"{looks[i - 1]} customWidth="1"/>' for i, c in enumerate(sheet.columns, 1)
    )
    hyperlinks = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{xmlscan.MAIN}" xmlns:r="{xmlscan.RELS}"><sheetPr><tabColor rgb="FF2F6F73"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{last}{end}"/><sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft" activeCell="A3" sqref="A3"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="18"/><cols>{columns}</cols><sheetData>'
    )
    tail = (
        f'</sheetData><autoFilter ref="A2:{last}{end}"/><mergeCells count="1"><mergeCell ref="A1:{last}1"/></mergeCells>'
        f"{_validations(sheet, rows, date1904)}{hyperlinks}"
        '<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter>'
        "</worksheet>"
    )
    return xml.encode() + b"".join(lines) + tail.encode()


def mark(title: str, sheet: OwnSheet) -> str:
    """The area that a workbook name puts over the header of an own sheet as it is built here."""
    return f"{quoted(title)}!$A${HEADER_ROW}:${letters(len(sheet.columns))}${HEADER_ROW}"


def row_cells(
    sheet: OwnSheet, number: int, values: Sequence[Value], look: Look, date1904: bool, links: list[str], prefix: str = ""
) -> Iterator[bytes]:
    """The cells of one row; links of it are appended to `links`."""
    for index, (column, value) in enumerate(zip(sheet.columns, values, strict=True), 1):
        where, style = f"{letters(index)}{number}", _style(column, look)
        if isinstance(value, Link):
            place = f"{quoted(value.sheet)}!{value.cell}"
            links.append(
                f'<hyperlink ref="{where}" location="{xmlscan.attribute(place)}" display="{xmlscan.attribute(value.text)}"/>'
            )
            value, style = value.text, look.link
        yield cell(where, style, value, prefix=prefix, date1904=date1904)


def _style(column: Column, look: Look) -> int:
    if column.kind == "date":
        return look.date
    return look.center if column.kind == "number" or column.choices else look.text


def height(sheet: OwnSheet, values: Sequence[Value]) -> int:
    """The height in points that a row's wrapped texts need; a Chinese character is two wide."""
    texts = ((column, value) for column, value in zip(sheet.columns, values, strict=True) if isinstance(value, str) and value)
    lines = max((text_lines(value, column.width - 2) for column, value in texts), default=1)
    return min(6 + 14 * lines, 400)


def _validations(sheet: OwnSheet, rows: Sequence[tuple[Value, ...]], date1904: bool) -> str:
    found = []
    for number, values in enumerate(rows, HEADER_ROW + 1):
        if choices := sheet.answers.get(str(values[0])):
            found.append(_drop_down(f"B{number}", choices))
    for index, column in enumerate(sheet.columns, 1):
        where = f"{letters(index)}{HEADER_ROW + 1}:{letters(index)}{HEADER_ROW + _ROOM}"
        if column.choices and not sheet.robot:
            found.append(_drop_down(where, column.choices))
        elif column.prompt:
            found.append(_prompted(where, column, date1904))
    return f'<dataValidations count="{len(found)}">{"".join(found)}</dataValidations>' if found else ""


def _drop_down(where: str, choices: Sequence[str]) -> str:
    return (
        f'<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" errorTitle="请选择" '
        f'error="请从下拉列表中选择" sqref="{where}"><formula1>"{xmlscan.text(",".join(choices))}"</formula1></dataValidation>'
    )


def _prompted(where: str, column: Column, date1904: bool) -> str:
    """A word to whoever selects a cell; in a date column a warning for what is no date as well."""
    shown = f'showInputMessage="1" promptTitle="{column.name}" prompt="{xmlscan.attribute(column.prompt)}"'
    if column.kind != "date":
        return f'<dataValidation allowBlank="1" {shown} sqref="{where}"/>'
    return (
        f'<dataValidation type="date" errorStyle="warning" operator="greaterThan" allowBlank="1" showErrorMessage="1" {shown} '
        f'errorTitle="{column.name}" error="请填写日期，如2026-03-05" sqref="{where}">'
        f"<formula1>{serial(date(2000, 1, 1), date1904)}</formula1></dataValidation>"
    )
