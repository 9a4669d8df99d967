"""The letter of a 退回, into the outbox once: who answered hears what is missing and by when 〔五(六)〕."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.domain.feedback.answers import BACK, Receipt
from toolkit.domain.limits.resubmission import resubmission
from toolkit.domain.mailing.domains import Domains
from toolkit.domain.mailing.outward import outward
from toolkit.domain.sources import source_of
from toolkit.mail.message import BadAddress
from toolkit.render.back_letter import SentBack, render_back
from toolkit.routines import mailing
from toolkit.routines.opening import Office


@dataclass(frozen=True, slots=True)
class Queued:
    """A letter: to whom, in which state; problem: why there is none, "" where there is."""

    to: str
    unit: str
    item: str
    state: str
    problem: str = ""

    def data(self) -> dict[str, object]:
        return {"to": self.to, "unit": self.unit, "item": self.item, "state": self.state, "problem": self.problem}


def queue(office: Office, receipt: Receipt, note: str) -> Queued:
    """Freezes the letter; the same receipt again changes nothing. It goes out as all mails do, by a person's first
    `remind --send`. Where this machine does not send, or the address will not do, the problem says to telephone."""
    said, desk, settings = receipt.answer, office.desk, mailing.settings_for(office)
    item = desk.judgements[said.item].item
    source = source_of(item)
    contact = desk.units.find(said.unit, desk.today)
    own = (contact.addresses or contact.email) if contact else ()
    alive = [each for each in own if each.lower() not in desk.bounced]
    to = receipt.sender if receipt.sender in (each.lower() for each in own) else next(iter((*alive, *own)), "")
    call = f"：请电话告知{said.unit}"
    if not mailing.is_sender(office):
        return Queued(
            to, said.unit, said.item, "shown", f"本机不发邮件（由“{office.settings.sender}”发送），退回的信没有写{call}"
        )
    if not to:
        return Queued(to, said.unit, said.item, "no_address", f"{said.unit}没有邮箱，退回的信没有写{call}")
    if to.lower() in desk.bounced and to != receipt.sender:  # whoever has just written from there will read it there
        return Queued(to, said.unit, said.item, "returned", f"{to}被退回过，退回的信没有写{call}，并核对“单位通讯录”")
    if not Domains(settings, desk.units)(to):
        return Queued(to, said.unit, said.item, "foreign_domain", f"{to}的域名不在允许之列，退回的信没有写{call}")
    again = resubmission(desk.today, note, office.settings, desk.calendar) if said.kind == "反馈" else None
    back = SentBack(
        said.unit, said.item, outward(item.text("督查事项"), source), said.kind, receipt.day, outward(note, source),
        again.due if again else None, again.basis if again else "", desk.today,
    )  # fmt: skip
    letter = render_back(back, settings, office.workspace.mail_templates)
    topics = [(said.unit, said.item, "重报")] if again else []
    with mailing.outbox(office.workspace, office) as box:
        try:
            state = box.queue(
                letter, to, (), BACK, desk.today, office.settings.ledger_id, topics, unit=said.unit, event=f"收件{receipt.number}"
            )
        except BadAddress as bad:
            return Queued(to, said.unit, said.item, "bad_address", f"{bad}{call}")
    return Queued(to, said.unit, said.item, state)
