"""duban intake: approved papers become items, each exactly once, in one save."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.support.desk import TODAY, record, snapshot, take, type_cell, write_ledger
from toolkit.domain.changes import ChangeSet, Value
from toolkit.domain.errors import LayoutError, LedgerBusy, SecretFound, UsageError
from toolkit.domain.sheets import INTAKE
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.package.model import SHEET_NAME
from toolkit.ledger.package.session import Session
from toolkit.routines import intake, release
from toolkit.routines.intake import IntakeReport
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace


def register(path: Path, *rows: dict[str, Value]) -> None:
    """A clerk types rows into 收文登记."""
    book = ClosedBook(path, path.parent / "nowhere")
    book.read()
    book.change(ChangeSet(appended={INTAKE.name: [tuple(row.get(name) for name in INTAKE.headers()) for row in rows]}))
    path.write_bytes(book._data)


def run(path: Path, *, sheet: str | None = None, dry_run: bool = False, today: date = TODAY) -> IntakeReport:
    return intake.run(path, Workspace.find(path, path.parent), sheet=sheet, dry_run=dry_run, today=today, progress=silent)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = write_ledger(tmp_path)
    take(path)
    return path


PAPER: dict[str, Value] = {
    "来文内容": "建设养老院",
    "来文号": "连政函5号",
    "事项来源": "领导批示",
    "批准人": "主任",
    "收文日期": TODAY,
}


def test_an_approved_paper_becomes_an_item_once(ledger: Path) -> None:
    """The new row, its own cells and the number beside the paper come in one save; a second run finds nothing to do."""
    register(ledger, PAPER, {"来文内容": "修路"})
    report = run(ledger)
    assert [item["id"] for item in report.data()["items"]] == ["A5"]  # type: ignore[attr-defined]
    assert report.received.waiting == 1
    assert report.exit_status == 0
    model = ClosedBook(ledger, ledger.parent / "nowhere").read()
    item = model.ledgers[0].items[-1]
    assert (item.text("编号"), item.text("督查事项"), item.text("文号"), item.own["办理状态"]) == (
        "A5",
        "建设养老院",
        "连政函5号",
        "待交办",
    )
    assert model.own[INTAKE.name].rows[0][1]["事项编号"] == "A5"
    before = ledger.read_bytes()
    assert not run(ledger).items
    assert ledger.read_bytes() == before


def test_dry_run_changes_nothing(ledger: Path) -> None:
    """The items are shown; no file differs."""
    register(ledger, PAPER)
    before = snapshot(ledger.parent)
    assert len(run(ledger, dry_run=True).items) == 1
    assert snapshot(ledger.parent) == before


def test_numbers_that_only_events_know_are_not_given_again(ledger: Path) -> None:
    """A row that somebody deleted leaves its number in 过程记录."""
    register(ledger, PAPER)
    record(ledger, (TODAY, "A9", "市教育局", "反馈"))
    assert run(ledger).items[0].item.id == "A10"


def test_release_keeps_the_new_items(ledger: Path) -> None:
    """The original from before adoption lacks them, so it is not put back."""
    register(ledger, PAPER)
    run(ledger)
    release.run(ledger, Workspace.find(ledger, ledger.parent), today=TODAY, progress=silent)
    grid = ClosedBook(ledger, ledger.parent / "nowhere").read().grids[0]
    assert grid.value(7, 1) == "A5"


def test_what_cannot_be_taken_in_is_said(ledger: Path) -> None:
    """Approved, but no matter: exit 1, and the row is named."""
    register(ledger, {"来文号": "5号", "批准人": "主任"})
    report = run(ledger)
    assert report.exit_status == 1
    assert report.data()["left"] == [{"row": 3, "reason": report.received.left[0][1]}]


def test_where_rows_cannot_be_added_nothing_is_written(ledger: Path) -> None:
    """A note below the ledger: LayoutError, and neither the ledger nor 收文登记 has changed."""
    register(ledger, PAPER)
    type_cell(ledger, "督查台账", "A9", "填表人：综合科")
    before = snapshot(ledger.parent)
    with pytest.raises(LayoutError, match="A9"):
        run(ledger)
    assert {n: c for n, c in snapshot(ledger.parent).items() if not n.endswith("lock")} == {
        n: c for n, c in before.items() if not n.endswith("lock")
    }


def test_refusals_of_the_desk(ledger: Path, tmp_path: Path) -> None:
    """A secret in 收文登记, an open file, an unknown sheet, a ledger that was never adopted."""
    with pytest.raises(UsageError, match="台账2"):
        run(ledger, sheet="台账2")
    lock = ledger.with_name(f"~${ledger.name}")
    lock.touch()
    with pytest.raises(LedgerBusy):
        run(ledger)
    lock.unlink()
    plain = write_ledger(tmp_path, name="未纳管.xlsx")
    with pytest.raises(LayoutError, match="adopt"):
        run(plain)
    register(ledger, {**PAPER, "来文内容": "机密★3年 事项"})
    before = ledger.read_bytes()
    with pytest.raises(SecretFound, match="收文登记!D3"):
        run(ledger)
    assert ledger.read_bytes() == before


def test_an_older_workspace_gets_the_sheet_by_adopting_again(ledger: Path) -> None:
    """adopt says that it put 收文登记 in; an office's own sheet of that name is left alone."""
    book = ClosedBook(ledger, ledger.parent / "nowhere")
    book.read()
    session = Session(book._opened()[0])
    session.remove_sheet(INTAKE.name)
    session.names[(SHEET_NAME + INTAKE.name, None)] = None
    ledger.write_bytes(session.finish())
    with pytest.raises(LayoutError, match="收文登记"):
        run(ledger)
    report = take(ledger)
    assert "补上了工作表“收文登记”" in report.warnings
    register(ledger, PAPER)
    assert len(run(ledger).items) == 1


def test_an_offices_own_收文登记_is_theirs(tmp_path: Path) -> None:  # noqa: N802 - the sheet's name
    """A sheet of that name and with such headers that the toolkit did not make is neither read nor taken out."""
    path = write_ledger(tmp_path)
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    sheet = book.create_sheet("收文登记")
    sheet.append(["本室收文"])
    sheet.append(list(INTAKE.headers()))
    sheet.append([None, "5号", None, "手工登记的来文", None, None, "主任"])
    book.save(path)
    take(path)
    model = ClosedBook(path, tmp_path / "nowhere").read()
    assert model.own[INTAKE.name].sheet == "督办_收文登记"
    assert not run(path).items
    release.run(path, Workspace.find(path, tmp_path), today=TODAY, progress=silent)
    names = [grid.name for grid in ClosedBook(path, tmp_path / "nowhere").read().grids]
    assert names == ["督查台账", "收文登记"]
