"""The shipped templates: built by their script, valid, laid out as GB/T 9704-2012 says, and explained in 说明.md."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openxml_audit import OpenXmlValidator

from tests.support.bulletins import a_bulletin
from tests.support.slips import TEMPLATES, slip
from toolkit.domain.papers.kinds import BULLETINS, FORMS
from toolkit.domain.sheets import SLIPS
from toolkit.render import slip as rendering
from toolkit.render.bulletin import bulletin_values
from toolkit.render.dossier import CONTENTS, COURSE, SHEET

ALL = (*SLIPS, *FORMS, *BULLETINS.values(), SHEET, COURSE, CONTENTS)
TAGS = re.compile(r"\{[{%](.*?)[%}]\}")
NAMES = re.compile(r"(?:(?<=\.)|(?<![.\w]))[\u4e00-\u9fff]+")


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    """The script in the repository makes exactly the files in the repository."""
    subprocess.run([sys.executable, str(TEMPLATES / "build.py"), str(tmp_path)], check=True)
    for kind in ALL:
        assert (tmp_path / f"{kind}.docx").read_bytes() == (TEMPLATES / f"{kind}.docx").read_bytes(), kind


@pytest.mark.parametrize("kind", ALL)
def test_templates_are_valid(kind: str) -> None:
    """openxml-audit finds nothing in a template, so Word opens it without repair."""
    assert OpenXmlValidator().validate(str(TEMPLATES / f"{kind}.docx")).errors == []


@pytest.mark.parametrize("kind", SLIPS)
def test_page(kind: str) -> None:
    """A4, margins 37, 35, 28 and 26 mm, a line grid of 28.95 pt, other page numbers on even pages."""
    paper = Document(str(TEMPLATES / f"{kind}.docx"))
    (section,) = paper.sections
    lengths = [
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    ]
    for length, millimetres in zip(lengths, (210, 297, 37, 35, 28, 26), strict=True):
        assert length is not None
        assert abs(length - Mm(millimetres)) < Mm(0.05)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid is not None
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert paper.settings.odd_and_even_pages_header_footer


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("公文标题", "方正小标宋简体", 22), ("公文正文", "仿宋_GB2312", 16), ("一级标题", "黑体", 16), ("二级标题", "楷体_GB2312", 16),
        ("单页码", "宋体", 14), ("双页码", "宋体", 14), ("版记", "仿宋_GB2312", 14),
    ],
)  # fmt: skip
def test_fonts(style: str, font: str, points: int) -> None:
    """Fonts and sizes of the standard, as styles that staff can change in one place."""
    look = Document(str(TEMPLATES / "督办通知.docx")).styles[style]
    assert look.font.size == Pt(points)
    fonts = look.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    assert fonts is not None
    assert fonts.get(qn("w:eastAsia")) == font


def test_missing_fonts_have_stand_ins() -> None:
    """The font table names a common font for each that an office may not have."""
    with zipfile.ZipFile(TEMPLATES / "督办通知.docx") as package:
        table = package.read("word/fontTable.xml").decode()
    for font, other in (("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体"), ("方正小标宋简体", "华文中宋")):
        assert f'w:name="{font}"><w:altName w:val="{other}"/>' in table


def documented(heading: str = "督办文书") -> set[str]:
    """The names that a chapter of 说明.md explains, without 项. and the like."""
    _, chapter = (TEMPLATES / "说明.md").read_text("utf-8").split(f"## {heading}可以使用的名称")
    explained = "\n".join(line.split("|")[1] for line in chapter.split("\n## ")[0].split("\n") if line.startswith("| `"))
    return set(re.findall(r"`\{\{ (?:[项限计栏书步件]\.)?(\S+) \}\}`", explained))


def used(name: str) -> set[str]:
    """The Chinese names in the tags of a template."""
    paper = Document(str(TEMPLATES / f"{name}.docx"))
    text = "\n".join(node.text or "" for node in paper.element.body.iter(qn("w:t")))
    return {each for tag in TAGS.findall(text) for each in NAMES.findall(tag)}


def test_every_name_is_explained() -> None:
    """说明.md lists exactly the names that a template may use."""
    values = rendering._values(slip("交办单"))
    items = values["事项"]
    assert isinstance(items, list)
    names = {*values, *items[0], *items[0]["时限"][0]} - {"事项", "时限"}
    assert documented() == names


@pytest.mark.parametrize("kind", SLIPS)
def test_templates_use_explained_names_only(kind: str) -> None:
    """Every tag of the shipped templates can be looked up."""
    assert used(kind) - {"项", "限", "事项", "时限"} <= documented()
    assert {"文号", "主送单位", "日期", "编号", "督查事项"} <= used(kind)


def test_every_name_of_a_bulletin_is_explained() -> None:
    """说明.md lists exactly the names that a template of a bulletin may use."""
    values = bulletin_values(a_bulletin("政务督查"))
    rows, sections = values["各单位"], values["栏目"]
    assert isinstance(rows, list)
    assert isinstance(sections, list)
    entry = next(each for section in sections for each in section["事项"])
    names = {*values, *rows[0], *sections[0], *entry} - {"事项", "清单", "栏目", "说明", "各单位", "各来源", "各条线", "各季度"}
    assert documented("简报、清单") == names | {"说明"}


@pytest.mark.parametrize("name", BULLETINS.values())
def test_bulletins_use_explained_names_only(name: str) -> None:
    """Every tag of the shipped templates can be looked up; lists are named as the papers have them."""
    lists = {"办结", "滞后", "临近", "待审核", "待销号", "批示件", "限期", "问题", "久拖", "多次退回"}
    loops = {
        "项",
        "计",
        "栏",
        "句",
        "清单",
        "栏目",
        "事项",
        "各单位",
        "各来源",
        "各条线",
        "各季度",
        "没有",
        "本期",
        "截至",
        "在督",
        "台账",
    }
    assert used(name) - loops - lists <= documented("简报、清单")


@pytest.mark.parametrize("name", [SHEET, COURSE, CONTENTS])
def test_papers_of_the_archive_use_explained_names_only(name: str) -> None:
    """Every tag of the shipped templates can be looked up."""
    loops = {"栏", "书", "步", "件", "句", "各栏", "时限", "文书", "过程", "文件"}
    assert used(name) - loops <= documented("归档材料")


@pytest.mark.parametrize("kind", FORMS)
def test_forms_use_explained_names_only(kind: str) -> None:
    """A form is filled with what a slip knows."""
    assert used(kind) - {"项", "事项"} <= documented()
