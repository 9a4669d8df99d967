"""Bulletins as letters: the numbers of the paper, charts inside, cell text as text in both twins."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from tests.domain.making import an_item
from tests.render.test_bulletin import HOSTILE
from tests.support.bulletins import a_bulletin, sample_desk
from toolkit.domain.errors import TemplateError
from toolkit.domain.papers.kinds import BULLETINS, COUNTING, BulletinKind
from toolkit.domain.papers.overview import percent
from toolkit.render import charts
from toolkit.render.bulletin_mail import render_bulletin_mail

SHIPPED = Path(__file__).parents[2] / "mail_templates"


def words(page: str) -> str:
    """What a reader sees of a page, every tag a line end."""
    return unescape(re.sub(r"\s*\n\s*", "\n", re.sub(r"<[^>]*>", "\n", page.partition("<body")[2].partition(">")[2])))


@pytest.mark.parametrize("kind", BULLETINS)
def test_both_twins_say_the_same(kind: BulletinKind) -> None:
    """The total, every item listed and every row of a table stand in the text and in the page; equal papers give equal letters."""
    bulletin = a_bulletin(kind)
    letter = render_bulletin_mail(bulletin, SHIPPED)
    assert letter == render_bulletin_mail(bulletin, SHIPPED)
    assert BULLETINS[kind] in letter.subject
    assert "2026年9月24日" in letter.subject
    page = words(letter.html)
    listed = re.findall(r"^ +编号：(\S+)", letter.text, re.MULTILINE)
    assert listed == re.findall(r"^(A\d)(?:　.*)?$", page, re.MULTILINE)
    whole = bulletin.overview.whole
    for said in (f"共{whole.total}件", f"已办结销号{whole.closed}件", f"正在办理{whole.open}件"):
        assert said in letter.text
        assert said in page
    for name, tally in {**bulletin.overview.sources, **bulletin.overview.lines, **bulletin.overview.units}.items():
        row = (
            name,
            *map(str, (tally.total, tally.closed, tally.open, tally.overdue, tally.stopped)),
            percent(tally.closed, tally.total - tally.stopped),
        )
        assert ("\n".join(row) in page) == (kind in COUNTING)
        told = f"{name}：共{tally.total}件，销号{tally.closed}件，在办{tally.open}件，超期{tally.overdue}件"
        assert (told in letter.text) == (kind in COUNTING)


@pytest.mark.parametrize("kind", BULLETINS)
def test_every_chart_is_inside(kind: BulletinKind) -> None:
    """Each picture that the page names goes with it, and none that it does not; without a Chinese font there is no picture, no gap."""
    bulletin = a_bulletin(kind)
    letter = render_bulletin_mail(bulletin, SHIPPED)
    named = re.findall(r'src="([^"]*)"', letter.html)
    assert named == [f"cid:{inset.cid}" for inset in letter.insets]
    assert len(named) == (len(bulletin.charts()) if charts.chinese_font() else 0)
    assert all(inset.content.startswith(b"\x89PNG") and inset.cid.isalnum() for inset in letter.insets)
    assert len({inset.cid for inset in letter.insets}) == len(letter.insets)


def test_without_a_chinese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """No picture, and no broken place for one; the numbers are all there."""
    monkeypatch.setattr(charts, "chinese_font", lambda: None)
    letter = render_bulletin_mail(a_bulletin("政务督查"), SHIPPED)
    assert (letter.insets, "<img" in letter.html, "按事项来源" in letter.html) == ((), False, True)


@pytest.mark.parametrize("kind", BULLETINS)
def test_hostile_cells_come_out_as_text(kind: BulletinKind) -> None:
    """Markup and tags of cells are words of the letter, never its own."""
    item = an_item(
        "A<1>&{{x}}", 督查事项=HOSTILE, 牵头单位="市<教育>&局", 领导="市长", 完成时限="2026年8月1日前", 办理情况="推进中"
    )
    letter = render_bulletin_mail(a_bulletin(kind, sample_desk([item], [])), SHIPPED)
    assert "<b>&amp;{{ 7*7 }}{% if %}" in letter.text
    assert "&lt;b&gt;&amp;amp;{{ 7*7 }}{% if %}" in letter.html
    assert "<教育>" not in letter.html
    assert "\n" not in letter.subject


def test_citizens_are_masked() -> None:
    """四(七): who wrote a letter does not stand in a mail."""
    letter = render_bulletin_mail(a_bulletin("政务督查"), SHIPPED)
    assert not re.search("张小明|13800000000", letter.text + letter.html)


def test_a_name_that_does_not_exist_is_said_with_its_place(tmp_path: Path) -> None:
    """An office's own template with a slip of the pen: file and line, and nothing is made."""
    (tmp_path / "简报.html").write_text("<p>\n{{ 总件数 }}</p>", "utf-8")
    with pytest.raises(TemplateError, match=r"“简报\.html”第2行用了不存在的名称“总件数”"):
        render_bulletin_mail(a_bulletin("政务督查"), [tmp_path, SHIPPED])
