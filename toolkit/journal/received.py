"""What came in by mail: answers and what a person made of them, mails that came back, how far each mailbox was read."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from toolkit.domain.feedback.answers import Answer, Receipt, State
from toolkit.journal.database import Database

Outcome = Literal["taken", "bounce", "secret", "passed"]
_KEY = "feedback_key"
_ANSWER = ("item", "unit", "kind", "what", "progress", "done", "problems", "expected")
_RECEIPTS = """
    SELECT answers.*, received.day AS day, received.sender AS sender, received.folder AS folder
    FROM answers JOIN received ON received.id = answers.mail
    WHERE answers.ledger_id = ? ORDER BY number"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A mail that was looked at. outcome: taken (answers in it), bounce, secret (nothing of it is kept), passed (and why)."""

    mark: str
    outcome: Outcome
    day: date
    sender: str
    subject: str
    reason: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail of ours that an incoming one answers: its key, and (unit, item) of what it told."""

    key: str
    topics: tuple[tuple[str, str], ...]


class Received(Database):
    """The received mails of one ledger in the journal; see Database for what can go wrong."""

    def __init__(self, path: Path, ledger_id: str, patience: float = 10.0) -> None:
        super().__init__(path, patience)
        self.ledger_id = ledger_id

    def key(self) -> bytes:
        """The office's key for the codes on its forms, made on first use."""
        with self.together():
            self.db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (_KEY, secrets.token_hex(32)))
            return bytes.fromhex(self.db.execute("SELECT value FROM meta WHERE name = ?", (_KEY,)).fetchone()[0])

    def place(self, account: str) -> tuple[int, int]:
        """(UIDVALIDITY, last UID) up to which a mailbox was read; (0, 0) if never."""
        with self.explained():
            query = "SELECT validity, uid FROM mailboxes WHERE ledger_id = ? AND account = ?"
            row = self.db.execute(query, (self.ledger_id, account)).fetchone()
        return (row[0], row[1]) if row else (0, 0)

    def advance(self, account: str, validity: int, uid: int) -> None:
        """A mailbox was read up to here."""
        with self.together():
            self.db.execute("INSERT OR REPLACE INTO mailboxes VALUES (?, ?, ?, ?)", (self.ledger_id, account, validity, uid))

    def knows(self, mark: str) -> bool:
        """Whether this very mail was dealt with; one that was only passed over may be looked at again."""
        query = "SELECT 1 FROM received WHERE ledger_id = ? AND mark = ? AND outcome <> 'passed'"
        with self.explained():
            return self.db.execute(query, (self.ledger_id, mark)).fetchone() is not None

    def sent(self, message_ids: Sequence[str]) -> SentMail | None:
        """The newest mail of ours among these Message-IDs, None where none is ours."""
        query = """SELECT key FROM mails WHERE ledger_id = ? AND message_id IN (SELECT value FROM json_each(?))
            ORDER BY rowid DESC LIMIT 1"""
        with self.explained():
            row = self.db.execute(query, (self.ledger_id, json.dumps(list(message_ids)))).fetchone()
            if row is None:
                return None
            topics = self.db.execute("SELECT DISTINCT unit, item FROM told WHERE mail_key = ?", (row[0],)).fetchall()
        return SentMail(row[0], tuple((unit, item) for unit, item in topics))

    def told_on(self, day: date, kind: str) -> tuple[tuple[str, str, str], ...]:
        """(unit, item, reason) of what mails of a kind told on a day; refused ones told nothing."""
        query = """SELECT told.unit, told.item, told.reason FROM told JOIN mails ON mails.key = told.mail_key
            WHERE mails.ledger_id = ? AND mails.kind = ? AND mails.day = ? AND mails.state <> 'refused'"""
        with self.explained():
            return tuple(
                (unit, item, reason) for unit, item, reason in self.db.execute(query, (self.ledger_id, kind, day.isoformat()))
            )

    def enter(self, seen: Seen, answers: Iterable[Answer] = (), above: int = 0, note: str = "") -> list[int]:
        """A mail with its answers, as a whole or not at all; their 收件编号 begin above both the journal's and `above`.

        note: what a person who decides should know.
        The same mail again changes nothing and gives [].
        """
        with self.together():
            if self.knows(seen.mark):
                return []
            self.db.execute("DELETE FROM received WHERE ledger_id = ? AND mark = ?", (self.ledger_id, seen.mark))
            query = "INSERT INTO received (ledger_id, mark, outcome, day, sender, subject, reason, folder) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            values = (seen.outcome, seen.day.isoformat(), seen.sender, seen.subject, seen.reason, seen.folder)
            mail = self.db.execute(query, (self.ledger_id, seen.mark, *values)).lastrowid
            highest = self.db.execute("SELECT max(number) FROM answers WHERE ledger_id = ?", (self.ledger_id,)).fetchone()[0] or 0
            numbers = []
            for number, answer in enumerate(answers, max(highest, above) + 1):
                said = tuple(getattr(answer, name) for name in _ANSWER)
                marks = ", ".join("?" * (len(said) + 6))
                row = (self.ledger_id, number, mail, *said, "待审", None, note)
                self.db.execute(f"INSERT INTO answers VALUES ({marks})", row)  # noqa: S608 - question marks only
                numbers.append(number)
        return numbers

    def receipts(self) -> list[Receipt]:
        """Every answer taken in, by 收件编号."""
        with self.explained():
            return [_receipt(row) for row in self.db.execute(_RECEIPTS, (self.ledger_id,))]

    def decide(self, number: int, item: str, state: State, day: date, note: str) -> None:
        """What a person made of an answer, and of which item it is."""
        with self.together():
            query = "UPDATE answers SET item = ?, state = ?, decided = ?, note = ? WHERE ledger_id = ? AND number = ?"
            self.db.execute(query, (item, state, day.isoformat(), note, self.ledger_id, number))

    def sent_to(self, message_ids: Sequence[str]) -> tuple[str, ...]:
        """All addresses to which mails of ours with these Message-IDs went."""
        query = "SELECT recipient, cc FROM mails WHERE ledger_id = ? AND message_id IN (SELECT value FROM json_each(?))"
        with self.explained():
            rows = self.db.execute(query, (self.ledger_id, json.dumps(list(message_ids)))).fetchall()
        return tuple(address.lower() for to, cc in rows for address in (to, *filter(None, cc.split(", "))))


def _receipt(row: sqlite3.Row) -> Receipt:
    answer = Answer(**{name: row[name] for name in _ANSWER})
    decided = date.fromisoformat(row["decided"]) if row["decided"] else None
    return Receipt(
        row["number"], date.fromisoformat(row["day"]), row["sender"], answer, row["state"], row["folder"], decided, row["note"]
    )
