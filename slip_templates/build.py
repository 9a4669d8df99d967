"""Builds the Word templates of the four slips beside itself: `python slip_templates/build.py`.

The layout is GB/T 9704-2012 (gbt9704.py); the places to be filled are docxtpl tags with Chinese names (说明.md).
Building again gives the same bytes. Staff edit the .docx files in Word; only the shipped originals come from here.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from docx.document import Document as Paper
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

sys.path.insert(0, str(Path(__file__).parent))

from gbt9704 import FRAME, KEEP, TEXT_WIDTH, blank, rule, save, spacing

LABEL = 1500
VALUE = (TEXT_WIDTH - 2 * LABEL) // 2
GRID = (LABEL, VALUE, LABEL, TEXT_WIDTH - 2 * LABEL - VALUE)  # twips
ANSWER = 6000  # twips: 105 mm to write in
THICK, THIN = 20, 14  # twips: 0.35 and 0.25 mm

Cells = tuple[str | Sequence[str], ...]
"""Label, value, label, value; the last one takes what is left of the width. A cell may have several lines."""


@dataclass(frozen=True)
class Row:
    """A row: keep: on one page with the next; whole: never broken; heavy: a thick line above; height: at least, in twips."""

    cells: Cells
    keep: bool = False
    whole: bool = False
    heavy: bool = False
    height: int = 0


MECHANISM = "《连云港市政府系统大督查工作机制》（连政办发〔2019〕23号）"


def main(folder: Path) -> None:
    """Writes 督办通知, 交办单, 催办单 and 告诫单 (.docx) into a folder."""
    for name, build in (("督办通知", notice), ("交办单", handing_over), ("催办单", chasing), ("告诫单", warning)):
        paper = blank(name)
        build(paper)
        save(paper, folder / f"{name}.docx")


def notice(paper: Paper) -> None:
    """督办通知: a letter with head, body, signature, the receipt as its 附件, and the 版记."""
    write(paper, "发文机关标志", "{{ 落款单位 }}")
    write(paper, "发文字号", "{{ 文号 }}")
    write(paper, "公文正文", "", "")
    write(paper, "公文标题", "{{ 标题 }}")
    write(paper, "公文正文", "")
    write(paper, "主送机关", "{{ 主送单位 or '　　　　　　　　' }}：")
    write(paper, "公文正文", "{{ 缘由 }}，现将有关督查事项通知如下，请认真组织办理。")
    write(paper, "一级标题", "一、督查事项")
    write(paper, "公文正文", "{%p for 项 in 事项 %}", "{%p if 项数 > 1 %}")
    write(paper, "二级标题", "（{{ 项.序号 }}）{{ 项.督查事项 }}")
    write(paper, "公文正文", "{%p else %}", "{{ 项.督查事项 }}", "{%p endif %}")
    write(paper, "公文正文", "编号：{{ 项.编号 }}{% if 项.来源 %}；来源：{{ 项.来源 }}{% endif %}。")
    units = "牵头单位：{{ 项.牵头单位 }}{% if 项.配合单位 %}；配合单位：{{ 项.配合单位 }}{% endif %}"
    person = "{% if 项.责任人 %}；责任人：{{ 项.责任人 }}{% endif %}。"
    write(paper, "公文正文", "{%p if 项.牵头单位 %}", units + person, "{%p endif %}")
    write(paper, "公文正文", "{%p if 项.要求 %}", "办理要求：{{ 项.要求 }}", "{%p endif %}")
    write(paper, "公文正文", "{%p for 限 in 项.时限 %}", "{{ 限.说明 }}", "{%p endfor %}", "{%p endfor %}")
    write(paper, "一级标题", "二、工作要求")
    write(
        paper,
        "公文正文",
        "请按照时限要求抓好落实，及时报送办理情况。报告办理情况要事实清楚、结论准确、措施切实，由单位主要负责同志签字后报送。",
    )
    late = "因特殊情况不能按时限要求报告的，请适时报告进展情况，待有结果后续报。"
    write(paper, "公文正文", f"{late}本通知所注条款，见{MECHANISM}。", extra=KEEP)
    write(paper, "公文正文", "{%p if 联系电话 %}", "联系电话：{{ 联系电话 }}。", "{%p endif %}", extra=KEEP)
    write(paper, "公文正文", "", "附件：签收回执", "", "", extra=KEEP)
    sign(paper)
    write(paper, "附件标识", "附件", extra="<w:pageBreakBefore/>")
    write(paper, "公文正文", "")
    write(paper, "公文标题", "签收回执")
    write(paper, "公文正文", "")
    receipt(paper)
    colophon(paper)
    write(paper, "公文正文", "请收到后及时签收，并将本回执退回{{ 落款单位 }}。")


def handing_over(paper: Paper) -> None:
    """政务督查交办单: the items, then what the unit sends back: 办理情况 with its head's signature, and the receipt."""
    head(
        paper,
        "{{ 缘由 }}，现将下列{{ 项数 }}项督查事项交由你单位办理。请按时限要求抓好落实，报告办理情况要事实清楚、结论准确、措施切实，"
        "由单位主要负责同志签字后报送。",
    )
    items(
        paper,
        ("办理要求", "{{ 项.要求 }}"),
        ("牵头单位", "{{ 项.牵头单位 }}", "配合单位", "{{ 项.配合单位 }}"),
        ("责 任 人", "{{ 项.责任人 }}", "交办日期", "{{ 项.交办日期 }}"),
        ("时限及依据", "{{ 项.时限及依据 }}"),
    )
    write(paper, "表格注释", f"注：依据中的条款，见{MECHANISM}。", extra=KEEP)
    contact(paper)
    sign(paper)
    reply(paper, "办理情况")
    cut(paper)


def chasing(paper: Paper) -> None:
    """督查催办单: what was asked for and when, how late it is, what is missing, and the new date."""
    head(
        paper,
        "现对你单位承办的下列{{ 项数 }}项督查事项予以催办（情况截至{{ 日期 }}）。请对照表中所列情况抓紧办理，将办理情况、"
        "未按时限办理的原因和下一步措施，经单位主要负责同志签字后，在新定时限内书面报送。",
    )
    items(
        paper,
        ("首次交办", "{{ 项.首次文书 }}", "交办日期", "{{ 项.首次日期 }}"),
        ("原定时限", "{{ 项.原定时限 }}"),
        (
            "超期天数",
            "{% if 项.超期天数 %}{{ 项.超期天数 }}天{% endif %}",
            "催办次数",
            "{% if 项.催办次数 %}第{{ 项.催办次数 }}次{% endif %}",
        ),
        ("未办事项", "{{ 项.未办事项 }}"),
        ("新定时限", "{{ 项.新定时限 }}"),
    )
    contact(paper)
    sign(paper)
    cut(paper)


def warning(paper: Paper) -> None:
    """督查告诫单: the history, the failure, the date for rectification, and the unit's reply."""
    head(
        paper,
        "你单位承办的下列{{ 项数 }}项督查事项未按要求落实到位，现予告诫。请立即整改，整改情况经单位主要负责同志签字后，在整改期限内书面报送。",
    )
    items(
        paper,
        ("办理经过", "{{ 项.办理经过 }}"),
        ("原定时限", "{{ 项.原定时限 }}"),
        ("存在问题", "{{ 项.未办事项 }}{% if 项.超期天数 %}（截至{{ 日期 }}，超过时限{{ 项.超期天数 }}天）{% endif %}"),
        ("整改期限", "{{ 项.新定时限 }}"),
    )
    contact(paper)
    sign(paper)
    reply(paper, "整改情况")
    cut(paper)


def head(paper: Paper, opening: str) -> None:
    """Title, number and 签发人 on one line, who is addressed, the opening sentence."""
    write(paper, "公文标题", "{{ 标题 }}")
    write(paper, "文号签发", "{{ 文号 }}\t签发人：{{ 签发人 or '　　　　' }}")
    write(paper, "主送机关", "{{ 主送单位 or '　　　　　　　　' }}：")
    write(paper, "公文正文", opening, extra=spacing(after=120))


def contact(paper: Paper) -> None:
    """Below a table: whom to ask, and an empty line before the signature."""
    write(paper, "表格注释", "{%p if 联系电话 %}", "联系电话：{{ 联系电话 }}", "{%p endif %}", extra=KEEP)
    write(paper, "公文正文", "", extra=KEEP)


def sign(paper: Paper) -> None:
    """The office over the date, which ends four characters from the right."""
    write(paper, "落款单位", "{{ 落款单位 }}")
    write(paper, "成文日期", "{{ 日期 }}")


def reply(paper: Paper, what: str) -> None:
    """The place for the unit's answer, signed by its head 〔五(五)〕, on a page of its own."""
    write(paper, "回执标题", f"{what}反馈单", extra="<w:pageBreakBefore/>")
    form(
        paper,
        Row(("文　　号", "{{ 文号 }}", "报送单位", "　　　　　　（盖章）"), True, True),
        Row(((what, "（可附页）"), ""), True, True, height=ANSWER),
        Row((("单位主要", "负责人"), "（签字）　　　　　　　　　　　　　　　年　　月　　日"), True, True, height=900),
        Row(("填 报 人", "", "联系电话", ""), whole=True),
    )


def cut(paper: Paper) -> None:
    """The line to cut along, and the receipt below it."""
    write(paper, "裁切线", "请沿虚线裁下，签收后退回{{ 落款单位 }}")
    write(paper, "回执标题", "签收回执")
    receipt(paper)


def receipt(paper: Paper) -> None:
    """签收回执 〔五(二)〕."""
    form(
        paper,
        Row(("文书名称", "{{ 标题 }}"), True, True),
        Row(("文　　号", "{{ 文号 }}", "签收时间", "　　年　　月　　日"), True, True),
        Row(("签收单位", "　　　　　　（盖章）", ("签收人及", "联系电话"), ""), whole=True, height=800),
    )


def colophon(paper: Paper) -> None:
    """版记 at the foot of the page of what follows: 抄送 where there is any, who printed it and when."""
    write(paper, "版记", "", extra=rule(THICK))
    write(paper, "版记", "{%p if 抄送 %}", "抄送：{{ 抄送 }}。", extra=FRAME)
    write(paper, "版记", "", extra=rule(THIN))
    write(paper, "版记", "{%p endif %}", "{{ 落款单位 }}\t{{ 日期 }}印发", extra=FRAME)
    write(paper, "版记", "", extra=rule(THICK))


def write(paper: Paper, style: str, *texts: str, extra: str = "") -> None:
    """Adds paragraphs of one style at the end; extra: further paragraph properties."""
    for text in texts:
        xml = paragraph(paper, style, text, extra).replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)
        paper.element.body.sectPr.addprevious(parse_xml(xml))


def paragraph(paper: Paper, style: str, text: str, extra: str = "") -> str:
    """A paragraph of one run as XML; the hint draws “” and … as Chinese, not as Western signs."""
    pieces = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>' for piece in text.split("\t"))
    run = f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{pieces}</w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{paper.styles[style].style_id}"/>{extra}</w:pPr>{run}</w:p>'


def items(paper: Paper, *rows: Cells) -> None:
    """A block of rows an item: number and source, matter, then the rows given; the first rows stay together."""
    first = Row(("编　　号", "{{ 项.编号 }}", "事项来源", "{{ 项.来源 }}"), keep=True, whole=True, heavy=True)
    matter = Row(("督查事项", "{{ 项.督查事项 }}"), keep=True, whole=True)
    others = [Row(cells, whole=True) for cells in rows]
    form(paper, Row(("{%tr for 项 in 事项 %}",)), first, matter, *others, Row(("{%tr endfor %}",)))


def form(paper: Paper, *rows: Row) -> None:
    """A table of labels and values."""
    sides = (("top", 8), ("left", 8), ("bottom", 8), ("right", 8), ("insideH", 4), ("insideV", 4))
    edges = "".join(f'<w:{side} w:val="single" w:sz="{size}"/>' for side, size in sides)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in GRID)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(GRID)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(_row(paper, row) for row in rows)}</w:tbl>'
    )
    paper.element.body.sectPr.addprevious(table)


def _row(paper: Paper, row: Row) -> str:
    rules = ("<w:cantSplit/>" if row.whole else "") + (
        f'<w:trHeight w:val="{row.height}" w:hRule="atLeast"/>' if row.height else ""
    )
    line = '<w:tcBorders><w:top w:val="single" w:sz="18"/></w:tcBorders>' if row.heavy else ""
    drawn = f"<w:trPr>{rules}</w:trPr>" if rules else ""
    for place, cell in enumerate(row.cells):
        span = len(GRID) - place if place == len(row.cells) - 1 else 1
        width = f'<w:tcW w:w="{sum(GRID[place : place + span])}" w:type="dxa"/>' + (
            f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        )
        lines = [cell] if isinstance(cell, str) else cell
        style = "表格标签" if place % 2 == 0 else "表格内容"
        content = "".join(paragraph(paper, style, text, KEEP if row.keep else "") for text in lines)
        drawn += f'<w:tc><w:tcPr>{width}{line}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    return f"<w:tr>{drawn}</w:tr>"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
