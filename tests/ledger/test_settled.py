"""New workbooks in their settled form."""

from __future__ import annotations

import io
import zipfile

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from toolkit.ledger.settled import settled

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def made(*texts: str) -> bytes:
    """A workbook as openpyxl saves it: one text a row, all in one bold, coloured font."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row, text in enumerate(texts, start=1):
        cell = sheet.cell(row, 1, text)
        cell.font = Font(name="宋体", bold=True, size=12, color="FF0000")
        sheet.row_dimensions[row].height = 30
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def member(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return opened.read(name)


def test_settling_twice_is_settling_once() -> None:
    """What is settled stays as it is."""
    once = settled(made("甲"))
    assert settled(once) == once


def test_fonts_stand_in_the_order_of_the_schema() -> None:
    """CT_Font is a sequence: bold before size before colour before name."""
    tree = etree.fromstring(member(settled(made("甲")), "xl/styles.xml"))
    fonts = [[etree.QName(part).localname for part in font] for font in tree.iter(f"{SPREADSHEET}font")]
    assert ["b", "sz", "color", "name"] in fonts


def test_row_heights_are_kept_but_not_fixed() -> None:
    """A row has the height that was asked for, and grows when somebody types more."""
    package = settled(made("甲"))
    assert b'ht="30"' in member(package, "xl/worksheets/sheet1.xml")
    assert b"customHeight" not in member(package, "xl/worksheets/sheet1.xml")


@settings(max_examples=25)
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: ILLEGAL_CHARACTERS_RE.sub("", text)), max_size=4)
)
def test_cells_are_untouched(texts: list[str]) -> None:
    """Whatever the cells say, also what looks like a row's attributes, is read back as before."""
    texts = ['<row r="1" customHeight="1">', *texts]
    before, after = (
        openpyxl.load_workbook(io.BytesIO(package)).worksheets[0] for package in (made(*texts), settled(made(*texts)))
    )
    assert [cell.value for cell in after["A"]] == [cell.value for cell in before["A"]]
