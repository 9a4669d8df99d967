"""Reading a ledger as staff keep it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.sheets import HEADER, ROWS, workbook
from toolkit.domain.errors import LayoutError
from toolkit.domain.item import as_text
from toolkit.ledger.book import Grid, LedgerSheet
from toolkit.ledger.layout import read_ledger
from toolkit.ledger.package import reader

REAL = Path(__file__).parent.parent / "data" / "real_shape_ledger.xlsx"


def read(data: bytes, sheet: int = 0, **options: Any) -> LedgerSheet:
    ledger = read_ledger(reader.read_grids(reader.open_package(data))[sheet], **options)
    assert ledger is not None
    return ledger


def test_real_ledger() -> None:
    """Title, two-row header, section rows, blocks of merged rows, totals row: 18 items with their places."""
    ledger = read(REAL.read_bytes())
    assert ledger.header == (2, 3)
    assert ledger.columns["编号"] == "L"
    assert ledger.columns["督查事项"] == "B"
    assert ledger.columns["时间节点"] == "C"
    assert len(ledger.items) == 18
    first = ledger.items[0]
    assert (first.row, first.last_row, first.section) == (5, 7, "一、民生实事")
    assert [node.row for node in first.nodes] == [5, 6, 7]
    assert ledger.items[-1].row == 29
    assert ledger.unmapped == ("序号", "年度投资(万元)")


def test_plain_table_with_title() -> None:
    """A title row above, a header of one row, dates as dates."""
    ledger = read(workbook(title="2026年督查台账"))
    assert ledger.header == (2, 2)
    assert [item.text("编号") for item in ledger.items] == ["A1", "A2", "A3"]
    assert ledger.items[0].raw("交办日期") == date(2026, 3, 2)


def test_empty_rows_totals_notes_and_sections_are_no_items() -> None:
    """Rows between, a totals row, a footnote and a section title do not count."""
    rows = [
        ROWS[0],
        (None,) * 8,
        ("二、热线", *(None,) * 7),
        ROWS[1],
        ("合 计", None, None, None, None, None, 3, None),
        ("注:本表每月28日更新", *(None,) * 7),
    ]
    ledger = read(workbook(rows))
    assert [item.text("编号") for item in ledger.items] == ["A1", "A2"]
    assert [item.section for item in ledger.items] == ["", "二、热线"]


def test_prefilled_numbers_are_no_items() -> None:
    """A column of running numbers filled down in advance does not make items of empty rows."""
    header = ("序号", *HEADER[1:])
    rows = [(1, *ROWS[0][1:]), (2, *(None,) * 7), (3, *(None,) * 7)]
    assert len(read(workbook(rows, header)).items) == 1


def test_unmerged_milestone_rows_continue_the_item_above() -> None:
    """A row that holds nothing but a milestone belongs to the item above it."""
    header = ("编号", "督查事项", "时间节点", "牵头单位", "完成时限", "办结日期")
    rows = [("A1", "建学校", "4月底主体完工", "市教育局", "11月底前", None), (None, None, "8月底竣工", None, None, None)]
    [item] = read(workbook(rows, header)).items
    assert (item.row, item.last_row) == (2, 3)
    assert [node.raw for node in item.nodes] == ["4月底主体完工", "8月底竣工"]


def test_unit_merged_over_several_items_counts_for_each() -> None:
    """One merged unit cell beside three numbered rows is the unit of all three."""

    def merge(book: Any, page: Any) -> None:
        page.merge_range(1, 4, 3, 4, "市教育局", book.add_format({"border": 1}))

    items = read(workbook(decorate=merge)).items
    assert [item.text("牵头单位") for item in items] == ["市教育局"] * 3


def test_header_rows_and_mapping_as_staff_say() -> None:
    """--header-rows and --map win over what the toolkit would have found."""
    header = ("号", "工作要点", "谁来办", "何时办完")
    rows = [("A1", "建学校", "市教育局", "年底前")]
    ledger = read(workbook(rows, header), header_rows=(1, 1), overrides={"督查事项": "B", "牵头单位": "谁来办", "完成时限": "D"})
    assert ledger.columns["督查事项"] == "B"
    assert ledger.columns["牵头单位"] == "C"
    assert ledger.items[0].text("完成时限") == "年底前"


@pytest.mark.parametrize("value", [None, "", 3.0, "x", date(2026, 1, 1), True])
def test_as_text_is_one_line_of_text(value: Any) -> None:
    """Any cell value has a text."""
    assert isinstance(as_text(value), str)


def test_repeated_header_row_is_no_item() -> None:
    """A header typed again for the second printed page is skipped."""
    assert len(read(workbook([ROWS[0], HEADER, ROWS[1]])).items) == 2


def test_numbered_columns_and_units_of_measure_are_no_items() -> None:
    """A row 1 2 3 4 … below the header, and a row of （万元） below the columns that need it."""
    header = ["序号", "项目名称", "总投资", "责任单位", "完成时限"]
    item = [1, "道路改造", 100, "市住建局", "2026年底前"]
    for between in (
        ["1", "2", "3", "4", "5"],
        [1, 2, 3, 4, 5],
        ["（1）", "（2）", "（3）", "（4）", "（5）"],
        [None, None, "（万元）", None, None],
    ):
        ledger = read_ledger(Grid("台账", [header, between, item]))
        assert ledger is not None
        assert [found.row for found in ledger.items] == [3]


def test_no_header_no_ledger() -> None:
    """A sheet of notes is none."""
    assert read_ledger(Grid("说明", [["请看"], ["这里"]])) is None


def test_a_parent_header_without_merges_below_it() -> None:
    """One row of headings over several columns, their names one row below, nothing merged downwards."""

    def parents(book: Any, page: Any) -> None:
        page.merge_range("C1:D1", "时限", book.add_format())

    rows = [(None, None, "交办日期", "完成时限", None, None), ("A1", "推进学校建设", None, "年底前", "市教育局", None)]
    ledger = read(workbook(rows, ("编号", "督查事项", "时限", None, "牵头单位", "办结日期"), decorate=parents))  # type: ignore[arg-type]
    assert ledger.header == (1, 2)
    assert ledger.columns["完成时限"] == "D"
    assert [item.row for item in ledger.items] == [3]


def test_rows_that_are_no_items() -> None:
    """A blank typed, a total, a note, a number alone, the header once more: none of them is an item, none hides the next."""
    rows = [
        (" ", None, None, None, None, None, None, None),
        (None, "合  计", None, None, None, None, None, 3),
        (None, "一、民生", None, None, None, None, None, None),
        ("注：本表每日更新", None, None, None, None, None, None, None),
        (None, "备注：另见附表", None, None, None, None, None, None),
        ("A7", None, None, None, None, None, None, None),
        HEADER,
        ROWS[0],
    ]
    ledger = read(workbook(rows))
    assert [item.text("督查事项") for item in ledger.items] == ["推进学校建设"]
    assert ledger.items[0].section == "一、民生"


def test_rows_named_that_hold_no_header() -> None:
    """Header rows that are empty give no ledger."""
    grid = reader.read_grids(reader.open_package(workbook()))[0]
    assert read_ledger(grid, header_rows=(4, 4), own=dict.fromkeys(["灯"], 1)) is not None
    empty = Grid("x", [["", ""], ["", ""]])
    assert read_ledger(empty, header_rows=(1, 2)) is None


@pytest.mark.parametrize("wrong", ["没有的字段", "乱写"])
def test_a_field_that_is_none(wrong: str) -> None:
    """--map with a name that no field has: the fields are listed."""
    with pytest.raises(LayoutError, match="可用的字段"):
        read(workbook(), overrides={wrong: "A"})


def test_a_field_by_another_of_its_names() -> None:
    """--map takes the names that offices use."""
    ledger = read(workbook(), overrides={"责任单位": "E"})
    assert ledger.columns["牵头单位"] == "E"
