"""What has become of an item since it was last seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.domain.making import SHEET, TODAY, an_item
from toolkit.domain.item import Node, Raw
from toolkit.domain.memory.records import Change, Memory, Record, differences, plain, seen

NAME = frozenset({SHEET})


def test_cells_are_remembered_as_texts() -> None:
    """Dates, numbers and texts that read alike are the same; empty cells are left out."""
    cells: dict[str, Raw] = {"编号": 3.0, "交办日期": date(2026, 3, 5), "备注": None, "督查事项": "建设 学校"}
    assert plain(cells) == {"编号": "3", "交办日期": "2026-03-05", "督查事项": "建设 学校"}


def test_the_lines_of_a_block_are_one_text() -> None:
    """Milestones in several rows belong to one item."""
    item = replace(an_item("A1"), last_row=4, nodes=(Node(3, "开工"), Node(4, date(2026, 6, 1))))
    assert seen(item)["时间节点"] == "开工\n2026-06-01"


def test_changed_filled_and_cleared_cells() -> None:
    """A change says the field, what stood there and what stands there now."""
    item = an_item("A1", 编号="A1", 完成时限="年底前", 备注=None, columns=("责任人",))
    then = Record("A1", SHEET, {"编号": "A1", "督查事项": "建设学校", "牵头单位": "市教育局", "备注": "旧", "责任人": "甲"})
    found = list(differences(then, item, TODAY, NAME))
    assert found == [
        Change(TODAY, "A1", "A1", "修改", "备注", "旧", ""),
        Change(TODAY, "A1", "A1", "修改", "责任人", "甲", ""),
        Change(TODAY, "A1", "A1", "修改", "完成时限", "", "年底前"),
    ]


def test_a_column_that_was_taken_away_is_no_change_of_each_item() -> None:
    """Only what the ledger still has a column for is compared."""
    then = Record("A1", SHEET, {"督查事项": "建设学校", "牵头单位": "市教育局", "领导": "常务副市长"})
    assert not list(differences(then, an_item("A1"), TODAY, NAME))


def test_moved_to_another_sheet() -> None:
    """A sheet that was only renamed moved nothing."""
    then = Record("A1", "旧表", {"督查事项": "建设学校", "牵头单位": "市教育局"})
    assert [change.kind for change in differences(then, an_item("A1"), TODAY, frozenset({"旧表", SHEET}))] == ["移表"]
    assert not list(differences(then, an_item("A1"), TODAY, NAME))


def test_back_again() -> None:
    """A row that had vanished is said to be back, with what is different."""
    then = Record("A1", SHEET, {"督查事项": "建设学校", "牵头单位": "市水利局"}, date(2026, 9, 1))
    kinds = [change.kind for change in differences(then, an_item("A1"), TODAY, NAME)]
    assert kinds == ["恢复", "修改"]
    memory = Memory(tuple(differences(then, an_item("A1"), TODAY, NAME)))
    assert len(memory.of_kind("修改")) == 1
