"""The journal's tables, as a ladder: step n brings a journal of version n to version n+1. Never change a step that was shipped."""

from __future__ import annotations

_FIRST = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    # One mail: key = hash of ledger, recipient, kind and day (or event).
    """CREATE TABLE mails (
        key TEXT NOT NULL PRIMARY KEY,
        ledger_id TEXT NOT NULL,
        unit TEXT NOT NULL,
        sender TEXT NOT NULL,
        recipient TEXT NOT NULL,
        cc TEXT NOT NULL,
        kind TEXT NOT NULL,
        day TEXT NOT NULL,
        event TEXT NOT NULL,
        subject TEXT NOT NULL,
        message_id TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'refused', 'unknown')),
        attempts INTEGER NOT NULL,
        created TEXT NOT NULL,
        updated TEXT NOT NULL,
        detail TEXT NOT NULL
    )""",
    # Its frozen bytes, apart: lists stay fast, and old bytes can go one day while the key goes on guarding against doubles.
    "CREATE TABLE contents (key TEXT NOT NULL PRIMARY KEY REFERENCES mails (key), content BLOB NOT NULL)",
    "CREATE INDEX mails_by_state ON mails (state)",
    # What each mail told whom about: the memory behind "remind again after so many workdays".
    """CREATE TABLE told (
        ledger_id TEXT NOT NULL,
        unit TEXT NOT NULL,
        item TEXT NOT NULL,
        reason TEXT NOT NULL,
        day TEXT NOT NULL,
        mail_key TEXT NOT NULL REFERENCES mails (key),
        PRIMARY KEY (ledger_id, unit, item, reason, mail_key)
    )""",
    # Mails that a person sent again: they are never taken back by a routine.
    "CREATE TABLE resent (key TEXT NOT NULL PRIMARY KEY REFERENCES mails (key))",
    # A person has let mails go since the adoption or the change of transport; the latest row counts.
    """CREATE TABLE approvals (
        ledger_id TEXT NOT NULL,
        transport TEXT NOT NULL,
        approved TEXT NOT NULL,
        person TEXT NOT NULL
    )""",
    # What the clock did: every slot of a job runs once.
    """CREATE TABLE runs (
        job TEXT NOT NULL,
        slot TEXT NOT NULL,
        started TEXT NOT NULL,
        finished TEXT NOT NULL,
        outcome TEXT NOT NULL,
        detail TEXT NOT NULL,
        PRIMARY KEY (job, slot)
    )""",
)

_MEMORY = (
    # The items as last seen, some hundred a page: digest of the page's cells, and the cells (JSON, zlib).
    """CREATE TABLE snapshots (
        ledger_id TEXT NOT NULL,
        page INTEGER NOT NULL,
        sheet TEXT NOT NULL,
        keys TEXT NOT NULL,
        digest BLOB NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (ledger_id, page)
    )""",
    # Items that stood in the ledger once: their cells, and the day on which they were missed.
    """CREATE TABLE gone (
        ledger_id TEXT NOT NULL,
        key TEXT NOT NULL,
        sheet TEXT NOT NULL,
        cells TEXT NOT NULL,
        seen TEXT NOT NULL,
        shared INTEGER NOT NULL,
        place TEXT NOT NULL,
        PRIMARY KEY (ledger_id, key)
    )""",
    # What people changed, in the order in which it was noticed.
    """CREATE TABLE changes (
        ledger_id TEXT NOT NULL,
        seen TEXT NOT NULL,
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        field TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL
    )""",
    "CREATE INDEX changes_by_key ON changes (ledger_id, key)",
    "CREATE INDEX changes_of_numbers ON changes (ledger_id, field) WHERE field = '编号'",
    # Numbers of papers: reserved before the paper is made, registered once it stands in 文书登记, void where it never did.
    """CREATE TABLE numbers (
        ledger_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        year INTEGER NOT NULL,
        n INTEGER NOT NULL,
        number TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('reserved', 'registered', 'void')),
        day TEXT NOT NULL,
        PRIMARY KEY (ledger_id, kind, year, n)
    )""",
)

_RECEIVED = (
    # One mail of a unit that was looked at; mark: the same for the same mail, so that it is taken in once.
    """CREATE TABLE received (
        id INTEGER PRIMARY KEY,
        ledger_id TEXT NOT NULL,
        mark TEXT NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('taken', 'bounce', 'secret', 'passed')),
        day TEXT NOT NULL,
        sender TEXT NOT NULL,
        subject TEXT NOT NULL,
        reason TEXT NOT NULL,
        folder TEXT NOT NULL,
        UNIQUE (ledger_id, mark)
    )""",
    # What such a mail says of one item, and what a person made of it.
    """CREATE TABLE answers (
        ledger_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        mail INTEGER NOT NULL REFERENCES received (id),
        item TEXT NOT NULL,
        unit TEXT NOT NULL,
        kind TEXT NOT NULL,
        what TEXT NOT NULL,
        progress TEXT NOT NULL,
        done TEXT NOT NULL,
        problems TEXT NOT NULL,
        expected TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('待审', '已采纳', '已退回')),
        decided TEXT,
        note TEXT NOT NULL,
        PRIMARY KEY (ledger_id, number)
    )""",
    # Addresses from which a mail of ours came back.
    """CREATE TABLE bounces (
        ledger_id TEXT NOT NULL,
        address TEXT NOT NULL,
        day TEXT NOT NULL,
        detail TEXT NOT NULL,
        PRIMARY KEY (ledger_id, address)
    )""",
    # How far each mailbox was read.
    """CREATE TABLE mailboxes (
        ledger_id TEXT NOT NULL,
        account TEXT NOT NULL,
        validity INTEGER NOT NULL,
        uid INTEGER NOT NULL,
        PRIMARY KEY (ledger_id, account)
    )""",
)

_CLOCK = (
    # How many times a slot was begun; a failed one is tried again.
    "ALTER TABLE runs ADD COLUMN attempts INTEGER NOT NULL DEFAULT 1",
    # Since when the clock looks after a job, and the words of its plan: other words are another plan.
    "CREATE TABLE watched (job TEXT NOT NULL PRIMARY KEY, plan TEXT NOT NULL, since TEXT NOT NULL)",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _MEMORY, _RECEIVED, _CLOCK)
