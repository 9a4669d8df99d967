"""duban remind: shows what would go to whom; sends only when a person says so."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.changes import ChangeSet
from toolkit.domain.errors import UsageError
from toolkit.routines import mailing
from toolkit.routines.mailing import Mailed, Told
from toolkit.routines.opening import ensure_writable, open_office, read_book, working
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RemindReport:
    """The mails of today and what became of them. sent: how many went in this run (None: nothing was to be sent)."""

    mailed: Mailed
    sent: int | None = None
    folder: Path | None = None
    """Where the mails were put (None: nothing was to be sent, or they went by SMTP)."""

    @property
    def notices(self) -> tuple[Told, ...]:
        return self.mailed.notices

    @property
    def exit_status(self) -> int:
        return int(self.mailed.needs_a_person)

    def data(self) -> dict[str, object]:
        folder = str(self.folder) if self.folder else None
        return {**self.mailed.data(), "sent": self.sent or 0, "sending": self.sent is not None, "folder": folder}


def run(ledger: Path, workspace: Workspace, *, send: bool, limit: int | None, today: date, progress: Progress) -> RemindReport:
    """Today's mails. With `send` they are queued and handed over, at most `limit` of them, and from then on `daily`
    may send by itself; this machine is entered in 设置 as the one that sends.

    Raises UsageError where 设置 names another machine, LedgerBusy where the ledger is open elsewhere (what a clerk has
    typed but not saved is not known), a LedgerError where it cannot be read, MailError or SetupError where the mail server
    cannot be reached or does not let us in: nothing is changed then. What fails later is told in the report.
    """
    if send:
        ensure_writable(ledger, workspace)
    with working(workspace, ledger, progress) if send else nullcontext(read_book(ledger, workspace, progress)) as book:
        office = open_office(book, workspace, today, progress)
        if not send:
            return RemindReport(mailing.preview(office))
        if not mailing.is_sender(office):
            raise UsageError(
                f"设置中登记的发送电脑是“{office.settings.sender}”，本机只能查看：请到那台电脑发送，或由管理员修改“发送电脑”"
            )
        ledger_id, transport = office.settings.ledger_id, workspace.config.mail.transport
        with mailing.outbox(workspace, office) as box:
            progress("连接邮件服务器", 0, 0)
            box.transport.open()
            try:
                progress("拟写提醒", 0, 0)
                mails = mailing.compose(office, box)
                ours = ChangeSet(settings={"发送电脑": mailing.machine_name()})
                mailing.queue(office, box, mails, lambda: office.settings.sender or book.apply(ours, ledger_id))
                box.journal.approve(ledger_id, transport, mailing.machine_name())
                sent, trouble = mailing.send(office, box, progress, limit)
            finally:
                box.transport.close()
            mailed = mailing.states(office, box, mails, "queued", trouble)
        return RemindReport(mailed, sent, workspace.mail_folder if transport == "folder" else None)
