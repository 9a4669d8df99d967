"""Whose answer it is: the sender's own unit, the office's own code, items in which that unit has a part."""

from __future__ import annotations

from datetime import date

from tests.domain.making import a_book, an_item
from toolkit.domain.feedback.answers import Answer, Receipt
from toolkit.domain.feedback.form import FormRow, Returned, form_code
from toolkit.domain.feedback.matching import Items, Matched, Senders, from_form, from_reply, not_repeated
from toolkit.domain.units.assignees import Roll

KEY = b"k" * 32
BOOK = a_book(
    {"单位名称": "市教育局", "联络员邮箱": "jy@lyg.example", "具体责任人邮箱": "jy2@lyg.example", "曾用名、简称": "教育局"},
    {"单位名称": "市财政局", "联络员邮箱": "cz@lyg.example"},
)
ITEMS = Items(
    [
        an_item("A1", 3, 牵头单位="市教育局"),
        an_item("A2", 4, 牵头单位="市财政局"),
        an_item("A4", 5, 牵头单位="市财政局", 配合单位="教育局"),
    ],
    Roll(BOOK),
)
SENDERS = Senders(BOOK.of_address("JY@lyg.example"))


def returned(*rows: FormRow, unit: str = "市教育局", code: str = "") -> Matched:
    form = Returned(code or form_code(KEY, "L1", unit, "m"), rows)
    return from_form(form, KEY, "L1", SENDERS, ITEMS)


def test_every_own_address_of_a_unit_counts_and_no_other() -> None:
    """联络员 and 具体责任人 may both answer; the address of another unit is another unit."""
    assert [c.name for c in BOOK.of_address("jy2@LYG.example")] == ["市教育局"]
    assert [c.name for c in BOOK.of_address("cz@lyg.example")] == ["市财政局"]
    assert BOOK.of_address("jy@lyg.example.evil.example") == ()


def test_rows_become_answers_of_that_unit() -> None:
    """Also of an item that it only supports."""
    found = returned(FormRow("A1", "已办结"), FormRow("A4", "已配合"))
    assert [(a.item, a.unit, a.what) for a in found.answers] == [("A1", "市教育局", "已办结"), ("A4", "市教育局", "已配合")]
    assert found.problems == []


def test_a_form_of_another_unit_is_not_believed() -> None:
    """The code was made for 市财政局; 市教育局 sends it."""
    found = returned(FormRow("A2", "已办结"), unit="市财政局")
    assert found.answers == []
    assert "校验码与发件单位不符" in found.problems[0]


def test_a_form_made_under_a_former_name_still_counts() -> None:
    """The unit was renamed while the form was out."""
    assert [a.unit for a in returned(FormRow("A1", "x"), unit="教育局").answers] == ["市教育局"]


def test_a_row_that_a_unit_added_for_a_foreign_item_is_left_out() -> None:
    """The other rows count."""
    found = returned(FormRow("A2", "替别人填"), FormRow("A1", "x"), FormRow("A9", "没有"), FormRow("A1", "again"))
    assert [a.what for a in found.answers] == ["x"]
    assert len(found.problems) == 3


def test_an_empty_form_is_said_to_be_empty() -> None:
    """Nothing to enter, and the clerk knows why."""
    assert returned().problems == ["反馈表没有填写"]


def test_a_text_reply_is_about_the_one_item_of_the_mail() -> None:
    """Which the unit was told about."""
    found = from_reply("已办结", "回复", [("市教育局", "A1"), ("市财政局", "A2")], SENDERS, ITEMS, files=False)
    assert [(a.item, a.unit) for a in found.answers] == [("A1", "市教育局")]


def test_of_several_items_those_count_that_are_named() -> None:
    """A1 is not A10 nor A1.2; where none is named, the item stays open for a person."""
    topics = [("市教育局", "A1"), ("市教育局", "A10"), ("市教育局", "A1.2")]
    assert [a.item for a in from_reply("A10已办结。", "", topics, SENDERS, ITEMS, files=False).answers] == ["A10"]
    assert [a.item for a in from_reply("均已办结", "", topics, SENDERS, ITEMS, files=False).answers] == [""]


def test_a_reply_to_a_mail_of_another_unit_is_not_believed() -> None:
    """References can be copied from a forwarded mail."""
    found = from_reply("已办结", "", [("市财政局", "A2")], SENDERS, ITEMS, files=False)
    assert found.answers == []
    assert "不是发给该单位" in found.problems[0]


def test_a_reply_of_files_alone_points_to_them() -> None:
    """A signed scan without a word is an answer; an empty mail is none."""
    topics = [("市教育局", "A1")]
    assert [a.what for a in from_reply("", "", topics, SENDERS, ITEMS, files=True).answers] == ["（见附件）"]
    assert from_reply("", "", topics, SENDERS, ITEMS, files=False).answers == []


def test_a_form_that_is_sent_twice_is_entered_once() -> None:
    """While the first waits or was accepted; after a 退回 it counts anew."""
    answer = Answer("A1", "市教育局", "反馈", "x")
    first = Receipt(3, date(2026, 3, 18), "jy@lyg.example", answer, "待审", "")
    assert not_repeated([answer], [first]).answers == []
    assert "收件3" in not_repeated([answer], [first]).problems[0]
    back = Receipt(3, date(2026, 3, 18), "jy@lyg.example", answer, "已退回", "")
    assert not_repeated([answer], [back]).answers == [answer]
