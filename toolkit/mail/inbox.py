"""The office's mailbox over IMAP: read only, over verified TLS; nothing is deleted, moved or marked as read."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls
from imap_tools.errors import (
    ImapToolsError,
    MailboxFolderSelectError,
    MailboxFolderStatusError,
    MailboxLoginError,
    UnexpectedCommandStatusError,
)

from toolkit.domain.errors import MailError, SetupError
from toolkit.domain.mailing.letter import one_line
from toolkit.mail.message import BEIJING

TIMEOUT = 60.0
MAX_MAIL = 30 << 20
"""Bytes; a larger mail is not downloaded, only told of."""
FIRST_TIME, A_RUN = 200, 500
"""How many of the newest mails are looked at the first time, and how many a run takes at most."""
_PASSING = ("[UNAVAILABLE]", "[SERVERBUG]", "[INUSE]", "[LIMIT]", "BUSY", "TRY AGAIN", "TEMPORAR")
"""In a server's refusal: it is not about the account or the folder, and passes (RFC 5530, and what servers write instead)."""


@dataclass(frozen=True, slots=True)
class Account:
    """A mailbox. security: "ssl" from the first byte, or "starttls"; ca_file: the intranet's own authority, "" for the system's."""

    host: str
    port: int
    security: Literal["ssl", "starttls"]
    user: str
    folder: str = "INBOX"
    ca_file: str = ""
    password: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """By which the journal remembers how far this mailbox was read."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"


@dataclass(frozen=True, slots=True)
class Place:
    """How far a mailbox was read: its UIDVALIDITY (a mailbox made anew has another), and the last UID (0: never read)."""

    validity: int = 0
    uid: int = 0


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail of the mailbox. raw: None where it is larger than MAX_MAIL; head: its headers then; arrived: in Beijing time."""

    place: Place
    arrived: datetime | None
    size: int
    raw: bytes | None
    head: bytes = b""


def fetch(account: Account, known: Place) -> Iterator[Fetched]:
    """The mails behind a place, oldest first; the newest FIRST_TIME of a mailbox that was never read.

    Raises SetupError for a CA file that cannot be used, MailError where the mailbox cannot be opened or the connection breaks:
    what was given out before is whole. A mail is passed over only where a person has deleted it meanwhile.
    """
    with _explained(account), _opened(account) as box:
        status = box.folder.status(account.folder, ("UIDVALIDITY",))
        validity = int(status["UIDVALIDITY"])
        fresh = validity != known.validity or not known.uid
        box.folder.set(account.folder, readonly=True)
        uids = sorted(int(uid) for uid in box.uids("ALL" if fresh else f"UID {known.uid + 1}:*", charset=None))
        uids = uids[-FIRST_TIME:] if fresh else [uid for uid in uids if uid > known.uid][:A_RUN]
        for uid in uids:
            told = _answer(box, uid, "(RFC822.SIZE INTERNALDATE)")
            size, arrived = _size(told), _arrived(told)
            large = size > MAX_MAIL
            content = _answer(box, uid, "(BODY.PEEK[HEADER])" if large else "(BODY.PEEK[])", arrived) if told else []
            body = next((bytes(each[1]) for each in content if isinstance(each, tuple)), None)
            if body is not None:
                place = Place(validity, uid)
                yield Fetched(place, arrived, size, None, body) if large else Fetched(place, arrived, size, body)
            elif uid in {int(each) for each in box.uids(f"UID {uid}", charset=None)}:
                raise _withheld(arrived, "")


def _answer(box: BaseMailBox, uid: int, what: str, arrived: datetime | None = None) -> list[Any]:
    """The server's answer, [] where it has no such mail."""
    try:
        kind, data = box.client.uid("fetch", str(uid), what)
    except imaplib.IMAP4.error as problem:  # it may as well hang up over a mail that it cannot read
        raise _withheld(arrived, str(problem)) from problem
    if kind != "OK":
        raise _withheld(arrived, repr(data))
    return [each for each in data or () if each is not None]


def _withheld(arrived: datetime | None, words: str) -> MailError:
    which = f"{arrived:%Y-%m-%d %H:%M}收到的一封邮件" if arrived else "一封邮件"
    said = f"（{one_line(words)[:80]}）" if words else ""
    return MailError(f"邮箱服务器没有给出{which}{said}，从这一封起没有收取：稍后再试；总是如此的，请到邮箱中查看")


def _size(told: list[Any]) -> int:
    text = b" ".join(each if isinstance(each, bytes) else each[0] for each in told).decode("ascii", "replace")
    digits = text.partition("RFC822.SIZE ")[2].split(" ")[0].strip(") ")
    return int(digits) if digits.isdecimal() else 0


def _arrived(told: list[Any]) -> datetime | None:
    """INTERNALDATE "26-Nov-2026 06:00:00 +0800": when the office's own server took the mail; Date is the sender's word."""
    text = b" ".join(each if isinstance(each, bytes) else each[0] for each in told).decode("ascii", "replace")
    quoted = text.partition('INTERNALDATE "')[2].partition('"')[0].strip()
    with suppress(ValueError, TypeError):
        return parsedate_to_datetime(quoted.replace("-", " ", 2)).astimezone(BEIJING)
    return None


def knock(account: Account) -> None:
    """Logs in and opens the folder; nothing is read. Raises as fetch does."""
    with _explained(account), _opened(account) as box:
        box.folder.set(account.folder, readonly=True)


@contextmanager
def _opened(account: Account) -> Iterator[BaseMailBox]:
    context = tls_context(account.ca_file)
    kind = MailBox if account.security == "ssl" else MailBoxStartTls
    box = kind(account.host, account.port, timeout=TIMEOUT, ssl_context=context)
    try:
        plain = account.user.isascii() and account.password.isascii()
        (box.login if plain else box.login_utf8)(account.user, account.password, initial_folder=None)
        if "ID" in box.client.capabilities:  # some Chinese servers refuse a program that does not name itself
            box.client.xatom("ID", '("name" "duban-toolkit")')
        yield box
    finally:
        with suppress(Exception):  # the line may be broken already; what was read is read
            box.logout()


def tls_context(ca_file: str) -> ssl.SSLContext:
    """Verifies certificate and name, against the system's authorities or the intranet's own. Raises SetupError for its file."""
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except (OSError, ssl.SSLError) as problem:
        raise SetupError(f"证书文件“{ca_file}”不能使用：请检查 ca_file 的路径，文件应为PEM格式") from problem


@contextmanager
def _explained(account: Account) -> Iterator[None]:
    where = f"邮箱服务器{account.host}:{account.port}"
    try:
        yield
    except ssl.SSLCertVerificationError as problem:
        raise MailError(
            f"{where}的证书不可信（{one_line(problem.verify_message)}）：请核对服务器地址；内网自建证书的，在 [imap] 中用 ca_file 指明"
        ) from problem
    except (MailboxLoginError, MailboxFolderStatusError, MailboxFolderSelectError) as problem:
        raise _refused(where, account, problem) from problem
    except (TimeoutError, ConnectionError, OSError, imaplib.IMAP4.error, ImapToolsError) as problem:
        raise MailError(
            f"{where}连接不上或中断（{one_line(str(problem))[:80]}）：请检查网络、地址、端口和 security，稍后再试"
        ) from problem


def _refused(where: str, account: Account, problem: UnexpectedCommandStatusError) -> MailError:
    """A server that said no: for the moment, to this account, or to this folder."""
    words = one_line(str(problem.command_result[1]))[:120]
    if any(sign in words.upper() for sign in _PASSING):
        return MailError(
            f"{where}暂时不能读取（{words}）：没有收取，邮件都还在邮箱里；稍后再试，总是如此的，请联系邮件服务器管理员"
        )
    if isinstance(problem, MailboxLoginError):
        return MailError(f"{where}登录被拒绝：请核对 [imap] 的 user 和密码（有的邮箱须用授权码，并开通IMAP服务）")
    return MailError(f"{where}中没有文件夹“{account.folder}”：请核对 [imap] 的 folder，收件箱写 INBOX")
