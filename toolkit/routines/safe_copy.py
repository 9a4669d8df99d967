"""The clock's backup: ledger and journal as they are, beside the copies that each write of the ledger leaves."""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from toolkit.domain.errors import SetupError, os_reason
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

    Raises SecretFound before anything is copied, a LedgerError where the ledger cannot be read, SetupError where the copies
    cannot be written.
    """
    snapshot = guard.read(ledger)
    if read_book(ledger, workspace, progress).sha != snapshot.sha:  # saved in this moment; what is copied was looked through
        snapshot = guard.read(ledger)
        read_book(ledger, workspace, progress)
    folder, stamp = workspace.backup_dir, f"{now:%Y%m%d-%H%M%S-%f}"
    made: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        last = _kept(folder, f"{ledger.stem}.*.backup{ledger.suffix}")[-1:]
        if not any(guard.digest(copy.read_bytes()) == snapshot.sha for copy in last):
            made.append(folder / f"{ledger.stem}.{stamp}.backup{ledger.suffix}")
            guard.put_whole(made[-1], snapshot.data)
        if workspace.journal_path.exists():
            made.append(folder / f"journal.{stamp}.sqlite3")
            with closing(Database(workspace.journal_path, PATIENCE)) as journal:
                journal.copy_to(made[-1])
    except OSError as failed:
        raise SetupError(f"备份没有做成（{os_reason(failed)}）：请检查“{folder}”所在磁盘的空间和权限") from failed
    for pattern in (f"{ledger.stem}.*.backup{ledger.suffix}", "journal.*.sqlite3"):
        for old in _kept(folder, pattern)[:-KEEP]:
            with suppress(OSError):
                old.unlink()
    return made


def _kept(folder: Path, pattern: str) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.match(pattern))
