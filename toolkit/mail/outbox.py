"""The outbox: every mail is frozen and journaled first, then handed over once; what nobody knows is shown, not resent.

queued ──► sending ──► sent                accepted for everybody
  ▲          │  ├────► refused             permanently; or taken back by a person
  │          │  └────► unknown             broke during or after the hand-over, or the machine died in it
  └──────────┘ NotSent: certainly nobody got it
unknown, refused ──resend──► queued        a person's act, and only that; same bytes, same Message-ID
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from toolkit.domain.errors import MailError, UsageError
from toolkit.domain.mailing.letter import Letter, one_line
from toolkit.journal.mails import STATE_NAMES, STATES, Journal, Mail, State, Topic
from toolkit.mail.message import Attachment, build_message, message_id, read_address
from toolkit.mail.transport import Envelope, NotSent, Refused, Transport

DETAIL_LENGTH = 300
_BROKEN_OFF = "发送过程中断，是否送达不明，请向收件单位核实"
_MAY_SETTLE: Mapping[State, tuple[State, ...]] = {"sent": ("unknown", "refused"), "refused": ("unknown", "queued")}


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one mail in a run: state is sent, refused, unknown, or queued (to be tried again)."""

    key: str
    recipient: str
    state: State
    detail: str


def mail_key(ledger_id: str, recipient: str, kind: str, day: date, event: str = "") -> str:
    """What makes a mail the same mail: one a ledger, recipient, kind and day, or, where event is given, one an event."""
    parts = (ledger_id, recipient.lower(), kind, event or day.isoformat())
    return hashlib.sha256("\n".join(one_line(part) for part in parts).encode()).hexdigest()[:16]


class Outbox:
    """Queues and sends through one transport; sender and sender_name stand in the mails' From.

    On opening, mails that a crash left in `sending` become `unknown`, unless another process is sending right now.
    Raises MailError, SetupError as the journal does, and BadAddress for a sender that is none.
    """

    def __init__(self, journal: Journal, transport: Transport, sender: str, sender_name: str = "") -> None:
        self.journal, self.transport = journal, transport
        self.sender, self.sender_name = read_address(sender), sender_name
        with suppress(MailError), journal.sole_sender(patience=0):
            self._recover()

    def queue(
        self,
        letter: Letter,
        recipient: str,
        cc: Sequence[str],
        kind: str,
        day: date,
        ledger_id: str,
        told: Iterable[Topic] = (),
        *,
        unit: str = "",
        event: str = "",
        attachments: Sequence[Attachment] = (),
    ) -> State:
        """Freeze a mail and enter it; the same key again changes nothing. Returns the state of the mail of this key.

        told: (unit, item id, reason) of what it tells; unit: whom it is for, shown beside the address. Raises BadAddress.
        """
        recipient, copies = read_address(recipient), tuple(dict.fromkeys(read_address(address) for address in cc))
        key = mail_key(ledger_id, recipient, kind, day, event)
        known = self.journal.mail(key)
        if known is not None:
            return known.state
        mail = Mail(
            key=key, ledger_id=ledger_id, unit=one_line(unit), sender=self.sender, recipient=recipient,
            cc=tuple(address for address in copies if address.lower() != recipient.lower()), kind=kind, day=day, event=one_line(event),
            subject=one_line(letter.subject), message_id=message_id(key, recipient, self.sender), state="queued", attempts=0,
            created="", updated="", detail="",
        )  # fmt: skip
        content = build_message(
            letter, key=key, sender=self.sender, sender_name=self.sender_name, recipient=recipient, recipient_name=unit,
            cc=mail.cc, date=self.journal.now(), attachments=attachments,
        )  # fmt: skip
        topics = [(one_line(name), one_line(item), one_line(reason)) for name, item, reason in told]
        if self.journal.add(mail, content, topics):
            return "queued"
        return self._mail(key).state

    def send_queued(
        self,
        limit: int | None = None,
        ledger_id: str | None = None,
        on_sent: Callable[[Sent], None] | None = None,
        patience: float = 10.0,
    ) -> list[Sent]:
        """Hand over what is queued, oldest first, at most limit mails, of one ledger or all; on_sent hears of each.

        Raises MailError where the transport as a whole fails (the rest stays queued) or where another process
        goes on sending for longer than patience seconds.
        """
        assert not self.journal.db.in_transaction, "sending inside together() would not be committed before the hand-over"
        done: list[Sent] = []
        with self.journal.sole_sender(patience):
            self._recover()
            for mail in self.journal.mails(("queued",), ledger_id, limit):
                if not self.journal.move(mail.key, ("queued",), "sending", ""):
                    continue  # a person took it back a moment ago
                done.append(self._hand_over(mail))
                if on_sent is not None:
                    on_sent(done[-1])
        return done

    def listing(self, states: Sequence[State] = STATES, ledger_id: str | None = None) -> list[Mail]:
        """Mails in these states, oldest first."""
        return self.journal.mails(states, ledger_id)

    def settle(self, key: str, state: State, why: str = "") -> Mail:
        """A person says what became of a mail: unknown is sent or refused, refused was sent after all, queued is taken back."""
        mail = self._mail(key)
        detail = _short(why or f"人工认定：{STATE_NAMES[state]}")
        if not self.journal.move(key, _MAY_SETTLE.get(state, ()), state, detail):
            raise UsageError(f"邮件{key}现为“{STATE_NAMES[mail.state]}”，不能改为“{STATE_NAMES[state]}”")
        return self._mail(key)

    def resend(self, key: str) -> Mail:
        """A person sends a refused or unknown mail again: the same bytes go back into the queue."""
        mail = self._mail(key)
        with self.journal.together():
            if not self.journal.move(key, ("unknown", "refused"), "queued", "人工决定重发"):
                raise UsageError(f"邮件{key}现为“{STATE_NAMES[mail.state]}”，只有被拒收或是否送达不明的邮件可以重发")
            self.journal.mark_resent(key)
        return self._mail(key)

    def withdraw(self, ledger_id: str, kind: str) -> int:
        """Takes back what waits in the queue and went nowhere, so that it can be written anew; waits for a sending process."""
        with self.journal.sole_sender(10.0):
            self._recover()
            return self.journal.withdraw(ledger_id, kind)

    def _mail(self, key: str) -> Mail:
        mail = self.journal.mail(one_line(key))
        if mail is None:
            raise UsageError(f"邮件日志中没有编号为“{one_line(key)}”的邮件，请用 duban outbox list 查看")
        return mail

    def _recover(self) -> None:
        for mail in self.journal.mails(("sending",)):
            self.journal.move(mail.key, ("sending",), "unknown", _BROKEN_OFF)

    def _hand_over(self, mail: Mail) -> Sent:
        """The mail is in `sending`, and committed as such. Whatever happens, its state says afterwards what is known."""
        recipients = (mail.recipient, *mail.cc)
        name = f"{mail.day.isoformat()} {mail.unit or mail.recipient}"
        envelope = Envelope(mail.key, mail.sender, recipients, self.journal.content(mail.key), name)
        try:
            self.transport.deliver(envelope)
        except Refused as answer:
            if mail.recipient in answer.reasons or not answer.reasons:
                return self._note(mail, "refused", f"对方拒收：{answer}")
            return self._note(mail, "sent", f"抄送被拒收：{answer}")
        except NotSent as problem:
            return self._note(mail, "queued", f"未发出，可再次发送：{problem}")
        except MailError as problem:
            self._note(mail, "queued", f"未发出，可再次发送：{problem}")
            raise
        except Exception as problem:
            return self._note(mail, "unknown", f"{_BROKEN_OFF}({type(problem).__name__}: {problem})")
        except BaseException:  # the person pressed Ctrl-C, or the program is told to end
            self._note(mail, "unknown", _BROKEN_OFF)
            raise
        return self._note(mail, "sent", "")

    def _note(self, mail: Mail, state: State, detail: str) -> Sent:
        short = _short(detail)
        self.journal.move(mail.key, ("sending",), state, short)
        return Sent(mail.key, mail.recipient, state, short)


def _short(text: str) -> str:
    return one_line(text)[:DETAIL_LENGTH]
