"""The journal: which mails there are, what became of each, and what each unit was told (SQLite, on a local disk).

Times come from the `now` that is passed in.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from toolkit.journal.database import Database

State = Literal["queued", "sending", "sent", "refused", "unknown"]
STATES: tuple[State, ...] = ("queued", "sending", "sent", "refused", "unknown")
STATE_NAMES: Mapping[State, str] = {
    "queued": "待发送", "sending": "发送中", "sent": "已发送", "refused": "被拒收", "unknown": "是否送达不明",
}  # fmt: skip

Topic = tuple[str, str, str]
"""What a mail told about: (unit, item id, reason)."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One row of the journal without its bytes. created, updated: ISO text; detail: why it is where it is (Chinese)."""

    key: str
    ledger_id: str
    unit: str
    sender: str
    recipient: str
    cc: tuple[str, ...]
    kind: str
    day: date
    event: str
    subject: str
    message_id: str
    state: State
    attempts: int
    created: str
    updated: str
    detail: str


@dataclass(frozen=True, slots=True)
class Telling:
    """What one mail told a unit about an item: its reason (超期, 重报 …); kind: of the mail."""

    day: date
    unit: str
    kind: str
    reason: str
    recipient: str
    state: State


_ADD = """
    INSERT INTO mails VALUES (
        :key, :ledger_id, :unit, :sender, :recipient, :cc, :kind, :day, :event, :subject, :message_id, :state, :attempts,
        :created, :updated, :detail)
    ON CONFLICT (key) DO NOTHING"""
_LIST = """
    SELECT * FROM mails WHERE state IN (SELECT value FROM json_each(?)) AND ledger_id = coalesce(?, ledger_id)
    ORDER BY rowid LIMIT ?"""
_ABOUT = """
    SELECT * FROM mails WHERE state IN ('sent', 'unknown')
    AND key IN (SELECT mail_key FROM told WHERE ledger_id = ? AND item = ?) ORDER BY rowid"""
_COPY = """
    SELECT * FROM mails WHERE ledger_id = ? AND kind = ? AND day = ? AND event = ? AND (event <> '' OR unit = ?)
    AND state IN ('sending', 'sent', 'unknown') AND instr(', ' || lower(cc) || ',', ', ' || ? || ',') ORDER BY rowid"""
_TELLINGS = """
    SELECT mails.day, told.unit, mails.kind, told.reason, mails.recipient, mails.state
    FROM told JOIN mails ON mails.key = told.mail_key
    WHERE mails.state IN ('sent', 'unknown') AND told.ledger_id = ? AND told.item IN (SELECT value FROM json_each(?))
    ORDER BY mails.rowid, told.rowid"""
_MOVE = """
    UPDATE mails SET state = ?, detail = ?, updated = ?, attempts = attempts + ?
    WHERE key = ? AND instr(' ' || ? || ' ', ' ' || state || ' ')"""
_LAST_TOLD = """
    SELECT told.unit, told.item, told.reason, max(told.day) FROM told JOIN mails ON mails.key = told.mail_key
    WHERE told.ledger_id = ? AND told.day < ? AND mails.state <> 'refused'
    AND (mails.state <> 'queued' OR mails.key IN (SELECT key FROM resent))
    GROUP BY told.unit, told.item, told.reason"""
_WAITING = "SELECT key FROM mails WHERE state = 'queued' AND ledger_id = ? AND kind = ? AND key NOT IN (SELECT key FROM resent)"
_TAKE_BACK = (
    "DELETE FROM told WHERE mail_key = ?",
    "DELETE FROM contents WHERE key = ?",
    "DELETE FROM mails WHERE key = ?",
)


class Journal(Database):
    """The mails of a workspace, as a file that every process may open; see Database for what can go wrong.

    now: the clock, asked once for every change.
    """

    def __init__(self, path: Path, now: Callable[[], datetime], patience: float = 10.0) -> None:
        super().__init__(path, patience)
        self._now = now

    def now(self) -> datetime:
        """The time as given from outside."""
        return self._now()

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")

    def add(self, mail: Mail, content: bytes, told: Iterable[Topic]) -> bool:
        """Enter a new mail with its bytes and what it tells about; False (and nothing changed) where the key is known."""
        row = {name: getattr(mail, name) for name in Mail.__slots__} | {
            "cc": ", ".join(mail.cc),
            "day": mail.day.isoformat(),
            "created": self._stamp(),
            "updated": self._stamp(),
        }
        with self.together():
            if self.db.execute(_ADD, row).rowcount == 0:
                return False
            self.db.execute("INSERT INTO contents VALUES (?, ?)", (mail.key, content))
            topics = [(mail.ledger_id, *topic, row["day"], mail.key) for topic in dict.fromkeys(told)]
            self.db.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?)", topics)
        return True

    def mail(self, key: str) -> Mail | None:
        """The mail of this key, None where there is none."""
        with self.explained():
            row = self.db.execute("SELECT * FROM mails WHERE key = ?", (key,)).fetchone()
        return None if row is None else _mail(row)

    def copied(self, ledger_id: str, kind: str, day: date, event: str, unit: str, address: str) -> Mail | None:
        """The mail by which an address got as a copy (抄送), or may have got, what one of this kind, day and event says to a unit."""
        with self.explained():
            row = self.db.execute(_COPY, (ledger_id, kind, day.isoformat(), event, unit, address.lower())).fetchone()
        return None if row is None else _mail(row)

    def content(self, key: str) -> bytes:
        """The frozen bytes of a mail that is in the journal."""
        with self.explained():
            return bytes(self.db.execute("SELECT content FROM contents WHERE key = ?", (key,)).fetchone()[0])

    def mails(self, states: Sequence[State] = STATES, ledger_id: str | None = None, limit: int | None = None) -> list[Mail]:
        """Mails in these states, in the order in which they were queued; of one ledger or all."""
        choice = (json.dumps(states), ledger_id, -1 if limit is None else max(limit, 0))
        with self.explained():
            return [_mail(row) for row in self.db.execute(_LIST, choice)]

    def about(self, ledger_id: str, item: str) -> list[Mail]:
        """The mails that told anybody about an item and were handed over, or may have been, oldest first."""
        with self.explained():
            return [_mail(row) for row in self.db.execute(_ABOUT, (ledger_id, item))]

    def tellings(self, ledger_id: str, names: Iterable[str]) -> list[Telling]:
        """What mails told units about an item, by any of its names, oldest first; only what was handed over, or may have been."""
        with self.explained():
            rows = self.db.execute(_TELLINGS, (ledger_id, json.dumps(list(names))))
            return [Telling(date.fromisoformat(day), *rest) for day, *rest in rows]

    def move(
        self, key: str, come_from: Sequence[State], to: State, detail: str, *, tried: bool = False, hurry: bool = True
    ) -> bool:
        """Change the state of a mail if it is in one of come_from; going to `sending` counts as an attempt, and so does tried.

        hurry: whether the change must be on the disk at once. What became of a mail need not be: `sending` is, so what a
        power cut takes back leaves the mail unknown, and the next mail's `sending` flushes both.
        """
        change = (to, detail, self._stamp(), to == "sending" or tried, key, " ".join(come_from))
        with self.explained() if hurry else self.unhurried():  # one statement is a transaction of its own
            return self.db.execute(_MOVE, change).rowcount == 1

    def withdraw(self, ledger_id: str, kind: str) -> int:
        """Takes back the mails of a kind that wait in the queue and went nowhere; returns how many.

        What they say may be out of date (the unit may have answered): they are written anew or not at all.
        Mails that a person sent again stay.
        """
        with self.together():
            keys = [(row[0],) for row in self.db.execute(_WAITING, (ledger_id, kind))]
            for statement in _TAKE_BACK:
                self.db.executemany(statement, keys)
        return len(keys)

    def mark_resent(self, key: str) -> None:
        """A person sends this mail again; no routine takes it back."""
        with self.together():
            self.db.execute("INSERT OR IGNORE INTO resent VALUES (?)", (key,))

    def last_told(self, ledger_id: str, before: date = date.max) -> dict[Topic, date]:
        """Topic -> the last day before `before` on which a mail told it; refused mails, and those still waiting, told nothing."""
        with self.explained():
            rows = self.db.execute(_LAST_TOLD, (ledger_id, before.isoformat()))
            return {(unit, item, reason): date.fromisoformat(day) for unit, item, reason, day in rows}

    def carry(self, old: str, new: str) -> None:
        """A ledger goes on as another one (年度结转): what its mails told units is known of that one too."""
        with self.together():
            self.db.execute(
                "INSERT OR IGNORE INTO told SELECT ?, unit, item, reason, day, mail_key FROM told WHERE ledger_id = ?", (new, old)
            )

    def approve(self, ledger_id: str, transport: str, by: str) -> None:
        """A person lets the mails of this ledger go by this transport; an empty transport takes the approval back."""
        with self.together():
            self.db.execute("INSERT INTO approvals VALUES (?, ?, ?, ?)", (ledger_id, transport, self._stamp(), by))

    def approved(self, ledger_id: str, transport: str) -> bool:
        """Whether the latest approval for this ledger is for this very transport."""
        query = "SELECT transport FROM approvals WHERE ledger_id = ? ORDER BY rowid DESC LIMIT 1"
        with self.explained():
            row = self.db.execute(query, (ledger_id,)).fetchone()
        return row is not None and row[0] == transport


def _mail(row: sqlite3.Row) -> Mail:
    values = dict(row)
    values["cc"] = tuple(part for part in values["cc"].split(", ") if part)
    values["day"] = date.fromisoformat(values["day"])
    return Mail(**values)
