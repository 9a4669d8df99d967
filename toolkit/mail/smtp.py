"""The transport to a mail server (RFC 5321).

yagmail's own send() attaches a file that a text names, leaves HTML unescaped and fetches its links, and sends again when
the reply to DATA is lost. So the bytes of the journal are given to smtplib as they are, once.

Up to DATA nothing can have been delivered: a lost line is taken up again once, a 4xx puts the mail off. From DATA on only
a server's clear word counts: 2xx is delivered, 5xx is refused; anything else, and a line that breaks, is for a person.
That DATA comes next is told (`handing`, which waits for the disk) while the server thinks about the last RCPT.
"""

from __future__ import annotations

import smtplib
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from toolkit.domain.errors import MailError
from toolkit.mail.server import Server, Unreachable, connect, in_words, no_such_address, said
from toolkit.mail.transport import Envelope, NotSent, Refused


class Unclear(Exception):
    """An answer after DATA that is neither yes nor no."""


@dataclass(slots=True)
class _Once:
    """Calls what it is given the first time it is called, and never again: a line may break after that, and be taken up."""

    call: Callable[[], None]
    called: bool = False

    def __call__(self) -> None:
        if not self.called:
            self.call()
            self.called = True


@dataclass(slots=True)
class SmtpTransport:
    """One connection for all mails of a run; password is called whenever a login needs it."""

    server: Server
    password: Callable[[], str]
    sleep: Callable[[float], None] = time.sleep
    _smtp: smtplib.SMTP | None = field(default=None, init=False)

    def open(self) -> None:
        """Connect and log in, after pauses again where that may help. Raises MailError or SetupError."""
        self._connected()

    def close(self) -> None:
        """Take leave of the server, however it answers."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            if smtp.sock is not None:
                smtp.sock.settimeout(self.server.patience)
            with suppress(OSError):  # smtplib's exceptions among them
                smtp.quit()
            smtp.close()

    def deliver(self, envelope: Envelope, handing: Callable[[], None]) -> None:
        """As the protocol says. The addressee's refusal is the mail's; a copy's is told after the others have got it."""
        told = _Once(handing)
        for last in (False, True):
            try:
                refused = self._announce(self._connected(), envelope, told)
                break
            except OSError as problem:  # the line had been idle for too long, or the server wants a new one
                self._drop()
                if last:
                    raise NotSent(f"邮件服务器在收件前断开了连接（{in_words(problem)}）") from problem
        self._give(self._connected(), envelope)
        if refused:
            raise refused

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is not None:
            return self._smtp
        for pause in (*self.server.pauses, None):
            try:
                self._smtp = connect(self.server, self.password)
            except Unreachable as problem:
                if pause is None:
                    raise MailError(f"{problem}，邮件没有发送：请检查网络和duban.toml的 [mail] 设置，稍后再试") from problem
                self.sleep(pause)
            else:
                break
        assert self._smtp is not None
        return self._smtp

    def _announce(self, smtp: smtplib.SMTP, envelope: Envelope, handing: Callable[[], None]) -> Refused | None:
        """MAIL and RCPT: nothing is given yet, and `handing` has returned before anything is. Returns the refusal of copies.

        Raises Refused, NotSent, MailError; OSError where the line is lost.
        """
        addressee = envelope.recipients[0]
        size = f" size={len(envelope.content)}" if smtp.has_extn("size") else ""
        code, words = smtp.docmd("mail", f"FROM:<{envelope.sender}>{size}")  # addresses were read by read_address
        if code == 552:  # too large
            self._forget_mail()
            raise Refused({addressee: said(code, words)})
        if code // 100 == 5:
            self._forget_mail()
            raise MailError(
                f"邮件服务器{self.server.place}不接受发件人{envelope.sender}（{said(code, words)}），"
                "请核对duban.toml的 [mail] sender 和 user"
            )
        self._agreed(code, words)
        without: dict[str, str] = {}
        dead: list[str] = []
        for recipient in envelope.recipients:
            smtp.putcmd("rcpt", f"TO:<{recipient}>")
            if recipient == envelope.recipients[-1]:
                self._tell(handing)
            code, words = smtp.getreply()
            if code // 100 == 5:
                without[recipient] = said(code, words)
                dead += [recipient] if no_such_address(code, words) else []
                if recipient == addressee:
                    self._forget_mail()
                    raise Refused(without, dead)
            elif code // 100 == 4 and code != 421 and recipient != addressee and not envelope.whole:
                without[recipient] = said(code, words)
            else:
                self._agreed(code, words)
        return Refused(without, dead) if without else None

    def _tell(self, handing: Callable[[], None]) -> None:
        try:
            handing()
        except BaseException:
            self._drop()  # with an answer under way, the line can carry nothing else
            raise

    def _agreed(self, code: int, words: bytes) -> None:
        """Nothing where the server agreed; NotSent where it puts the mail off, OSError where it hangs up or speaks no SMTP."""
        if code // 100 == 2:
            return
        if code // 100 != 4 or code == 421:
            raise smtplib.SMTPServerDisconnected(said(code, words))
        self._forget_mail()
        raise NotSent(said(code, words))

    def _give(self, smtp: smtplib.SMTP, envelope: Envelope) -> None:
        """DATA: from here on the mail may arrive, whatever happens."""
        addressee = envelope.recipients[0]
        try:
            code, words = smtp.data(envelope.content)
        except smtplib.SMTPDataError as answer:  # in place of 354: not a byte of the mail was given
            self._drop()
            if answer.smtp_code // 100 == 5:
                raise Refused({addressee: in_words(answer)}) from answer
            if answer.smtp_code // 100 == 4:
                raise NotSent(in_words(answer)) from answer
            raise
        except BaseException:
            self._drop()
            raise
        if code // 100 == 5:
            raise Refused({addressee: said(code, words)})
        if code // 100 != 2:
            self._drop()
            raise Unclear(f"服务器答复{said(code, words)}")

    def _forget_mail(self) -> None:
        """RSET: the server is to forget what was announced."""
        if self._smtp is not None:
            try:
                self._smtp.rset()
            except OSError:
                self._drop()

    def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()
