"""The clock's backup: ledger and journal as they are, beside the copies that each write of the ledger leaves."""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from toolkit.domain.errors import LedgerChanged, SetupError, os_reason
from toolkit.journal.database import Database
from toolkit.ledger import guard
from toolkit.routines.opening import read_book
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace

KEEP = 30
"""So many copies of each are kept."""
PATIENCE = 30.0


def make(ledger: Path, workspace: Workspace, *, now: datetime, progress: Progress) -> list[Path]:
    """Copies the ledger where it differs from the last such copy, and the journal. A ledger that is open elsewhere is copied
    as it was last saved.

    Raises SecretFound before anything is copied, LedgerChanged where somebody saved the ledger meanwhile, a LedgerError where
    it cannot be read, SetupError where the copies cannot be written.
    """
    snapshot = guard.read(ledger)
    read_book(ledger, workspace, progress)  # looks for secrets, in the very bytes that are copied
    if guard.read(ledger).sha != snapshot.sha:
        raise LedgerChanged(f"“{ledger.name}”刚刚被人保存过，这次没有备份，稍后再办")
    folder, stamp = workspace.backup_dir, f"{now:%Y%m%d-%H%M%S-%f}"
    made: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        last = _kept(folder, ledger.stem, f".backup{ledger.suffix}")[-1:]
        if not any(guard.digest(copy.read_bytes()) == snapshot.sha for copy in last):
            made.append(folder / f"{ledger.stem}.{stamp}.backup{ledger.suffix}")
            guard.put_whole(made[-1], snapshot.data)
        if workspace.journal_path.exists():
            made.append(folder / f"journal.{stamp}.sqlite3")
            with closing(Database(workspace.journal_path, PATIENCE)) as journal:
                journal.copy_to(made[-1])
    except OSError as failed:
        raise SetupError(f"备份没有做成（{os_reason(failed)}）：请检查“{folder}”所在磁盘的空间和权限") from failed
    for stem, end in ((ledger.stem, f".backup{ledger.suffix}"), ("journal", ".sqlite3")):
        for old in _kept(folder, stem, end)[:-KEEP]:
            with suppress(OSError):
                old.unlink()
    return made


def _kept(folder: Path, stem: str, end: str) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.name.startswith(f"{stem}.") and each.name.endswith(end))
