"""One unit's 反馈表 as bytes, for whoever hands it out: by hand, or with a mail."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.domain.feedback.form import Form, FormItem, form_code
from toolkit.domain.item import Judgement
from toolkit.domain.mailing.notices import Notice
from toolkit.domain.mailing.outward import outward
from toolkit.domain.papers.escalation import say_day
from toolkit.domain.settings import Settings
from toolkit.domain.sources import source_of
from toolkit.journal.received import Received
from toolkit.mail.message import Attachment
from toolkit.mail.outbox import mail_key
from toolkit.render.feedback_form import KIND, feedback_form
from toolkit.routines.opening import Office


def form_key(office: Office) -> bytes:
    """The office's key for its forms, from the journal. Never inside a transaction of another connection to it."""
    with Received(office.workspace.journal_path, office.settings.ledger_id) as journal:
        return journal.key()


def form_for(office: Office, settings: Settings, key: bytes, unit: str, items: Sequence[Judgement], mail: str) -> bytes:
    """One unit's 反馈表 as .xlsx.

    settings: as mails and papers name the office; key: see form_key; unit: its present name; items: as judged for this
    unit; mail: the key of the mail with which it goes (a form by hand: anything that names the occasion). The same
    ledger, unit and mail give the same code.
    """
    code = form_code(key, office.settings.ledger_id, unit, mail)
    rows = tuple(_row(judgement) for judgement in items)
    return feedback_form(Form(unit, settings.office, settings.phone, office.desk.today, code, rows))


def forms_of(office: Office, settings: Settings, key: bytes, notice: Notice) -> list[Attachment]:
    """The 反馈表 that go with a notice: one for each unit that it addresses, with the items that it tells this unit about."""
    mail = mail_key(office.settings.ledger_id, notice.to, notice.kind, notice.day)
    found = []
    for unit in notice.unit.split("、"):
        items = [_of_unit(office, line.item, unit) for line in notice.lines if unit in line.unit.split("、")]
        if items:
            found.append(Attachment(f"反馈表（{unit}）.xlsx", form_for(office, settings, key, unit, items, mail), KIND))
    return found


def _of_unit(office: Office, item: str, unit: str) -> Judgement:
    """How an item stands for one unit: its own part where units answer apart."""
    judgement = office.desk.judgements[item]
    return next((part.judgement for part in judgement.parts if part.unit == unit), judgement)


def _row(judgement: Judgement) -> FormItem:
    item, current = judgement.item, judgement.current
    due = f"{say_day(current.due)}\n（{current.label or current.kind}）" if current and current.due else ""
    return FormItem(item.id, outward(item.text("督查事项"), source_of(item)), due)
