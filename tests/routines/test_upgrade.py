"""Upgrading keeps workspaces: one that version 0.1.0 made, with mails sent and a slip issued, goes on as if nothing had happened.

tests/data/workspace-0.1.0.zip was made by the code of 0.1.0 itself: init --ledger, addresses typed, remind --send,
slip --issue, daily, all on 2026-03-18.
"""

from __future__ import annotations

import sqlite3
import zipfile
from datetime import date
from pathlib import Path

import pytest

from toolkit.journal.mails import Journal
from toolkit.journal.schema import MIGRATIONS
from toolkit.ledger.closed import ClosedBook
from toolkit.routines import adopt, daily, slip
from toolkit.routines.daily import DailyReport
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

OLD = Path(__file__).resolve().parents[1] / "data" / "workspace-0.1.0.zip"
THEN, NEXT = date(2026, 3, 18), date(2026, 3, 24)


@pytest.fixture
def old(tmp_path: Path) -> Workspace:
    """The old workspace, unpacked."""
    with zipfile.ZipFile(OLD) as archive:
        archive.extractall(tmp_path)
    return Workspace.find(None, tmp_path)


def run(workspace: Workspace, today: date) -> DailyReport:
    return daily.run(workspace.need_ledger(), workspace, today=today, progress=silent)


def version(workspace: Workspace) -> int:
    journal = sqlite3.connect(workspace.journal_path)
    try:
        return int(journal.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()[0])
    finally:
        journal.close()


def test_the_old_journal_climbs_to_this_version(old: Workspace) -> None:
    """It is of version 1, and of the present one after a run; its mails, approvals and memory of what was told are there."""
    assert version(old) == 1
    report = run(old, THEN)
    assert version(old) == len(MIGRATIONS) > 1
    assert report.written
    assert {told.state for told in report.notices} == {"sent"}
    with Journal(old.journal_path, lambda: pytest.fail("nothing is entered")) as journal:
        assert [mail.state for mail in journal.mails()] == ["sent", "sent"]


def test_nobody_is_reminded_twice_over_the_upgrade(old: Workspace) -> None:
    """The day on which 0.1.0 reminded: no new mail; days later the next reminder goes by itself, for a person had let it."""
    run(old, THEN)
    assert len(list(old.mail_folder.glob("*.eml"))) == 2
    later = run(old, NEXT)
    assert {told.state for told in later.notices} == {"sent"}
    assert len(list(old.mail_folder.glob("*.eml"))) == 2 + len(later.notices)


def test_numbers_of_papers_go_on(old: Workspace) -> None:
    """The next 交办单 is number 2: what 0.1.0 registered in the sheet counts."""
    report = slip.run(
        old.need_ledger(), old, kind="交办单", items=["A2"], issue=True, issuer=None, per_unit=False, new_date=None,
        today=NEXT, progress=silent,
    )  # fmt: skip
    assert [made["number"] for made in report.data()["slips"]] == ["连督交〔2026〕2号"]  # type: ignore[attr-defined]


def test_adopting_again_brings_the_own_sheets_of_this_version(old: Workspace) -> None:
    """Own sheets that 0.1.0 did not know are added, what stands in the old ones stays, and the day's work goes on."""
    before = ClosedBook(old.need_ledger(), old.state_dir).read()
    adopt.run(old.need_ledger(), old, sheet=None, header_rows=None, mapping={}, dry_run=False, today=THEN, progress=silent)
    after = ClosedBook(old.need_ledger(), old.state_dir).read()
    assert set(before.own) < set(after.own)
    assert [cells for _, cells in after.own["单位通讯录"].rows] == [
        {**dict.fromkeys(after.own["单位通讯录"].columns), **cells} for _, cells in before.own["单位通讯录"].rows
    ]
    assert run(old, NEXT).lights == {"红": 2, "黄": 0, "绿": 1, "灰": 0, "无": 1}
