"""Bulletins as Word files: valid, the same each time, cell text as text, pictures where a font is."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from tests.domain.making import an_item
from tests.support.bulletins import a_bulletin, many_items, sample_desk
from tests.support.slips import TEMPLATES
from toolkit.domain.errors import TemplateError
from toolkit.domain.papers.bulletin import Head
from toolkit.domain.papers.kinds import BULLETINS, COUNTING, BulletinKind
from toolkit.render import bulletin as rendering
from toolkit.render import charts
from toolkit.render.bulletin import render_bulletin

HOSTILE = "<b>&amp;{{ 7*7 }}{% if %}\x00\x0b㛃𠮷" + "长" * 5000


def text(content: bytes) -> str:
    """Every word of a .docx, paragraphs and cells one a line."""
    paper = Document(io.BytesIO(content))
    return "\n".join("".join(node.text or "" for node in each.iter("{*}t")) for each in paper.element.body.iter("{*}p"))


@pytest.mark.parametrize("kind", BULLETINS)
def test_a_bulletin_is_valid_and_the_same_each_time(kind: BulletinKind, tmp_path: Path) -> None:
    """openxml-audit finds nothing, also in papers with pictures; the same desk gives the same bytes."""
    content, drawn = render_bulletin(a_bulletin(kind), [TEMPLATES])
    assert drawn == (charts.chinese_font() is not None or kind not in COUNTING)
    assert render_bulletin(a_bulletin(kind), [TEMPLATES])[0] == content
    (tmp_path / "a.docx").write_bytes(content)
    assert OpenXmlValidator().validate(str(tmp_path / "a.docx")).errors == []
    assert not re.search(r"\{[{%]|[%}]\}", text(content))


@pytest.mark.parametrize("kind", BULLETINS)
def test_hostile_cells_come_out_as_text(kind: BulletinKind, tmp_path: Path) -> None:
    """Markup, tags, control and rare characters of cells are words of the paper."""
    item = an_item(
        "A<1>&{{x}}", 督查事项=HOSTILE, 牵头单位="市<教育>&局", 领导="市长", 完成时限="2026年8月1日前", 办理情况="推进中"
    )
    content, _ = render_bulletin(a_bulletin(kind, sample_desk([item])), [TEMPLATES])
    (tmp_path / "a.docx").write_bytes(content)
    assert OpenXmlValidator().validate(str(tmp_path / "a.docx")).errors == []
    assert "{{ 7*7 }}{% if %}" in text(content)
    assert "㛃𠮷" in text(content)


def test_numbers_of_the_text_and_the_tables() -> None:
    """The sentence and the table rows print what the value counts."""
    bulletin = a_bulletin("政务督查", head=Head("3", "47", "张某某"))
    said = text(render_bulletin(bulletin, [TEMPLATES])[0])
    assert "列入督查台账的事项共6件" in said
    assert "已办结销号1件，占16.7%" in said
    assert "正在办理5件，占83.3%，其中超过时限2件" in said
    assert "第3期（总第47期）" in said
    assert "市财政局\n2\n1\n1\n0\n0\n50%" in said
    assert "12345热线\n1\n0\n1\n1\n0\n0%" in said


def test_places_that_nobody_filled_stay_free() -> None:
    """No issue number is made up: the place is left open, and a 通报 says that it is a draft."""
    assert "第　　期（总第　　期）" in text(render_bulletin(a_bulletin("政务督查"), [TEMPLATES])[0])
    assert "〔拟稿〕" in text(render_bulletin(a_bulletin("通报"), [TEMPLATES])[0])


def test_an_empty_ledger() -> None:
    """No items: every paper that can be is made, and says so."""
    for kind in BULLETINS:
        if kind != "一页纸":
            assert render_bulletin(a_bulletin(kind, sample_desk([])), [TEMPLATES])
    assert "没有超过时限的事项" in text(render_bulletin(a_bulletin("政务督查", sample_desk([])), [TEMPLATES])[0])


def test_without_a_chinese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """No picture is drawn with boxes for characters: the paper comes without, and the caller is told."""
    monkeypatch.setattr(charts, "chinese_font", lambda: None)
    content, drawn = render_bulletin(a_bulletin("政务督查"), [TEMPLATES])
    assert not drawn
    assert "图1" not in text(content)
    assert not [name for name in zipfile.ZipFile(io.BytesIO(content)).namelist() if "media" in name]


@pytest.mark.skipif(charts.chinese_font() is None, reason="no Chinese font is installed")
def test_a_picture_says_what_it_shows() -> None:
    """For those who cannot see it; a title with quotes and signs does not break the file."""
    bulletin = a_bulletin("政务督查", sample_desk(many_items(30, units=12)))
    with zipfile.ZipFile(io.BytesIO(render_bulletin(bulletin, [TEMPLATES])[0])) as package:
        assert 'descr="各类督查事项办理情况"' in package.read("word/document.xml").decode()
        pictures = [name for name in package.namelist() if name.endswith(".png")]
    assert len(pictures) == 2


@pytest.mark.skipif(charts.chinese_font() is None, reason="no Chinese font is installed")
def test_a_chart_of_hostile_labels() -> None:
    """A name with dollar signs, tags or characters that the font lacks is drawn without a word on the screen."""
    view = a_bulletin("政务督查", sample_desk([an_item(牵头单位="市$x^2$局"), an_item("A2", 牵头单位="㛃𠮷\ue000局")]))
    for chart in view.charts():
        assert charts.draw(chart)
    assert charts.draw(replace(view.charts()[0], labels=(), series=dict.fromkeys(view.charts()[0].series, ())))


def test_a_template_with_an_error_is_named(tmp_path: Path) -> None:
    """The office's own template: file, place and name."""
    paper = Document(str(TEMPLATES / "今日待办.docx"))
    paper.paragraphs[0].runs[0].text = "{{ 总件数 }}"
    paper.save(str(tmp_path / "今日待办.docx"))
    with pytest.raises(TemplateError, match=r"今日待办\.docx.*正文.*总件数"):
        render_bulletin(a_bulletin("今日待办"), [tmp_path, TEMPLATES])


def test_long_names_are_summed_up() -> None:
    """So many units in a sentence, then a number."""
    assert rendering._names([f"单位{n}" for n in range(12)]).endswith("单位9等12个单位")
