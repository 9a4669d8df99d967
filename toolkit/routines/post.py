"""The workspace's outbox: journal, transport, sender and pace as duban.toml says, in one place for all routines that mail."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from toolkit.journal.mails import Journal
from toolkit.mail.folder import FolderTransport
from toolkit.mail.outbox import Outbox
from toolkit.mail.sending import Pace
from toolkit.mail.transport import Transport
from toolkit.routines.workspace import Workspace, absolute

DEFAULT_SENDER = "duban@office.example"
"""Stands in From while duban.toml names no sender (transport folder: nothing leaves the machine)."""
RETRIES = (5.0, 20.0)
"""Seconds before mails that the server put off are tried again in the same run."""


@contextmanager
def open_outbox(workspace: Workspace, now: Callable[[], datetime], sender_name: str = "") -> Iterator[Outbox]:
    """Opens (and where missing makes) the journal; raises SetupError or MailError where it or the sender cannot be used.

    No server is spoken to before something is sent.
    """
    mail = workspace.config.mail
    smtp = mail.transport == "smtp"
    pace = Pace(mail.per_minute, mail.per_run, RETRIES) if smtp else Pace()
    with Journal(workspace.journal_path, now) as journal:
        yield Outbox(journal, transport_of(workspace), mail.sender or DEFAULT_SENDER, sender_name, pace)


def transport_of(workspace: Workspace, patient: bool = True) -> Transport:
    """How mail leaves this workspace, as duban.toml says; no server is spoken to yet. patient: try again to connect."""
    mail = workspace.config.mail
    return _smtp(workspace, patient) if mail.transport == "smtp" else FolderTransport(workspace.mail_folder)


def _smtp(workspace: Workspace, patient: bool) -> Transport:
    from toolkit.mail.password import mailbox_password
    from toolkit.mail.server import Server
    from toolkit.mail.smtp import SmtpTransport

    mail = workspace.config.mail
    ca_file = absolute(Path(mail.ca_file), workspace.root) if mail.ca_file else None
    server = Server(mail.host, mail.port, mail.security, mail.user, ca_file)
    if not patient:
        server = replace(server, pauses=())
    return SmtpTransport(server, lambda: mailbox_password("smtp", mail.user, os.environ))
