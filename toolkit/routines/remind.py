"""duban remind: shows what would go to whom; sends only when a person says so."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.changes import ChangeSet
from toolkit.domain.errors import UsageError
from toolkit.routines import mailing
from toolkit.routines.mailing import Told
from toolkit.routines.opening import ensure_writable, open_office, read_book, working
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RemindReport:
    """The notices of today and what became of them."""

    notices: tuple[Told, ...]
    sent: int = 0
    folder: Path | None = None
    """Where the mails were put (None: nothing was to be sent)."""

    @property
    def exit_status(self) -> int:
        return int(any(told.state in ("refused", "unknown") for told in self.notices))

    def data(self) -> dict[str, object]:
        folder = str(self.folder) if self.folder else None
        return {"notices": [told.data() for told in self.notices], "sent": self.sent, "folder": folder}


def run(ledger: Path, workspace: Workspace, *, send: bool, limit: int | None, today: date, progress: Progress) -> RemindReport:
    """Today's notices. With `send` they are queued and handed over, at most `limit` of them, and from then on `daily`
    may send by itself; this machine is entered in 设置 as the one that sends.

    Raises UsageError where 设置 names another machine, LedgerBusy where the ledger is open elsewhere (what a clerk has
    typed but not saved is not known), a LedgerError where it cannot be read.
    """
    if send:
        ensure_writable(ledger, workspace)
    with working(workspace, ledger, progress) if send else nullcontext(read_book(ledger, workspace, progress)) as book:
        office = open_office(book, workspace, today, progress)
        if not send:
            return RemindReport(tuple(mailing.preview(office)))
        if not mailing.is_sender(office):
            raise UsageError(
                f"设置中登记的发送电脑是“{office.settings.sender}”，本机只能查看：请到那台电脑发送，或由管理员修改“发送电脑”"
            )
        with mailing.outbox(workspace, office) as box:
            progress("拟写提醒", 0, 0)
            notices = mailing.compose(office, box)
            mailing.queue(office, box, notices)
            if not office.settings.sender:
                book.apply(ChangeSet(settings={"发送电脑": mailing.machine_name()}), office.settings.ledger_id)
            box.journal.approve(office.settings.ledger_id, workspace.config.mail.transport, mailing.machine_name())
            done = box.send_queued(limit, office.settings.ledger_id, lambda sent: progress("发送提醒", 0, len(notices)))
            sent = sum(each.state == "sent" for each in done)
            return RemindReport(tuple(mailing.states(office, box, notices, "queued")), sent, workspace.mail_folder)
