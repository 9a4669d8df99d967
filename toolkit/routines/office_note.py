"""A mail to the office itself: which activities of 督查计划 are near 〔六(一)〕, which closed items to look back at 〔七(三)〕."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from toolkit.domain.desk import Desk
from toolkit.domain.mailing.outward import outward
from toolkit.domain.papers.escalation import say_day
from toolkit.domain.papers.proposals import proposals
from toolkit.domain.sources import source_of
from toolkit.render.office_note import KIND, NoteLine, render_note
from toolkit.routines import mailing
from toolkit.routines.almanac import activities
from toolkit.routines.opening import Office, open_office, working
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace

Subject = Literal["督查计划", "回头看"]


@dataclass(frozen=True, slots=True)
class NoteReport:
    """What the office is told, and what became of the mail: sent, queued, refused, unknown; "" where there is none, and why."""

    subject: Subject
    lines: tuple[NoteLine, ...]
    states: tuple[str, ...] = ()
    why_none: str = ""
    trouble: str = ""

    def said(self) -> str:
        """One sentence for the log and the status."""
        if not self.lines:
            return f"没有需要提醒的{self.subject}事项"
        listed = "、".join(line.name for line in self.lines[:5]) + (f"等{len(self.lines)}项" if len(self.lines) > 5 else "")
        end = (
            self.trouble
            or self.why_none
            or ("已发到督查室邮箱" if set(self.states) == {"sent"} else "邮件待发送，见 duban outbox list")
        )
        return f"{self.subject}：{listed}；{end}"


def run(ledger: Path, workspace: Workspace, *, subject: Subject, ahead: int = 0, today: date, progress: Progress) -> NoteReport:
    """Writes the office one mail a day and subject, and sends it where mails are sent by themselves. The ledger is only read.

    ahead: workdays within which a plan's day is near. Raises TemplateError, SetupError, MailError, a LedgerError.
    """
    with working(workspace, ledger, progress) as book:
        office = open_office(book, workspace, today, progress)
        lines = tuple(near(office.desk, ahead) if subject == "督查计划" else look_back(office.desk))
        settings = mailing.settings_for(office)
        if not lines:
            return NoteReport(subject, lines)
        if not mailing.is_sender(office):
            return NoteReport(subject, lines, why_none=f"邮件由“{settings.sender}”发送，本机没有发")
        if not settings.office_mail:
            return NoteReport(subject, lines, why_none="“设置”表没有填写督查室邮箱，没有发邮件")
        return _mailed(office, subject, lines, progress)


def _mailed(office: Office, subject: Subject, lines: tuple[NoteLine, ...], progress: Progress) -> NoteReport:
    settings, day = mailing.settings_for(office), office.desk.today
    letter = render_note(subject, lines, settings, day, office.workspace.mail_templates)
    with mailing.outbox(office.workspace, office) as box:
        keys = [
            box.queue(letter, to, (), KIND, day, settings.ledger_id, unit=settings.office, event=f"{day.isoformat()} {subject}")
            for to in settings.office_mail
        ]
        trouble = ""
        if "queued" in keys and mailing.may_send(office, box):
            _, trouble = mailing.send(office, box, progress)
        states = [mail.state for mail in box.listing(ledger_id=settings.ledger_id) if mail.kind == KIND and mail.day == day]
    return NoteReport(subject, lines, tuple(states), trouble=trouble)


def near(desk: Desk, ahead: int) -> Sequence[NoteLine]:
    """Activities of the 督查计划 from today to so many workdays on, that are not done."""
    last = desk.calendar.add_workdays(desk.today, ahead)
    return [NoteLine(name, say_day(day)) for day, name in activities(desk.plan) if desk.today <= day <= last]


def look_back(desk: Desk) -> Sequence[NoteLine]:
    """Key items that were struck off some time ago and that nobody has gone to see since."""
    found: list[NoteLine] = []
    for each in proposals(desk):
        if each.kind == "回头看":
            item = desk.judgements[each.item].item
            found.append(NoteLine(f"{each.item} {outward(item.text('督查事项'), source_of(item))}", each.reason))
    return found
