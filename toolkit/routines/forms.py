"""One unit's 反馈表 as bytes, for whoever hands it out: by hand, or with a mail."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.domain.feedback.form import Form, FormItem, form_code
from toolkit.domain.item import Judgement
from toolkit.domain.mailing.outward import outward
from toolkit.domain.papers.escalation import say_day
from toolkit.domain.settings import Settings
from toolkit.domain.sources import source_of
from toolkit.journal.received import Received
from toolkit.render.feedback_form import feedback_form
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


def _row(judgement: Judgement) -> FormItem:
    item, current = judgement.item, judgement.current
    due = f"{say_day(current.due)}\n（{current.label or current.kind}）" if current and current.due else ""
    return FormItem(item.id, outward(item.text("督查事项"), source_of(item)), due)
