"""Corpus: workbooks that want to fill the memory of whoever reads them; each is small on the disk."""

from __future__ import annotations

import re
from typing import Any

from tests.support.corpus import SHEET, case, edited, in_sheet
from tests.support.sheets import workbook

_END = "</sheetData>"


@case("a large part whose dimension lies", refused="散布")
def lying_dimension() -> bytes:
    def change(xml: bytes) -> bytes:
        far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>' + b" " * (9 << 20)
        return re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:B2"/>', xml).replace(_END.encode(), far)

    return edited({SHEET: change})


@case("unnumbered cells far to the right in the last row", refused="散布")
def unnumbered_far() -> bytes:
    return in_sheet(_END, '<row r="1048576">' + "<c><v>1</v></c>" * 100 + "</row>" + _END)


@case("a far cell in small letters, blanks around the equals sign", refused="散布")
def odd_writing_far() -> bytes:
    return in_sheet(_END, '<row r="9"><c r = "xfd1048576"><v>1</v></c></row>' + _END)


@case("a far cell under another prefix", refused="散布")
def prefixed_far() -> bytes:
    return in_sheet(_END, '<y:row xmlns:y="urn:y" r="9"><y:c r="XFD1048576"><y:v>1</y:v></y:c></y:row>' + _END)


@case("whole columns merged three hundred times", refused="合并")
def merged_columns() -> bytes:
    lines = "".join(f'<mergeCell ref="{c}5:{c}1048576"/>' for c in ("ABCDEFGH" * 38))
    return in_sheet(_END, f'{_END}<mergeCells count="304">{lines}</mergeCells>')


@case("an endless list of strings behind a long comment", refused="不实")
def endless_behind_comment() -> bytes:
    def change(xml: bytes) -> bytes:
        xml = re.sub(rb'uniqueCount="\d+"', b'uniqueCount="99999999999"', xml)
        return xml.replace(b"<sst", b"<!-- <sst> " + b"x" * 5000 + b" --><sst")

    return edited({"xl/sharedStrings.xml": change})


@case("thirty sheets that reach to the bottom", refused="合计过多")
def deep_sheets() -> bytes:
    def decorate(book: Any, page: Any) -> None:
        for number in range(30):
            book.add_worksheet(f"科室{number}").write("AL100000", 1)

    return workbook(decorate=decorate)
