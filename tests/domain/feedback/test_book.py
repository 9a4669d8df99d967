"""The 反馈收件 sheet: what the journal knows, and what stands there of another machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.domain.making import an_item, judged
from toolkit.domain.desk import Rows
from toolkit.domain.feedback.answers import Answer, Receipt
from toolkit.domain.feedback.book import highest, rows_of, waiting_in
from toolkit.domain.feedback.waiting import not_answered
from toolkit.domain.item import Part
from toolkit.domain.sheets import RECEIVED

WAITS = Receipt(2, date(2026, 3, 18), "jy@lyg.example", Answer("A1", "市教育局", "反馈", "=1+1"), "待审", "反馈原件/x")
THERE: Rows = [
    (3, {"收件编号": 1.0, "编号": "A9", "单位": "市财政局", "处理": "待审"}),
    (4, {"收件编号": 2.0, "编号": "A1", "单位": "市教育局", "处理": "待审"}),
]


def test_a_row_has_all_columns_in_their_order() -> None:
    """One row an answer, by 收件编号; unknown rows stay."""
    rows = rows_of([WAITS], THERE)
    assert [row[0] for row in rows] == [1.0, 2]
    assert dict(zip(RECEIVED.headers(), rows[1], strict=True))["办理情况"] == "=1+1"
    assert highest(THERE) == 2


def test_who_waits() -> None:
    """The journal knows better than the sheet; an answer without an item holds nobody back."""
    assert waiting_in([WAITS], THERE) == {("A1", "市教育局"), ("A9", "市财政局")}
    assert waiting_in([replace(WAITS, state="已采纳")], THERE) == {("A9", "市财政局")}
    assert waiting_in([replace(WAITS, answer=Answer("", "市教育局", "反馈", "x"))], []) == frozenset()


def test_whose_answer_waits_is_not_chased() -> None:
    """The whole item, or the part of the unit that has answered where units answer apart."""
    judgements = [judged(an_item(name, row), "在办", "红") for name, row in (("A1", 3), ("A2", 4))]
    assert [j.item.id for j in not_answered(judgements, {("A1", "市教育局")})] == ["A2"]
    assert list(not_answered(judgements, ())) == judgements
    apart = replace(judgements[0], parts=(Part("市教育局", "牵头", judgements[0]), Part("市财政局", "责任", judgements[0])))
    assert [part.unit for j in not_answered([apart], {("A1", "市教育局")}) for part in j.parts] == ["市财政局"]
