"""The band above the ledger of 督查台账.xlsm: room for the buttons, the cells that they read, and the status cell.

It stands above the title, in the frozen rows and outside the print area.
"""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.domain.buttons import INPUTS, STATUS, Named

ROWS = 3
BUTTON_ROW, INPUT_ROW, STATUS_ROW = 1, 2, 3
_HEIGHTS = {BUTTON_ROW: 30, INPUT_ROW: 21, STATUS_ROW: 33}
_PLACES = (("A", "B"), ("C", "D"), ("G", "H"), ("I", "J"), ("K", "N"), ("O", "Q"), ("R", "R"), ("S", "T"), ("U", "V"))
"""Columns of label and value of each input, none of them folded away; 登记内容, in the widest one, is named by its hint."""
_PALE, _LINE = PatternFill("solid", fgColor="F2F2F2"), Side(style="thin", color="BFBFBF")
_FIELD = PatternFill("solid", fgColor="FFFFFF")


def add_band(sheet: Worksheet, last: str) -> None:
    """Draws the band into rows 1-3; last: letter of the ledger's last column."""
    for row, height in _HEIGHTS.items():
        sheet.row_dimensions[row].height = height
        for cell in sheet[f"A{row}:{last}{row}"][0]:
            cell.fill, cell.number_format = _PALE, "@"
    _put(sheet, "A", STATUS_ROW, STATUS.label)
    sheet.merge_cells(f"B{STATUS_ROW}:K{STATUS_ROW}")
    _field(sheet, "B", STATUS_ROW, STATUS)
    sheet[f"B{STATUS_ROW}"].font = Font(name="宋体", size=10, bold=True, color="1F3864")
    for (label, value), named in zip(_PLACES, INPUTS, strict=True):
        if label != value:
            _put(sheet, label, INPUT_ROW, named.label)
        _field(sheet, value, INPUT_ROW, named)


def _put(sheet: Worksheet, column: str, row: int, text: str) -> None:
    cell = sheet[f"{column}{row}"]
    cell.value = text
    cell.font = Font(name="宋体", size=10, color="595959")
    cell.alignment = Alignment(horizontal="right", vertical="center", shrink_to_fit=True)


def _field(sheet: Worksheet, column: str, row: int, named: Named) -> None:
    cell = sheet[f"{column}{row}"]
    cell.value = named.value or None
    cell.font, cell.fill = Font(name="宋体", size=10), _FIELD
    cell.alignment = Alignment(horizontal="left", vertical="center", shrink_to_fit=named is not STATUS, wrap_text=named is STATUS)
    cell.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
    workbook = sheet.parent
    assert workbook is not None
    workbook.defined_names[named.name] = DefinedName(named.name, attr_text=f"{sheet.title}!${column}${row}")
    if named.choices or named.note:
        rule = DataValidation(allow_blank=True, showInputMessage=True, promptTitle=named.label, prompt=named.note or named.label)
        if named.choices:
            rule.type, rule.formula1 = "list", f'"{",".join(named.choices)}"'
            rule.showErrorMessage, rule.errorStyle = True, "warning"
            rule.errorTitle, rule.error = named.label, "请从下拉列表中选择。"
        rule.add(f"{column}{row}")
        sheet.add_data_validation(rule)
