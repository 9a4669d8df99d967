"""Slips as LibreOffice lays them out: figures of GB/T 9704-2012 measured in the PDF, and nothing of the text lost."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.render.pages import BOTTOM, CHARACTER, LEFT, MM, RIGHT, TOP, Pdf, body, measure, needs_libreoffice, to_pdfs
from tests.support.slips import EMPTY, ITEM, TEMPLATES, many, slip
from toolkit.domain.papers.kinds import FORMS
from toolkit.domain.papers.slip import Slip
from toolkit.domain.sheets import SLIPS
from toolkit.render.slip import render_slip

pytestmark = needs_libreoffice

TWELVE = "、".join(
    f"市{name}局" for name in ("教育", "民政", "财政", "水利", "审计", "统计", "医保", "体育", "信访", "司法", "商务", "公安")
)
LONG_TITLE = "关于贯彻落实市政府常务会议精神加快推进全市老旧小区改造和城市更新重点项目建设有关事项的督办通知"
SIGNS = "推进城区三处积水点改造汛期前完成雨水管网疏通和泵站检修，、。；：“”（）！？《》—0123abcXYZ%"
HOSTILE = "<b>&amp;{{ 7*7 }}{% if %}\x00㛃𠮷"


def papers() -> Mapping[str, Slip]:
    chance = random.Random(9704)
    noise = tuple("".join(chance.choice(SIGNS) for _ in range(300)) for _ in range(8))
    found: dict[str, Slip] = {
        "正文": slip("督办通知", replace(ITEM, requirement="督查事项落实情况" * 250)),
        "抄送": slip("督办通知", copies="市政府办公室秘书处、综合一处、综合二处、综合三处，市委督查室，市有关业务处室"),
    }
    found["再督查1"] = slip("交办单", again=True)
    for kind in FORMS:
        found[f"{kind}1"] = slip(kind, number=None)
    for kind in SLIPS:
        found[f"{kind}1"] = slip(kind)
        found[f"{kind}2"] = slip(kind, *many(2))
        found[f"{kind}30"] = slip(kind, *many(30))
        found[f"{kind}12家"] = slip(kind, replace(ITEM, lead=TWELVE, support=TWELVE), unit=TWELVE)
        found[f"{kind}空"] = slip(kind, EMPTY, number=None, issuer="", phone="", unit="")
        found[f"{kind}长"] = slip(
            kind, title=LONG_TITLE, unit="各县、区人民政府，市各有关委办局，市各直属单位", office="连云港市人民政府办公室督查室"
        )
        found[f"{kind}杂"] = slip(kind, *(replace(ITEM, id=f"D{n}", matter=text, missing=text) for n, text in enumerate(noise)))
        found[f"{kind}怪"] = slip(kind, replace(ITEM, matter=HOSTILE + "长" * 5000, missing=HOSTILE), title=HOSTILE)
    return found


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Pdf]:
    """All papers, converted in one run of LibreOffice with a profile of its own."""
    folder = tmp_path_factory.mktemp("文书")
    for name, paper in papers().items():
        (folder / f"{name}.docx").write_bytes(render_slip(paper, [TEMPLATES]))
    to_pdfs(folder)
    return {name: measure(folder / f"{name}.pdf") for name in papers()}


def test_a_page_holds_22_lines_of_28_characters(pdfs: Mapping[str, Pdf]) -> None:
    """A full page of body text between the margins, at a pitch of 28.95 pt."""
    page = body(pdfs["正文"].pages[1])
    assert len(page) == 22
    assert {len(line.text) for line in page} == {28}
    for line in page:
        assert abs(line.left - LEFT) < 0.5 * MM
        assert abs(line.right - RIGHT) < 1 * MM
    pitches = [below.middle - above.middle for above, below in pairwise(page)]
    assert abs(sum(pitches) / len(pitches) - 28.95) < 0.1
    assert page[0].middle - TOP < 28.95
    assert BOTTOM - page[-1].middle < 28.95


def test_every_page_is_a4_and_keeps_the_margins(pdfs: Mapping[str, Pdf]) -> None:
    """No line of any paper stands outside of 156 × 225 mm but the page number, and none is empty."""
    for name, pdf in pdfs.items():
        assert abs(pdf.size[0] - 210 * MM) < 1, name
        assert abs(pdf.size[1] - 297 * MM) < 1, name
        for page in pdf.pages:
            assert len(body(page)) > 0, name
            for line in body(page):
                assert line.left > LEFT - 0.5 * MM, (name, line)
                assert line.right < RIGHT + 0.5 * MM, (name, line)
                assert line.middle > TOP, (name, line)


def test_page_numbers(pdfs: Mapping[str, Pdf]) -> None:
    """— 1 —, 7 mm below the text; odd pages one character from the right, even pages one from the left."""
    for name, pdf in pdfs.items():
        for number, page in enumerate(pdf.pages, 1):
            (foot,) = (line for line in page if line.middle >= BOTTOM)
            assert foot.text == f"—{number}—", name
            assert abs(foot.middle - BOTTOM - 7 * MM) < 1 * MM, name
            aside = RIGHT - foot.right if number % 2 else foot.left - LEFT
            assert abs(aside - 14) < 1 * MM, name


@pytest.mark.parametrize("kind", SLIPS)
def test_signature_and_date(kind: str, pdfs: Mapping[str, Pdf]) -> None:
    """The date ends four characters from the right; the office stands about centred over it (digits of a stand-in font are wide)."""
    found = [line for page in pdfs[f"{kind}1"].pages for line in page]
    (place,) = (number for number, line in enumerate(found) if line.text == "2026年4月7日")
    office, day = found[place - 1], found[place]
    assert office.text == "市政府督查室"
    assert abs(RIGHT - day.right - 4 * CHARACTER) < 1 * MM
    assert abs((office.left + office.right) / 2 - (day.left + day.right) / 2) < 5 * MM


def test_no_page_bears_a_signature_alone(pdfs: Mapping[str, Pdf]) -> None:
    """Above the office and the date stands something of the paper: a row of the table, or the end of the letter.

    But for a cell of 5,000 characters, after which LibreOffice breaks where it can.
    """
    for name, pdf in pdfs.items():
        for page in pdf.pages if not name.endswith("怪") else ():
            found = [line.text for line in body(page)]
            if "2026年4月7日" in found:
                above = found[: found.index("2026年4月7日") - 1]
                assert [text for text in above if not text.startswith(("注：", "联系电话："))], name


def test_a_long_office_name_stands_on_one_line(pdfs: Mapping[str, Pdf]) -> None:
    """发文机关标志 is set smaller, not broken."""
    assert body(pdfs["督办通知长"].pages[0])[0].text == "连云港市人民政府办公室督查室"


@pytest.mark.parametrize("kind", SLIPS)
def test_title_is_centred(kind: str, pdfs: Mapping[str, Pdf]) -> None:
    """The first line of a form, and the title of a letter, stand in the middle of the text."""
    name = {"督办通知": "督办通知", "交办单": "政务督查交办单", "催办单": "督查催办单", "告诫单": "督查告诫单"}[kind]
    title = next(line for line in pdfs[f"{kind}1"].pages[0] if line.text == name)
    assert abs((title.left + title.right) / 2 - (LEFT + RIGHT) / 2) < 1 * MM


@pytest.mark.parametrize(("name", "height"), [("督办通知1", 1), ("抄送", 3)])
def test_colophon_stands_at_the_foot_of_the_last_page(name: str, height: int, pdfs: Mapping[str, Pdf]) -> None:
    """版记: its last line is the last one of the text area, whatever stands above."""
    last = body(pdfs[name].pages[-1])
    assert last[-1].text == "市政府督查室2026年4月7日印发"
    assert BOTTOM - last[-1].middle < 24
    assert last[-height].text.startswith("抄送" if height > 1 else "市政府")


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("催办单1", 1),
        ("交办单1", 2),
        ("再督查1", 2),
        ("反馈报告1", 1),
        ("延期申请1", 1),
        ("告诫单1", 2),
        ("交办单长", 2),
        ("告诫单长", 2),
    ],
)
def test_a_slip_of_one_item_is_short(name: str, pages: int, pdfs: Mapping[str, Pdf]) -> None:
    """One sheet: the slip, and on its back the reply and the receipt together; a form is one page."""
    assert len(pdfs[name].pages) == pages
    last = "单位主要" if name[:-1] in FORMS else "签收回执"
    assert any(last in line.text for line in pdfs[name].pages[-1])


def test_no_character_is_lost(pdfs: Mapping[str, Pdf]) -> None:
    """Whatever stands at the end of a line, full stops and brackets included, is printed."""
    for kind in SLIPS:
        paper = papers()[f"{kind}杂"]
        for item in paper.items:
            assert item.matter in pdfs[f"{kind}杂"].text


def test_thirty_items_are_all_there(pdfs: Mapping[str, Pdf]) -> None:
    """Each of thirty items is printed once."""
    for kind in SLIPS:
        assert [pdfs[f"{kind}30"].text.count(item.id) for item in many(30)] == [1] * 30


def test_twelve_units_are_all_there(pdfs: Mapping[str, Pdf]) -> None:
    """Each unit is named where it is addressed, and wraps within the margins."""
    for kind in SLIPS:
        assert all(pdfs[f"{kind}12家"].text.count(unit) >= 1 for unit in TWELVE.split("、"))


def test_hostile_text_is_printed_as_text(pdfs: Mapping[str, Pdf]) -> None:
    """Markup and tags of a cell are words on paper, 5,000 characters run over several pages."""
    for kind in SLIPS:
        assert re.sub(r"\s", "", HOSTILE.replace("\x00", "")) in pdfs[f"{kind}怪"].text
        assert pdfs[f"{kind}怪"].text.count("长") >= 5000
