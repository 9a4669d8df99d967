"""New workbooks: valid, the same each time, text as text."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from toolkit.domain.item import Raw
from toolkit.render.newbook import Table, workbook

DAY = date(2026, 11, 24)


def made(*rows: tuple[Raw, ...]) -> bytes:
    table = Table("得分", "年度得分表", "说明", (("单位", 20), ("得分", 8), ("日期", 12)), rows)
    return workbook([table], title="得分表", author="市政府督查室", day=DAY)


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    """And openxml-audit finds nothing in them but openpyxl's own habits: the order within a font, texts inline."""
    content = made(("市教育局", 97.5, DAY), ("市财政局", None, None))
    assert content == made(("市教育局", 97.5, DAY), ("市财政局", None, None))
    (tmp_path / "a.xlsx").write_bytes(content)
    found = map(str, OpenXmlValidator().validate(str(tmp_path / "a.xlsx")).errors)
    assert [each for each in found if "/styleSheet[1]/fonts[1]" not in each and "inline-string" not in each] == []


@pytest.mark.parametrize("text", ["=1+1", "+A1", "@x", "<b>&\x00\x0b㛃𠮷", "长" * 40_000, "'x", "#N/A"])
def test_text_stays_text(text: str) -> None:
    """Nothing from a cell becomes a formula or an error value."""
    sheet = openpyxl.load_workbook(io.BytesIO(made((text, 1, None)))).worksheets[0]
    assert sheet["A4"].data_type in ("s", "inlineStr")
    assert str(sheet["A4"].value)[:2] == text[:2].replace("\x00", " ")


def test_it_prints_on_a4() -> None:
    """A4, as wide as the page, the header on each page."""
    sheet = openpyxl.load_workbook(io.BytesIO(made(("x", 1, DAY)))).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.print_title_rows, sheet.freeze_panes) == (9, "$3:$3", "A4")


@pytest.mark.parametrize(("rows", "pages"), [(27, 1), (50, 1), (51, 0)])
def test_what_is_a_little_longer_than_a_page_is_printed_on_one(rows: int, pages: int) -> None:
    """No page with the last two units of a table alone; 0: as many pages as it takes."""
    sheet = openpyxl.load_workbook(io.BytesIO(made(*(("x", 1, DAY),) * rows))).worksheets[0]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, pages), (None, pages))


def test_long_texts_have_room() -> None:
    """A row is as high as its longest text."""
    sheet = openpyxl.load_workbook(io.BytesIO(made(("长" * 40, 1, DAY), ("短", 1, DAY)))).worksheets[0]
    assert (sheet.row_dimensions[4].height or 0) >= 4 * (sheet.row_dimensions[5].height or 1)
