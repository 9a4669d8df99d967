"""The journal as somebody sees it who only looks: opened for reading, never made, never brought to another version.

And what the last pass over a ledger saw, kept with the file's size and time: while both are as they were, and the day is the
same, nobody has to read the ledger again to say how it stands.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path, PurePath
from types import TracebackType
from typing import Any, Self

from toolkit import __version__
from toolkit.journal.database import Database

_NAME = "glance:"
_KEEP = "INSERT OR REPLACE INTO meta VALUES (?, json_set(?, '$.at', strftime('%Y-%m-%d %H:%M', 'now', 'localtime')))"
PATIENCE = 2.0
TROUBLE = """
    SELECT * FROM runs AS own WHERE outcome IN ('failed', 'unknown', 'running', 'deferred')
    AND NOT EXISTS (SELECT 1 FROM runs WHERE job = own.job AND slot > own.slot AND outcome = 'done') ORDER BY slot"""


def keep(journal: Database, ledger: Path, today: date, seen: Mapping[str, object]) -> None:
    """Keeps what was seen of a ledger that was written a moment ago, with the time. seen: anything that JSON can hold."""
    value = json.dumps({"state": _state(ledger, today), "seen": seen}, ensure_ascii=False)
    with journal.together():
        journal.db.execute(_KEEP, (_NAME + str(ledger), value))


def _state(ledger: Path, today: date) -> list[object]:
    """What must be the same for it to count: the file's size and time, the day, the version that judged."""
    found = ledger.stat()
    return [found.st_size, found.st_mtime_ns, today.isoformat(), __version__]


class Glance:
    """A look into a workspace's journal; what is not there, or cannot be read now, counts as nothing."""

    def __init__(self, path: Path) -> None:
        self._db: sqlite3.Connection | None = None
        if path.exists():
            with suppress(sqlite3.Error):
                self._db = open_to_read(path)
                self._db.row_factory = sqlite3.Row

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._db is not None:
            self._db.close()

    def last_pass(self, ledger: Path, today: date) -> tuple[str, Mapping[str, Any]] | None:
        """When the last pass over the ledger was, and what it saw; None where the ledger or the day is another by now."""
        for row in self._rows("SELECT value FROM meta WHERE name = ?", _NAME + str(ledger)):
            with suppress(ValueError, KeyError, OSError):
                kept = json.loads(row[0])
                if kept["state"] == _state(ledger, today):
                    return kept["at"], kept["seen"]
        return None

    def mails(self) -> dict[str, int]:
        """How many mails are in which state."""
        return {row[0]: row[1] for row in self._rows("SELECT state, count(*) FROM mails GROUP BY state")}

    def approved(self, ledger_id: str, transport: str) -> bool:
        """Whether a person has let mails of this ledger go by this transport."""
        rows = self._rows("SELECT transport FROM approvals WHERE ledger_id = ? ORDER BY rowid DESC LIMIT 1", ledger_id)
        return bool(rows) and rows[0][0] == transport

    def answers(self, ledger_id: str) -> int:
        """How many answers of units wait for a person."""
        rows = self._rows("SELECT count(*) FROM answers WHERE ledger_id = ? AND state = '待审'", ledger_id)
        return int(rows[0][0]) if rows else 0

    def last_look(self) -> datetime | None:
        """When the clock (run-due, serve) looked last at what is due; None before the first time."""
        for row in self._rows("SELECT value FROM meta WHERE name = 'clock'"):
            with suppress(ValueError):
                return datetime.fromisoformat(row[0])
        return None

    def runs(self, since: date) -> list[dict[str, str]]:
        """What the clock did since a day, oldest first: job, slot, outcome (done, skipped, failed, missed), detail, and in words
        title and said."""
        return self._told("SELECT * FROM runs WHERE slot >= ? ORDER BY slot, job", since.isoformat())

    def troubles(self) -> list[dict[str, str]]:
        """The same of what did not come to a good end, and was not followed by one of the same job that did."""
        return self._told(TROUBLE)

    def _told(self, query: str, *values: str) -> list[dict[str, str]]:
        rows = self._rows(query, *values)
        if not rows:
            return []
        from toolkit.domain.jobs import title  # late: few looks have anything to tell of the clock
        from toolkit.domain.slots import SAID, TOLD

        return [
            {
                "job": row["job"], "slot": row["slot"], "outcome": TOLD[row["outcome"]], "detail": row["detail"],
                "title": title(row["job"]), "said": SAID[row["outcome"]],
            }
            for row in rows
        ]  # fmt: skip

    def _rows(self, query: str, *values: str) -> Sequence[sqlite3.Row]:
        if self._db is None:
            return []
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error:
            return []


def open_to_read(path: Path) -> sqlite3.Connection:
    """The journal, for reading alone: not even the files beside it are made that SQLite makes for whoever reads.

    Without a -wal file nobody writes at this moment, and the file itself says all.
    """
    how = "mode=ro" if path.with_name(path.name + "-wal").exists() else "immutable=1"
    return sqlite3.connect(f"{address(path.absolute())}?{how}", uri=True, timeout=PATIENCE)


def address(path: PurePath) -> str:
    """An absolute path as SQLite wants it: file:///C:/a b, file:////server/share/a b."""
    text = path.as_posix()
    for char in "%?#":
        text = text.replace(char, f"%{ord(char):02x}")
    return f"file://{'' if text.startswith('/') else '/'}{text}"
