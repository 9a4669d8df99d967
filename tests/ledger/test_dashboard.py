"""看板: formulas over the own columns of every adopted sheet, native charts, added by adopt and taken out by release."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from tests.ledger.journey import audit
from tests.ledger.test_adopt_release import adopted, judged, released
from tests.support.corpus_made import drawings
from tests.support.parts import parts
from tests.support.sheets import HEADER, workbook
from toolkit.domain.item import LIGHTS, STATUSES
from toolkit.ledger.package import model, reader

pytestmark = pytest.mark.filterwarnings("ignore:Print area", "ignore:Data Validation")


def board(data: bytes, *, values: bool = False, title: str = "看板") -> dict[str, Any]:
    """项目 -> formula (or its cached number), as another reader finds it."""
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=values)[title]
    return {str(name): count for _, name, count in sheet.iter_rows(min_row=3, max_col=3, values_only=True) if name}


def test_adopt_adds_it_and_release_takes_it_out() -> None:
    """A sheet, a drawing and three charts, valid; after release every part is what it was."""
    data = workbook()
    result = adopted(data).data
    fresh = set(parts(result)) - set(parts(data))
    assert {name for name in fresh if "chart" in name} == {f"xl/charts/chart{n}.xml" for n in (1, 2, 3)}
    assert {"xl/drawings/drawing1.xml", "xl/drawings/_rels/drawing1.xml.rels"} <= fresh
    assert audit(result) <= audit(data)
    assert openpyxl.load_workbook(io.BytesIO(result)).sheetnames[1] == "看板"
    assert set(parts(released(result))) == set(parts(data))
    assert parts(released(result))["[Content_Types].xml"] == parts(data)["[Content_Types].xml"]


def test_staffs_own_drawings_and_charts_stay() -> None:
    """Names of parts that are taken are left alone, and release takes only ours."""
    data = drawings()
    result = adopted(data).data
    assert "xl/charts/chart4.xml" in parts(result)
    assert audit(result) <= audit(data)
    assert {name: content for name, content in parts(released(result)).items() if "chart" in name or "drawing" in name} == {
        name: content for name, content in parts(data).items() if "chart" in name or "drawing" in name
    }


def test_formulas_count_over_the_own_columns() -> None:
    """Whole columns from the header down, so that rows which staff add or insert anywhere are counted; one formula a line."""
    found = board(adopted(workbook()).data)
    assert set(LIGHTS) | set(STATUSES) | {"事项总数", "办结率"} <= set(found)
    assert (
        found["红"] == '=COUNTIF(督查台账!$I$1:$I$1048576,"红")' or found["红"] == "=COUNTIF('督查台账'!$I$1:$I$1048576,\"红\")"
    )
    assert all(str(formula).startswith("=") for formula in found.values())


def test_below_the_numbers_nothing_is_drawn() -> None:
    """The charts reach farther down than the rows: no empty boxes beside them when the sheet is printed."""
    sheet = openpyxl.load_workbook(io.BytesIO(adopted(workbook()).data))["看板"]
    assert all(sheet.column_dimensions[letter].border.left.style is None for letter in "ABC")
    assert sheet["A3"].border.left.style


def test_the_numbers_are_there_before_a_program_counts() -> None:
    """What was judged stands beside the formulas, for readers that do not calculate."""
    found = board(judged(adopted(workbook()).data), values=True)
    assert (found["红"], found["在办"], found["超期1至7天"], found["事项总数"], found["办结率"]) == (3, 3, 3, 3, "0.0%")
    assert found["绿"] == found["已销号"] == 0


def test_two_ledger_sheets_are_counted_together() -> None:
    """The second adoption brings the formulas up to date; its charts stay."""

    def second(book: Any, page: Any) -> None:
        other = book.add_worksheet("专项台账")
        other.write_row(0, 0, HEADER)
        other.write_row(1, 0, ["B1", "整治", "领导批示", "2026-03-02", "市教育局", "年底前"])

    once = adopted(workbook(decorate=second), sheet="督查台账").data
    twice = adopted(once, sheet="专项台账").data
    assert "专项台账" in board(twice)["红"]
    assert "督查台账" in board(twice)["红"]
    assert board(judged(twice), values=True)["事项总数"] == 4
    assert parts(once)["xl/charts/chart1.xml"] == parts(twice)["xl/charts/chart1.xml"]


def test_a_title_that_is_taken() -> None:
    """Staff's own 看板 stays theirs; the charts of ours name our sheet."""
    data = workbook(decorate=lambda book, page: book.add_worksheet("看板").write("A1", "科室看板"))
    result = adopted(data).data
    assert board(result, title="督办_看板")["红"]
    assert "督办_看板" in parts(result)["xl/charts/chart1.xml"].decode()
    assert openpyxl.load_workbook(io.BytesIO(released(result))).sheetnames == ["督查台账", "看板"]


def test_rows_that_staff_moved_or_deleted() -> None:
    """A row is found by its words; one that is gone is not missed."""
    data = adopted(workbook()).data
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["看板"].delete_rows(3)
    book["看板"].insert_rows(3, 4)
    out = io.BytesIO()
    book.save(out)
    again = judged(out.getvalue())
    found = board(again, values=True)
    assert "红" not in found
    assert (found["在办"], found["事项总数"]) == (3, 3)
    assert model.build(reader.open_package(again)).own["看板"].sheet == "看板"
