"""Templates that staff have broken: one Chinese sentence with the file and the place."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from toolkit.domain.errors import TemplateError
from toolkit.render.wordfile import line, render_word, words

VALUES = {"编号": "DB-1", "事项": [{"要求": "甲\n乙"}, {"要求": "丙"}]}


def template(folder: Path, *paragraphs: str, footer: str = "") -> Path:
    paper = Document()
    for text in paragraphs:
        paper.add_paragraph(text)
    if footer:
        paper.sections[0].footer.paragraphs[0].text = footer
    path = folder / "试用.docx"
    paper.save(str(path))
    return path


def filled(path: Path) -> list[str]:
    document = render_word(path, VALUES, title="试用", author="市政府督查室", day=date(2026, 3, 5))
    return [paragraph.text for paragraph in Document(io.BytesIO(document)).paragraphs]


def test_tags_with_chinese_names(tmp_path: Path) -> None:
    """Names, loops over paragraphs and line breaks work as 说明.md says."""
    path = template(tmp_path, "编号{{ 编号 }}", "{%p for 项 in 事项 %}", "要求：{{ 项.要求 }}", "{%p endfor %}")
    assert filled(path) == ["编号DB-1", "要求：甲\n乙", "要求：丙"]


@pytest.mark.parametrize(
    ("paragraphs", "message"),
    [
        (["好", "编号：{{ 编码 }}号"], "文书模板“试用.docx”正文“{{ 编码 }}”：没有“编码”这个名称，是不是“编号”"),
        (
            ["{%p for 项 in 事项 %}", "{{ 编号 }}{{ 项.要求人 }}", "{%p endfor %}"],
            "正文“{{ 项.要求人 }}”：没有“要求人”这个名称，是不是“要求”",
        ),
        (["{{ 不存在的东西 }}"], "没有“不存在的东西”这个名称，请"),
        (["{%p for 项 in 事项 %}", "{{ 项.要求 }}"], "有 for 或 if 没有写结束"),
        (["{%p endfor %}"], "“{% endfor %}”：for、if 与 endfor、endif 没有配对"),
        (["{{ 编号"], "标记没有写完整"),
        (["{{ 编号 号 }}"], "“{{ 编号 号 }}”：标记没有写完整"),
        (["编号：｛｛ 编号 ｝｝"], "“｛｛ 编号 ｝｝”用了全角的花括号，请改用半角的 {{ }}"),
        (["{% for 项 in 事项 %}{{ 项.要求 }}", "第二段{% endfor %}{% if 编号 %}"], "for 或 if 没有写结束"),
        (["{% for 项 in 事项 %}{{ 项.要求 }}", "第二段{% endfor %}"], ""),
        (["{{ ''.__class__.__mro__ }}"], "用了不允许的写法"),
        (["{{ 1 / 0 }}"], "“{{ 1 / 0 }}”：不能生成文书（division by zero）"),
        (["{{ 编号 | 大写 }}"], "用了不存在的处理方法"),
        (["{{ 编号 | safe }}"], "用了不存在的处理方法"),
        (["{{ 编号 ｝｝"], "标记没有写完整"),
    ],
)
def test_mistakes_are_named_with_their_place(paragraphs: list[str], message: str, tmp_path: Path) -> None:
    """Each way in which a template can be wrong names file, part, tag and what to do; loops over whole paragraphs are none."""
    path = template(tmp_path, *paragraphs)
    if not message:
        assert filled(path)[0] == "甲\n乙"
        return
    with pytest.raises(TemplateError) as caught:
        filled(path)
    assert message in str(caught.value)
    assert "试用.docx" in str(caught.value)
    assert str(caught.value).endswith("请在Word中改正后再试")


def test_a_mistake_in_the_footer(tmp_path: Path) -> None:
    """The part is named where it is not the body."""
    with pytest.raises(TemplateError, match=r"页脚“\{\{ 页码 \}\}”：没有“页码”"):
        filled(template(tmp_path, "好", footer="{{ 页码 }}"))


def test_a_loop_that_breaks_the_table(tmp_path: Path) -> None:
    """A plain loop from cell to cell would leave half a table: refused, never quietly repaired."""
    paper = Document()
    table = paper.add_table(1, 2)
    table.cell(0, 0).text = "{% for 项 in 事项 %}{{ 项.要求 }}"
    table.cell(0, 1).text = "{% endfor %}"
    other = paper.add_table(1, 2)
    other.cell(0, 0).text = "{% if 编号 == '无' %}"
    other.cell(0, 1).text = "x"
    paper.add_paragraph("{% endif %}")
    path = tmp_path / "试用.docx"
    paper.save(str(path))
    with pytest.raises(TemplateError, match="表格的行请用"):
        filled(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half a file", b"\xd0\xcf\x11\xe0 an old .doc"])
def test_a_file_that_is_not_word(content: bytes, tmp_path: Path) -> None:
    """A .doc that was only renamed is named, with what to do in Word."""
    path = tmp_path / "试用.docx"
    path.write_bytes(content)
    with pytest.raises(TemplateError, match=r"“试用\.docx”不是Word文档，请用Word打开，另存为"):
        filled(path)


def test_text_for_a_place_of_one_line() -> None:
    """Line ends and tabs become a blank, control characters go."""
    assert line(" 甲\r\n乙\t\x00丙\uffff ") == "甲 乙 丙"


def test_text_for_several_lines() -> None:
    """Line ends stay."""
    assert words("甲\r\n乙\t丙\x0b丁\ufffe") == "甲\n乙 丙\n丁"
