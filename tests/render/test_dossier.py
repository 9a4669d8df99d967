"""The papers of an archived item: valid, the same each time, cell text as text."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from tests.render.test_bulletin import HOSTILE, text
from tests.support.slips import TEMPLATES
from toolkit.domain.papers.dossier import Dossier, Filed, Step
from toolkit.render.dossier import File, render_contents, render_course, render_sheet

DAY = date(2026, 10, 20)
ITEM = Dossier(
    "2026-021", "新增公共停车泊位5000个", "已销号", DAY, (("编号", "2026-021"), ("牵头单位", "市城市管理局")), ("办结时限：2026年10月15日。",),
    (Step("2026年9月20日", "实地核查", "市城市管理局", "当面", "抽查6处停车场", "督查员乙"),), (Filed("连督交〔2026〕1号", "交办单", DAY, "签发"),), DAY,
)  # fmt: skip
BARE = replace(ITEM, matter="", status="", closed=None, cells=(), deadlines=(), steps=(), slips=())
ODD = replace(
    ITEM, item=HOSTILE[:30], matter=HOSTILE, cells=((HOSTILE[:9], HOSTILE),), deadlines=(HOSTILE,),
    steps=(Step(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),), slips=(Filed(HOSTILE, HOSTILE, None, HOSTILE),),
)  # fmt: skip
FILES = (File("001_归档登记表.docx", "归档登记表", "", None, 1, "a" * 64), File("002.eml", HOSTILE, HOSTILE, DAY, None, "b" * 64))


def papers(item: Dossier) -> Mapping[str, bytes]:
    return {
        "登记表": render_sheet(item, "市政府督查室", [TEMPLATES]),
        "过程记录": render_course(item, "市政府督查室", [TEMPLATES]),
        "卷内目录": render_contents(item, FILES[:1] if item is BARE else FILES, "市政府督查室", [TEMPLATES]),
    }


@pytest.mark.parametrize("item", [ITEM, BARE, ODD], ids=["filled", "bare", "hostile"])
def test_papers_are_valid_and_the_same_each_time(item: Dossier, tmp_path: Path) -> None:
    """openxml-audit finds nothing, whether everything is filled in, nothing is, or the cells hold markup and 5,000 characters."""
    found = papers(item)
    assert papers(item) == found
    for name, content in found.items():
        (tmp_path / "a.docx").write_bytes(content)
        assert OpenXmlValidator().validate(str(tmp_path / "a.docx")).errors == [], name
        assert "None" not in text(content)


def test_hostile_cells_come_out_as_text() -> None:
    """Markup, tags, control and rare characters of cells are words of the paper."""
    for name, content in papers(ODD).items():
        assert "<b>&amp;{{ 7*7 }}{% if %}" in text(content), name
        assert "㛃𠮷" in text(content), name


def test_the_list_names_every_file() -> None:
    """Number, day, pages (none for a mail) and the beginning of the checksum, a row a file."""
    [table] = Document(io.BytesIO(papers(ITEM)["卷内目录"])).tables
    assert [cell.text for cell in table.rows[1].cells] == ["1", "归档登记表", "", "", "1", "a" * 12]
    assert [cell.text for cell in table.rows[2].cells][3:] == ["2026年10月20日", "—", "b" * 12]
