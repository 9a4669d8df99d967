"""GB/T 9704-2012 as an empty Word document: page, styles, page numbers. Lengths in mm or twips (1/20 pt).

A page holds 22 lines of 28 characters: 225 mm / 22 and 156 mm / 28 would be 28.99 pt and 15.79 pt; 28.95 pt a line and
15.75 pt a character (16 pt less 0.25) are the next ones below that Word and LibreOffice draw alike.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Footer as Footer
from docx.shared import Mm

TEXT_WIDTH = 8845  # twips: 156 mm
LINE = 579  # twips: 28.95 pt
CHARACTER = 315  # twips: 15.75 pt
SQUEEZE = -5  # twips between characters of 16 pt

SONG, HEI, KAI, FANG, TITLE_SONG = "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312", "方正小标宋简体"
FALLBACKS = {FANG: "仿宋", KAI: "楷体", TITLE_SONG: "华文中宋", SONG: "SimSun", HEI: "SimHei"}
"""Font -> the one that stands in where an office does not have it."""

KEEP = "<w:keepNext/>"
FRAME = (
    f'<w:framePr w:w="{TEXT_WIDTH}" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="center" w:yAlign="bottom"/>'
)
"""Paragraphs that stand together at the foot of the page of the next one (版记); LibreOffice wants them all of one style."""

LOOSE = '<w:snapToGrid w:val="0"/>'
CENTRE, RIGHT_EDGE, LEFT_EDGE = (f'<w:jc w:val="{side}"/>' for side in ("center", "right", "left"))
FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
INDENT = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER}"/>'
DATE_INDENT = f'<w:ind w:rightChars="400" w:right="{4 * CHARACTER}"/>'
DATE_MIDDLE = 4 * CHARACTER + 1000  # twips from the right; 1000: half of 2026年3月15日


def spacing(line: int = LINE, before: int = 0, after: int = 0) -> str:
    """Exact line spacing and the space around a paragraph."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


def right_tab(position: int) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{position}"/></w:tabs>'


def border(line: str, eighths: int, space: int, colour: str = "auto") -> str:
    """A line below a paragraph, so many 1/8 pt thick, so many pt away."""
    return f'<w:pBdr><w:bottom w:val="{line}" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/></w:pBdr>'


def rule(thickness: int) -> str:
    """Makes an empty paragraph of the frame a line as wide as the text, so many twips thick.

    A shaded line of text, because LibreOffice breaks a frame apart where its paragraphs have different borders.
    """
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
    return f'{FRAME}{shade}{spacing(thickness)}<w:ind w:left="0" w:right="0" w:firstLine="0"/>'


@dataclass(frozen=True)
class Sheet:
    """A page, in mm: width, height, margins, and where the page number stands above the lower edge."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    footer: float

    @property
    def text_width(self) -> int:
        """Twips between the side margins."""
        return round((self.width - self.left - self.right) * 1440 / 25.4)


STANDARD = Sheet(210, 297, 37, 35, 28, 26, 24.5)
"""GB/T 9704-2012; footer: so that the dash of the page number stands 7 mm below the text."""


@dataclass(frozen=True)
class Style:
    """A paragraph style: name, paragraph properties, Chinese font, points, run properties between font and size."""

    name: str
    paragraph: str
    font: str
    points: float
    run: str = '<w:spacing w:val="0"/>'


_BODY = f'<w:spacing w:val="{SQUEEZE}"/>'
_RED = '<w:color w:val="FF0000"/><w:spacing w:val="0"/>'
_FORM = LOOSE + spacing(340, 50, 50)
STYLES = (
    Style("发文机关标志", LOOSE + spacing(1100, before=LINE) + CENTRE, TITLE_SONG, 36, _RED),
    Style("发文机关长标志", LOOSE + spacing(1100, before=LINE) + CENTRE, TITLE_SONG, 26, _RED),
    Style("发文字号", border("single", 12, 11, "FF0000") + spacing() + CENTRE, FANG, 16, _BODY),
    Style("公文标题", KEEP + LOOSE + spacing(660) + CENTRE, TITLE_SONG, 22),
    Style("文号签发", right_tab(TEXT_WIDTH) + spacing(before=160) + FLUSH, FANG, 16, _BODY),
    Style("主送机关", spacing() + FLUSH, FANG, 16, _BODY),
    Style("公文正文", spacing() + INDENT, FANG, 16, _BODY),
    Style("一级标题", KEEP + spacing() + INDENT, HEI, 16, _BODY),
    Style("二级标题", KEEP + spacing() + INDENT, KAI, 16, _BODY),
    Style(
        "落款单位", f'{KEEP}<w:keepLines/>{spacing()}<w:ind w:left="{TEXT_WIDTH - 2 * DATE_MIDDLE}"/>{CENTRE}', FANG, 16, _BODY
    ),
    Style("成文日期", spacing() + DATE_INDENT + RIGHT_EDGE, FANG, 16, _BODY),
    Style("附件标识", KEEP + spacing() + FLUSH, HEI, 16, _BODY),
    Style("表格标签", _FORM + CENTRE, HEI, 12),
    Style("表格内容", _FORM + LEFT_EDGE, FANG, 12),
    Style("表格注释", LOOSE + spacing(320, before=60) + FLUSH, FANG, 10.5),
    Style("裁切线", KEEP + border("dashed", 6, 1) + LOOSE + spacing(300, 160, 80) + CENTRE, FANG, 10.5),
    Style("回执标题", KEEP + LOOSE + spacing(500, 60, 60) + CENTRE, TITLE_SONG, 16),
    Style(
        "版记",
        right_tab(TEXT_WIDTH - 280) + LOOSE + spacing(480) + '<w:ind w:left="1120" w:right="280" w:hanging="840"/>',
        FANG,
        14,
    ),
    Style("单页码", LOOSE + spacing(400) + '<w:ind w:right="280"/>' + RIGHT_EDGE, SONG, 14),
    Style("双页码", LOOSE + spacing(400) + '<w:ind w:left="280"/>' + LEFT_EDGE, SONG, 14),
    Style(
        "刊名", LOOSE + spacing(1300, before=LINE) + CENTRE, TITLE_SONG, 48, '<w:color w:val="FF0000"/><w:spacing w:val="200"/>'
    ),
    Style("刊头", right_tab(TEXT_WIDTH) + spacing() + FLUSH, FANG, 16, _BODY),
    Style("刊头红线", border("single", 18, 6, "FF0000") + right_tab(TEXT_WIDTH) + spacing() + FLUSH, FANG, 16, _BODY),
    Style("表题", KEEP + LOOSE + spacing(420, before=120, after=40) + CENTRE, HEI, 14),
    Style("表头", KEEP + LOOSE + spacing(320, 30, 30) + CENTRE, HEI, 11),
    Style("表格数字", LOOSE + spacing(320, 20, 20) + CENTRE, FANG, 12),
    Style("图", f'{KEEP}{LOOSE}<w:spacing w:before="60" w:after="0" w:line="240" w:lineRule="auto"/>{FLUSH}{CENTRE}', FANG, 12),
    Style("图注", LOOSE + spacing(320, after=120) + FLUSH + CENTRE, FANG, 10.5),
    Style("清单标题", KEEP + LOOSE + spacing(640) + CENTRE, TITLE_SONG, 22),
    Style("清单副题", KEEP + LOOSE + spacing(420, after=60) + CENTRE, KAI, 14),
    Style("清单栏目", KEEP + LOOSE + spacing(340, 15, 15) + FLUSH, HEI, 12),
    Style("清单表头", KEEP + LOOSE + spacing(280, 20, 20) + CENTRE, HEI, 10.5),
    Style("清单数字", LOOSE + spacing(280, 15, 15) + CENTRE, FANG, 10.5),
    Style("清单内容", LOOSE + spacing(280, 15, 15) + LEFT_EDGE, FANG, 10.5),
    Style("附表数字", LOOSE + spacing(260) + CENTRE, FANG, 10.5),
    Style("附表内容", LOOSE + spacing(260) + LEFT_EDGE, FANG, 10.5),
    Style("清单正文", LOOSE + spacing(400) + INDENT, FANG, 14),
)


def blank(title: str, sheet: Sheet = STANDARD) -> Paper:
    """An empty document with a page, the styles and the page numbers of the standard, and little else."""
    paper = Document()
    wanted = (RT.STYLES, RT.SETTINGS, RT.FONT_TABLE, RT.THEME)
    for owner, unwanted in (
        (paper.part, lambda kind: kind not in wanted),
        (paper.part.package, lambda kind: "thumbnail" in kind),
    ):
        for key in [key for key, relation in owner.rels.items() if unwanted(relation.reltype)]:
            del owner.rels[key]
    _swap(paper.styles.element, _style_sheet())
    _swap(paper.settings.element, _SETTINGS)
    paper.part.part_related_by(RT.FONT_TABLE)._blob = _font_table().encode()
    _page(paper, sheet)
    about = paper.core_properties
    about.title, about.author, about.comments = title, "", ""
    about.created = about.modified = datetime(2026, 1, 1)
    return paper


def save(paper: Paper, path: Path) -> None:
    """Writes a document whose bytes depend on its content alone: parts in a fixed order, one date, nothing compressed."""
    raw = io.BytesIO()
    paper.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name)
            part.create_system = 0  # the same on Windows and elsewhere
            target.writestr(part, source.read(name))


def fonts(east: str) -> str:
    """Chinese in the font named, digits and letters in Times New Roman (page numbers: half-width 宋体)."""
    latin = SONG if east == SONG else "Times New Roman"
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="Times New Roman" w:hint="eastAsia"/>'


def _page(paper: Paper, sheet: Sheet) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.width > sheet.height else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
    section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)
    section.header_distance, section.footer_distance = Mm(min(15, sheet.top / 2)), Mm(sheet.footer)
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    section._sectPr.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{LINE}"/>'))
    _number(section.footer, "单页码")
    _number(section.even_page_footer, "双页码")


def _number(footer: Footer, style: str) -> None:
    """— 1 —, odd pages right, even pages left, one character in."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = style
    field = '<w:fldChar w:fldCharType="{}"/>'
    dash, number = '<w:t xml:space="preserve">— </w:t>', "<w:instrText>PAGE</w:instrText>"
    for xml in (
        dash,
        field.format("begin"),
        number,
        field.format("separate"),
        "<w:t>1</w:t>",
        field.format("end"),
        dash.replace("— ", " —"),
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:rPr>{fonts(SONG)}</w:rPr>{xml}</w:r>"))


def _style_sheet() -> str:
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}<w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/>'
        f'<w:overflowPunct w:val="1"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>{spacing()}<w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    own = "".join(
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="GW{number}"><w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{style.paragraph}</w:pPr><w:rPr>{fonts(style.font)}{style.run}"
        f'<w:sz w:val="{style.points * 2:.0f}"/><w:szCs w:val="{style.points * 2:.0f}"/></w:rPr></w:style>'
        for number, style in enumerate(STYLES, 1)
    )
    return f"<w:styles {nsdecls('w')}>{defaults}{own}</w:styles>"


def _font_table() -> str:
    own = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="modern"/></w:font>'
        for name, other in FALLBACKS.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{own}</w:fonts>'


_SETTINGS = (
    f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:balanceSingleByteDoubleByteWidth/><w:useFELayout/>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)


def _swap(root: BaseOxmlElement, xml: str) -> None:
    """Replaces the children of a part's root by those of the XML text."""
    root[:] = list(parse_xml(xml))
