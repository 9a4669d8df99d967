"""What has become of the rows since the last pass."""

from __future__ import annotations

from datetime import date

from tests.domain.making import SHEET, TODAY, an_item
from toolkit.domain.item import Item
from toolkit.domain.memory.comparison import Last, compared
from toolkit.domain.memory.records import Change, FormerName, PutRight, Record, plain, seen

SHEETS = frozenset({SHEET})


def row(number: str, key: str, matter: str = "建设学校", sheet: str = SHEET) -> Item:
    return an_item(number, sheet=sheet, own={"督办编号": key}, 编号=number, 督查事项=matter)


def record(number: str, key: str, gone: date | None = None, sheet: str = SHEET) -> Record:
    return Record(key, sheet, plain(seen(row(number, key))), gone)


def test_a_new_row() -> None:
    """Told as new in a sheet that was remembered; a sheet adopted today is no news of each of its rows."""
    last = Last([], [], SHEETS)
    assert [change.kind for change in compared(last, [(row("A1", ""), "", "")], [], TODAY).changes] == ["新增"]
    assert not compared(last, [(row("A1", "", sheet="新表"), "", "")], [], TODAY).changes


def test_a_new_number_gives_up_the_old_one() -> None:
    """From this day on the name is free."""
    memory = compared(Last([record("A1", "A1")], [], SHEETS), [(row("B1", "A1"), "A1", "A1")], [], TODAY)
    assert memory.changes == (Change(TODAY, "A1", "B1", "改号", "编号", "A1", "B1"),)
    assert memory.former == (FormerName("A1", "A1", TODAY),)


def test_the_number_of_a_copy_was_never_its_own() -> None:
    """A copied row that gets a 编号 of its own gives nothing up."""
    last = Last([record("A1", "DB-0001")], [], SHEETS)
    memory = compared(last, [(row("A2", "DB-0001"), "DB-0001", "DB-0001")], [row("A1", "A1")], TODAY)
    assert [change.kind for change in memory.changes] == ["修改"]
    assert memory.former == ()


def test_a_row_that_is_gone() -> None:
    """Missed today, with both its names given up; one missed before stays so; a copy gives up its 督办编号 alone."""
    old = record("A7", "A7", date(2026, 9, 1))
    memory = compared(Last([record("A1", "DB-1")], [old], SHEETS), [], [row("A2", "A2")], TODAY)
    assert [(change.kind, change.name) for change in memory.changes] == [("消失", "A1")]
    assert [(each.key, each.gone) for each in memory.gone] == [("A7", date(2026, 9, 1)), ("DB-1", TODAY)]
    assert [(each.name, each.key) for each in memory.former] == [("A7", "A7"), ("A1", "DB-1"), ("DB-1", "DB-1")]
    copy = compared(Last([record("A2", "DB-1")], [], SHEETS), [], [row("A2", "A2")], TODAY)
    assert [each.name for each in copy.former] == ["DB-1"]


def test_own_cells_left_behind() -> None:
    """Where, whose stood there, and whose belong there."""
    memory = compared(Last([record("A1", "A1")], [], SHEETS), [(row("A1", "A2"), "A2", "A1")], [], TODAY)
    assert memory.put_right == (PutRight(SHEET, 3, "A2", "A1"),)
