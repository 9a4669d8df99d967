"""LibreOffice is the judge: it opens what we write, recalculates hard, and agrees with every light and number."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.office import Office
from tests.support.sheets import workbook
from toolkit.domain.changes import OWN_COLUMNS
from toolkit.ledger.book import LedgerSheet
from toolkit.ledger.closed import ClosedBook
from toolkit.routines import adopt, check, deadlines, demo, release
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

pytestmark = pytest.mark.system
REAL = Path(__file__).parent.parent / "data" / "real_shape_ledger.xlsx"


def taken(path: Path, today: date) -> Workspace:
    workspace = Workspace.find(path, path.parent)
    adopt.run(path, workspace, sheet=None, header_rows=None, mapping={}, dry_run=False, today=today, progress=silent)
    return workspace


def ledger_of(path: Path) -> LedgerSheet:
    [ledger] = ClosedBook(path, path.parent / ".duban").read().ledgers
    return ledger


def shown(document: Any, ledger: LedgerSheet) -> dict[int, tuple[str, str]]:
    """Row -> (light, days left) as LibreOffice shows them."""
    sheet = document.Sheets.getByName(ledger.sheet)
    at = [ledger.own[name] - 1 for name in ("灯", "剩余天数")]
    return {
        i.row: (sheet.getCellByPosition(at[0], i.row - 1).String, sheet.getCellByPosition(at[1], i.row - 1).String)
        for i in ledger.items
    }


def judged(path: Path, workspace: Workspace, today: date) -> dict[int, tuple[str, str]]:
    """Row -> (light, days left) as Python says."""
    report = deadlines.run(path, workspace, write=True, today=today, progress=silent)
    return {j.item.row: (j.light, "" if j.days_left is None else str(j.days_left)) for j in report.judgements}


def formula(day: date) -> str:
    return f"DATE({day.year};{day.month};{day.day})"


@pytest.mark.parametrize("today", [date(2022, 4, 28), date(2022, 7, 1), date(2022, 12, 30), date(2026, 11, 24)])
def test_real_ledger_agrees(libreoffice: Office, tmp_path: Path, today: date) -> None:
    """Every light and every number of days of the real-shape ledger, on four days."""
    path = tmp_path / "督查 台账.xlsx"
    shutil.copyfile(REAL, path)
    workspace = taken(path, today)
    expected = judged(path, workspace, today)
    ledger = ledger_of(path)
    with libreoffice.opened(path, formula(today)) as document:
        assert shown(document, ledger) == expected


def test_lights_follow_the_calendar_without_python(libreoffice: Office, tmp_path: Path) -> None:
    """Written on one day and opened three weeks later, the lights are those of the later day; a typed 办结日期 turns one grey."""
    path = tmp_path / "台账.xlsx"
    shutil.copyfile(REAL, path)
    workspace = taken(path, date(2022, 6, 10))
    judged(path, workspace, date(2022, 6, 10))
    other = tmp_path / "later.xlsx"
    shutil.copyfile(path, other)
    ledger = ledger_of(path)
    with libreoffice.opened(path, formula(date(2022, 7, 1))) as document:
        later = shown(document, ledger)
        sheet = document.Sheets.getByName(ledger.sheet)
        red = next(row for row, (light, _) in later.items() if light == "红")
        sheet.getCellByPosition(10, red - 1).setValue(44740)
        document.calculateAll()
        assert shown(document, ledger)[red] == ("灰", "")
    now = judged(other, workspace, date(2022, 7, 1))
    same = {row for row in later if later[row] == now[row]}
    assert len(same) >= 15  # recurring duties move on to the next date only when Python runs


def test_demo_agrees(libreoffice: Office, tmp_path: Path) -> None:
    """All demo items, in every status and light."""
    today = date(2026, 11, 24)
    report = demo.run(tmp_path / "演示", today=today, progress=silent)
    workspace = Workspace.find(None, report.workspace)
    expected = judged(report.ledger, workspace, today)
    assert {light for light, _ in expected.values()} == {"红", "黄", "绿", "灰", "无"}
    with libreoffice.opened(report.ledger, formula(today)) as document:
        assert shown(document, ledger_of(report.ledger)) == expected


def test_after_a_save_by_libreoffice(libreoffice: Office, tmp_path: Path) -> None:
    """Re-saved by LibreOffice, the ledger is still recognised, judged, and released with nothing visible of ours left."""
    path, today = tmp_path / "台账.xlsx", date(2022, 7, 1)
    path.write_bytes(workbook(title="2022年督查台账"))
    before = ClosedBook(path, tmp_path / "x").read().grids[0].rows
    workspace = taken(path, today)
    saved = tmp_path / "saved.xlsx"
    with libreoffice.opened(path) as document:
        libreoffice.save_as_xlsx(document, saved)
    shutil.copyfile(saved, path)
    ledger = ledger_of(path)
    assert set(ledger.own) == set(OWN_COLUMNS)
    assert len(judged(path, workspace, today)) == 3
    release.run(path, workspace, today=today, progress=silent)
    model = ClosedBook(path, tmp_path / "x").read()
    assert [grid.name for grid in model.grids] == ["督查台账"]
    assert [[c for c in row if c] for row in model.grids[0].rows] == [[c for c in row if c] for row in before]
    assert not [name for name in model.names if name.startswith("督办_")]
    with libreoffice.opened(path) as document:
        sheet = document.Sheets.getByName("督查台账")
        assert sheet.ConditionalFormats.Length == 0


def test_check_results_jump_to_their_cells(libreoffice: Office, tmp_path: Path) -> None:
    """Each row of 校验结果 carries a link to the cell it speaks of."""
    path, today = tmp_path / "台账.xlsx", date(2022, 7, 1)
    shutil.copyfile(REAL, path)
    workspace = taken(path, today)
    report = check.run(path, workspace, write=True, today=today, progress=silent)
    with libreoffice.opened(path) as document:
        sheet = document.Sheets.getByName("校验结果")
        cell = sheet.getCellByPosition(1, 2)
        assert cell.TextFields.Count == 1
        assert cell.TextFields.createEnumeration().nextElement().URL.startswith("#")
        assert sheet.getCellByPosition(5, 2).String == report.findings[0].message


def test_the_dashboard_counts_what_python_counts(libreoffice: Office, tmp_path: Path) -> None:
    """看板: LibreOffice recalculates every count, on the day and a week later without Python; its charts are there."""
    today = date(2026, 11, 24)
    ledger = demo.run(tmp_path / "演示", today=today, progress=silent).ledger
    workspace = Workspace.find(ledger, ledger.parent)
    later = date(2026, 12, 1)
    for day in (today, later):
        listed = deadlines.run(ledger, workspace, write=False, today=day, progress=silent).judgements
        with libreoffice.opened(ledger, formula(day)) as document:
            sheet = document.Sheets.getByName("看板")
            shown = {sheet.getCellByPosition(1, row).String: sheet.getCellByPosition(2, row).String for row in range(2, 24)}
            assert sheet.Charts.Count == 3
        assert [shown[light] for light in "红黄灰"] == [str(sum(j.light == light for j in listed)) for light in "红黄灰"]
        assert shown["事项总数"] == str(len(listed))
        if day == today:
            states = [j.status for j in listed]
            assert all(shown[status] == str(states.count(status)) for status in set(states))
            late = sum(int(shown[name]) for name in ("超期30天以上", "超期8至30天", "超期1至7天"))
            assert late == sum(j.days_left is not None and j.days_left < 0 for j in listed)
            assert shown["办结率"] == f"{states.count('已销号') / (len(states) - states.count('中止')):.1%}"
