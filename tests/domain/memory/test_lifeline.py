"""An item's whole life in one line of time."""

from __future__ import annotations

from datetime import date

import pytest

from tests.domain.making import an_item
from toolkit.domain.item import Event
from toolkit.domain.memory.lifeline import life, said
from toolkit.domain.memory.records import Change, ChangeKind

DAY = date(2026, 3, 9)


def test_dates_events_and_changes_in_one_line() -> None:
    """In order of days; of one day the ledger's dates come first, then events, then changes."""
    item = an_item("A1", 交办日期=date(2026, 3, 2), 反馈日期="2026-03-09、2026年3月20日", 签收日期=None)
    events = [Event(DAY, "A1", "市教育局", "反馈", "纸质", "报告", "甲", "附件一", 5)]
    changes = [Change(DAY, "A1", "A1", "修改", "完成时限", "年底前", "")]
    moments = life("A1", item, events, changes)
    assert [(m.when.day, m.step, m.source) for m in moments] == [
        (2, "交办", "date"), (9, "反馈", "date"), (9, "反馈", "event"), (9, "台账修改", "change"), (20, "反馈", "date"),
    ]  # fmt: skip
    assert moments[2].what == "报告；附件：附件一"


def test_an_item_that_is_gone() -> None:
    """Its events and changes are told without the ledger."""
    moments = life("A9", None, [Event(DAY, "A9", "", "签收")], [Change(DAY, "A9", "A9", "消失", before="建设学校")])
    assert [m.step for m in moments] == ["签收", "移出台账"]


@pytest.mark.parametrize(
    ("kind", "before", "after", "sentence"),
    [
        ("修改", "旧", "新", "“备注”由“旧”改为“新”"),
        ("修改", "", "新", "“备注”填为“新”"),
        ("修改", "旧", "", "“备注”由“旧”改为空白"),
        ("新增", "", "建设学校", "建设学校"),
        ("消失", "建设学校", "", "台账中不见了：建设学校"),
        ("消失", "", "", "台账中不见了"),
        ("恢复", "", "督查台账", "在“督查台账”表中重新出现"),
        ("移表", "一月", "二月", "由“一月”表移至“二月”表"),
    ],
)
def test_changes_as_sentences(kind: ChangeKind, before: str, after: str, sentence: str) -> None:
    """What staff read of a change."""
    assert said(Change(DAY, "A1", "A1", kind, "备注" if kind == "修改" else "", before, after)) == sentence
