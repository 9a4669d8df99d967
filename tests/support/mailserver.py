"""A real mail server (aiosmtpd) that misbehaves on request: what it does with a mail is told by the addressee's name.

refused@  550 at RCPT                     later@   451 at RCPT
relay@    550 5.7.1 at RCPT
spam@     554 after DATA                  odd@     451 after DATA
before@   hangs up at RCPT                once@    the same, the first time only
during@   hangs up in the middle of DATA  after@   takes the mail and hangs up without a word
slow@     takes its time
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD = "duban", "open sesame"  # not an address: yagmail would add one


@dataclass
class Server:
    """What a server has seen. taken: (recipients, bytes) of every mail it has taken, in order."""

    host: str
    port: int
    taken: list[tuple[list[str], bytes]] = field(default_factory=list)
    users: list[str] = field(default_factory=list)
    connections: int = 0
    tries: list[str] = field(default_factory=list)
    log: Path | None = None
    login: bool = False
    sender_refused: bool = False

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(content, policy=POLICY) for _, content in self.taken]

    def ids(self) -> list[str]:
        """The Message-ID of every mail taken."""
        return [str(mail["Message-ID"]) for mail in self.mails]


_AT_RCPT = {"refused": "550 没有这个人", "relay": "550 5.7.1 relaying denied", "later": "451 try later"}


class _Wild(SMTP):
    """Hangs up in the middle of a mail."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - the library's name
        assert self.envelope is not None
        assert isinstance(self.transport, asyncio.Transport)
        if any(address.startswith("during") for address in self.envelope.rcpt_tos):
            await self.push("354 go on")
            await self._reader.read(20)
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class _Handler:
    def __init__(self, seen: Server) -> None:
        self.seen = seen

    async def handle_MAIL(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        if self.seen.login and not session.authenticated:
            return "530 log in first"
        if self.seen.sender_refused:
            return "553 not your address"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        name = address.partition("@")[0].rstrip("0123456789")
        self.seen.tries.append(address)
        if name == "slow":
            await asyncio.sleep(0.02)
        if name == "before" or (name == "once" and self.seen.tries.count(address) == 1):
            server.transport.abort()  # type: ignore[union-attr]
        if name in _AT_RCPT:
            return _AT_RCPT[name]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        names = {address.partition("@")[0].rstrip("0123456789") for address in envelope.rcpt_tos}
        if "spam" in names:
            return "554 looks like spam"
        if "odd" in names:
            return "451 local trouble"
        self.seen.taken.append((list(envelope.rcpt_tos), envelope.original_content))
        if self.seen.log is not None:
            with self.seen.log.open("a", encoding="utf-8") as log:
                log.write(message_from_bytes(envelope.original_content)["Message-ID"].strip() + "\n")
        if "slow" in names:
            await asyncio.sleep(0.02)
        if "after" in names:
            server.transport.abort()  # type: ignore[union-attr]
        return "250 taken"


class _Controller(Controller):
    def factory(self) -> SMTP:
        handler: _Handler = self.handler
        handler.seen.connections += 1
        return _Wild(handler, **self.SMTP_kwargs)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(security: str = "none", *, login: bool = False, authority: trustme.CA | None = None) -> Iterator[Server]:
    """A server on this machine: security ssl, starttls (and nothing without it) or none; login asks for USER and PASSWORD."""
    seen = Server("localhost", free_port(), login=login)
    context = None
    if authority is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)

    def authenticate(server: SMTP, session: Any, envelope: Any, mechanism: str, data: LoginPassword) -> AuthResult:
        seen.users.append(data.login.decode())
        return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()), handled=False)

    controller = _Controller(
        _Handler(seen), hostname="127.0.0.1", port=seen.port, ready_timeout=30,
        ssl_context=context if security == "ssl" else None,
        tls_context=context if security == "starttls" else None, require_starttls=security == "starttls",
        authenticator=authenticate if login else None, auth_require_tls=False,
    )  # fmt: skip
    controller.start()
    seen.connections = 0  # the controller looks itself whether it runs
    try:
        yield seen
    finally:
        controller.stop()
