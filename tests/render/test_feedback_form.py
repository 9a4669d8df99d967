"""The 反馈表: what the unit may type, what it finds there, and how it prints."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.domain.feedback.form import ANSWERS, COLUMNS, Form, FormItem
from toolkit.render.feedback_form import HIDDEN, SHEET, feedback_form

ITEMS = (
    FormItem("2026-001", "推进学校建设", "2026年3月13日\n（办结）"),
    FormItem("=1+1", '=HYPERLINK("http://x.example","y")', "+1"),
    FormItem("A3", "半个字\ud83d 和控制符\x07\x00", ""),
)
FORM = Form("市教育局", "市政府督查室", "0518-0000000", date(2026, 3, 18), "0123456789abcdef-" + "A" * 24, ITEMS)


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(feedback_form(FORM)))


@pytest.fixture(scope="module")
def sheet(book: openpyxl.Workbook) -> Worksheet:
    page = book[SHEET]
    assert isinstance(page, Worksheet)
    return page


def test_one_row_an_item_under_the_columns_of_the_form(sheet: Worksheet) -> None:
    """编号, 督查事项, 时限, and five cells to fill in."""
    assert [cell.value for cell in sheet[4]] == list(COLUMNS)
    assert [sheet.cell(row, 1).value for row in (5, 6, 7)] == ["2026-001", "=1+1", "A3"]


def test_only_the_answer_cells_are_unlocked(sheet: Worksheet) -> None:
    """The sheet is protected, without a password; every other cell is locked."""
    assert sheet.protection.sheet
    assert not sheet.protection.password
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert open_cells == {f"{'DEFGH'[at]}{row}" for at in range(len(ANSWERS)) for row in (5, 6, 7)}


def test_what_begins_like_a_formula_is_text(sheet: Worksheet) -> None:
    """No cell of the form holds a formula; half a character becomes a sign that can be saved."""
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert sheet["B7"].value == "半个字\ufffd 和控制符  "


def test_done_is_chosen_from_a_list(sheet: Worksheet) -> None:
    """是、否、申请延期, over exactly the rows of the items."""
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation if each.type == "list"}
    assert lists == {"F5:F7": '"是,否,申请延期"'}


def test_a_place_for_the_signature_and_the_code(sheet: Worksheet, book: openpyxl.Workbook) -> None:
    """五(五): signed by 单位主要负责同志; the code stands on the form and on a hidden sheet."""
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(text.startswith("单位主要负责同志签字") for text in texts)
    assert any(FORM.code in text for text in texts)
    assert book[HIDDEN].sheet_state == "hidden"
    assert book[HIDDEN]["B1"].value == FORM.code


def test_prints_across_on_a4_with_its_header_on_each_page(sheet: Worksheet) -> None:
    """One page wide, as many as it takes long."""
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$4"
