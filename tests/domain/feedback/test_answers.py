"""What an answer says, in the sheet, in 办理情况 and in 过程记录: text, whatever a unit typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.feedback.answers import LONGEST, Answer, Receipt, event_text, from_row, from_text, ledger_line
from toolkit.domain.feedback.form import FormRow

FULL = FormRow("A1", "已开工12所", "60%", "否", "资金缺口", "2026-06-30")


def receipt(answer: Answer, number: int = 7) -> Receipt:
    return Receipt(number, date(2026, 3, 18), "a@lyg.example", answer, "待审", "反馈原件/x")


def test_a_filled_row_is_told_in_one_sentence() -> None:
    """All cells, in the order of the form, dates as an office writes them."""
    line = ledger_line(receipt(from_row(FULL, "市教育局")))
    assert (
        line
        == "2026年3月18日市教育局报（电子版预报）：已开工12所；进度：60%；未办结；存在问题：资金缺口；预计完成：2026年6月30日"
    )


@pytest.mark.parametrize(
    ("done", "kind"), [("是", "反馈"), ("否", "反馈"), ("", "反馈"), ("申请延期", "延期申请"), ("延期", "延期申请")]
)
def test_asking_for_more_time_is_no_reply(done: str, kind: str) -> None:
    """是否办结 decides which it is."""
    assert from_row(FormRow("A1", "x", done=done), "市教育局").kind == kind


def test_a_request_names_the_day_asked_for() -> None:
    """The event says 申请延期至, as the extension rule reads it, and the number by which it is known again."""
    answer = from_row(FormRow("A1", "缺少资金", done="申请延期", expected="2027-03-31"), "市教育局")
    assert event_text(receipt(answer)) == "〔收件7〕申请延期：缺少资金；申请延期至2027年3月31日"


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        ("回复：督查提醒", "已办结。", "反馈"),
        ("关于2026-001的延期申请", "因雨雪影响", "延期申请"),
        ("回复", "现申请延期至6月底。", "延期申请"),
    ],
)
def test_a_text_reply_that_asks_for_more_time(subject: str, text: str, kind: str) -> None:
    """The subject or the first words say so."""
    assert from_text(text, subject, "A1", "市教育局").kind == kind


@given(st.text(), st.text(), st.text(), st.text(), st.text(), st.text())
def test_anything_typed_is_text_of_bounded_length(
    item: str, what: str, progress: str, done: str, problems: str, expected: str
) -> None:
    """No exception, no control characters or halves of characters, nothing that a program could take for a formula."""
    answer = from_row(FormRow(item, what, progress, done, problems, expected), "市教育局")
    assert len(answer.what) <= LONGEST
    line = ledger_line(receipt(answer))
    line.encode("utf-8")
    assert line[0] not in "=+-@"
    assert "\r" not in line
    assert len(event_text(receipt(answer))) < 250


def test_what_is_too_long_says_where_the_rest_is() -> None:
    """10,000 characters are cut, and the reader is sent to the original."""
    assert from_row(FormRow("A1", "好" * 10_000), "市教育局").what.endswith("……（全文见原件）")
