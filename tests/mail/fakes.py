"""A transport that says what the test wants, and what tests call its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from toolkit.domain.errors import MailError
from toolkit.journal.mails import State
from toolkit.mail.transport import Envelope, NotSent

SENDER = "duban@zfb.example"
DAY = date(2026, 9, 24)
Queue = Callable[..., State]
"""queue(recipient, subject, day, event): a short mail of ledger L1 to 市教育局 about item A-1."""


def now() -> datetime:
    return datetime(2026, 9, 24, 9, 30)


@dataclass
class FakeTransport:
    """Keeps what it carries; answers holds what it raises for an address."""

    carried: list[Envelope] = field(default_factory=list)
    answers: dict[str, BaseException] = field(default_factory=dict)

    def open(self) -> None:
        pass

    def close(self) -> None:
        pass

    def deliver(self, envelope: Envelope, handing: Callable[[], None]) -> None:
        """NotSent and MailError come before the hand-over, everything else after it."""
        answer = self.answers.get(envelope.recipients[0])
        if isinstance(answer, (NotSent, MailError)):
            raise answer
        handing()
        if answer is not None:
            raise answer
        self.carried.append(envelope)
