"""What a person wrote, without the quoted mail below it, as the usual programs quote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.feedback.quoting import own_words

QUOTED = "您单位承办的督查事项\n编号：A1"


@pytest.mark.parametrize(
    "mark",
    [
        "------------------ 原始邮件 ------------------",
        "-----原始邮件-----",
        "-----Original Message-----",
        "发件人： 市政府督查室 <duban@office.example>",
        "发件人: 督查室\n发送时间: 2026年3月18日",
        "在 2026年3月18日，督查室写道：",
        "2026年3月18日 10:00，市政府督查室 <duban@office.example> 写道：",
        "On Wed, 18 Mar 2026 at 10:00, 督查室 <duban@office.example> wrote:",
        "________________________________\n发件人: 督查室",
        "督查室<duban@office.example> 于2026年3月18日周三 10:00写道：",
        "发自我的iPhone",
        "-- \n李某 市教育局办公室",
    ],
)
def test_the_quotation_goes(mark: str) -> None:
    """Outlook, Foxmail, QQ Mail, 网易, Apple, Gmail."""
    assert own_words(f"已完成改扩建。\n\n附：照片\n\n{mark}\n{QUOTED}") == "已完成改扩建。\n\n附：照片"


def test_lines_with_an_angle_are_quoted_wherever_they_stand() -> None:
    """Answers between the quoted lines are kept."""
    assert own_words("> 编号：A1\n已办结\n> 编号：A4\n在办") == "已办结\n在办"


@pytest.mark.parametrize("text", ["来自市民的反映已处理。", "发件人不明的材料已退还。", "在建12所，其中3所竣工。", "——已办结——"])
def test_ordinary_sentences_stay(text: str) -> None:
    """Words that only look like the beginning of a quotation."""
    assert own_words(text) == text


@given(st.text())
def test_any_text(text: str) -> None:
    """Never an exception, never more than was there."""
    assert len(own_words(text)) <= len(text)
