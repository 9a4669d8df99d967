"""A mail server: connected to, its certificate verified, logged in; and why it could not be, in words for staff.

yagmail connects and logs in; nothing else of it is used (see smtp.py). What it would take from elsewhere is given here
expressly: the password, the user as written, the way of encryption, a context that verifies, a time to wait.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from toolkit.domain.errors import DubanError, MailError, SetupError, os_reason
from toolkit.domain.mailing.letter import one_line

Security = Literal["ssl", "starttls", "none"]
PORTS: dict[Security, int] = {"ssl": 465, "starttls": 587, "none": 25}
_HELLO = "[127.0.0.1]"
"""How this machine greets: its own name may hold Chinese characters, which no server takes, and is nobody's business."""


_ENHANCED = re.compile(r"5\.(\d{1,3}\.\d{1,3})\b")
_GONE = re.compile(r"1\.(?![78]\b)|2\.[01]\b|4\.[1346]\b")
_SENDER = re.compile(r"sender|发件|发信", re.IGNORECASE)
_ABOUT_US = re.compile(
    r"relay|rcpthosts|denied|permi|spam|polic|block|black|authenti|helo|frequen|limit|too many|权限|垃圾|策略|黑名单|频率|过多",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Server:
    """Where and how to connect.

    port: 0 for the usual one of the security; user: "" for no login; ca_file: the intranet's own CA (PEM), None for the
    system's; patience: seconds to wait for the connection, the greeting and the login; reply_patience: for each answer
    after that, long, since whoever hangs up after DATA does not know what became of the mail (RFC 5321 4.5.3.2);
    pauses: seconds before each further attempt to connect.
    """

    host: str
    port: int = 0
    security: Security = "ssl"
    user: str = ""
    ca_file: Path | None = None
    patience: float = 30.0
    reply_patience: float = 300.0
    pauses: tuple[float, ...] = (2.0, 8.0)

    @property
    def place(self) -> str:
        """host:port, as it is shown."""
        return f"{self.host}:{self.port or PORTS[self.security]}"


class Unreachable(Exception):
    """No connection now; a later attempt may succeed."""


def connect(server: Server, password: Callable[[], str]) -> smtplib.SMTP:
    """A connection that is encrypted and logged in as asked for; password is called where there is a user.

    Raises Unreachable where trying again may help, MailError or SetupError where it will not.
    """
    import yagmail  # it takes a while, and most runs send nothing

    context = _context(server) if server.security != "none" else None
    secret = _ascii(password()) if server.user else ""
    yag = yagmail.SMTP(
        user=server.user, password=secret, host=server.host, port=server.port or PORTS[server.security],
        smtp_ssl=server.security == "ssl", smtp_starttls={"context": context} if server.security == "starttls" else False,
        smtp_skip_login=not server.user, soft_email_validation=False, timeout=server.patience, local_hostname=_HELLO,
        **({"context": context} if server.security == "ssl" else {}),
    )  # fmt: skip
    yag.user = server.user  # to a name without @ yagmail adds the domain of a provider
    try:
        yag.login()
        smtp: smtplib.SMTP = yag.smtp
        smtp.ehlo_or_helo_if_needed()
    except Exception as problem:
        if yag.smtp is not None:
            yag.smtp.close()
        raise _explained(server, problem) from problem
    finally:
        yag.is_closed = True  # the connection is ours to close
    if smtp.sock is not None:
        smtp.sock.settimeout(server.reply_patience)
    return smtp


def _context(server: Server) -> ssl.SSLContext:
    """Verifies the server's certificate and name: by the office's own CA alone where ca_file names one."""
    if server.ca_file is None:
        return ssl.create_default_context()
    try:
        return ssl.create_default_context(cafile=server.ca_file)
    except ssl.SSLError as problem:
        raise SetupError(f"CA证书文件“{server.ca_file}”不能用，请换成PEM格式的证书（[mail] ca_file）") from problem
    except OSError as problem:
        raise SetupError(f"读不到CA证书文件“{server.ca_file}”（{os_reason(problem)}），请核对 [mail] ca_file") from problem


def _ascii(password: str) -> str:
    if not password.isascii():
        raise SetupError("邮箱密码中有全角或中文字符，请重新保存密码（多数邮箱要用“授权码”，不是登录密码）")
    return password


def _explained(server: Server, problem: Exception) -> DubanError | Unreachable:
    where, why = f"邮件服务器{server.place}", in_words(problem)
    if isinstance(problem, ssl.SSLCertVerificationError):
        return MailError(
            f"{where}的证书没有通过验证（{problem.verify_message}），没有发送：请核对服务器名称；"
            "单位自建证书的，把CA证书文件写入duban.toml的 [mail] ca_file"
        )
    if isinstance(problem, ssl.SSLError):
        return MailError(f"与{where}不能建立加密连接（{why}），请核对 [mail] security 和 port：ssl一般为465，starttls一般为587")
    if isinstance(problem, smtplib.SMTPNotSupportedError):
        what = "不支持STARTTLS加密" if "STARTTLS" in str(problem) else "不支持登录"
        return MailError(f"{where}{what}，请核对 [mail] security 和 port；免登录的内网服务器请删去 user")
    if isinstance(problem, smtplib.SMTPAuthenticationError) and problem.smtp_code // 100 != 4:
        return MailError(f"{where}不接受用户名或密码（{why}），请核对 [mail] user，并重新保存密码（多数邮箱要用“授权码”）")
    if isinstance(problem, smtplib.SMTPResponseException) and problem.smtp_code // 100 == 5:
        return MailError(f"{where}拒绝连接（{why}），请与邮件服务器管理员联系")
    if isinstance(problem, OSError):  # smtplib's own among them
        return Unreachable(f"连不上{where}（{why}）")
    return MailError(f"连不上{where}（{why}），请核对 [mail] host 和 port")


def in_words(problem: BaseException) -> str:
    """What went wrong in a few words; the other side's where it said any."""
    if isinstance(problem, smtplib.SMTPResponseException):
        return said(problem.smtp_code, problem.smtp_error)
    if isinstance(problem, TimeoutError) or isinstance(problem.__context__, TimeoutError):
        return "等待超时"
    if isinstance(problem, socket.gaierror):
        return "找不到这台服务器"
    if isinstance(problem, ConnectionRefusedError):
        return "服务器没有开放这个端口"
    if isinstance(problem, ConnectionError) or str(problem).startswith("Connection unexpectedly closed"):
        return "对方断开了连接"
    return one_line(str(problem))[:200] or type(problem).__name__


def said(code: int, words: bytes | str) -> str:
    """A server's answer on one line: 550 mailbox unavailable. Chinese servers write UTF-8 or GBK."""
    raw = words.encode() if isinstance(words, str) else words
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
    return one_line(f"{code} {text}" if code > 0 else text)[:200]


def no_such_address(code: int, words: bytes) -> bool:
    """Whether a server's refusal of a recipient is about that address (RFC 3463: 5.1 address, 5.2 mailbox, 5.4 its server), and
    not about this mail (5.2.3: too long), a mailbox that is full for now (5.2.2) or about us, as for a relay that is denied;
    many a server refuses a sender only now (5.1.7, 5.1.8, Sender address rejected), and would silence every unit."""
    text = said(0, words)
    if _SENDER.search(text):
        return False
    if enhanced := _ENHANCED.match(text):
        return _GONE.match(enhanced[1]) is not None
    return code in (550, 551, 553) and not _ABOUT_US.search(text)
