"""status: today on one screen, from the journal while nobody has saved the ledger since, and nothing is written."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.desk import TODAY, snapshot, take, type_addresses, type_cell, write_ledger
from toolkit.domain.errors import LedgerError
from toolkit.journal.database import Database
from toolkit.routines import daily, opening, remind, status
from toolkit.routines.progress import silent
from toolkit.routines.status import StatusReport
from toolkit.routines.workspace import Workspace


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """An adopted ledger with addresses."""
    path = write_ledger(tmp_path)
    take(path)
    type_addresses(path)
    return path


def space(path: Path) -> Workspace:
    return Workspace.find(path, path.parent)


def look(path: Path, today: date = TODAY) -> StatusReport:
    before = snapshot(path.parent)
    report = status.run(path, space(path), today=today, progress=silent)
    assert snapshot(path.parent) == before, "looking writes nothing"
    return report


def run(path: Path, today: date = TODAY) -> None:
    daily.run(path, space(path), today=today, progress=silent)


def test_before_the_first_run(ledger: Path) -> None:
    """No pass is remembered yet: the ledger is judged in memory."""
    report = look(ledger)
    assert report.as_of == ""
    assert report.seen["lights"] == {"红": 1, "黄": 1, "绿": 1, "灰": 0, "无": 1}
    assert [each["item"] for each in report.seen["overdue"]["items"]] == ["A1"]
    assert report.seen["waiting"]["待审核"] == {"count": 1, "items": ["A3"]}


def test_answers_from_the_last_pass(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same as the ledger itself says, without opening it."""
    fresh = look(ledger, TODAY + timedelta(1)).seen
    run(ledger, TODAY + timedelta(1))
    monkeypatch.setattr(opening, "read_book", lambda *args: pytest.fail("the ledger is not opened"))
    report = look(ledger, TODAY + timedelta(1))
    assert report.as_of
    assert report.seen == fresh
    assert [each["item"] for each in report.seen["due_today"]["items"]] == ["A2"]


def test_reads_again_what_somebody_saved(ledger: Path) -> None:
    """A clerk types, another day comes, another version judged: the ledger itself is asked."""
    run(ledger)
    assert look(ledger).as_of
    assert look(ledger, TODAY + timedelta(1)).as_of == ""
    type_cell(ledger, "督查台账", "L3", TODAY)
    report = look(ledger)
    assert report.as_of == ""
    assert report.seen["lights"]["红"] == 0


def test_mails_are_those_of_this_moment(ledger: Path) -> None:
    """What waits for a person's word, and what a server refused."""
    run(ledger)
    report = look(ledger)
    assert (report.mails["queued"], report.approved, report.exit_status) == (2, False, 0)
    remind.run(ledger, space(ledger), send=True, limit=None, today=TODAY, progress=silent)
    report = look(ledger)
    assert (report.mails["queued"], report.mails["sent"], report.approved) == (0, 2, True)
    with Database(space(ledger).journal_path, 1.0) as journal:
        journal.db.execute("UPDATE mails SET state = 'refused' WHERE unit = '市教育局'")
    assert look(ledger).exit_status == 1


def test_what_the_clock_did(ledger: Path) -> None:
    """Runs of the last days, a failure among them."""
    run(ledger)
    with Database(space(ledger).journal_path, 1.0) as journal:
        for slot, outcome in (
            ("2026-03-01 08:30:00", "failed"),
            ("2026-03-17 08:30:00", "done"),
            ("2026-03-18 08:30:00", "failed"),
        ):
            journal.db.execute(
                "INSERT INTO runs (job, slot, started, finished, outcome, detail) VALUES ('daily', ?, '', '', ?, '')",
                (slot, outcome),
            )
    report = look(ledger)
    assert [run["outcome"] for run in report.runs] == ["done", "failed"]
    assert report.exit_status == 1


def test_a_failure_made_good_is_no_trouble(ledger: Path) -> None:
    """What broke off or failed counts until the same job comes to a good end; outcomes are told by the contract's words."""
    run(ledger)
    enter = "INSERT INTO runs (job, slot, started, finished, outcome, detail) VALUES ('daily', ?, '', '', ?, '')"
    with Database(space(ledger).journal_path, 1.0) as journal:
        journal.db.execute(enter, ("2026-03-17 08:30:00", "unknown"))
    report = look(ledger)
    assert (report.troubles, report.exit_status) == (1, 1)
    assert [(each["outcome"], each["said"], each["title"]) for each in report.runs] == [("failed", "中断", "每日工作")]
    with Database(space(ledger).journal_path, 1.0) as journal:
        journal.db.execute(enter, ("2026-03-18 08:30:00", "done"))
    report = look(ledger)
    assert (report.troubles, report.exit_status) == (0, 0)


def test_a_journal_in_use(ledger: Path) -> None:
    """Another program writes: what it has committed is seen, and it is not disturbed."""
    run(ledger)
    with Database(space(ledger).journal_path, 1.0) as journal:
        journal.db.execute("UPDATE mails SET state = 'unknown'")
        journal.db.execute("BEGIN IMMEDIATE")
        assert status.run(ledger, space(ledger), today=TODAY, progress=silent).mails["unknown"] == 2


def test_a_ledger_that_is_gone(ledger: Path) -> None:
    """One sentence that shows the way back."""
    ledger.unlink()
    with pytest.raises(LedgerError, match="backup restore"):
        look(ledger)
