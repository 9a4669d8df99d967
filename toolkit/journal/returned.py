"""Addresses that do not take our mail, by ledger: a server refused them for good, or a mail came back.

They are left alone until their cell in 单位通讯录 changes, a mail comes from them, or a person sends again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from toolkit.journal.database import Database


def mark(db: Database, ledger_id: str, reasons: Mapping[str, str], day: date) -> None:
    """From that day on these addresses are known not to take mail. reasons: address -> the other side's words."""
    rows = [(ledger_id, address.lower(), day.isoformat(), why) for address, why in reasons.items()]
    with db.together():
        db.db.executemany("INSERT OR REPLACE INTO bounces VALUES (?, ?, ?, ?)", rows)


def forget(db: Database, ledger_id: str, addresses: Iterable[str]) -> None:
    """These addresses may be tried again."""
    with db.together():
        rows = [(ledger_id, address.lower()) for address in addresses]
        db.db.executemany("DELETE FROM bounces WHERE ledger_id = ? AND address = ?", rows)


def known(db: Database, ledger_id: str) -> Mapping[str, tuple[date, str]]:
    """Address (lower case) -> the day, and the other side's words."""
    with db.explained():
        rows = db.db.execute("SELECT address, day, detail FROM bounces WHERE ledger_id = ?", (ledger_id,)).fetchall()
    return {address: (date.fromisoformat(day), detail) for address, day, detail in rows}
