"""The staff part of the shipped workbook: an empty 督查台账 ready for typing, and a page of 使用说明.

The columns are those of 七(一) (督查内容、方法、牵头单位、完成时限、责任人、有关要求) and of the steps of 五, from 立项 to
销号. The toolkit's own columns and sheets are not made here: adoption adds them, as it does to any staff workbook.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.domain.item import Raw
from toolkit.domain.sheets import SOURCES
from toolkit.ledger import band
from toolkit.ledger.guide import add_guide
from toolkit.ledger.settled import STAMP, settled

TITLE = "督查事项台账"
SHEET = "督查台账"
HEADER_ROW = 3
READY_ROWS = 2000
"""How many rows carry drop-downs and borders that appear as soon as something is typed."""

REMARK = (
    "填写说明：一行登记一个事项，在最后一行下面接着填；有下拉箭头的列请选择，日期写成2026-03-05。“完成时限”照原文填写即可，"
    "如“6月底前”“每季度”“会后10日内”。“灯”及其右侧各列由督办工具填写，请勿改动。涉密事项一律不得录入。详见“使用说明”表。"
)
METHODS = ("书面督办", "电话督办", "协调会办", "联合督办", "明查暗访")
VERDICTS = ("审核通过", "退回重办")
CYCLES = ("月", "季", "半年", "年")
OPEN_ONLY = ("公开", "无")

_INK, _GREY = "1F3864", "808080"
_FILLS = {"立项": "DDEBF7", "交办": "E2EFDA", "办理": "FFF2CC", "销号": "EDEDED"}
_LINE = Side(style="thin", color="A6A6A6")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


@dataclass(frozen=True, slots=True)
class StaffColumn:
    """One column of the shipped ledger.

    field: canonical field name; width: in characters; stage: which step of 五 fills it (colours the header);
    choices: drop-down; strict: only those may be typed; hint: shown while the cell is selected; group: in an outline group that
    folds away before printing, open or closed at first; header: where it differs from the field.
    """

    field: str
    width: float
    stage: Literal["立项", "交办", "办理", "销号"]
    kind: Literal["text", "long", "date"] = "text"
    choices: tuple[str, ...] = ()
    strict: bool = False
    hint: str = ""
    group: Literal["", "open", "closed"] = ""
    header: str = ""


COLUMNS: tuple[StaffColumn, ...] = (
    StaffColumn("编号", 9.5, "立项"),
    StaffColumn("督查事项", 30, "立项", "long"),
    StaffColumn("事项来源", 10.5, "立项", choices=SOURCES),
    StaffColumn(
        "文号", 13, "立项", "long", hint="填文号、会议届次或建议提案编号，如“市政府第62次常务会议纪要”；批示、来信件可不填。"
    ),
    StaffColumn(
        "批示人", 7.5, "立项", hint="领导批示、信箱热线来信批示和领导要求督办的事项填写。批示原文不录入本台账。", group="open"
    ),
    StaffColumn("批示日期", 11, "立项", "date", group="open"),
    StaffColumn("领导", 8.5, "立项", header="牵头领导"),
    StaffColumn("交办日期", 11, "交办", "date"),
    StaffColumn("牵头单位", 13, "交办", "long"),
    StaffColumn("配合单位", 15, "交办", "long"),
    StaffColumn("责任人", 9, "交办"),
    StaffColumn("联系方式", 12, "交办", group="closed"),
    StaffColumn("督办方式", 10.5, "交办", choices=METHODS, group="closed"),
    StaffColumn("有关要求", 15, "交办", "long"),
    StaffColumn("完成时限", 13, "交办", "long", hint="照原文填写或填日期。未写明时限的留空，由工具按“时限规则”表推算。"),
    StaffColumn("报送周期", 4.8, "交办", choices=CYCLES),
    StaffColumn("签收日期", 11, "办理", "date"),
    StaffColumn("办理情况", 27, "办理", "long"),
    StaffColumn("反馈日期", 11, "办理", "date", hint="收到单位反馈的日期。填写后转入“待审核”，不再催办。"),
    StaffColumn("审核结果", 8.5, "办理", choices=VERDICTS),
    StaffColumn("退回日期", 11, "办理", "date", group="open"),
    StaffColumn("办结日期", 11, "销号", "date", hint="审核通过并办结的日期。填写后转入“待销号”。"),
    StaffColumn("销号日期", 11, "销号", "date", hint="批准销号的日期。填写后整行变灰，不再提醒。"),
    StaffColumn("密级", 6, "销号", choices=OPEN_ONLY, strict=True, group="open"),
    StaffColumn("备注", 11, "销号", "long", group="open"),
)


def build_base(items: Sequence[Mapping[str, Raw]] = (), title: str = TITLE, *, buttons: bool = False) -> bytes:
    """The staff part as .xlsx bytes: the ledger with `items` (canonical field name -> cell) below its header, and the guide.

    buttons: with a band for buttons above it, which moves everything down by band.ROWS.

    The same input gives the same bytes: no clock, members sorted, fixed dates. Text stays text, whatever it begins with.
    """
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = SHEET
    last, above = get_column_letter(len(COLUMNS)), band.ROWS if buttons else 0
    header = HEADER_ROW + above
    _heading(sheet, title, last, above)
    for index, column in enumerate(COLUMNS, start=1):
        _column(sheet, index, column, header)
    for row, item in enumerate(items, start=header + 1):
        for index, column in enumerate(COLUMNS, start=1):
            _put(sheet, row, index, column, item.get(column.field))
        sheet.row_dimensions[row].height = _height(item)
    _drop_downs(sheet, header)
    _view_and_print(sheet, last, header, header + max(len(items), 1))
    if buttons:
        band.add_band(sheet, last)
    add_guide(workbook)
    workbook.security = None
    workbook.properties.creator = workbook.properties.lastModifiedBy = "政府督查室"
    workbook.properties.title = title
    workbook.properties.created = STAMP
    buffer = io.BytesIO()
    workbook.save(buffer)
    return settled(buffer.getvalue(), fixed=above)


def _heading(sheet: Worksheet, title: str, last: str, above: int) -> None:
    first, second = above + 1, above + 2
    sheet.merge_cells(f"A{first}:{last}{first}")
    sheet.merge_cells(f"A{second}:{last}{second}")
    top, remark = sheet[f"A{first}"], sheet[f"A{second}"]
    top.value, remark.value = title, REMARK
    top.font = Font(name="黑体", size=20, color=_INK)
    top.alignment = Alignment(horizontal="center", vertical="center")
    remark.font = Font(name="宋体", size=10, color=_GREY)
    remark.alignment = Alignment(vertical="center", wrap_text=True)
    for row, height in ((first, 34), (second, 20), (above + HEADER_ROW, 32)):
        sheet.row_dimensions[row].height = height


def _look(column: StaffColumn) -> tuple[Font, Alignment, str]:
    across = "left" if column.kind == "long" else "center"
    return (
        Font(name="宋体", size=11),
        Alignment(horizontal=across, vertical="center", wrap_text=True),
        "yyyy-mm-dd" if column.kind == "date" else "General",
    )


def _column(sheet: Worksheet, index: int, column: StaffColumn, header: int) -> None:
    """The header cell, and the look of everything that will be typed below it (as the column's style: no empty cells)."""
    dimension = sheet.column_dimensions[get_column_letter(index)]
    dimension.width = column.width
    dimension.font, dimension.alignment, dimension.number_format = _look(column)
    if column.group:
        dimension.outlineLevel, dimension.hidden = 1, column.group == "closed"
    cell = sheet.cell(header, index, column.header or column.field)
    cell.font = Font(name="黑体", size=11, color=_INK)
    cell.fill = PatternFill("solid", fgColor=_FILLS[column.stage])
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = _BOX
    cell.number_format = "General"


def _put(sheet: Worksheet, row: int, index: int, column: StaffColumn, raw: Raw) -> None:
    cell = sheet.cell(row, index)
    cell.font, cell.alignment, cell.number_format = _look(column)
    if isinstance(raw, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", raw)
        cell.data_type = "s"
    elif raw is not None:
        cell.value = raw
        if isinstance(raw, date):
            cell.number_format = "yyyy-mm-dd"


def _height(item: Mapping[str, Raw]) -> float:
    """Points that the tallest wrapped cell of a row needs; a Chinese character is two columns of width wide."""
    lines = 1
    for column in COLUMNS:
        raw = item.get(column.field)
        if isinstance(raw, str) and column.group != "closed":
            widths = (sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) for line in raw.split("\n"))
            lines = max(lines, sum(1 + int(width // (column.width - 1)) for width in widths))
    return 6 + 14.5 * lines


def _drop_downs(sheet: Worksheet, header: int) -> None:
    """Lists and date checks warn and let a person go on; 密级 alone refuses."""
    first, last = header + 1, header + READY_ROWS
    for index, column in enumerate(COLUMNS, start=1):
        if not (column.choices or column.hint or column.kind == "date"):
            continue
        rule = DataValidation(allow_blank=True)
        if column.choices:
            rule.type, rule.formula1 = "list", f'"{",".join(column.choices)}"'
            rule.errorTitle, rule.error = column.field, "请从下拉列表中选择；确需填写其他内容的，点“是”继续。"
        elif column.kind == "date":
            rule.type, rule.operator, rule.formula1 = "date", "greaterThan", "36526"
            rule.errorTitle, rule.error = column.field, "日期请写成2026-03-05的样式。确需填写文字的，点“是”继续。"
        rule.showErrorMessage = rule.type is not None and column.choices != METHODS
        rule.errorStyle = "stop" if column.strict else "warning"
        if column.strict:
            rule.error = "本台账只登记公开和非涉密事项。涉密事项请按保密规定另行办理。"
        if column.hint:
            rule.showInputMessage, rule.promptTitle, rule.prompt = True, column.header or column.field, column.hint
        letter = get_column_letter(index)
        rule.add(f"{letter}{first}:{letter}{last}")
        sheet.add_data_validation(rule)


def _view_and_print(sheet: Worksheet, last: str, header: int, last_row: int) -> None:
    """Borders follow the typing, so that neither screen nor paper shows a grid of empty rows."""
    first = header + 1
    sheet.conditional_formatting.add(
        f"A{first}:{last}{header + READY_ROWS}",
        Rule(type="expression", dxf=DifferentialStyle(border=_BOX), formula=[f'$A{first}&$B{first}<>""']),
    )
    sheet.freeze_panes = f"C{first}"
    sheet.auto_filter.ref = f"A{header}:{last}{last_row}"
    sheet.sheet_properties.tabColor = _INK
    sheet.sheet_properties.outlinePr = Outline(summaryRight=False)
    sheet.column_dimensions.max_outline = 1
    for index, (column, right) in enumerate(pairwise(COLUMNS), start=1):
        if column.group != "closed" and right.group == "closed":
            sheet.column_dimensions[get_column_letter(index)].collapsed = True
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.sheet_view.zoomScale = 90
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = 0.3
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.55, 0.25, 0.25
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{header}:{header}"
    sheet.print_area = f"A{header - HEADER_ROW + 1}:{last}1048576"
    over, under = HeaderFooterItem(), HeaderFooterItem()
    over.right.text = "内部工作资料"
    under.left.text, under.center.text = "打印日期：&D", "第 &P 页 共 &N 页"
    sheet.HeaderFooter.oddHeader, sheet.HeaderFooter.oddFooter = over, under
