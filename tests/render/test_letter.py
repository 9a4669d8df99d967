"""Letters from the shipped templates, from edited ones, and from broken ones."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.errors import TemplateError
from toolkit.domain.mailing.notices import Line, Notice
from toolkit.domain.settings import Settings
from toolkit.domain.sheets import REASONS
from toolkit.render.letter import render_letter

SHIPPED = Path(__file__).parents[2] / "mail_templates"
DESK = Settings(office="市政府督查室", phone="0518-0000000")
OVERDUE = Line(
    "2026-031", "老旧小区改造", "超期", date(2026, 9, 15), -9, "交办日次日起7个工作日，依据五（五）", "逐个小区报送", "市住房和城乡建设局"
)  # fmt: skip
NEW = Line("2026-051", "建筑垃圾资源化利用", "新交办", None, None, "", "", "市住房和城乡建设局")
ANY_TEXT = st.text(st.characters(blacklist_categories=()), max_size=60)


def notice(lines: Sequence[Line] = (OVERDUE, NEW), unit: str = "市住房和城乡建设局") -> Notice:
    return Notice(unit, "zjj@zjj.example", (), "提醒", date(2026, 9, 24), tuple(lines))


def templates(folder: Path, text: str = "主题：提醒\n正文\n", page: str = "<p>正文</p>") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "提醒.txt").write_text(text, encoding="utf-8")
    (folder / "提醒.html").write_text(page, encoding="utf-8")
    return folder


class Words(HTMLParser):
    """The text of a page, and whether its tags are balanced."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.open = "", list[str]()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in {"br", "meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data.strip()


@pytest.mark.parametrize(
    ("unit", "spoken_to"),
    [("市教育局", "，你单位承办"), ("市教育局、市财政局", "，你们两家单位承办"), ("甲、乙、丙", "，各单位承办")],
)
def test_one_address_for_several_units(unit: str, spoken_to: str) -> None:
    """Whoever reads for two units is not spoken to as one."""
    letter = render_letter(notice(unit=unit), DESK, SHIPPED)
    assert spoken_to in letter.text
    assert spoken_to in letter.html


def test_basis_is_a_sentence() -> None:
    """As in papers: Chinese dates, no arrows."""
    line = Line("A1", "整治积水", "超期", date(2026, 9, 15), -9, "2026-09-04交办→ 2026-09-15,依据五(五)", "", "市住建局")
    assert "依据：2026年9月4日交办，至2026年9月15日，依据五（五）" in render_letter(notice([line]), DESK, SHIPPED).text


def test_shipped_text_says_it_all() -> None:
    """Matter, number, deadline with days, requirement, basis, what is asked, who writes, and the word for who has answered."""
    letter = render_letter(notice(), DESK, SHIPPED)
    assert letter.subject == "【督查提醒】市住房和城乡建设局：2项督查事项请办理（超期1项、新交办1项）"
    assert letter.text.startswith("市住房和城乡建设局：\n")
    for part in (
        "根据《市政府系统大督查工作机制》，截至2026年9月24日", "1. 老旧小区改造\n   编号：2026-031\n   时限：2026年9月15日（超期9天）",
        "要求：逐个小区报送", "依据：交办日次日起7个工作日，依据五（五）", "由单位主要负责同志签字后报送我室",
        "市政府督查室\n    2026年9月24日\n    联系电话：0518-0000000", "已签收、已反馈的请忽略",
    ):  # fmt: skip
        assert part in letter.text
    assert "主题" not in letter.text
    assert "\n\n\n" not in letter.text


def test_shipped_page_says_the_same() -> None:
    """What stands in the plain text stands on the page; nothing is fetched from elsewhere."""
    letter = render_letter(notice(), DESK, SHIPPED)
    page = Words(letter.html)
    assert page.open == []
    for line in (OVERDUE, NEW):
        assert line.matter in page.text
        assert line.item in page.text
    assert "2026年9月15日超期9天" in page.text
    assert "已签收、已反馈的请忽略" in page.text
    assert not any(word in letter.html for word in ("http", "<img", "<link", "<script", "url("))


def test_gravest_first() -> None:
    """Groups stand in the order of gravity, each with its number of items."""
    lines = [replace(OVERDUE, reason=reason) for reason in reversed(REASONS)]
    text = render_letter(notice([*lines, lines[-1]]), DESK, SHIPPED).text
    heads = [line for line in text.splitlines() if line.startswith("【") and line.endswith("项")]
    assert heads == [
        "【已超过时限】2项", "【退回重新办理】1项", "【即将到期】1项", "【续报时间将到】1项", "【本期报送将到】1项", "【尚未签收】1项", "【新交办】1项",
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "said"), [(-3, "超期3天"), (0, "今日到期"), (1, "还有1天")])
def test_days_in_words(days: int, said: str) -> None:
    """Overdue, today, or days left."""
    assert f"（{said}）" in render_letter(notice([replace(OVERDUE, days=days)]), DESK, SHIPPED).text


def test_units_are_told_apart_only_where_there_are_several() -> None:
    """One address for two units: each item names its unit."""
    assert "单位：" not in render_letter(notice(), DESK, SHIPPED).text
    both = render_letter(notice([OVERDUE, replace(NEW, unit="市城市管理局")], "市住房和城乡建设局、市城市管理局"), DESK, SHIPPED)
    assert "单位：市城市管理局" in both.text
    assert "单位：市城市管理局" in both.html


def test_no_telephone_no_line() -> None:
    """Where the office gave no number, nothing stands there."""
    letter = render_letter(notice(), Settings(), SHIPPED)
    assert "联系电话" not in letter.text + letter.html


@pytest.mark.parametrize(
    "hostile",
    ["{{ 7*7 }}", "{% for x in y %}", "<script>alert(1)</script>", "/etc/hostname", "文\r\nBcc: x@y.example", '"><img src=x>', "督" * 10_000, "😀\ud83d"],
)  # fmt: skip
def test_hostile_cells_stay_text(hostile: str) -> None:
    """No cell is a template, markup, a file or a second line."""
    line = Line(hostile, hostile, "超期", date(2026, 9, 15), -9, hostile, hostile, hostile)
    letter = render_letter(notice([line], hostile), Settings(office=hostile, phone=hostile), SHIPPED)
    said = " ".join(hostile.replace("\ud83d", "\ufffd").split())
    assert letter.text.count(said) >= 5
    assert said in letter.subject
    assert "<script" not in letter.html
    assert "<img" not in letter.html
    assert "49" not in letter.text + letter.html.replace("#1d4f91", "")
    assert "\n" not in letter.subject
    letter.html.encode()


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_text_renders(item: str, matter: str, unit: str) -> None:
    """No text makes the letter fail, nor shifts its lines."""
    lines = render_letter(notice([replace(OVERDUE, item=item, matter=matter)], unit), DESK, SHIPPED).text.splitlines()
    assert len(lines) == len(render_letter(notice([OVERDUE]), DESK, SHIPPED).text.splitlines())


def test_offices_own_template_wins(tmp_path: Path) -> None:
    """A file of the workspace replaces the shipped one of its name; the others stay."""
    (tmp_path / "提醒.txt").write_text(
        "主题：{{ 办公室名称 }}提醒\r\n{{ 单位 }}：\r\n共{{ 件数 }}项\r\n", encoding="utf-8-sig", newline=""
    )
    letter = render_letter(notice(), DESK, [tmp_path, SHIPPED])
    assert letter.subject == "市政府督查室提醒"
    assert letter.text == "市住房和城乡建设局：\n共2项\n"
    assert "<!DOCTYPE html>" in letter.html


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("主题：x\n\n{{ 单位名 }}", "“提醒.txt”第3行用了不存在的名称“单位名”"),
        ("主题：x\n{% for 组 in 情形组 %}\n{{ 组.数 }}\n{% endfor %}", "“提醒.txt”第3行用了不存在的名称“数”"),
        ("主题：x\n{% for 组 in 情形组 %}\n", "“提醒.txt”第2行写法有误"),
        ("主题：x\n{{ 单位 \n", "“提醒.txt”第2行写法有误"),
        ("主题：x\n{{ 件数 / 0 }}\n", "“提醒.txt”第2行不能生成邮件"),
        ("主题：x\n{{ 单位.__class__.__mro__ }}\n", "“提醒.txt”第2行"),
        ("主题：x\n{{ 情形组.clear() }}\n", "“提醒.txt”第2行用了不允许的写法"),
        ("主题：x\n{% include '不存在.txt' %}\n", "找不到邮件模板“不存在.txt”"),
        ("主题：x\n{% include '../conftest.py' %}\n", "找不到邮件模板"),
        ("{{ 单位 }}：\n请办理\n", "第1行应写明主题"),
        ("主题：\n请办理\n", "第1行应写明主题"),
        ("", "第1行应写明主题"),
    ],
)
def test_broken_templates_are_named(tmp_path: Path, text: str, complaint: str) -> None:
    """File and line, in Chinese."""
    with pytest.raises(TemplateError) as caught:
        render_letter(notice(), DESK, templates(tmp_path, text))
    assert complaint in str(caught.value)


def test_fault_in_the_shared_wording_is_named_there(tmp_path: Path) -> None:
    """An error in 提醒用语.txt is not blamed on the file that uses it."""
    (tmp_path / "提醒用语.txt").write_text("{% set 开头 %}\n{{ 单 位 }}\n{% endset %}", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"“提醒用语\.txt”第2行写法有误"):
        render_letter(notice(), DESK, [tmp_path, SHIPPED])


def test_missing_and_unreadable_templates(tmp_path: Path) -> None:
    """A template that is gone, or saved in GBK, is named with what to do."""
    with pytest.raises(TemplateError, match=r"找不到邮件模板“提醒\.html”"):
        render_letter(notice(), DESK, tmp_path)
    folder = templates(tmp_path)
    (folder / "提醒.txt").write_bytes("主题：督查提醒\n".encode("gbk"))
    with pytest.raises(TemplateError, match=r"“提醒\.txt”不是UTF-8编码"):
        render_letter(notice(), DESK, folder)


def test_edited_while_running(tmp_path: Path) -> None:
    """The next letter is made from the template as it is then."""
    folder = templates(tmp_path, "主题：一\n")
    assert render_letter(notice(), DESK, folder).subject == "一"
    (folder / "提醒.txt").write_text("主题：第二\n", encoding="utf-8")
    os.utime(folder / "提醒.txt", (0, 0))
    assert render_letter(notice(), DESK, folder).subject == "第二"


def test_wording_that_an_office_keeps_from_before(tmp_path: Path) -> None:
    """A 提醒用语.txt without 续报 and 定期报送 speaks of them as 临期; so do whole templates that know five 情形 only."""
    lines = [replace(OVERDUE, reason="续报"), replace(OVERDUE, reason="定期报送")]
    wording = (SHIPPED / "提醒用语.txt").read_text("utf-8")
    older = [line for line in wording.splitlines() if not line.strip().startswith(('"续报"', '"定期报送"'))]
    assert len(older) == len(wording.splitlines()) - 2
    (tmp_path / "提醒用语.txt").write_text("\n".join(older), "utf-8")
    letter = render_letter(notice(lines), DESK, (tmp_path, SHIPPED))
    assert letter.text.count("【即将到期】1项") == letter.html.count("即将到期（1项）") == 2
    assert "续报1项、定期报送1项" in letter.subject


def test_files_are_named() -> None:
    """A reader knows what should hang on the mail."""
    letter = render_letter(replace(notice(), files=("文书/2026/连督交〔2026〕1号.docx",)), DESK, SHIPPED)
    assert "1. 连督交〔2026〕1号.docx" in letter.text
    assert "连督交〔2026〕1号.docx" in letter.html
    assert "随附文书" not in render_letter(notice(), DESK, SHIPPED).text
