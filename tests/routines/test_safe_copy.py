"""The clock's backup: what it copies, how many it keeps."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.support.desk import take, type_cell, write_ledger
from toolkit.domain.errors import SecretFound
from toolkit.journal.runs import Runs
from toolkit.ledger.closed import ClosedBook
from toolkit.routines import safe_copy
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

NOW = datetime(2026, 3, 18, 12, 10)


def make(ledger: Path, now: datetime = NOW) -> list[str]:
    space = Workspace.find(ledger, ledger.parent)
    return [path.name for path in safe_copy.make(ledger, space, now=now, progress=silent)]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """An adopted ledger whose name holds what a search pattern would mistake."""
    path = write_ledger(tmp_path, name="台账[2026].xlsx")
    take(path)
    return path


def test_the_ledger_once_the_journal_each_time(ledger: Path) -> None:
    """The bytes of the ledger where they differ from the last copy; a journal that opens and holds what the present one holds."""
    space = Workspace.find(ledger, ledger.parent)
    with Runs(space.journal_path, 5.0) as runs:
        runs.looks(NOW)
    first = make(ledger)
    assert first == ["台账[2026].20260318-121000-000000.backup.xlsx", "journal.20260318-121000-000000.sqlite3"]
    assert (space.backup_dir / first[0]).read_bytes() == ledger.read_bytes()
    with Runs(space.backup_dir / first[1], 5.0) as copy:
        assert copy.last_look() == NOW
    assert make(ledger, NOW + timedelta(days=1)) == ["journal.20260319-121000-000000.sqlite3"]
    type_cell(ledger, ClosedBook(ledger, ledger.parent).read().ledgers[0].sheet, "B4", "改过的事项")
    assert len(make(ledger, NOW + timedelta(days=2))) == 2


def test_no_more_than_are_kept(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest go; copies that other runs keep before they write stay."""
    monkeypatch.setattr(safe_copy, "KEEP", 3)
    folder = Workspace.find(ledger, ledger.parent).backup_dir
    others = {path.name for path in folder.iterdir()}
    for day in range(5):
        make(ledger, NOW + timedelta(days=day))
    journals = sorted(path.name for path in folder.glob("journal.*"))
    assert [name[8:16] for name in journals] == ["20260320", "20260321", "20260322"]
    assert others <= {path.name for path in folder.iterdir()}


def test_a_secret_is_never_copied(ledger: Path) -> None:
    """Signs of a state secret: nothing is written."""
    folder = Workspace.find(ledger, ledger.parent).backup_dir
    before = sorted(folder.iterdir())
    type_cell(ledger, ClosedBook(ledger, ledger.parent).read().ledgers[0].sheet, "B4", "关于某事 秘密★1年")
    with pytest.raises(SecretFound):
        make(ledger)
    assert sorted(folder.iterdir()) == before
