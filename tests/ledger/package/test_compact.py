"""Rows taken out of a list: kept rows move up with all that is theirs, and what stands around the list stays where it is."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger.journey import audit, readable
from tests.support.corpus import SHEET as PART
from tests.support.corpus import edited
from tests.support.parts import parts
from tests.support.sheets import HEADER, workbook
from toolkit.domain.errors import LayoutError
from toolkit.ledger.package import reader
from toolkit.ledger.package.compact import compact
from toolkit.ledger.package.session import Session

SHEET = "督查台账"
ROWS = tuple((f"A{n}", f"事项{n}", None, date(2026, 3, n), "市教育局", None, None, None) for n in range(1, 7))
LISTED = range(2, 8)


def left(data: bytes, kept: Sequence[int], clear: frozenset[int] = frozenset()) -> tuple[bytes, list[str]]:
    session = Session(reader.open_package(data))
    warnings = compact(session, SHEET, LISTED, kept, clear).warnings
    session.recalculate = True
    return session.finish(), warnings


def made(decorate: Callable[[Any, Any], None] | None = None) -> bytes:
    return workbook(ROWS, decorate=decorate)


def sheet(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))[SHEET]


@settings(max_examples=25)
@given(st.sets(st.sampled_from(LISTED)))
def test_any_rows_may_stay(kept: set[int]) -> None:
    """The kept rows stand together in their order, the others are blank, and all programs read it."""
    before = made(lambda book, page: page.write(9, 0, "合计"))
    after, _ = left(before, sorted(kept))
    was, now = (reader.read_grids(reader.open_package(data))[0].rows for data in (before, after))
    assert now[1 : 1 + len(kept)] == [was[row - 1] for row in sorted(kept)]
    assert not any(cell not in ("", None) for row in now[1 + len(kept) : 7] for cell in row)
    assert now[9] == was[9]
    readable(after)
    assert audit(after) <= audit(before)


def test_looks_and_heights_move_with_their_rows_and_blank_rows_keep_theirs() -> None:
    """A painted row stays painted; what is freed has borders but no value, and is not hidden."""

    def decorate(book: Any, page: Any) -> None:
        page.set_row(5, 44.25)
        page.write(5, 1, "事项5", book.add_format({"bg_color": "#FFFF00"}))
        page.set_row(6, None, None, {"hidden": True})

    page = sheet(left(made(decorate), [3, 6])[0])
    assert page["B3"].fill.fgColor.rgb == "FFFFFF00"
    assert page.row_dimensions[3].height == 44.25
    assert page["B7"].value is None
    assert page["B7"].border.left.style == "thin"
    assert not page.row_dimensions[7].hidden


def test_formulas_mean_their_own_row_as_before() -> None:
    """Plain and shared ones are moved; a total outside still covers the list; programs are told to work it out anew."""

    def decorate(book: Any, page: Any) -> None:
        for row in range(1, 7):
            page.write_formula(row, 8, f"=D{row + 1}+7")
        page.write_formula(9, 0, "=COUNTA(A2:A7)")

    shared = made(decorate)

    def share(xml: bytes) -> bytes:
        xml = xml.replace(b"<f>D2+7</f>", b'<f t="shared" ref="I2:I7" si="0">D2+7</f>')
        return re.sub(rb"<f>D[3-7]\+7</f>", b'<f t="shared" si="0"/>', xml)

    for data in (shared, edited({PART: share}, shared)):
        after, warnings = left(data, [3, 7])
        page = sheet(after)
        assert [page[f"I{row}"].value for row in range(2, 8)] == ["=D2+7", "=D3+7", None, None, None, None]
        assert page["A10"].value == "=COUNTA(A2:A7)"
        assert not warnings
        assert b'fullCalcOnLoad="1"' in parts(after)["xl/workbook.xml"]


def test_a_formula_over_other_rows_is_named() -> None:
    """A running number or a subtotal inside the list cannot be proven right: a person looks."""
    data = made(lambda book, page: page.write_formula(3, 8, "=SUM(D2:D4)"))
    _, warnings = left(data, [3, 4])
    assert "I3" in warnings[0]
    with pytest.raises(LayoutError, match="I4"):
        left(data, [4])


def test_an_array_formula_is_refused() -> None:
    """It cannot be moved without guessing."""
    with pytest.raises(LayoutError, match="数组公式"):
        left(made(lambda book, page: page.write_array_formula(3, 8, 3, 8, "{=SUM(D2:D4)}")), [4])


def test_merged_cells_keep_what_they_show() -> None:
    """Blocks move; a cell over several items goes on over those that stay, with its text; single cells are not merged."""

    def decorate(book: Any, page: Any) -> None:
        look = book.add_format({"border": 1})
        page.merge_range(1, 2, 3, 2, "民生实事", look)
        page.merge_range(4, 2, 5, 2, "领导批示", look)
        page.merge_range(6, 4, 6, 5, "市教育局、市财政局", look)
        page.merge_range(8, 0, 8, 7, "填表说明", look)

    page = sheet(left(made(decorate), [3, 4, 6, 7])[0])
    assert {str(each) for each in page.merged_cells.ranges} == {"C2:C3", "E5:F5", "A9:H9"}
    assert [page[f"C{row}"].value for row in range(2, 6)] == ["民生实事", None, "领导批示", None]
    assert page["E5"].value == "市教育局、市财政局"


def test_links_and_comments_go_with_their_cells() -> None:
    """Those of rows that are gone go as well; others stay."""

    def decorate(book: Any, page: Any) -> None:
        for row in (1, 3, 5):
            page.write_url(row, 6, f"internal:'督查台账'!A{row}", string=f"附件{row}")
            page.write_comment(row, 1, f"批注{row}")
        page.write_comment(0, 0, "表头的批注")

    after, warnings = left(made(decorate), [4, 5])
    page = sheet(after)
    assert not warnings
    links = {cell.coordinate: cell.hyperlink.location for row in page.iter_rows() for cell in row if cell.hyperlink}
    assert links == {"G2": "'督查台账'!A3"}
    assert {cell.coordinate: cell.comment.text for row in page.iter_rows() for cell in row if cell.comment} == {
        "A1": "表头的批注",
        "B2": "批注3",
    }
    boxes = parts(after)["xl/drawings/vmlDrawing1.vml"].decode()
    assert re.findall(r"<x:Row>(\d+)</x:Row>", boxes) == ["0", "1"]
    readable(after)


def test_pictures_stay_and_pointing_formulas_are_named() -> None:
    """What floats is not moved, and formulas of other sheets that point to one item may mean another now."""

    def decorate(book: Any, page: Any) -> None:
        page.insert_textbox(3, 1, "示意图")
        other = book.add_worksheet("封面")
        other.write_formula(0, 0, f"={SHEET}!B5")
        other.write_formula(1, 0, f"=COUNTA({SHEET}!B2:B7)")

    _, warnings = left(made(decorate), [5])
    assert len(warnings) == 2
    assert "图片或文本框" in warnings[0]
    assert "“封面”" in warnings[1]


def test_own_columns_are_cleared_on_the_way() -> None:
    """Cells of columns that are worked out anew do not come along."""
    page = sheet(left(made(), [3, 5], frozenset({5}))[0])
    assert [cell.value for cell in page[2]][:5] == ["A2", "事项2", None, page["D2"].value, None]
    assert HEADER[4] == page["E1"].value


def test_a_formula_below_that_hangs_on_one_within_is_refused() -> None:
    """A shared formula that begins inside the list: taking its first row out would take the meaning of the others."""

    def decorate(book: Any, page: Any) -> None:
        for row in (5, 6, 9):
            page.write_formula(row, 8, f"=D{row + 1}+7")

    def share(xml: bytes) -> bytes:
        xml = xml.replace(b"<f>D6+7</f>", b'<f t="shared" ref="I6:I10" si="0">D6+7</f>')
        return re.sub(rb"<f>D(?:7|10)\+7</f>", b'<f t="shared" si="0"/>', xml)

    with pytest.raises(LayoutError, match="连在一起"):
        left(edited({PART: share}, made(decorate)), [3])


def test_links_that_stay_where_they_are() -> None:
    """Of a row that keeps its place, and of one below the list."""

    def decorate(book: Any, page: Any) -> None:
        page.write_url("B2", "https://a.example/1", string="事项1")
        page.write_url("B10", "https://a.example/2", string="说明")

    page = sheet(left(made(decorate), [2, 5])[0])
    assert {cell.hyperlink.ref for row in page.iter_rows() for cell in row if cell.hyperlink} == {"B2", "B10"}


def test_a_list_whose_rows_are_not_there_is_nothing() -> None:
    """A sheet that ends above the list is left as it is."""
    data = workbook(())
    assert parts(left(data, [])[0])[PART] == parts(data)[PART]
