"""Bulletins as LibreOffice lays them out: the standard's figures for 《政务督查》 and 通报, A4 and one page for the desk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.domain.making import an_item
from tests.render.pages import BOTTOM, LEFT, MM, RIGHT, TOP, Pdf, body, measure, needs_libreoffice, to_pdfs
from tests.render.test_bulletin import HOSTILE
from tests.support.bulletins import a_bulletin, many_items, sample_desk
from tests.support.slips import TEMPLATES
from toolkit.domain.item import Item
from toolkit.domain.papers.kinds import BULLETINS
from toolkit.domain.sheets import SOURCES
from toolkit.render.bulletin import render_bulletin

pytestmark = needs_libreoffice
OFFICIAL = ("政务督查", "通报")
SEVERAL = range(2, len(SOURCES) + 1)


def of_sources(count: int) -> list[Item]:
    """An item of each of the first kinds of sources, two units, so that the tables of numbers begin at other heights."""
    units = ("市教育局", "市财政局")
    return [
        an_item(f"S{place}", 事项来源=SOURCES[place], 牵头单位=units[place % 2], 交办日期=date(2026, 8, 3))
        for place in range(count)
    ]


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Pdf]:
    """Every kind with no item, with few, with 30 of 12 units, with hostile cells."""
    folder = tmp_path_factory.mktemp("简报")
    for kind in BULLETINS:
        for name, desk in (("少", sample_desk()), ("三十", sample_desk(many_items(30, units=12))), ("空", sample_desk([]))):
            if name != "空" or kind != "一页纸":
                (folder / f"{kind}{name}.docx").write_bytes(render_bulletin(a_bulletin(kind, desk), [TEMPLATES])[0])
        odd = [replace(each, cells={**each.cells, "督查事项": HOSTILE}) for each in sample_desk().items]
        (folder / f"{kind}怪.docx").write_bytes(render_bulletin(a_bulletin(kind, sample_desk(odd)), [TEMPLATES])[0])
    for count in SEVERAL:
        paper = a_bulletin("通报", sample_desk(of_sources(count)), since=date(2026, 7, 1))
        (folder / f"通报来源{count}.docx").write_bytes(render_bulletin(paper, [TEMPLATES])[0])
    to_pdfs(folder)
    return {path.stem: measure(path) for path in folder.glob("*.pdf")}


def test_every_page_is_a4(pdfs: Mapping[str, Pdf]) -> None:
    """Upright, but for the 问题清单, which lies across; every page has text and a number."""
    assert len(pdfs) == 4 * len(BULLETINS) - 1 + len(SEVERAL)
    for name, pdf in pdfs.items():
        width, height = (297, 210) if name.startswith("问题清单") else (210, 297)
        assert abs(pdf.size[0] - width * MM) < 1, name
        assert abs(pdf.size[1] - height * MM) < 1, name
        for number, page in enumerate(pdf.pages, 1):
            assert len(page) > 1, name
            assert f"—{number}—" in [line.text for line in page], name


def test_official_papers_keep_the_margins_and_the_pitch(pdfs: Mapping[str, Pdf]) -> None:
    """Nothing outside of 156 × 225 mm; lines of body text stand 28.95 pt apart."""
    for kind in OFFICIAL:
        for name in ("少", "三十", "空"):
            for page in pdfs[f"{kind}{name}"].pages:
                for line in body(page):
                    assert line.left > LEFT - 0.5 * MM, (name, line)
                    assert line.right < RIGHT + 0.5 * MM, (name, line)
                    assert line.middle > TOP, (name, line)
        first = body(pdfs[f"{kind}三十"].pages[0])
        start = next(place for place, line in enumerate(first) if line.text.startswith("列入督查"))
        assert abs(first[start + 1].middle - first[start].middle - 28.95) < 0.3
        assert abs(first[start].left - LEFT - 2 * 156 * MM / 28) < 1 * MM


def test_the_colophon_stands_at_the_foot_of_the_last_page(pdfs: Mapping[str, Pdf]) -> None:
    """版记 ends where the text area ends."""
    for kind in OFFICIAL:
        for name in ("少", "三十"):
            last = body(pdfs[f"{kind}{name}"].pages[-1])
            assert last[-1].text.startswith("市政府督查室（共印"), (kind, name)
            assert BOTTOM - last[-1].middle < 24


def test_no_row_of_a_list_stands_alone(pdfs: Mapping[str, Pdf]) -> None:
    """Below the header of a table of numbers stand two rows of it at least, wherever on a page the table begins or goes on."""
    headers = ("事项来源总数销号在办超期中止办结率", "条线总数销号在办超期中止办结率", "承办单位总数销号在办超期中止办结率")
    checked = 0
    for count in SEVERAL:
        pages = [[line.text for line in body(page)] for page in pdfs[f"通报来源{count}"].pages]
        for found in pages:
            for at, text in enumerate(found):
                if text in headers:
                    rows = [row for row in found[at + 1 : at + 3] if row.endswith(("%", "–"))]
                    assert len(rows) == 2, (count, found)
                    checked += 1
    assert checked >= 3 * len(SEVERAL)


def test_no_page_bears_a_signature_alone(pdfs: Mapping[str, Pdf]) -> None:
    """Above the office and the date stands a sentence of the paper, not the name of the annex alone."""
    signed = 0
    for name, pdf in pdfs.items():
        for page in pdf.pages if name.startswith(("通报", "督查调研")) else ():
            found = [line.text for line in body(page)]
            if "市政府督查室" in found and "2026年9月24日" in found:
                above = found[: found.index("2026年9月24日") - 1]
                assert [text for text in above if not text.startswith(("附表：", "联系电话："))], name
                signed += 1
    assert signed == 8 + len(SEVERAL)


def test_a_leaders_page_is_one_page(pdfs: Mapping[str, Pdf]) -> None:
    """Whatever there is to say."""
    assert [len(pdfs[f"一页纸{name}"].pages) for name in ("少", "三十")] == [1, 1]


def test_all_thirty_are_printed(pdfs: Mapping[str, Pdf]) -> None:
    """Each item once in the lists that hold all."""
    for kind in ("问题清单", "今日待办", "周例会"):
        assert [pdfs[f"{kind}三十"].text.count(f"D{n:03}") for n in range(1, 31)] == [1] * 30, kind


def test_hostile_text_is_printed_as_text(pdfs: Mapping[str, Pdf]) -> None:
    """LibreOffice opens the papers: markup and tags of a cell are words on paper, and 5,000 characters run over the pages."""
    for kind in BULLETINS:
        assert re.sub(r"\s", "", HOSTILE.replace("\x00", "").replace("\x0b", ""))[:30] in pdfs[f"{kind}怪"].text, kind
        assert kind == "一页纸" or pdfs[f"{kind}怪"].text.count("长") >= 5000, kind


def test_charts_can_be_told_apart_without_colour(pdfs: Mapping[str, Pdf], tmp_path: Path) -> None:
    """Printed in grey, a page with charts keeps white, hatched and black pieces: no colour is in them."""
    from PIL import Image

    from toolkit.render.charts import draw

    content = draw(a_bulletin("政务督查", sample_desk()).charts()[0])
    if content is None:
        pytest.skip("no Chinese font is installed")
    (tmp_path / "a.png").write_bytes(content)
    colours = Image.open(tmp_path / "a.png").convert("RGB").getcolors(1 << 24)
    assert colours is not None
    assert all(max(each) - min(each) <= 8 for _, each in colours if isinstance(each, tuple))
