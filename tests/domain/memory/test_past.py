"""The ledger as it stood on a past day."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.domain.making import an_item
from toolkit.domain.item import Item
from toolkit.domain.memory.past import as_of, watched
from toolkit.domain.memory.records import Change, Record

DAY = date(2026, 9, 1)


def item(number: str, **cells: Any) -> Item:
    return an_item(number, own={"督办编号": f"K{number}"}, 编号=number, **cells)


def change(number: str, kind: str, field: str = "", before: str = "", after: str = "") -> Change:
    return Change(DAY, f"K{number}", number, kind, field, before, after)  # type: ignore[arg-type]


def test_changed_cells_are_taken_back_in_order() -> None:
    """The first of several changes tells what stood there; a cell that was empty is empty again."""
    changes = [
        change("A1", "修改", "完成时限", "6月底前", "8月底前"),
        change("A1", "修改", "完成时限", "8月底前", "年底前"),
        change("A1", "修改", "备注", "", "x"),
    ]
    [then] = as_of([item("A1", 完成时限="年底前", 备注="x")], changes, [])
    assert (then.raw("完成时限"), then.raw("备注")) == ("6月底前", None)


def test_rows_that_came_and_went() -> None:
    """What is new since was not there; what is gone since was; what went and came back was there."""
    gone = Record("KA3", "督查台账", {"编号": "A3", "督查事项": "旧事项"}, DAY)
    changes = [change("A2", "新增"), change("A3", "消失"), change("A4", "消失"), change("A4", "恢复")]
    then = as_of([item("A1"), item("A2"), item("A4")], changes, [gone])
    assert [each.id for each in then] == ["A1", "A4", "A3"]
    assert then[-1].text("督查事项") == "旧事项"


def test_what_was_gone_before_stays_away() -> None:
    """An item that was missed before the day is not brought back."""
    gone = Record("KA3", "督查台账", {"编号": "A3"}, date(2026, 1, 1))
    assert [each.id for each in as_of([item("A1")], [], [gone])] == ["A1"]


def test_when_the_watch_began() -> None:
    """Before the first change that was noticed nobody knows."""
    assert watched(DAY, DAY)
    assert not watched(DAY, date(2026, 8, 31))
    assert not watched(None, DAY)
