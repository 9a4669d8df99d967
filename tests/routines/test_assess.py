"""duban assess: a new workbook, the ledger untouched, facts only on request."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.desk import TODAY, record, take, type_cell, write_ledger
from toolkit.domain.errors import UsageError
from toolkit.domain.papers.scorebook import SHARES, TIMES
from toolkit.domain.sheets import OWN_SHEETS, SCORES
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.package.cells import letters
from toolkit.routines import assess, check, demo
from toolkit.routines.assess import AssessReport
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = write_ledger(tmp_path)
    take(path)
    return path


def make(path: Path, year: int = 2026, *, facts: bool = False, today: date = TODAY) -> AssessReport:
    return assess.run(path, Workspace.find(path, path.parent), year=year, facts=facts, today=today, progress=silent)


def test_scores_can_be_added_up_in_the_workbook(tmp_path: Path) -> None:
    """The demo: each unit's rows of 明细 sum to its 得分, in the file as in --json; the ledger keeps its bytes."""
    path = demo.run(tmp_path / "演示", today=date(2026, 11, 24), progress=silent).ledger
    before = path.read_bytes()
    report = make(path, today=date(2026, 11, 24))
    assert path.read_bytes() == before
    book = openpyxl.load_workbook(report.path)
    assert book.sheetnames == ["得分", "明细", "评分规则", "回头看"]
    scores = {row[1]: row[-1] for row in book["得分"].iter_rows(min_row=4, values_only=True)}
    sums: dict[Any, float] = {}
    for unit, *_, points, _ in book["明细"].iter_rows(min_row=4, values_only=True):
        assert isinstance(points, int | float)
        sums[unit] = sums.get(unit, 0) + points
    assert len(scores) > 20
    assert {unit: round(total, 2) for unit, total in sums.items()} == pytest.approx(scores, abs=0.02)
    data = json.loads(json.dumps(report.data()))
    assert {each["unit"]: each["score"] for each in data["units"]} == scores
    assert "facts" not in data


def test_facts_only_on_request(ledger: Path) -> None:
    """八(一)、八(三): a sheet of facts where somebody asked for it, without a verdict."""
    record(ledger, (TODAY, "A1", "市教育局", "催办", "纸质"))
    report = make(ledger, facts=True)
    assert report.facts
    sheet = openpyxl.load_workbook(report.path)["事实清单"]
    assert "由有权机关按程序决定" in str(sheet["A2"].value)
    assert any("仅列事实" in str(row[3]) for row in sheet.iter_rows(min_row=4, values_only=True))


def test_weights_come_from_the_ledger(ledger: Path) -> None:
    """A changed 分值 counts; one that cannot be used is found by check."""
    table = ClosedBook(ledger, ledger.parent).read().own["评分规则"]
    row = next(row for row, cells in table.rows if cells["指标"] == "按时办结")
    place = f"{letters(table.columns['分值'])}{row}"
    type_cell(ledger, table.sheet, place, 50)
    assert make(ledger).units[0].points["按时办结"] in (0, 50)
    type_cell(ledger, table.sheet, place, "五十")
    workspace = Workspace.find(ledger, ledger.parent)
    found = check.run(ledger, workspace, write=False, today=TODAY, progress=silent).findings
    assert [(each.sheet, each.row) for each in found if each.rule == "评分规则"] == [("评分规则", row)]


def test_a_year_that_has_not_begun(ledger: Path) -> None:
    """Said, and nothing made."""
    with pytest.raises(UsageError, match="还没有开始"):
        make(ledger, 2027)


def test_a_year_without_anything(ledger: Path) -> None:
    """An empty table is a table."""
    report = make(ledger, 2020)
    assert report.units == ()
    assert report.path.exists()


def test_a_table_that_somebody_worked_on_is_kept(ledger: Path) -> None:
    """The same scores are the same file; a changed one is kept."""
    first = make(ledger).path
    assert make(ledger).path == first
    first.write_bytes(b"x")
    assert make(ledger).path != first


def test_older_workbooks_are_scored_by_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger that was adopted before 评分规则 and 看板 came: the default weights, and nothing is missed."""
    monkeypatch.setattr("toolkit.ledger.own_sheets.OWN_SHEETS", tuple(sheet for sheet in OWN_SHEETS if sheet is not SCORES))
    path = write_ledger(tmp_path)
    take(path)
    assert "评分规则" not in ClosedBook(path, tmp_path).read().own
    assert list(make(path).units[0].points) == [*SHARES, *TIMES]
