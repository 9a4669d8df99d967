"""The 反馈表 as a workbook: one row an item, only the answer cells unlocked, a place for the signature, A4 across."""

from __future__ import annotations

import io
import math

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.domain.feedback.form import ANSWERS, CODE_LABEL, COLUMNS, DONE, MORE_TIME, SIGNATURE, TITLE, Form
from toolkit.domain.mailing.letter import fit_text
from toolkit.domain.papers.escalation import say_day

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET, HIDDEN = "反馈表", "表单信息"
_WIDTHS = (11, 28, 16, 42, 9, 10, 22, 14)
_HEADER, _ROOM = 4, 72
"""The header's row; the least height of a row in points, room for four lines by hand."""
_LINE = Side(style="thin", color="7F7F7F")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_LOCKED, _OPEN = PatternFill("solid", fgColor="F2F2F2"), PatternFill("solid", fgColor="FFFDE7")
_HINTS = {
    "办理情况": "写清做了什么、结果如何：事实清楚、结论准确、措施切实。",
    "进度": "如 60%，或“已完成”。",
    "存在问题": f"没有的不填；申请延期的，在此写明理由（在“是否办结”中选“{MORE_TIME}”）。",
    "预计完成": "如 2026-12-31；申请延期的，填申请延至哪一天。",
}


def feedback_form(form: Form) -> bytes:
    """The .xlsx. Locked without a password: units may adjust rows and columns, and nobody is locked out by mistake."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    _head(sheet, form)
    _items(sheet, form)
    _foot(sheet, form, _HEADER + len(form.items) + 1)
    _page(sheet)
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.formatColumns = False
    hidden = book.create_sheet(HIDDEN)
    for label, value in ((CODE_LABEL, form.code), ("单位", form.unit), ("日期", form.day.isoformat())):
        hidden.append([None, None])
        _text(hidden.cell(hidden.max_row, 1), label)
        _text(hidden.cell(hidden.max_row, 2), value)
    hidden.sheet_state = "hidden"
    hidden.protection.sheet = True
    book.security = WorkbookProtection(lockStructure=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text(cell: Cell | object, value: str) -> None:
    """Text, whatever it begins with."""
    assert isinstance(cell, Cell)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", fit_text(value))[:32_000]
    cell.data_type = "s"


def _across(
    sheet: Worksheet, row: int, text: str, height: float, font: Font, align: Alignment, first: int = 1, last: int = 0
) -> None:
    last = last or len(COLUMNS)
    sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
    cell = sheet.cell(row, first)
    _text(cell, text)
    cell.font, cell.alignment = font, align
    sheet.row_dimensions[row].height = height


def _head(sheet: Worksheet, form: Form) -> None:
    left = Alignment(horizontal="left", vertical="center", wrap_text=True)
    _across(sheet, 1, TITLE, 36, Font("宋体", 18, bold=True), Alignment(horizontal="center", vertical="center"))
    half = len(COLUMNS) // 2
    _across(sheet, 2, f"填报单位：{form.unit}", 24, Font("宋体", 11, bold=True), left, last=half)
    _across(
        sheet,
        2,
        f"制表：{form.office}　{say_day(form.day)}",
        24,
        Font("宋体", 11),
        Alignment(horizontal="right", vertical="center"),
        half + 1,
    )
    asked = f"，有疑问请拨打{form.phone}" if form.phone else ""
    note = (
        "填写说明：只填浅黄色各栏，一行一个事项，没有进展的行可不填；填好后保存，作为附件回复原邮件（先报电子版），"
        f"打印一份由单位主要负责同志签字后报送原件{asked}。涉密内容请通过机要渠道报送，不得填入本表。"
    )
    _across(sheet, 3, note, 34, Font("宋体", 10, color="595959"), left)


def _items(sheet: Worksheet, form: Form) -> None:
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    left = Alignment(horizontal="left", vertical="center", wrap_text=True)
    for at, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True), 1):
        cell = sheet.cell(_HEADER, at)
        _text(cell, name)
        cell.font, cell.alignment, cell.border = Font("黑体", 11), middle, _BOX
        cell.fill = PatternFill("solid", fgColor="D9E2EC")
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.row_dimensions[_HEADER].height = 26
    for row, item in enumerate(form.items, _HEADER + 1):
        texts = (item.id, item.matter, item.due)
        for at, name in enumerate(COLUMNS, 1):
            cell = sheet.cell(row, at)
            cell.border, cell.font = _BOX, Font("宋体", 10.5)
            cell.alignment = left if name in ("督查事项", "办理情况", "存在问题") else middle
            cell.fill = _OPEN if name in ANSWERS else _LOCKED
            cell.number_format = "yyyy-mm-dd" if name == "预计完成" else "@"
            if name in ANSWERS:
                cell.protection = Protection(locked=False)
            else:
                _text(cell, texts[at - 1])
        sheet.row_dimensions[row].height = max(
            _ROOM, *(_height(text, width) for text, width in zip(texts, _WIDTHS, strict=False))
        )
    last = _HEADER + max(len(form.items), 1)
    for name in ANSWERS:
        where = f"{get_column_letter(COLUMNS.index(name) + 1)}{_HEADER + 1}:{get_column_letter(COLUMNS.index(name) + 1)}{last}"
        sheet.add_data_validation(_validation(name, where))


def _validation(name: str, where: str) -> DataValidation:
    if name == "是否办结":
        listed = DataValidation(type="list", formula1=f'"{",".join(DONE)}"', allow_blank=True, sqref=where)
        listed.showErrorMessage, listed.errorTitle, listed.error = True, "请选择", f"请从下拉列表中选择：{'、'.join(DONE)}"
        return listed
    hint = DataValidation(type=None, allow_blank=True, sqref=where)
    hint.showInputMessage, hint.promptTitle, hint.prompt = True, name, _HINTS[name]
    return hint


def _height(text: str, width: float) -> float:
    room = max(width - 2, 2)
    lines = sum(max(1, math.ceil(sum(2 if ord(c) > 255 else 1 for c in line) / room)) for line in text.split("\n"))
    return min(8 + 15 * lines, 400)


def _foot(sheet: Worksheet, form: Form, row: int) -> None:
    font, left = Font("宋体", 11), Alignment(horizontal="left", vertical="center")
    half = 4
    _across(sheet, row, f"{SIGNATURE}：　　　　　　　　　　　（单位盖章）", 46, font, left, last=half)
    _across(sheet, row, "填报人：　　　　　　　联系电话：　　　　　　　", 46, font, left, half + 1)
    sheet.merge_cells(start_row=row + 1, start_column=half + 1, end_row=row + 1, end_column=len(COLUMNS))
    _across(sheet, row + 1, f"{CODE_LABEL}（请勿改动）：{form.code}", 22, Font("宋体", 8, color="7F7F7F"), left, last=half)
    day = sheet.cell(row + 1, half + 1)
    _text(day, "填报日期：　　　　年　　月　　日")
    day.font, day.alignment = font, left


def _page(sheet: Worksheet) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = f"A{_HEADER + 1}"
    sheet.sheet_view.selection[-1].activeCell = sheet.sheet_view.selection[-1].sqref = f"D{_HEADER + 1}"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.6, 0.3, 0.3
    footer = HeaderFooterItem()
    footer.center.text = "第&P页 共&N页"
    sheet.oddFooter = footer
