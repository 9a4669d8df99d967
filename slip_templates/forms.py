"""Paragraphs and tables of the Word templates: what slips, bulletins and lists are put together from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from docx.document import Document as Paper
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from gbt9704 import FRAME, KEEP, TEXT_WIDTH, rule

LABEL = 1500
VALUE = (TEXT_WIDTH - 2 * LABEL) // 2
GRID = (LABEL, VALUE, LABEL, TEXT_WIDTH - 2 * LABEL - VALUE)  # twips
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


@dataclass(frozen=True)
class Column:
    """A column of a list: its header, its share of the width, its cell with tags, and whether the cell stands centred."""

    header: str
    width: float
    cell: str
    centred: bool = False


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


def form(paper: Paper, *rows: Row) -> None:
    """A table of labels and values."""
    paper.element.body.sectPr.addprevious(parse_xml(_table("".join(_row(paper, row) for row in rows), GRID)))


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


def listing(
    paper: Paper,
    loop: str,
    columns: Sequence[Column],
    width: int = TEXT_WIDTH,
    styles: tuple[str, str, str] = ("表头", "表格数字", "表格内容"),
) -> None:
    """A table with one row an entry; its header stands again on each page. loop: 项 in 清单.滞后; width in twips;
    styles: of the header, of centred cells and of the others.
    """
    widths = _shared(columns, width)
    head = [(column.header, styles[0]) for column in columns]
    cells = [(column.cell, styles[1] if column.centred else styles[2]) for column in columns]
    drawn = _cells(paper, head, widths, "<w:cantSplit/><w:tblHeader/>")
    drawn += _cells(paper, [("{%tr for " + loop + " %}", styles[2])], [width], span=len(columns))
    drawn += _cells(paper, cells, widths, "<w:cantSplit/>")
    drawn += _cells(paper, [("{%tr endfor %}", styles[2])], [width], span=len(columns))
    paper.element.body.sectPr.addprevious(parse_xml(_table(drawn, widths)))


def grouped(paper: Paper, columns: Sequence[Column], width: int, styles: tuple[str, str, str]) -> None:
    """One table for all lists of a paper that have entries: a row with the list's name, then one row an entry, and what is left out."""
    widths = _shared(columns, width)
    whole_row = {"widths": [width], "span": len(columns)}
    drawn = _cells(paper, [(column.header, styles[0]) for column in columns], widths, "<w:cantSplit/><w:tblHeader/>")
    drawn += _cells(paper, [("{%tr for 栏 in 栏目 if 栏.件数 %}", styles[2])], **whole_row)
    drawn += _cells(
        paper, [("{{ 栏.名称 }}（{{ 栏.件数 }}件）", "清单栏目")], rules="<w:cantSplit/>", shade="F2F2F2", **whole_row
    )
    drawn += _cells(paper, [("{%tr for 项 in 栏.事项 %}", styles[2])], **whole_row)
    drawn += _cells(
        paper, [(column.cell, styles[1] if column.centred else styles[2]) for column in columns], widths, "<w:cantSplit/>"
    )
    drawn += _cells(paper, [("{%tr endfor %}", styles[2])], **whole_row)
    drawn += _cells(paper, [("{%tr if 栏.另有 %}", styles[2])], **whole_row)
    drawn += _cells(paper, [("其余{{ 栏.另有 }}件见督查台账", styles[1])], rules="<w:cantSplit/>", **whole_row)
    drawn += _cells(paper, [("{%tr endif %}", styles[2])], **whole_row)
    drawn += _cells(paper, [("{%tr endfor %}", styles[2])], **whole_row)
    paper.element.body.sectPr.addprevious(parse_xml(_table(drawn, widths)))


def _shared(columns: Sequence[Column], width: int) -> list[int]:
    """The width of each column in twips; together the whole width."""
    whole = sum(column.width for column in columns)
    widths = [round(width * column.width / whole) for column in columns]
    return [*widths[:-1], width - sum(widths[:-1])]


def _cells(
    paper: Paper, cells: Sequence[tuple[str, str]], widths: Sequence[int], rules: str = "", span: int = 1, shade: str = ""
) -> str:
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    wide += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    drawn = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}<w:vAlign w:val="center"/></w:tcPr>{paragraph(paper, style, text)}</w:tc>'
        for (text, style), width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{f'<w:trPr>{rules}</w:trPr>' if rules else ''}{drawn}</w:tr>"


def _table(rows: str, widths: Sequence[int]) -> str:
    sides = (("top", 8), ("left", 8), ("bottom", 8), ("right", 8), ("insideH", 4), ("insideV", 4))
    edges = "".join(f'<w:{side} w:val="single" w:sz="{size}"/>' for side, size in sides)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def masthead(paper: Paper) -> None:
    """发文机关标志 on one line: smaller where the office's name is long."""
    write(paper, "发文机关标志", "{%p if 落款单位|length <= 12 %}", "{{ 落款单位 }}")
    write(paper, "发文机关长标志", "{%p else %}", "{{ 落款单位 }}", "{%p endif %}")


def sign(paper: Paper) -> None:
    """The office over the date, which ends four characters from the right."""
    write(paper, "落款单位", "{{ 落款单位 }}")
    write(paper, "成文日期", "{{ 日期 }}")


def colophon(paper: Paper) -> None:
    """版记 at the foot of the page of what follows: 抄送 where there is any, who printed it and when."""
    write(paper, "版记", "", extra=rule(THICK))
    write(paper, "版记", "{%p if 抄送 %}", "抄送：{{ 抄送 }}。", extra=FRAME)
    write(paper, "版记", "", extra=rule(THIN))
    write(paper, "版记", "{%p endif %}", "{{ 落款单位 }}\t{{ 日期 }}印发", extra=FRAME)
    write(paper, "版记", "", extra=rule(THICK))
