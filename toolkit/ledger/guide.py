"""The sheet 使用说明 of the shipped workbook: one A4 page that tells a clerk what to fill, what the colours mean, what to leave alone."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties

from toolkit.domain.changes import OWN_COLUMNS

SHEET = "使用说明"
TITLE = "督查台账使用说明"
LIGHT_FILLS = {"红": "D93025", "黄": "FFC000", "绿": "4CAF50", "灰": "7F7F7F", "无": "FFFFFF"}
"""The full colour of each light, as the 灯 cell shows it."""

SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "一、灯的含义（看“灯”这一列，红、黄、灰的事项整行淡淡着色）",
        (
            ("红", "已超过当前时限，单位尚未反馈或事项尚未办结。"),
            ("黄", "临近时限，3个工作日内到期（天数可在“设置”表“预警工作日”修改）。"),
            ("绿", "在时限之内。"),
            ("灰", "已经销号，不再提醒。"),
            ("无", "暂无可判断的时限：没有写明时限、已反馈等待审核、等待销号，或者已中止、撤销、并案、转办。"),
        ),
    ),
    (
        "二、由您填写",
        (
            (
                "督查台账",
                "从“编号”到“备注”各列。立项时填蓝色表头各列，交办时填绿色表头各列，办理中填黄色表头各列，办结后填灰色表头各列。",
            ),
            ("单位通讯录", "单位名称、简称、联络员和邮箱。没有邮箱的单位收不到提醒。"),
            ("过程记录", "台账上没有专门列的事记在这里：电话催办、审核通过、延期、实地核查、中止、转办等，一件事一行。"),
            ("收文登记", "来文先登记在这里；批准立项的填上批准人，运行 duban intake 登入台账，事项编号由工具回填。"),
            ("其他各表", "督查计划、节假日、时限规则、规则按需增改；“设置”表只改“值”一栏。"),
        ),
    ),
    (
        "三、由工具填写，请不要改动",
        (
            ("台账右侧", "、".join(OWN_COLUMNS) + "。"),
            ("校验结果", "每次校验后整表重写。点“位置”可跳到有问题的单元格，在台账中改正即可。"),
            (
                "自动追加",
                "签发的文书记入“文书登记”和“过程记录”，采纳、退回的反馈记入“过程记录”，都加在末尾，不改已有各行。发出的提醒邮件不占“过程记录”，在 duban outbox list 和 duban event list 中查看。",
            ),
        ),
    ),
    (
        "四、一个事项从头到尾",
        (
            ("立项", "在最后一行下面登记；编号不重复。完成时限照原文填写，没有写明的留空，工具按“时限规则”表推算。"),
            ("交办、签收", "填交办日期；单位签收后填签收日期。"),
            ("收到反馈", "填办理情况和反馈日期，事项转为“待审核”，单位的时限停止计算，不再催办。"),
            ("审核", "符合要求的选“审核通过”，并在“过程记录”记一行；不符合的选“退回重办”，填退回日期，时限重新计算。"),
            ("办结、销号", "办结后填办结日期，批准销号后填销号日期，办结一项销号一项。"),
        ),
    ),
    (
        "五、请特别注意",
        (
            ("保密", "涉密事项和领导批示原文一律不得录入。发现疑似涉密内容，工具会停止运行并指出单元格。"),
            (
                "不要",
                "不要删除、改名或移动工具的列和表，不要修改表头文字，不要合并台账单元格。可以排序、筛选、插入行、调整列宽。",
            ),
            (
                "收起的列",
                "“责任人”右侧收起了联系方式、督办方式两列，点列标上方的“+”展开。打印前点左上角的“1”收起次要各列，字会大一些。",
            ),
        ),
    ),
    (
        "六、遇到问题",
        (
            ("文件被占用", "先保存并关闭台账，再运行督办工具。"),
            (
                "灯不对",
                "先看“依据”列写明的时限和起算日，再看“提示”列；改正台账后再运行一次。确需人工定灯的，在“过程记录”写明理由。",
            ),
            ("中止、转办等", "在“过程记录”记一行，环节选“中止”“撤销”“并案”或“转办”，写明批准人。恢复时再记一行“恢复”。"),
            ("不想着色", "把“设置”表“台账着色”改为“否”。原有的底色不受影响。"),
        ),
    ),
)

_EDGE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_LINE_CHARS = 40
"""Chinese characters that fit on one line of the text column."""


def add_guide(workbook: Workbook) -> None:
    """Appends the sheet to a new workbook; it prints on one A4 page, upright."""
    sheet = workbook.create_sheet(SHEET)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 84
    sheet.merge_cells("A1:B1")
    sheet["A1"].value = TITLE
    sheet["A1"].font = Font(name="黑体", size=18, color="1F3864")
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 36
    row = 2
    for heading, lines in SECTIONS:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        cell = sheet.cell(row, 1, heading)
        cell.font = Font(name="黑体", size=12, color="1F3864")
        cell.alignment = Alignment(vertical="center")
        sheet.row_dimensions[row].height = 24
        for label, text in lines:
            row += 1
            name, words = sheet.cell(row, 1, label), sheet.cell(row, 2, text)
            name.font, words.font = Font(name="宋体", size=11, bold=True), Font(name="宋体", size=11)
            name.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            words.alignment = Alignment(vertical="center", wrap_text=True)
            name.border = words.border = _BOX
            if label in LIGHT_FILLS:
                name.fill = PatternFill("solid", fgColor=LIGHT_FILLS[label])
                name.font = Font(name="宋体", size=11, bold=True, color="FFFFFF" if label in "红绿" else "000000")
            sheet.row_dimensions[row].height = 6 + 15 * (1 + (len(text) - 1) // _LINE_CHARS)
        row += 1
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = "808080"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", 9
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.print_area = f"A1:B{row - 1}"
