"""LibreOffice is the judge of new rows, of next year's workbook and of a summary."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.routines.test_intake import register
from tests.support.office import Office
from tests.support.sheets import workbook
from tests.system.test_recalculation import formula, judged, ledger_of, shown, taken
from toolkit.domain.item import LIGHTS
from toolkit.routines import carry_over, consolidate, demo, intake
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

pytestmark = pytest.mark.system
TODAY = date(2026, 12, 28)


def texts(document: Any, sheet: str, columns: int, rows: range) -> list[tuple[str, ...]]:
    page = document.Sheets.getByName(sheet)
    return [tuple(page.getCellByPosition(column, row - 1).String for column in range(columns)) for row in rows]


def test_new_rows_are_lit_like_the_others(libreoffice: Office, tmp_path: Path) -> None:
    """Their lights and days are worked out by LibreOffice as by Python, dates show as dates, and a staff formula still counts."""
    path = tmp_path / "台账.xlsx"
    rows = [
        (f"2026-{n:03d}", f"事项{n}", "政府常务会议", date(2026, 12, n), "市教育局", "2026年12月30日前", None, None)
        for n in range(1, 5)
    ]
    path.write_bytes(workbook(rows, ("编号", "督查事项", "事项来源", "立项日期", "牵头单位", "完成时限", "办理情况", "办结日期")))
    space = taken(path, TODAY)
    paper = {
        "来文内容": "新事项",
        "批准人": "主任",
        "收文日期": date(2026, 12, 20),
        "拆分为": "一｜市水利局｜2026-12-29\n二｜市财政局｜2027年6月底前",
    }
    register(path, paper)  # type: ignore[arg-type]
    intake.run(path, space, sheet=None, dry_run=False, today=TODAY, progress=silent)
    expected = judged(path, space, TODAY)
    ledger = ledger_of(path)
    assert len(expected) == 7
    assert [expected[row][0] for row in (7, 8)] == ["黄", "绿"]
    with libreoffice.opened(path, formula(TODAY)) as document:
        assert shown(document, ledger) == expected
        assert texts(document, ledger.sheet, 5, range(6, 9)) == [
            ("2026-005", "新事项", "", "2026-12-20", ""), ("2026-005.1", "一", "", "2026-12-20", "市水利局"),
            ("2026-005.2", "二", "", "2026-12-20", "市财政局"),
        ]  # fmt: skip


def test_next_years_workbook_agrees(libreoffice: Office, tmp_path: Path) -> None:
    """The demo office carried over: every light of the new workbook, also after LibreOffice has saved it itself."""
    made = demo.run(tmp_path / "demo", today=TODAY, progress=silent)
    new = made.workspace / "2027年督查台账.xlsx"
    report = carry_over.run(made.ledger, Workspace.find(None, made.workspace), to=new, today=TODAY, progress=silent)
    assert report.items
    expected = judged(new, Workspace.find(new, new.parent), date(2027, 1, 4))
    ledger, other = ledger_of(new), tmp_path / "resaved.xlsx"
    with libreoffice.opened(new, formula(date(2027, 1, 4))) as document:
        assert shown(document, ledger) == expected
        libreoffice.save_as_xlsx(document, other)
    assert [item.id for item in ledger_of(other).items] == [item.id for item in ledger.items]


def test_a_summarys_formulas_add_up(libreoffice: Office, tmp_path: Path) -> None:
    """合计, 占比 and 办结率 as LibreOffice works them out."""
    made = demo.run(tmp_path / "demo", today=TODAY, progress=silent)
    second = tmp_path / "县.xlsx"
    shutil.copyfile(made.ledger, second)
    out = tmp_path / "汇总.xlsx"
    report = consolidate.run([str(made.ledger), str(second)], out=out, today=TODAY, progress=silent, processes=1)
    with libreoffice.opened(out) as document:
        lights = texts(document, "统计", 3, range(4, 12))
        total = next(row for row in lights if row[0] == "合计")
        table = [row for row in texts(document, "统计", 11, range(12, 20)) if row[0] in ("督查台账", "县", "合计")]
    assert total[1:] == (str(report.items), "100.0%")
    assert sum(int(row[1]) for row in lights if row[0] in LIGHTS) == report.items
    assert [row[0] for row in table] == ["督查台账", "县", "合计"]
    assert [int(table[0][at]) + int(table[1][at]) for at in range(1, 10)] == [int(table[2][at]) for at in range(1, 10)]
    assert report.ledgers[0].rate is not None
    assert {row[10] for row in table} == {f"{report.ledgers[0].rate:.1%}"}
