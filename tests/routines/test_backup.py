"""Backups listed and put back: what would change is shown first, the file that stands there is never lost."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.desk import TODAY, snapshot, take, type_cell, type_cells, write_ledger
from toolkit.domain.errors import LedgerBusy, LedgerChanged, LedgerError, SecretFound, UsageError
from toolkit.ledger import guard, putback
from toolkit.routines import backup, daily
from toolkit.routines.backup import RestoreReport
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """An adopted ledger after a day's run."""
    path = write_ledger(tmp_path)
    take(path)
    run(path, 1)
    return path


def space(path: Path, doing: str = "backup-restore") -> Workspace:
    return replace(Workspace.find(path, path.parent), doing=doing)


def run(path: Path, days: int = 0) -> None:
    daily.run(path, space(path, "daily"), today=TODAY + timedelta(days), progress=silent)


def restore(path: Path, id: str = "", do: bool = True) -> RestoreReport:  # noqa: A002 - as the routine calls it
    return backup.run_restore(path, space(path), id=id, do=do, progress=silent)


def kept(path: Path) -> list[bytes]:
    return [each.path.read_bytes() for each in backup.run_list(path, space(path)).backups]


def test_lists_what_was_run(ledger: Path) -> None:
    """Newest first; the command before whose writing each was kept."""
    listed = backup.run_list(ledger, space(ledger)).backups
    assert [each.doing for each in listed] == ["daily", ""]
    assert listed[0].when > listed[1].when


def test_looking_changes_nothing(ledger: Path) -> None:
    """Without a person's word only what would change is told: cells by sheet, items."""
    type_cells(ledger, "督查台账", {"J3": "误改", "B4": "另一件事"})
    before = snapshot(ledger.parent)
    report = restore(ledger, do=False)
    assert snapshot(ledger.parent) == before
    assert not report.restored
    [sheet] = [each for each in report.sheets if each.sheet == "督查台账"]
    assert sheet.cells == 2
    assert [(cell.cell, cell.now, cell.then) for cell in sheet.first] == [
        ("J3", "误改", "推进中"), ("B4", "另一件事", "整治道路积水"),
    ]  # fmt: skip
    assert [(each.item, each.what, each.fields) for each in report.items] == [
        ("A1", "改变", ("办理情况",)), ("A2", "改变", ("督查事项",)),
    ]  # fmt: skip


def test_puts_back_and_keeps_what_stood_there(ledger: Path) -> None:
    """The backup's very bytes come back, those of the file before are a backup; restoring again undoes it."""
    wanted = kept(ledger)[0]
    type_cell(ledger, "督查台账", "J3", "误改")
    wrong = ledger.read_bytes()
    report = restore(ledger)
    assert report.restored
    assert ledger.read_bytes() == wanted
    assert report.kept is not None
    assert report.kept.read_bytes() == wrong
    restore(ledger)
    assert ledger.read_bytes() == wrong


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"\xff\xfe no workbook"])
def test_a_broken_ledger_is_replaced_and_kept(ledger: Path, content: bytes) -> None:
    """Whatever became of the file, it is backed up before the backup takes its place."""
    wanted = kept(ledger)[0]
    ledger.write_bytes(content)
    report = restore(ledger)
    assert report.present == "broken"
    assert ledger.read_bytes() == wanted
    assert content in kept(ledger)
    run(ledger)


def test_a_deleted_ledger_comes_back(ledger: Path) -> None:
    """Nothing stands there: every item comes back."""
    wanted = kept(ledger)[0]
    ledger.unlink()
    report = restore(ledger)
    assert (report.present, report.kept) == ("missing", None)
    assert [each.what for each in report.items] == ["恢复"] * 4
    assert ledger.read_bytes() == wanted


def test_an_open_ledger_is_left_alone(ledger: Path) -> None:
    """A lock file of a spreadsheet program: looking works, restoring does not."""
    ledger.with_name(f"~${ledger.name}").write_bytes(b"\x05clerk")
    before = snapshot(ledger.parent)
    assert not restore(ledger, do=False).restored
    with pytest.raises(LedgerBusy, match="clerk"):
        restore(ledger)
    assert {name: data for name, data in snapshot(ledger.parent).items() if not name.endswith("lock")} == {
        name: data for name, data in before.items() if not name.endswith("lock")
    }


def test_what_somebody_saves_meanwhile_stays(ledger: Path) -> None:
    """The file changed after it was looked at, or came back after it was gone: theirs stays."""
    present = ledger.read_bytes()
    ledger.write_bytes(b"theirs")
    with pytest.raises(LedgerChanged):
        putback.put_back(ledger, present, b"PK old", ledger.parent / "b", "")
    with pytest.raises(LedgerChanged):
        putback.put_back(ledger, None, b"PK old", ledger.parent / "b", "")
    assert ledger.read_bytes() == b"theirs"


def test_a_refused_swap_loses_nothing(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses a rename onto a file that somebody has open: one sentence, the file as it was, nothing left over."""
    type_cell(ledger, "督查台账", "J3", "误改")
    wrong = ledger.read_bytes()

    def held(self: Path, target: Path) -> Path:
        if target == ledger:
            raise PermissionError(13, "The process cannot access the file", None, 32)
        os.replace(self, target)
        return target

    monkeypatch.setattr(guard, "PAUSES", ())
    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(LedgerError, match="被占用"):
        restore(ledger)
    assert ledger.read_bytes() == wrong
    assert wrong in kept(ledger)
    assert not list(ledger.parent.glob(".督办_*"))


def test_no_copy_is_made_of_what_may_be_secret(ledger: Path) -> None:
    """The present file bears a mark of secrecy: it may not be copied into the backups, so nothing is restored."""
    type_cell(ledger, "督查台账", "J3", "机密★1年")
    before = kept(ledger)
    with pytest.raises(SecretFound, match="J3"):
        restore(ledger)
    assert kept(ledger) == before


def test_which_backup_is_meant(ledger: Path, tmp_path: Path) -> None:
    """An id, or its beginning where that is enough; else a sentence."""
    newest, oldest = backup.run_list(ledger, space(ledger)).backups
    assert restore(ledger, oldest.id, do=False).backup == oldest
    assert restore(ledger, do=False).backup == newest
    with pytest.raises(UsageError, match="2份"):
        restore(ledger, "2")
    with pytest.raises(UsageError, match="没有编号"):
        restore(ledger, "1999")
    with pytest.raises(UsageError, match="还没有备份"):
        restore(tmp_path / "别的.xlsx")
