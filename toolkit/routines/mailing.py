"""Notices from the desk to the outbox: what daily and remind share."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

from toolkit.domain.errors import LayoutError
from toolkit.domain.feedback.waiting import not_answered
from toolkit.domain.mailing.notices import KIND, Notice, notices_for
from toolkit.domain.settings import Settings
from toolkit.journal.mails import Topic
from toolkit.mail.message import BadAddress, read_address
from toolkit.mail.outbox import Outbox, mail_key
from toolkit.render.letter import render_letter
from toolkit.routines.feedback_book import told_by_letter, waiting
from toolkit.routines.opening import Office
from toolkit.routines.post import open_outbox
from toolkit.routines.workspace import Workspace

PROBLEMS = {"无邮箱": "no_address", "域名不在名单": "foreign_domain"}
UNUSABLE = "bad_address"
"""State of a notice whose address a mail program would not take; the check names the cell."""


@dataclass(frozen=True, slots=True)
class Told:
    """One notice and what became of it: proposed, queued, sent, refused, unknown, or why it has no mail."""

    notice: Notice
    state: str

    def data(self) -> dict[str, object]:
        notice = self.notice
        return {
            "to": notice.to, "cc": list(notice.cc), "items": [line.item for line in notice.lines], "state": self.state,
            "unit": notice.unit, "reasons": [line.reason for line in notice.lines], "problem": notice.problem,
        }  # fmt: skip


def settings_for(office: Office) -> Settings:
    """设置, with what duban.toml says of this machine's office where the sheet is silent."""
    machine = office.workspace.config.office
    settings = office.settings
    return replace(settings, office=machine.name or settings.office, domains=settings.domains or machine.domains)


@contextmanager
def outbox(workspace: Workspace, office: Office) -> Iterator[Outbox]:
    """The workspace's outbox, open while inside. Raises SetupError, MailError as the journal does."""
    if not office.settings.ledger_id:
        raise LayoutError("“设置”表中缺少台账标识：请运行 duban adopt 修复后再试")
    with open_outbox(workspace, datetime.now, settings_for(office).office) as box:
        yield box


def compose(office: Office, box: Outbox) -> list[Notice]:
    """Today's notices, given what was told before; mails still waiting from an earlier run no longer count."""
    box.withdraw(office.settings.ledger_id, KIND)
    return _notices(office, box.journal.last_told(office.settings.ledger_id, before=office.desk.today))


def _notices(office: Office, told: Mapping[Topic, date]) -> list[Notice]:
    desk, judgements = office.desk, not_answered(office.judgements(), waiting(office))
    told = {**told, **told_by_letter(office)}
    return notices_for(judgements, desk.events, desk.units, settings_for(office), desk.calendar, desk.today, told)


def preview(office: Office) -> list[Told]:
    """What would go out today; nothing is written. Mails of today that are in the journal already show their state."""
    path = office.workspace.journal_path
    if not path.exists():
        return [Told(notice, _unsent(notice, "proposed")) for notice in _notices(office, {})]
    with outbox(office.workspace, office) as box:
        notices = _notices(office, box.journal.last_told(office.settings.ledger_id, before=office.desk.today))
        return states(office, box, notices, "proposed")


def queue(office: Office, box: Outbox, notices: Sequence[Notice]) -> None:
    """Freezes a mail for every notice that has an address."""
    ledger_id, settings = office.settings.ledger_id, settings_for(office)
    for notice in notices:
        if notice.problem:
            continue
        letter = render_letter(notice, settings, office.workspace.mail_templates)
        topics = [(line.unit, line.item, line.reason) for line in notice.lines]
        with suppress(BadAddress):
            box.queue(letter, notice.to, notice.cc, notice.kind, notice.day, ledger_id, topics, unit=notice.unit)


def states(office: Office, box: Outbox, notices: Sequence[Notice], otherwise: str) -> list[Told]:
    """What the journal knows of each notice; `otherwise` for those it does not know."""
    found = []
    for notice in notices:
        mail = box.journal.mail(mail_key(office.settings.ledger_id, notice.to, notice.kind, notice.day)) if notice.to else None
        found.append(Told(notice, mail.state if mail else _unsent(notice, otherwise)))
    return found


def _unsent(notice: Notice, otherwise: str) -> str:
    """The state of a notice without a mail."""
    if notice.problem:
        return PROBLEMS[notice.problem]
    try:
        for address in (notice.to, *notice.cc):
            read_address(address)
    except BadAddress:
        return UNUSABLE
    return otherwise


def may_send(office: Office, box: Outbox) -> bool:
    """Whether this machine sends by itself: a person has once let it since adoption, and 设置 names no other machine."""
    return is_sender(office) and box.journal.approved(office.settings.ledger_id, office.workspace.config.mail.transport)


def is_sender(office: Office) -> bool:
    return office.settings.sender in ("", machine_name())


def machine_name() -> str:
    """How 设置 names this machine."""
    return platform.node() or "本机"
