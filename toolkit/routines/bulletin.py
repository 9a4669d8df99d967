"""duban bulletin: periodic papers as drafts for a person. Nothing in the ledger changes, no number is taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from toolkit.domain.desk import Desk
from toolkit.domain.errors import SetupError, UsageError
from toolkit.domain.feedback.waiting import not_answered, unread
from toolkit.domain.judge import judge_all
from toolkit.domain.memory.past import as_of, watched
from toolkit.domain.papers.compose import BulletinOrder, compose, restored_note, rolled_back, rolled_back_note
from toolkit.domain.papers.escalation import registered, slips_due
from toolkit.domain.papers.kinds import BULLETINS
from toolkit.mail.message import build_draft
from toolkit.render.bulletin import render_bulletin
from toolkit.render.bulletin_mail import render_bulletin_mail
from toolkit.render.charts import NO_FONT
from toolkit.render.pdf import NO_OFFICE, as_pdf
from toolkit.routines.feedback_book import to_review, waiting
from toolkit.routines.mailing import settings_for
from toolkit.routines.memory import archive
from toolkit.routines.opening import Office, open_office, read_book, refuse_secret_words
from toolkit.routines.paperfile import fit_name, put_beside
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace


@dataclass(frozen=True, slots=True)
class BulletinReport:
    """Where the paper lies (pdf, eml: None where none was asked for or could be made), its numbers, and what a person must know."""

    kind: str
    path: Path
    figures: dict[str, object]
    warnings: tuple[str, ...]
    pdf: Path | None = None
    eml: Path | None = None

    @property
    def exit_status(self) -> int:
        return int(bool(self.warnings))

    def data(self) -> dict[str, object]:
        return {
            "kind": self.kind, "path": str(self.path), "pdf": str(self.pdf) if self.pdf else None,
            "eml": str(self.eml) if self.eml else None, "figures": self.figures, "warnings": list(self.warnings),
        }  # fmt: skip


def run(
    ledger: Path, workspace: Workspace, *, order: BulletinOrder, pdf: bool, eml: bool = False, today: date, progress: Progress
) -> BulletinReport:
    """Makes one paper in the workspace's 文书 folder; a draft that somebody has changed since is kept beside it.

    eml: also the same as a mail without a recipient, for a person to address and send.

    A period that ends before today is judged as of its last day. Raises UsageError (what was asked for makes no sense),
    TemplateError, SetupError, a LedgerError.
    """
    _check(order)
    refuse_secret_words(order.leader, order.head.number, order.head.running, order.head.issuer)
    day = min(order.until or today, today)
    office = open_office(read_book(ledger, workspace, progress), workspace, day, progress)
    desk, notes = office.desk, tuple[str, ...]()
    warnings: list[str] = []
    if day < today:
        desk, note = _as_of(office, day, today)
        notes = (note,)
        warnings += [] if note == restored_note(day) else [note]
    judgements = [desk.judgements[item.id] for item in desk.items]
    answers = waiting(office) if day == today else frozenset()
    due = slips_due(
        not_answered(judgements, answers), desk.events, desk.settings, desk.calendar, day, registered(office.register)
    )
    settings = settings_for(office)
    to_read = to_review(office) if day == today else []
    bulletin = compose(order, desk, due, settings.office, settings.phone, notes, to_read, answers)
    if order.kind != "今日待办":
        warnings += unread((each for each in judgements if each.light == "红"), answers)
    progress("编写文书", 0, 0)
    content, drawn = render_bulletin(bulletin, workspace.slip_templates)
    title = BULLETINS[order.kind]
    name = "_".join(fit_name(part, 24) for part in (title, order.leader, day.isoformat()) if part)
    path = put_beside(workspace.papers_dir / title / f"{name}.docx", content)
    warnings += [] if drawn else [NO_FONT]
    mail = None
    if eml:
        letter = render_bulletin_mail(bulletin, workspace.mail_templates)
        mail = put_beside(path.with_suffix(".eml"), build_draft(letter, key="bulletin"))
    made = None
    if pdf:
        progress("生成PDF", 0, 0)
        try:
            made = as_pdf([path])
            warnings += [] if made else [NO_OFFICE]
        except SetupError as failed:
            warnings.append(str(failed))
    return BulletinReport(order.kind, path, bulletin.figures(), tuple(warnings), made[0] if made else None, mail)


def _check(order: BulletinOrder) -> None:
    if order.kind == "一页纸" and not order.leader:
        raise UsageError("请用 --leader 写明是哪一位领导的一页纸（台账“领导”一栏的写法）")
    if order.leader and order.kind != "一页纸":
        raise UsageError(f"--leader 只用于一页纸；{order.kind}包括全部事项")
    head = order.head
    if order.kind == "政务督查" and not all(text.isdecimal() or not text for text in (head.number, head.running)):
        raise UsageError("《政务督查》的期号、总期号请写数字，如 --number 3 --running 47")
    if order.kind not in ("政务督查", "通报") and (head.number or head.running or head.issuer):
        raise UsageError(f"{order.kind}没有文号、期号和签发人：--number、--running、--issuer 只用于政务督查和通报")
    if order.new_date and order.kind != "通报":
        raise UsageError("--new-date 只用于通报：限期办结的新时限")


def _as_of(office: Office, day: date, today: date) -> tuple[Desk, str]:
    """The desk of a past day, and how it was come by: from the changes in the journal where the ledger was watched then, and always
    as far as dated cells and events tell.
    """
    desk, ledger_id, journal = office.desk, office.settings.ledger_id, office.workspace.journal_path
    items, note = desk.items, rolled_back_note(day, today)
    if ledger_id and journal.exists():
        with archive(journal) as opened:
            if watched(opened.first_seen(ledger_id), day):
                items = as_of(items, opened.since(ledger_id, day), opened.gone(ledger_id))
                note = restored_note(day)
    items = tuple(rolled_back(item, day) for item in items)
    judged = judge_all(items, desk.events, desk.limits, desk.settings, desk.calendar, day, desk.units)
    return replace(desk, items=items, judgements={judgement.item.id: judgement for judgement in judged}), note
