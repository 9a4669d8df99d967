"""The seam between the outbox and whatever carries mails away: a folder now, a server elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Envelope:
    """One mail ready to go.

    recipients: the addressee first, then the copies (抄送); content: the message's frozen bytes;
    name: a name a person would give it ("2026-09-24 市教育局"), for transports that keep files.
    """

    key: str
    sender: str
    recipients: tuple[str, ...]
    content: bytes
    name: str = ""


class Refused(Exception):
    """Permanently refused for the addresses in reasons {address: the other side's words}.

    If the addressee (the first recipient) is among them, nobody got the mail; otherwise all others did.
    """

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(";".join(f"{address}:{reason}" for address, reason in reasons.items()))
        self.reasons = dict(reasons)


class NotSent(Exception):
    """This mail certainly reached nobody; it may be tried again later."""


class Transport(Protocol):
    """Carries one mail."""

    def deliver(self, envelope: Envelope) -> None:
        """Return when the mail is safely handed over to all recipients.

        Raises Refused, or NotSent, or MailError where no mail at all can be carried now (nothing of this one was).
        Any other exception means that nobody knows whether the mail arrived.
        """
