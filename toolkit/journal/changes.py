"""What people changed in the ledger, as each pass noticed it (变更留痕). Nothing is ever taken out of here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from toolkit.domain.memory.records import Change, FormerName
from toolkit.journal.database import Database

_OF = "SELECT seen, key, name, kind, field, before, after FROM changes WHERE ledger_id = ? AND key = ? ORDER BY rowid"
_SINCE = "SELECT seen, key, name, kind, field, before, after FROM changes WHERE ledger_id = ? AND seen > ? ORDER BY rowid"
_NAMED = "SELECT DISTINCT key FROM changes WHERE ledger_id = ? AND (key = ? OR name = ?)"
_RENAMED = """
    SELECT before, key, max(seen) FROM changes WHERE ledger_id = ? AND field = '编号' AND kind = '改号'
    GROUP BY before, key"""


class Changes(Database):
    """The changes of all ledgers of a workspace; see Database for what can go wrong."""

    def add(self, ledger_id: str, changes: Iterable[Change]) -> None:
        """Enters changes in the order given."""
        rows = [(ledger_id, str(c.seen), c.key, c.name, c.kind, c.field, c.before, c.after) for c in changes]
        with self.together():
            self.db.executemany("INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def of(self, ledger_id: str, key: str) -> list[Change]:
        """What was changed of one item, by its 督办编号, in the order in which it was noticed."""
        with self.explained():
            rows = self.db.execute(_OF, (ledger_id, key)).fetchall()
        return [Change(date.fromisoformat(row["seen"]), *tuple(row)[1:]) for row in rows]

    def since(self, ledger_id: str, day: date) -> list[Change]:
        """What was noticed after a day, in the order in which it was noticed."""
        with self.explained():
            rows = self.db.execute(_SINCE, (ledger_id, str(day))).fetchall()
        return [Change(date.fromisoformat(row["seen"]), *tuple(row)[1:]) for row in rows]

    def first_seen(self, ledger_id: str) -> date | None:
        """The first day on which a change was noticed: from then on at least the ledger was watched."""
        with self.explained():
            found = self.db.execute("SELECT min(seen) FROM changes WHERE ledger_id = ?", (ledger_id,)).fetchone()[0]
        return date.fromisoformat(found) if found else None

    def keys_named(self, ledger_id: str, name: str) -> list[str]:
        """The 督办编号 of all items that were once called so."""
        with self.explained():
            return [row[0] for row in self.db.execute(_NAMED, (ledger_id, name, name))]

    def former_names(self, ledger_id: str) -> list[FormerName]:
        """The 编号 that items bore before they were renamed, with the day on which that was noticed."""
        with self.explained():
            rows = self.db.execute(_RENAMED, (ledger_id,)).fetchall()
        return [FormerName(name, key, date.fromisoformat(day)) for name, key, day in rows]
