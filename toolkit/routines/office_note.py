"""A mail to the office itself: which activities of 督查计划 are near 〔六(一)〕, which closed items to look back at 〔七(三)〕."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from toolkit.domain.desk import Desk, Rows
from toolkit.domain.item import as_text
from toolkit.domain.mailing.letter import one_line
from toolkit.domain.mailing.outward import outward
from toolkit.domain.papers.escalation import say_day
from toolkit.domain.papers.proposals import proposals
from toolkit.domain.reading.celldate import cell_dates
from toolkit.domain.settings import Settings
from toolkit.domain.sources import source_of
from toolkit.render.office_note import NoteLine, render_note
from toolkit.routines import mailing
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
            return f"没有新的{self.subject}事项"
        listed = "、".join(line.name for line in self.lines[:5]) + (f"等{len(self.lines)}项" if len(self.lines) > 5 else "")
        end = (
            self.trouble
            or self.why_none
            or ("已发到督查室邮箱" if set(self.states) == {"sent"} else "邮件待发送，见 duban outbox list")
        )
        return f"{self.subject}：{listed}；{end}"


def run(ledger: Path, workspace: Workspace, *, subject: Subject, ahead: int = 0, today: date, progress: Progress) -> NoteReport:
    """Writes the office one mail a day and subject of what it was not told before, and sends it where mails are sent by themselves.
    The ledger is only read.

    ahead: workdays within which a plan's day is near. Raises TemplateError, SetupError, MailError, a LedgerError.
    """
    with working(workspace, ledger, progress) as book:
        office = open_office(book, workspace, today, progress)
        lines = tuple(near(office.desk, ahead) if subject == "督查计划" else look_back(office.desk))
        settings = mailing.settings_for(office)
        if workspace.journal_path.exists():
            with mailing.outbox(workspace, office) as box:
                told = box.journal.last_told(settings.ledger_id, before=today)
            lines = tuple(line for line in lines if _topic(settings, subject, line) not in told)
        if not lines:
            return NoteReport(subject, lines)
        if not mailing.is_sender(office):
            return NoteReport(subject, lines, why_none=f"邮件由“{settings.sender}”发送，本机没有发")
        if not settings.office_mail:
            return NoteReport(subject, lines, why_none="“设置”表没有填写督查室邮箱，没有发邮件")
        return _mailed(office, subject, lines, progress)


def _mailed(office: Office, subject: Subject, lines: tuple[NoteLine, ...], progress: Progress) -> NoteReport:
    settings, day = mailing.settings_for(office), office.desk.today
    told = [_topic(settings, subject, line) for line in lines]
    letter = render_note(subject, lines, settings, day, office.workspace.mail_templates)
    with mailing.outbox(office.workspace, office) as box:
        box.withdraw(settings.ledger_id, subject)  # one that still waits told nothing: its lines are among these
        states = [
            box.queue(letter, to, (), subject, day, settings.ledger_id, told, unit=settings.office) for to in settings.office_mail
        ]
        trouble = ""
        if "queued" in states and mailing.may_send(office, box):
            _, trouble = mailing.send(office, box, progress)
        states = [mail.state for mail in box.listing(ledger_id=settings.ledger_id) if (mail.kind, mail.day) == (subject, day)]
    return NoteReport(subject, lines, tuple(states), trouble=trouble)


def _topic(settings: Settings, subject: Subject, line: NoteLine) -> tuple[str, str, str]:
    """What stands in the journal of a thing that the office was told: a plan that moved to another day is another thing."""
    about = f" {line.about}" if subject == "督查计划" else ""
    return one_line(settings.office), one_line(line.name + about), subject


def activities(rows: Rows) -> Sequence[tuple[date, str]]:
    """Rows of 督查计划 that are not done (完成情况 empty) and name days: (day, activity), by day."""
    found = [
        (day, as_text(cells.get("督查活动")))
        for _, cells in rows
        if not as_text(cells.get("完成情况"))
        for day in cell_dates(cells.get("计划时间"))
    ]
    return sorted(each for each in found if each[1])


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
