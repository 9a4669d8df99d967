"""One run of sending: mail after mail at the server's pace, each handed over once, its state true at every moment."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from toolkit.domain.errors import DubanError
from toolkit.domain.mailing.letter import one_line
from toolkit.journal import returned
from toolkit.journal.mails import Journal, Mail, State
from toolkit.mail.transport import Envelope, NotSent, Refused, Transport

BROKEN_OFF = "发送过程中断，是否送达不明，请向收件单位核实"
DETAIL_LENGTH = 300
PATIENT = 2
"""So many attempts wait for a copy (抄送) that the server puts off; then the mail goes without it, and its detail says so."""
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one mail in a run: state is sent, refused, unknown, or queued (to be tried again)."""

    key: str
    recipient: str
    state: State
    detail: str


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast and how much: mails in any minute, mails a run (0: no limit), and the seconds before mails that were put off
    are tried again (() leaves them to the next run)."""

    per_minute: int = 0
    per_run: int = 0
    retries: tuple[float, ...] = ()
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class _TakenBack(Exception):
    """A person settled the mail a moment ago; it is not sent."""


@dataclass(slots=True)
class Sending:
    """One run through one transport; on_sent hears of every attempt."""

    journal: Journal
    transport: Transport
    pace: Pace
    on_sent: Callable[[Sent], None] = lambda sent: None
    _handed: deque[float] = field(default_factory=deque)

    def run(self, mails: Iterable[Mail]) -> list[Sent]:
        """Hands over mails that are queued, in order; those put off again after the pauses. Raises what the transport raises
        as a whole: the rest stays queued then."""
        done: dict[str, Sent] = {}
        waiting = list(mails)
        try:
            for pause in (0.0, *self.pace.retries):
                if waiting and pause:
                    self.pace.sleep(pause)
                for sent in self._round(waiting):
                    done[sent.key] = sent
                    self.on_sent(sent)
                left = [self.journal.mail(sent.key) for sent in done.values() if sent.state == "queued"]
                waiting = [mail for mail in left if mail is not None and mail.state == "queued"]
        finally:
            self.transport.close()
        return list(done.values())

    def _round(self, mails: Iterable[Mail]) -> Iterator[Sent]:
        for mail in mails:
            self._keep_pace()
            try:
                yield self._hand_over(mail)
            except _TakenBack:
                continue

    def _keep_pace(self) -> None:
        """Waits until fewer than per_minute mails went in the last minute."""
        if not self.pace.per_minute:
            return
        if len(self._handed) >= self.pace.per_minute:
            wait = self._handed.popleft() + MINUTE - self.pace.clock()
            if wait > 0:
                self.pace.sleep(wait)
        self._handed.append(self.pace.clock())

    def _hand_over(self, mail: Mail) -> Sent:
        """Whatever happens, the mail's state says afterwards what is known of it."""
        handing = False

        def handed() -> None:
            nonlocal handing
            if not self.journal.move(mail.key, ("queued",), "sending", ""):
                raise _TakenBack
            handing = True

        name = f"{mail.day.isoformat()} {mail.unit or mail.recipient}"
        content = self.journal.content(mail.key)
        whole = mail.attempts < PATIENT
        envelope = Envelope(mail.key, mail.sender, (mail.recipient, *mail.cc), content, name, whole)

        def note(state: State, detail: str) -> Sent:
            return self._note(mail, state, detail, tried=not handing)

        try:
            self.transport.deliver(envelope, handed)
        except _TakenBack:
            raise
        except Refused as answer:
            nobody = mail.recipient in answer.reasons or not answer.reasons
            gone = note("refused", f"对方拒收：{answer}") if nobody else note("sent", f"抄送被拒收：{answer}")
            dead = {address: answer.reasons[address] for address in answer.dead}
            returned.mark(self.journal, mail.ledger_id, dead, self.journal.now().date())
            return gone
        except NotSent as problem:
            return note("queued", f"未发出，可再次发送：{problem}")
        except DubanError as problem:
            note("queued", f"未发出，可再次发送：{problem}")
            raise
        except Exception as problem:
            if not handing:
                return note("queued", f"未发出，可再次发送：{type(problem).__name__}: {problem}")
            return note("unknown", f"{BROKEN_OFF}({type(problem).__name__}: {problem})")
        except BaseException:  # the person pressed Ctrl-C, or the program is told to end
            if handing:
                note("unknown", BROKEN_OFF)
            raise
        return note("sent", "")

    def _note(self, mail: Mail, state: State, detail: str, *, tried: bool) -> Sent:
        """Enters what became of a mail; tried: an attempt that did not come to `sending` counts all the same."""
        short = shortened(detail)
        self.journal.move(mail.key, ("queued", "sending"), state, short, tried=tried, hurry=False)
        return Sent(mail.key, mail.recipient, state, short)


def shortened(detail: str) -> str:
    """One line that fits into a list."""
    return one_line(detail)[:DETAIL_LENGTH]
