"""The workspace's outbox: journal, transport and sender as duban.toml says, in one place for all routines that mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from toolkit.journal.mails import Journal
from toolkit.mail.folder import FolderTransport
from toolkit.mail.outbox import Outbox
from toolkit.routines.workspace import Workspace

DEFAULT_SENDER = "duban@office.example"
"""Stands in From while duban.toml names no sender (transport folder: nothing leaves the machine)."""


@contextmanager
def open_outbox(workspace: Workspace, now: Callable[[], datetime], sender_name: str = "") -> Iterator[Outbox]:
    """Opens (and where missing makes) the journal; raises SetupError or MailError where it or the sender cannot be used."""
    with Journal(workspace.journal_path, now) as journal:
        transport = FolderTransport(workspace.mail_folder)
        yield Outbox(journal, transport, workspace.config.mail.sender or DEFAULT_SENDER, sender_name)
