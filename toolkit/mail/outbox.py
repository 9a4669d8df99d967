"""The outbox: every mail is frozen and journaled first, then handed over once; what nobody knows is shown, not resent.

queued ──► sending ──► sent                accepted for everybody
queued ◄──    │                            put off before anybody can have got it (NotSent)
           sending ──► refused             permanently; or taken back by a person
           sending ──► unknown             broke during or after the hand-over, or the machine died in it
unknown, refused ──resend──► queued        a person's act, and only that; same bytes, same Message-ID

`sending` is committed when the transport says that the next moment may deliver (SMTP: just before DATA). The addressee and
the copies (抄送) of a mail go in one envelope: one hand-over serves them all, so nobody gets a copy twice, and a copy is as
certain as the mail itself. A copy that the server refuses is told in the mail's detail.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date

from toolkit.domain.errors import MailError, UsageError
from toolkit.domain.mailing.letter import Letter, one_line
from toolkit.journal import returned
from toolkit.journal.mails import STATE_NAMES, STATES, Journal, Mail, State, Topic
from toolkit.mail.message import Attachment, build_message, message_id, read_address
from toolkit.mail.sending import BROKEN_OFF, Pace, Sending, Sent, shortened
from toolkit.mail.transport import Transport

_MAY_SETTLE: Mapping[State, tuple[State, ...]] = {"sent": ("unknown", "refused"), "refused": ("unknown", "queued")}


def mail_key(ledger_id: str, recipient: str, kind: str, day: date, event: str = "") -> str:
    """What makes a mail the same mail: one a ledger, recipient, kind and day, or, where event is given, one an event."""
    parts = (ledger_id, recipient.lower(), kind, event or day.isoformat())
    return hashlib.sha256("\n".join(one_line(part) for part in parts).encode()).hexdigest()[:16]


class Outbox:
    """Queues and sends through one transport; sender and sender_name stand in the mails' From.

    On opening, mails that a crash left in `sending` become `unknown`, unless another process is sending right now.
    Raises MailError, SetupError as the journal does, and BadAddress for a sender that is none.
    """

    def __init__(
        self, journal: Journal, transport: Transport, sender: str, sender_name: str = "", pace: Pace | None = None
    ) -> None:
        self.journal, self.transport, self.pace = journal, transport, pace or Pace()
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
        """Freeze a mail and enter it; the same key again changes nothing. Returns the state of the mail of this key, or of the
        one by which the recipient got the same as a copy: whose first address turns out to be dead on that day is told once.

        told: (unit, item id, reason) of what it tells; unit: whom it is for, shown beside the address. Raises BadAddress.
        """
        recipient, copies = read_address(recipient), tuple(dict.fromkeys(read_address(address) for address in cc))
        key = mail_key(ledger_id, recipient, kind, day, event)
        known = self.journal.mail(key) or self.journal.copied(ledger_id, kind, day, one_line(event), one_line(unit), recipient)
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
        on_sent: Callable[[Sent], None] = lambda sent: None,
        patience: float = 10.0,
    ) -> list[Sent]:
        """Hand over what is queued, oldest first, of one ledger or all: at most limit mails, and never more than a run may.
        on_sent hears of each.

        Raises MailError or SetupError where the transport as a whole fails (the rest stays queued), MailError where another
        process goes on sending for longer than patience seconds.
        """
        assert not self.journal.db.in_transaction, "sending inside together() would not be committed before the hand-over"
        most = min((each for each in (limit, self.pace.per_run or None) if each is not None), default=None)
        with self.journal.sole_sender(patience):
            self._recover()
            mails = self.journal.mails(("queued",), ledger_id, most)
            return Sending(self.journal, self.transport, self.pace, on_sent).run(mails)

    def listing(self, states: Sequence[State] = STATES, ledger_id: str | None = None) -> list[Mail]:
        """Mails in these states, oldest first."""
        return self.journal.mails(states, ledger_id)

    def settle(self, key: str, state: State, why: str = "") -> Mail:
        """A person says what became of a mail: unknown is sent or refused, refused was sent after all, queued is taken back."""
        mail = self._mail(key)
        detail = shortened(why or f"人工认定：{STATE_NAMES[state]}")
        if not self.journal.move(key, _MAY_SETTLE.get(state, ()), state, detail):
            raise UsageError(f"邮件{key}现为“{STATE_NAMES[mail.state]}”，不能改为“{STATE_NAMES[state]}”")
        if state == "sent":
            returned.forget(self.journal, mail.ledger_id, [mail.recipient])
        return self._mail(key)

    def resend(self, key: str) -> Mail:
        """A person sends a refused or unknown mail again: the same bytes go back into the queue, and its addresses may be tried
        again, also by later mails."""
        mail = self._mail(key)
        with self.journal.together():
            if not self.journal.move(key, ("unknown", "refused"), "queued", "人工决定重发"):
                raise UsageError(f"邮件{key}现为“{STATE_NAMES[mail.state]}”，只有被拒收或是否送达不明的邮件可以重发")
            self.journal.mark_resent(key)
            returned.forget(self.journal, mail.ledger_id, [mail.recipient, *mail.cc])
        return self._mail(key)

    def withdraw(self, ledger_id: str, *kinds: str) -> int:
        """Takes back what of these kinds waits in the queue and went nowhere, so that it can be written anew; waits for a sending process."""
        with self.journal.sole_sender(10.0):
            self._recover()
            return sum(self.journal.withdraw(ledger_id, kind) for kind in kinds)

    @contextmanager
    def anew(self, ledger_id: str, *kinds: str) -> Iterator[None]:
        """Inside, mails of these kinds are queued in the place of those that wait and went nowhere, all of it or nothing; waits for a
        sending process before it begins."""
        with self.journal.sole_sender(10.0):
            self._recover()
            with self.journal.together():
                for kind in kinds:
                    self.journal.withdraw(ledger_id, kind)
                yield

    def _mail(self, key: str) -> Mail:
        mail = self.journal.mail(one_line(key))
        if mail is None:
            raise UsageError(f"邮件日志中没有编号为“{one_line(key)}”的邮件，请用 duban outbox list 查看")
        return mail

    def _recover(self) -> None:
        for mail in self.journal.mails(("sending",)):
            self.journal.move(mail.key, ("sending",), "unknown", BROKEN_OFF)
