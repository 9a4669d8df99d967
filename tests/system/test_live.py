"""One contract for both adapters: the same ChangeSet gives the same workbook, closed on disk and open in LibreOffice."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlwings

from tests.support.office import Office, prop
from tests.support.sheets import workbook
from toolkit.domain.changes import ChangeSet
from toolkit.domain.errors import LedgerChanged, LedgerError, SetupError
from toolkit.domain.sheets import EVENTS, FINDINGS, SETTINGS
from toolkit.ledger.book import Grid
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.live.book import LiveBook
from toolkit.ledger.live.libreoffice import bridge, engine
from toolkit.routines import adopt, check, deadlines, demo
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

pytestmark = pytest.mark.system
REAL = Path(__file__).parent.parent / "data" / "real_shape_ledger.xlsx"
FIRST, LATER = date(2022, 6, 10), date(2022, 7, 1)


@contextmanager
def live(office: Office, path: Path) -> Iterator[tuple[LiveBook, Any]]:
    """A file open in LibreOffice, as the adapter and as UNO see it."""
    document = office.desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, (prop("Hidden", True),))
    try:
        app = xlwings.App(impl=engine.App(engine.Engine(), office.desktop))
        yield LiveBook(path, next(book for book in app.books if book.fullname == str(path))), document
    finally:
        document.close(True)


def cells(grid: Grid, *, without: frozenset[int] = frozenset()) -> list[list[Any]]:
    """Values as both adapters can give them: empty cells at the ends left out, whole days as dates."""

    def plain(cell: Any) -> Any:
        if isinstance(cell, datetime) and cell.hour == cell.minute == cell.second == 0:
            return cell.date()
        return None if cell == "" else float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell

    rows = [[None if at in without else plain(cell) for at, cell in enumerate(row, 1)] for row in grid.rows]
    rows = [row[: max((at for at, cell in enumerate(row, 1) if cell is not None), default=0)] for row in rows]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def book_of(path: Path) -> dict[str, Grid]:
    return {grid.name: grid for grid in ClosedBook(path, path.parent / "x").read().grids}


def taken(path: Path) -> Workspace:
    workspace = Workspace.find(path, path.parent)
    adopt.run(path, workspace, sheet=None, header_rows=None, mapping={}, dry_run=False, today=FIRST, progress=silent)
    return workspace


def on_both(office: Office, path: Path, workspace: Workspace, run: Any) -> tuple[dict[str, Grid], dict[str, Grid]]:
    """What a routine makes of a file closed, and of a copy of it open in LibreOffice (saved by it, recalculated hard)."""
    copy, saved = path.with_name("开着.xlsx"), path.with_name("存盘.xlsx")
    shutil.copyfile(path, copy)
    run(path, workspace)
    with live(office, copy) as (book, document):
        run(copy, replace(workspace, ledger=copy, live=book))
        document.calculateAll()
        office.save_as_xlsx(document, saved)
    with live(office, path) as (_, document):
        document.calculateAll()
        office.save_as_xlsx(document, copy)
    return book_of(copy), book_of(saved)


@pytest.mark.parametrize("what", [check, deadlines], ids=lambda module: module.__name__.rpartition(".")[2])
@pytest.mark.parametrize("source", ["real", "blocks", "demo"])
def test_both_adapters_write_the_same_cells(libreoffice: Office, tmp_path: Path, what: Any, source: str) -> None:
    """Every cell and every merge of every sheet, on a ledger of an office, on one with merged blocks, and on the demo's."""
    path, today = tmp_path / "台 账.xlsx", LATER
    if source == "demo":
        today = date(2026, 11, 26)
        path = demo.run(tmp_path / "演示 夹", today=date(2026, 11, 24), progress=silent).ledger
        workspace = Workspace.find(None, path.parent)
    else:
        path.write_bytes(REAL.read_bytes() if source == "real" else workbook(title="2022年督查台账"))
        workspace = taken(path)
    closed, opened = on_both(
        libreoffice, path, workspace, lambda at, space: what.run(at, space, write=True, today=today, progress=silent)
    )
    assert closed.keys() == opened.keys()
    for name, grid in closed.items():
        assert cells(opened[name]) == cells(grid), name
        assert sorted(opened[name].merges) == sorted(grid.merges), name


def test_both_adapters_enter_events_and_settings(libreoffice: Office, tmp_path: Path) -> None:
    """Rows below what stands in an own sheet, texts that look like formulas or dates, a setting that is there and one that is not."""
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook(title="2022年督查台账"))
    workspace = taken(path)
    rows = [
        (date(2022, 7, 1), "2022-1", "市教育局", "签收", "电话", "=1+1", "'张三", None),
        (LATER, "1-2", None, "反馈", None, "3/4", None, None),
    ]
    changes = ChangeSet(appended={EVENTS.name: rows}, settings={"发送电脑": "甲机", "新项": "值"}, rewritten={FINDINGS.name: []})

    def run(at: Path, space: Workspace) -> None:
        book = space.live or ClosedBook(at, tmp_path / "kept")
        book.read()
        book.apply(changes)

    closed, opened = on_both(libreoffice, path, workspace, run)
    for name in (EVENTS.name, SETTINGS.name, FINDINGS.name):
        assert cells(opened[name]) == cells(closed[name]), name
    assert "=1+1" in cells(opened[EVENTS.name])[-2]


def test_nothing_is_written_where_nothing_changes(libreoffice: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Brought up to date twice, the second time writes no cell; selection, screen and calculation stay as they were."""
    path = tmp_path / "台账.xlsx"
    shutil.copyfile(REAL, path)
    workspace = taken(path)
    with live(libreoffice, path) as (book, document):
        controller = document.CurrentController
        controller.select(controller.ActiveSheet.getCellRangeByName("B5:C7"))
        document.enableAutomaticCalculation(False)
        space = replace(workspace, live=book)
        deadlines.run(path, space, write=True, today=LATER, progress=silent)
        assert document.isModified()
        written: list[object] = []
        monkeypatch.setattr(LiveBook, "_write", lambda self, block: written.append(block))
        deadlines.run(path, space, write=True, today=LATER, progress=silent)
        assert written == []
        assert controller.Selection.AbsoluteName.endswith("$B$5:$C$7")
        assert not document.hasControllersLocked()
        assert not document.isAutomaticCalculationEnabled()


def test_the_dashboard_counts_rows_that_come_in_anywhere(libreoffice: Office, tmp_path: Path) -> None:
    """Rows inserted right below the header, in the middle and after the last item: after 更新期限 看板 counts them, and the
    colouring rules reach them."""
    today = date(2026, 11, 24)
    path = demo.run(tmp_path / "演示", today=today, progress=silent).ledger
    with live(libreoffice, path) as (book, document):
        sheet, board = document.Sheets.getByName("督查台账"), document.Sheets.getByName("看板")
        document.NamedRanges.getByName("督办_今日").setContent("DATE(2026;11;24)")
        [ledger] = book.read().ledgers
        last = max(item.last_row for item in ledger.items)
        for number, row in enumerate((ledger.first_row, last // 2, last + 3)):
            sheet.Rows.insertByIndex(row - 1, 1)
            for letter, text in (("编号", f"新{number}"), ("督查事项", "新事项"), ("完成时限", "2026-11-01")):
                sheet.getCellRangeByName(f"{ledger.columns[letter]}{row}").getCellByPosition(0, 0).setString(text)
        report = deadlines.run(
            path, replace(Workspace.find(path, path.parent), live=book), write=True, today=today, progress=silent
        )
        counts = {str(row[1]): row[2] for row in board.getCellRangeByName("A1:C40").getDataArray()}
        assert counts["事项总数"] == len(report.judgements) == len(ledger.items) + 3
        lights = Counter(each.light for each in report.judgements)
        assert {light: counts[light] for light in lights} == lights
        formats = sheet.ConditionalFormats.getConditionalFormats()
        ours = [each.Range.getRangeAddresses()[0] for each in formats if "督办_" in str(each.getByIndex(0).Formula1)]
        assert len(ours) == 7
        assert all(area.StartRow < ledger.first_row and area.EndRow >= last + 2 for area in ours)


def test_rows_that_moved_meanwhile_are_not_written_to(libreoffice: Office, tmp_path: Path) -> None:
    """Somebody inserts a row between reading and writing: nothing is written, and the sentence says what to do."""
    path = tmp_path / "台账.xlsx"
    shutil.copyfile(REAL, path)
    taken(path)
    with live(libreoffice, path) as (book, document):
        model = book.read()
        sheet = document.Sheets.getByName(model.ledgers[0].sheet)
        sheet.Rows.insertByIndex(6, 1)
        sheet.getCellByPosition(1, 6).setString("新插入的事项")
        book.change(ChangeSet(appended={EVENTS.name: [(LATER, "1", None, "签收", None, None, None, None)]}))
        document.Sheets.getByName(EVENTS.name).getCellByPosition(5, 2).setString("有人在填")
        with pytest.raises(LedgerChanged, match="再按一次"):
            book.save()


def test_a_protected_sheet_is_named(libreoffice: Office, tmp_path: Path) -> None:
    """A sheet that staff protected takes nothing; the sentence says how it can."""
    path = tmp_path / "台账.xlsx"
    shutil.copyfile(REAL, path)
    workspace = taken(path)
    with live(libreoffice, path) as (book, document):
        document.CurrentController.ActiveSheet.protect("")
        with pytest.raises(LedgerError, match="保护"):
            deadlines.run(path, replace(workspace, live=book), write=True, today=LATER, progress=silent)
        assert not document.hasControllersLocked()


def test_a_libreoffice_that_is_not_there_is_said(libreoffice: Office) -> None:
    """Nobody listens on the pipe: after the given number of tries a person is told what to do."""
    assert libreoffice.desktop
    with pytest.raises(SetupError, match="连不上LibreOffice"):
        bridge.connect("duban-nobody", 2)
