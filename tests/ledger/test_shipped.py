"""The staff part of the shipped workbook."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.domain.item import Raw
from toolkit.domain.sheets import SOURCES
from toolkit.ledger import guide
from toolkit.ledger.layout import read_ledger
from toolkit.ledger.package import model, reader
from toolkit.ledger.shipped import COLUMNS, HEADER_ROW, REMARK, SHEET, TITLE, VERDICTS, build_base

ITEM: dict[str, Raw] = {
    "编号": "2026-001",
    "督查事项": "核查某事项",
    "事项来源": "领导批示",
    "交办日期": date(2026, 3, 5),
    "完成时限": "6月底前",
}
LETTERS = {column.field: get_column_letter(index) for index, column in enumerate(COLUMNS, start=1)}


def opened(package: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(package))


def ledger(package: bytes) -> Worksheet:
    return opened(package)[SHEET]


def rules(sheet: Worksheet, kind: str) -> dict[str, DataValidation]:
    """Column letter -> the validation of that kind that stands there."""
    found = [rule for rule in sheet.data_validations.dataValidation if rule.type == kind]
    return {str(rule.sqref).partition("4:")[0]: rule for rule in found}


def test_same_input_gives_same_bytes() -> None:
    """Built twice, more than a tick of a zip's clock apart, the packages are equal and hold no time but the fixed one."""
    first = build_base([ITEM])
    time.sleep(2.1)
    assert build_base([ITEM]) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        names = package.namelist()
        assert names == sorted(names)
        assert {member.date_time for member in package.infolist()} == {(2026, 1, 1, 0, 0, 0)}
    assert opened(first).properties.modified == opened(first).properties.created == datetime(2026, 1, 1)


def test_headers_are_understood_and_empty_rows_are_no_items() -> None:
    """The toolkit's own reader finds the header in row 3, every column's field, and no item in an empty ledger."""
    [grid] = [each for each in model.build(reader.open_package(build_base())).grids if each.name == SHEET]
    found = read_ledger(grid)
    assert found is not None
    assert found.header == (HEADER_ROW, HEADER_ROW)
    assert set(found.columns) == {column.field for column in COLUMNS}
    assert found.unmapped == ()
    assert found.items == ()


def test_items_are_read_back_as_they_went_in() -> None:
    """What build_base writes is what the toolkit reads, item by item, dates as dates."""
    [grid] = [
        each
        for each in model.build(reader.open_package(build_base([ITEM, {**ITEM, "编号": "2026-002"}]))).grids
        if each.name == SHEET
    ]
    found = read_ledger(grid)
    assert found is not None
    assert [item.id for item in found.items] == ["2026-001", "2026-002"]
    assert {name: value for name, value in found.items[0].cells.items() if value is not None} == ITEM


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "#REF!", "-2", "{=A1}", "true", "1.50"])
def test_text_stays_text(text: str) -> None:
    """A text that looks like a formula, an error or a number is written as a text."""
    cell = ledger(build_base([{"督查事项": text}]))[f"B{HEADER_ROW + 1}"]
    assert (cell.data_type, cell.value) == ("s", text)


def test_control_characters_are_left_out() -> None:
    """Characters that XML cannot hold do not stop the build."""
    assert ledger(build_base([{"督查事项": "甲\x00\x0b乙\n丙"}]))[f"B{HEADER_ROW + 1}"].value == "甲乙\n丙"


def test_drop_downs_and_their_severity() -> None:
    """Sources, methods, verdicts, cycles and 密级 are drop-downs; only 密级 refuses what is not in its list."""
    sheet = ledger(build_base())
    lists = {letter: str(rule.formula1) for letter, rule in rules(sheet, "list").items()}
    assert set(lists) == {LETTERS[name] for name in ("事项来源", "督办方式", "报送周期", "审核结果", "密级")}
    assert lists[LETTERS["事项来源"]] == f'"{",".join(SOURCES)}"'
    assert lists[LETTERS["审核结果"]] == f'"{",".join(VERDICTS)}"'
    assert all(len(text) <= 257 for text in lists.values()), "Excel takes at most 255 characters in a list"
    every = sheet.data_validations.dataValidation
    assert [str(rule.formula1) for rule in every if rule.errorStyle in (None, "stop")] == ['"公开,无"']
    assert all(len(rule.prompt or "") <= 255 and len(rule.error or "") <= 225 for rule in every)


def test_dates_have_a_check_and_a_format() -> None:
    """Each date column asks for dates and shows them as 2026-03-05, also in rows that are still empty."""
    sheet = ledger(build_base())
    letters = {LETTERS[column.field] for column in COLUMNS if column.kind == "date"}
    assert set(rules(sheet, "date")) == letters
    assert {sheet.column_dimensions[letter].number_format for letter in letters} == {"yyyy-mm-dd"}


def test_view_and_print_set_up() -> None:
    """Frozen header and first columns; A4 landscape one page wide, repeated header, page numbers, staff's columns only."""
    sheet = ledger(build_base([ITEM]))
    assert sheet.freeze_panes == "C4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area == "'督查台账'!$A$1:$Y$1048576"
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert (sheet["A1"].value, sheet["A2"].value) == (TITLE, REMARK)


def test_rows_grow_with_their_text() -> None:
    """Rows of items are as high as their longest text needs, and may still grow: no height is fixed."""
    package = build_base([{**ITEM, "办理情况": "进展" * 100}, ITEM])
    rows = ledger(package).row_dimensions
    assert rows[4].height > 5 * rows[5].height
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        assert b"customHeight" not in parts.read("xl/worksheets/sheet1.xml")


def test_only_optional_columns_are_folded() -> None:
    """Columns that checks ask for are never hidden at first; the folded ones carry their + sign."""
    columns = ledger(build_base()).column_dimensions
    assert {field for field, letter in LETTERS.items() if columns[letter].hidden} == {"联系方式", "督办方式"}
    assert [field for field, letter in LETTERS.items() if columns[letter].collapsed] == ["责任人"]


def test_guide_is_one_upright_page_without_anything_that_looks_like_a_ledger() -> None:
    """使用说明 prints on one A4 page and is never taken for a ledger."""
    package = build_base()
    sheet = opened(package)[guide.SHEET]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == ("portrait", 9, 1)
    labels = {str(cell.value) for cell in sheet["A"]}
    assert set(guide.LIGHT_FILLS) <= labels
    [grid] = [each for each in model.build(reader.open_package(package)).grids if each.name == guide.SHEET]
    assert read_ledger(grid) is None
