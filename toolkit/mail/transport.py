"""The seam between the outbox and whatever carries mails away: a folder of files, or a mail server."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Envelope:
    """One mail ready to go, in one hand-over for all of its recipients, so that the addressee and the copies get it once each.

    recipients: the addressee first, then the copies (抄送); content: the message's frozen bytes;
    name: a name a person would give it ("2026-09-24 市教育局"), for transports that keep files;
    whole: whether a copy that is put off for now (a server's 4xx) puts the whole mail off; else it goes without that copy.
    """

    key: str
    sender: str
    recipients: tuple[str, ...]
    content: bytes
    name: str = ""
    whole: bool = True


class Refused(Exception):
    """Permanently refused for the addresses in reasons {address: the other side's words}.

    If the addressee (the first recipient) is among them, nobody got the mail; otherwise all others did.
    dead: those addresses which the other side does not have at all; the rest were refused this mail, or us.
    """

    def __init__(self, reasons: Mapping[str, str], dead: Collection[str] = ()) -> None:
        super().__init__(";".join(f"{address}:{reason}" for address, reason in reasons.items()))
        self.reasons = dict(reasons)
        self.dead = frozenset(dead)


class NotSent(Exception):
    """This mail certainly reached nobody; it may be tried again later."""


class Transport(Protocol):
    """Carries one mail after another."""

    def open(self) -> None:
        """Be ready to carry mails. Raises MailError or SetupError where none can be carried now."""

    def deliver(self, envelope: Envelope, handing: Callable[[], None]) -> None:
        """Return when the mail is safely handed over to all recipients.

        handing: called once, just before the first moment from which on somebody may get the mail (SMTP: before DATA, while the
        last RCPT is answered); what it raises is passed on, and nothing is handed over.
        Raises, also after `handing`, Refused, or NotSent, or MailError, SetupError where no mail at all can be carried now
        (nothing of this one was).
        Any other exception after `handing` means that nobody knows whether the mail arrived.
        """

    def close(self) -> None:
        """Let go of what open took."""
