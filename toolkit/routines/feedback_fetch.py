"""duban feedback fetch: units' answers from the office's mailbox into the journal and the 反馈收件 sheet; a person decides later."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.errors import MailError, SetupError
from toolkit.domain.feedback.answers import Receipt
from toolkit.mail import inbox
from toolkit.mail.inbox import Account, Place
from toolkit.mail.password import mailbox_password
from toolkit.routines.config import FILE_NAME
from toolkit.routines.feedback_book import pending, receipt_data, received, write_sheet
from toolkit.routines.feedback_intake import Told, Tray
from toolkit.routines.opening import open_office, working
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace, absolute

PORTS = {"ssl": 993, "starttls": 143}


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What this run took in, and everything that waits. passed: answers that were not taken, and why; bounced, secret: likewise;
    deferred: why the sheet was not written (None: it was); broken: why the mailbox could not be read to its end."""

    new: tuple[Receipt, ...]
    all: tuple[Receipt, ...]
    passed: tuple[Told, ...] = ()
    bounced: tuple[Told, ...] = ()
    secret: tuple[Told, ...] = ()
    deferred: str | None = None
    broken: str | None = None

    @property
    def exit_status(self) -> int:
        return int(bool(self.passed or self.bounced or self.secret or self.broken))

    def data(self) -> dict[str, object]:
        return {
            "received": [receipt_data(each) for each in self.new], "pending": pending(self.all),
            "passed": [told.data() for told in self.passed], "bounced": [told.data() for told in self.bounced],
            "secret": [told.data() for told in self.secret], "written": self.deferred is None, "deferred": self.deferred,
            "broken": self.broken,
        }  # fmt: skip


def run(ledger: Path, workspace: Workspace, *, again: bool, today: date, progress: Progress) -> FetchReport:
    """Looks at the mails that came in since the last run (again: at the newest ones anew, for an address entered meanwhile).

    Each mail is kept in the journal before the next is looked at, and never taken in twice. Nothing in the mailbox changes.
    Raises SetupError where [imap] is not set up, MailError where the mailbox cannot be read at all, a LedgerError likewise.
    """
    account = account_of(workspace)
    with working(workspace, ledger, progress) as book:
        office = open_office(book, workspace, today, progress)
        with received(office) as journal:
            tray = Tray(office, journal)
            known = Place() if again else Place(*journal.place(account.name))
            broken, count = None, 0
            try:
                for count, fetched in enumerate(inbox.fetch(account, known), 1):
                    progress("收取邮件", count, 0)
                    with journal.together():
                        tray.take(fetched)
                        journal.advance(account.name, fetched.place.validity, fetched.place.uid)
            except MailError as problem:
                if not count:
                    raise
                broken = str(problem)
            receipts = tuple(journal.receipts())
            progress("写回台账", 0, 0)
            deferred = write_sheet(office, receipts)
    new = tuple(each for each in receipts if each.number in tray.taken)
    return FetchReport(new, receipts, tuple(tray.passed), tuple(tray.bounced), tuple(tray.secret), deferred, broken)


def account_of(workspace: Workspace) -> Account:
    """The mailbox that duban.toml names, with its password. Raises SetupError where there is none."""
    imap = workspace.config.imap
    if not imap.host:
        raise SetupError(
            f"没有开通收取反馈：请在“{workspace.root / FILE_NAME}”中写一节 [imap]（host、user），"
            "并把邮箱密码存入系统的密码库，详见使用手册“收反馈”"
        )
    ca_file = str(absolute(Path(imap.ca_file), workspace.root)) if imap.ca_file else ""
    password = mailbox_password("imap", imap.user, os.environ)
    return Account(imap.host, imap.port or PORTS[imap.security], imap.security, imap.user, imap.folder, ca_file, password)
