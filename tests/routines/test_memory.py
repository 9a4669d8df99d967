"""The ledger's memory around a pass: identity, history, what vanished; nothing where nothing may be kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.desk import HEADER, ROWS, TODAY, record, take, type_cell, type_cells, write_ledger
from tests.support.sheets import Cell, workbook
from toolkit.domain.errors import SecretFound
from toolkit.domain.item import Finding, as_text
from toolkit.ledger.closed import ClosedBook
from toolkit.routines import check, daily, event
from toolkit.routines.daily import DailyReport
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

SHEET = "督查台账"
LETTER = dict(zip(HEADER, "ABCDEFGHIJKL", strict=True))
FIRST = 3
"""The worksheet row of the first item."""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = write_ledger(tmp_path)
    take(path)
    return path


def run(path: Path, days: int = 1) -> DailyReport:
    return daily.run(path, Workspace.find(path, path.parent), today=TODAY + timedelta(days=days), progress=silent)


def history(path: Path, name: str, days: int = 9) -> list[tuple[str, str]]:
    space, today = Workspace.find(path, path.parent), TODAY + timedelta(days=days)
    found = event.run_list(path, space, items=[name], today=today, progress=silent)
    return [(moment.step, moment.what) for moment in found.moments if moment.source == "change"]


def beside(path: Path) -> dict[str, str]:
    """Matter -> the 督办编号 beside it."""
    items = [item for each in ClosedBook(path, path.parent).read().ledgers for item in each.items]
    return {item.text("督查事项"): as_text(item.own["督办编号"]) for item in items}


def rewrite(path: Path, rows: Sequence[Sequence[Cell]]) -> None:
    """Staff's part of all rows as it is now; the own columns stay where they stand."""
    listed = [*rows, *[[None] * len(HEADER)] * (len(ROWS) - len(rows))]
    type_cells(path, SHEET, {where: value for down, cells in enumerate(listed) for where, value in a_row(FIRST + down, cells)})


def a_row(row: int, cells: Sequence[Cell]) -> Iterator[tuple[str, Cell]]:
    """(address, value) of each cell of a row."""
    return ((f"{letter}{row}", value) for letter, value in zip(LETTER.values(), cells, strict=True))


def test_what_people_change_is_kept(ledger: Path) -> None:
    """Field, before and after, with the day on which it was noticed; nothing on a day on which nobody typed."""
    assert not run(ledger).memory.changes
    type_cell(ledger, SHEET, f"{LETTER['办理情况']}{FIRST}", "已完工")
    found = run(ledger, 2)
    assert found.data()["since_last"] == {"changed": 1, "added": 0, "moved": [], "put_right": []}
    assert not run(ledger, 3).memory.changes
    assert history(ledger, "A1") == [("台账修改", "“办理情况”由“推进中”改为“已完工”")]
    assert history(ledger, "A2") == []


def test_a_sort_that_left_the_own_columns_behind(ledger: Path) -> None:
    """Noticed, put right and said; nothing of the items was changed."""
    before = beside(ledger)
    rewrite(ledger, [ROWS[2], ROWS[0], ROWS[3], ROWS[1]])
    found = run(ledger)
    assert beside(ledger) == before
    assert len(found.memory.put_right) == 4
    assert not found.memory.changes
    report = check.run(ledger, Workspace.find(ledger, ledger.parent), write=False, today=TODAY, progress=silent)
    assert not [each for each in report.findings if each.rule == "台账变动"]


def test_a_sort_without_numbers(tmp_path: Path) -> None:
    """Where staff number nothing, the last snapshot alone tells whose the own columns are."""
    rows = [(None, *row[1:]) for row in ROWS]
    path = write_ledger(tmp_path, rows)
    take(path)
    before = beside(path)
    assert set(before.values()) == {"DB-0001", "DB-0002", "DB-0003", "DB-0004"}
    rewrite(path, [rows[3], rows[2], rows[1], rows[0]])
    run(path)
    assert beside(path) == before


def test_a_row_that_vanished(ledger: Path) -> None:
    """Reported for a week and kept in the history; when it is back, that is said too."""
    rewrite(ledger, [ROWS[0], ROWS[1], ROWS[3]])
    found = run(ledger)
    assert [(change.kind, change.name) for change in found.memory.changes] == [("消失", "A3")]
    told = check.run(ledger, Workspace.find(ledger, ledger.parent), write=True, today=TODAY + timedelta(2), progress=silent)
    assert [each.item for each in told.findings if each.rule == "台账变动"] == ["A3"]
    later = check.run(ledger, Workspace.find(ledger, ledger.parent), write=True, today=TODAY + timedelta(20), progress=silent)
    assert not [each for each in later.findings if each.rule == "台账变动"]
    assert [step for step, _ in history(ledger, "A3", 20)] == ["移出台账"]
    rewrite(ledger, ROWS)
    assert [change.kind for change in run(ledger, 21).memory.changes] == ["恢复"]
    assert beside(ledger)["化解信访积案"] == "A3"


def test_a_row_moved_to_a_sheet_that_is_no_ledger(tmp_path: Path) -> None:
    """Where it stands now is said, for the week in which it is named."""

    def keep(book: Any, _page: Any) -> None:
        book.add_worksheet("留存").write("A1", "以往事项")

    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook(ROWS, HEADER, title="2026年督查台账", decorate=keep))
    take(path)
    rewrite(path, [ROWS[0], ROWS[1], ROWS[3]])
    type_cell(path, "留存", "B5", ROWS[2][1])
    run(path)
    for days in (2, 3):
        [told] = [each for each in findings(path, days) if each.rule == "台账变动"]
        assert "现见于“留存”表第5行" in told.message


def test_history_through_a_new_number(ledger: Path) -> None:
    """Renamed, an item keeps its 督办编号, its events and its changes; the old name leads to it."""
    record(ledger, (TODAY, "A1", "市教育局", "签收", "纸质"))
    run(ledger)
    type_cell(ledger, SHEET, f"A{FIRST}", "B1")
    run(ledger, 2)
    assert beside(ledger)["推进学校建设"] == "A1"
    space = Workspace.find(ledger, ledger.parent)
    for name in ("B1", "A1"):
        found = event.run_list(ledger, space, items=[name], today=TODAY + timedelta(9), progress=silent).moments
        assert [(m.item, m.step) for m in found if m.source != "date"] == [("B1", "签收"), ("B1", "台账修改")]


def test_a_number_used_again(ledger: Path) -> None:
    """A new item under an old name has no part in what happened before; the check says so."""
    record(ledger, (TODAY, "A1", "市教育局", "反馈", "纸质"))
    run(ledger)
    type_cell(ledger, SHEET, f"A{FIRST}", "B1")
    fresh: Sequence[Cell] = (
        "A1",
        "筹备人代会",
        "政府常务会议",
        None,
        None,
        "第6次",
        None,
        "市水利局",
        "年底前",
        None,
        None,
        None,
    )
    type_cells(ledger, SHEET, dict(a_row(FIRST + len(ROWS), fresh)))
    run(ledger, 2)
    assert beside(ledger) | {"推进学校建设": "A1", "筹备人代会": "DB-0001"} == beside(ledger)
    found = check.run(ledger, Workspace.find(ledger, ledger.parent), write=True, today=TODAY + timedelta(3), progress=silent)
    assert any(each.rule == "编号重复" and "以前是B1" in each.message for each in found.findings)
    items = {item.text("督查事项"): item for each in ClosedBook(ledger, ledger.parent).read().ledgers for item in each.items}
    assert items["推进学校建设"].own["办理状态"] == "待审核"
    assert items["筹备人代会"].own["办理状态"] != "待审核"


def test_a_copied_row_that_gets_its_own_number(ledger: Path) -> None:
    """The copy never had a part in what was recorded under the number that it was copied with; the original keeps all of it."""
    record(ledger, (TODAY, "A1", "市教育局", "反馈", "纸质"))
    run(ledger)
    type_cells(ledger, SHEET, dict(a_row(FIRST + len(ROWS), ROWS[0])))
    assert any(each.rule == "编号重复" for each in findings(ledger, 2))
    type_cell(ledger, SHEET, f"{LETTER['督查事项']}{FIRST + len(ROWS)}", "另一所学校的建设工作")
    type_cell(ledger, SHEET, f"A{FIRST + len(ROWS)}", "A5")
    assert not any(each.rule == "编号重复" for each in findings(ledger, 3))
    items = {item.text("编号"): item for each in ClosedBook(ledger, ledger.parent).read().ledgers for item in each.items}
    assert items["A1"].own["办理状态"] == "待审核"
    assert items["A5"].own["办理状态"] != "待审核"


def findings(path: Path, days: int) -> Sequence[Finding]:
    today = TODAY + timedelta(days)
    return check.run(path, Workspace.find(path, path.parent), write=True, today=today, progress=silent).findings


def test_a_file_in_use_is_not_remembered(ledger: Path) -> None:
    """What was not written is compared again by the next run."""
    type_cell(ledger, SHEET, f"{LETTER['办理情况']}{FIRST}", "已完工")
    lock = ledger.with_name(f".~lock.{ledger.name}#")
    lock.write_text(",clerk,pc,2026;", encoding="utf-8")
    assert not run(ledger).written
    lock.unlink()
    assert len(run(ledger, 2).memory.changes) == 1


def test_secrets_never_reach_the_journal(ledger: Path) -> None:
    """The check runs first: of a ledger with a sign of secrecy nothing is kept, neither the sign nor what else was typed."""
    type_cell(ledger, SHEET, f"{LETTER['办理情况']}{FIRST}", "特别的一句话")
    type_cell(ledger, SHEET, f"{LETTER['办理情况']}{FIRST + 1}", "附机密件一份")
    path = ledger.parent / ".duban" / "journal.sqlite3"
    before = path.read_bytes()
    with pytest.raises(SecretFound):
        run(ledger)
    assert path.read_bytes() == before
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM changes").fetchone()[0] == 0


def test_nothing_is_kept_by_looking(ledger: Path) -> None:
    """check --no-write and event list leave the journal as it is."""
    type_cell(ledger, SHEET, f"{LETTER['办理情况']}{FIRST}", "已完工")
    assert history(ledger, "A1") == [("台账修改", "“办理情况”由“推进中”改为“已完工”")]
    with sqlite3.connect(ledger.parent / ".duban" / "journal.sqlite3") as db:
        assert db.execute("SELECT count(*) FROM changes").fetchone()[0] == 0


def test_without_a_journal(ledger: Path) -> None:
    """On a machine that remembers nothing, staff's own numbers decide."""
    (ledger.parent / ".duban" / "journal.sqlite3").unlink()
    rewrite(ledger, [ROWS[1], ROWS[0], ROWS[2], ROWS[3]])
    run(ledger)
    assert beside(ledger) == {"整治道路积水": "A2", "推进学校建设": "A1", "化解信访积案": "A3", "修剪行道树": "A4"}
