"""Notices and digests from the desk to the outbox: what daily and remind share."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

from toolkit.domain.errors import LayoutError, MailError, SetupError
from toolkit.domain.feedback.waiting import as_answered, not_answered, stopping
from toolkit.domain.mailing.digests import Digest, digests_for
from toolkit.domain.mailing.letter import one_line
from toolkit.domain.mailing.notices import KIND, Notice, notices_for
from toolkit.domain.memory.names import under_present_names
from toolkit.domain.settings import Settings
from toolkit.domain.sheets import DIGESTS, TABLE
from toolkit.journal.mails import Journal, Mail, Topic
from toolkit.mail.message import Attachment, BadAddress, read_address
from toolkit.mail.outbox import Outbox, mail_key
from toolkit.mail.sending import Sent
from toolkit.routines.attachments import attachments, topics, with_papers
from toolkit.routines.feedback_book import told_by_letter, waiting
from toolkit.routines.opening import Office
from toolkit.routines.post import open_outbox
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace

PROBLEMS = {"无邮箱": "no_address", "域名不在名单": "foreign_domain", "邮箱被退回": "returned"}
UNUSABLE = "bad_address"
"""State of a notice whose address a mail program would not take; the check names the cell."""


@dataclass(frozen=True, slots=True)
class Told:
    """One notice or digest and what became of it: proposed, queued, sent, refused, unknown, or why it has no mail."""

    about: Notice | Digest
    state: str
    detail: str = ""

    def data(self) -> dict[str, object]:
        about = self.about
        to = {"to": about.to, "cc": list(about.cc)}
        end = {"state": self.state, "problem": about.problem, "detail": self.detail}
        if isinstance(about, Digest):
            return {"kind": about.kind, "name": about.name, **to, "items": list(about.items), **end}
        lines = about.lines
        return {
            **to, "items": [line.item for line in lines], "unit": about.unit, "reasons": [line.reason for line in lines],
            "files": list(about.files), **end,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """All that is to be mailed today: one notice a recipient, and the digests that are due."""

    notices: tuple[Notice, ...] = ()
    digests: tuple[Digest, ...] = ()


@dataclass(frozen=True, slots=True)
class Mailed:
    """A day's mails and what became of each; trouble: one sentence where the sending as a whole broke off, else ""."""

    notices: tuple[Told, ...] = ()
    digests: tuple[Told, ...] = ()
    trouble: str = ""

    @property
    def needs_a_person(self) -> bool:
        return bool(self.trouble) or any(told.state in ("refused", "unknown") for told in (*self.notices, *self.digests))

    def data(self) -> dict[str, object]:
        return {
            "notices": [told.data() for told in self.notices],
            "digests": [told.data() for told in self.digests],
            "mail_trouble": self.trouble or None,
        }


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


def compose(office: Office, box: Outbox) -> Day:
    """Today's mails, given what was told before; those still waiting from an earlier run told nothing."""
    return _day(office, box.journal.last_told(office.settings.ledger_id, before=office.desk.today))


def _day(office: Office, told: Mapping[Topic, date]) -> Day:
    desk, settings = office.desk, settings_for(office)
    told = under_present_names({**told, **told_by_letter(office)}, desk.items, desk.memory.former)
    judgements, answers = office.judgements(), waiting(office)
    chased = not_answered(judgements, answers)
    told_of = as_answered(judgements, stopping(answers, desk))
    rules, dead = office.reminders, desk.bounced
    notices = notices_for(chased, desk.events, desk.units, settings, desk.calendar, desk.today, told, rules, dead)
    digests = digests_for(told_of, notices, desk.units, settings, desk.calendar, desk.today, rules, dead)
    return Day(tuple(with_papers(office, settings, notice, told) for notice in notices), tuple(digests))


def preview(office: Office) -> Mailed:
    """What would go out today; nothing is written. Mails of today that are in the journal already show their state."""
    if not office.workspace.journal_path.exists():
        return _mailed(_day(office, {}), lambda about: None, "proposed")
    with outbox(office.workspace, office) as box:
        day = _day(office, box.journal.last_told(office.settings.ledger_id, before=office.desk.today))
        return states(office, box, day, "proposed")


def queue(office: Office, box: Outbox, day: Day, along: Callable[[], object] = lambda: None) -> None:
    """Freezes a mail for every notice and digest that has an address, in the place of those that still wait; along: what comes to
    pass with it. All or nothing."""
    notices = [notice for notice in day.notices if not notice.problem]
    digests = [digest for digest in day.digests if not digest.problem]
    if not notices and not digests:
        with box.anew(office.settings.ledger_id, KIND, *DIGESTS):
            along()
        return
    from toolkit.render.digest import render_digest  # late: templates take long to import, and on many days nothing is written
    from toolkit.render.letter import render_letter

    ledger_id, settings, templates = office.settings.ledger_id, settings_for(office), office.workspace.mail_templates
    forms = _forms(office, settings)
    with box.anew(ledger_id, KIND, *DIGESTS):
        for notice in notices:
            letter = render_letter(notice, settings, templates)
            told = [*((line.unit, line.item, line.reason) for line in notice.lines), *topics(notice)]
            with suppress(BadAddress):
                box.queue(
                    letter, notice.to, notice.cc, notice.kind, notice.day, ledger_id, told, unit=notice.unit,
                    attachments=[*attachments(office, notice), *forms(notice)],
                )  # fmt: skip
        for digest in digests:
            letter = render_digest(digest, settings, templates)
            with suppress(BadAddress):
                name = settings.office if digest.hand_on else digest.name
                box.queue(letter, digest.to, digest.cc, digest.kind, digest.day, ledger_id, unit=name, event=_event(digest))
        along()


def _forms(office: Office, settings: Settings) -> Callable[[Notice], Sequence[Attachment]]:
    """What makes the 反馈表 that go with a notice; none where 设置 (邮件附件) does not name them."""
    if TABLE not in settings.attach:
        return lambda notice: ()
    from toolkit.routines.forms import form_key, forms_of  # late: a workbook library

    key = form_key(office)  # before the outbox's transaction
    return lambda notice: forms_of(office, settings, key, notice)


def send(office: Office, box: Outbox, progress: Progress, limit: int | None = None) -> tuple[int, str]:
    """Hands over what waits. Returns how many mails went, and "" or, where the server failed as a whole, the sentence that
    says so (the rest still waits then)."""
    gone: list[Sent] = []

    def heard(sent: Sent) -> None:
        gone.append(sent)
        progress("发送邮件", len(gone), 0)

    trouble = ""
    try:
        box.send_queued(limit, office.settings.ledger_id, heard)
    except (MailError, SetupError) as problem:
        trouble = str(problem)
    return sum(sent.state == "sent" for sent in gone), trouble


def states(office: Office, box: Outbox, day: Day, otherwise: str, trouble: str = "") -> Mailed:
    """What the journal knows of each mail; `otherwise` for those it does not know."""

    def known(about: Notice | Digest) -> Mail | None:
        event, unit = (_event(about), "") if isinstance(about, Digest) else ("", about.unit)
        ours, journal = office.settings.ledger_id, box.journal
        if not about.to:
            return None
        own = journal.mail(mail_key(ours, about.to, about.kind, about.day, event))
        return own or journal.copied(ours, about.kind, about.day, one_line(event), one_line(unit), about.to)

    return _mailed(day, known, otherwise, trouble)


def _event(digest: Digest) -> str:
    """Two 处室, or two 副秘书长, may share an address on one day."""
    return f"{digest.day.isoformat()} {digest.name}"


def _mailed(day: Day, known: Callable[[Notice | Digest], Mail | None], otherwise: str, trouble: str = "") -> Mailed:
    def told(about: Notice | Digest) -> Told:
        mail = known(about)
        return Told(about, mail.state, mail.detail) if mail else Told(about, _unsent(about, otherwise))

    return Mailed(tuple(map(told, day.notices)), tuple(map(told, day.digests)), trouble)


def _unsent(about: Notice | Digest, otherwise: str) -> str:
    """The state of a notice without a mail."""
    if about.problem:
        return PROBLEMS[about.problem]
    try:
        for address in (about.to, *about.cc):
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


def carry_told(workspace: Workspace, old: str, new: str) -> None:
    """A ledger goes on as another one (年度结转): what units were reminded of stays known, so that nobody is reminded again at once."""
    if workspace.journal_path.exists():
        with Journal(workspace.journal_path, datetime.now) as journal:
            journal.carry(old, new)
