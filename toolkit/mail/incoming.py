"""A mail that came in, read as hostile: who sent it, what it answers, its words, its attachments; or what a bounce says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from email.utils import getaddresses
from functools import partial
from typing import TypeVar

from imap_tools.message import MailAttachment, MailMessage

from toolkit.domain.feedback.quoting import MOST
from toolkit.domain.mailing.letter import fit_text, one_line
from toolkit.mail.server import no_such_address

MAX_ATTACHMENTS, MAX_PARTS, MAX_HTML = 20, 100, 1_000_000
"""So many attachments, MIME parts and characters of HTML are looked at; the rest stays in the original."""
_ID = re.compile(r"<[^<>\s]{1,400}>")
_DIAGNOSTIC = re.compile(r"^Diagnostic-Code:\s*(?:smtp;)?\s*(.+(?:\n[ \t].+)*)", re.IGNORECASE | re.MULTILINE)
_RECIPIENT = re.compile(r"^(?:Final|Original)-Recipient:\s*(?:rfc822;)?\s*<?([^\s<>;]+@[^\s<>;]+)", re.IGNORECASE | re.MULTILINE)
_STATUS = re.compile(r"^(?:Status:\s*5|Action:\s*failed)", re.IGNORECASE | re.MULTILINE)
_CODE = re.compile(r"^Status:\s*(5\.\d{1,3}\.\d{1,3})", re.IGNORECASE | re.MULTILINE)
_ANSWER = re.compile(r"^\d{3}[ -]+")
_BLANK = re.compile(r"(?:\r?\n[ \t]*){2,}")
_QUOTED_ID = re.compile(r"^(?:Message-ID|X-Original-Message-ID):\s*(<[^<>\s]{1,400}>)", re.IGNORECASE | re.MULTILINE)
_GB_PART = re.compile(
    rb"^((?:content-type:|[ \t])[^\r\n]{0,200}?charset\s*=\s*[\"']?)gb(?:2312|k)\b", re.IGNORECASE | re.MULTILINE
)
_GB_WORD = re.compile(rb"=\?gb(?:2312|k)\?", re.IGNORECASE)
"""Programs say GB2312 and write characters that only GBK or GB18030 has."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a mail: the name as sent (never a path to write to), and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail of ours that was not delivered: Message-IDs quoted in the report, addresses that failed, the other side's words.

    gone: whether it is the address that fails for good, and not this mail, or the way there for now.
    """

    message_ids: tuple[str, ...]
    addresses: tuple[str, ...]
    detail: str
    gone: bool = True


@dataclass(frozen=True, slots=True)
class Incoming:
    """One mail. mark: the same for the same mail, however often and by whatever way it arrived; sender: its one From
    address in lower case, "" where there is none or several; answers: Message-IDs it refers to; text: its words with the
    quotation; automatic: an out-of-office note or other machine's answer; left_out: how many attachments were not looked at.
    """

    mark: str
    sender: str
    answers: tuple[str, ...]
    subject: str
    text: str
    attachments: tuple[Attached, ...] = ()
    bounce: Bounce | None = None
    automatic: bool = False
    left_out: int = 0


def read_mail(raw: bytes) -> Incoming:
    """The bytes of a mail -> its parts. Never raises for a broken one: what cannot be read is left out."""
    mail = MailMessage.from_bytes(_GB_WORD.sub(rb"=?gb18030?", _GB_PART.sub(rb"\1gb18030", raw)))
    senders = {address.lower() for _, address in getaddresses(_headers(mail.obj, "From")) if "@" in address}
    sender = one_line(senders.pop()) if len(senders) == 1 else ""
    subject = one_line(_safe(lambda: mail.subject, ""))
    answers = _ID.findall(" ".join((*_headers(mail.obj, "In-Reply-To"), *_headers(mail.obj, "References")))[:20_000])
    files, left_out = _attachments(mail)
    return Incoming(
        _mark(raw, mail.obj), sender, tuple(dict.fromkeys(answers)), subject[:300], _words(mail), files,
        _bounce(mail.obj, sender), _automatic(mail.obj), left_out,
    )  # fmt: skip


def _safe(read: Callable[[], T], otherwise: T) -> T:
    """What a library makes of foreign bytes; `otherwise` where they are beyond it."""
    try:
        return read()
    except Exception:  # codecs and header parsers fail in ways of their own; one broken part never stops the others
        return otherwise


def _headers(mail: Message, name: str) -> list[str]:
    found: list[object] = _safe(lambda: list(mail.get_all(name, [])), [])
    return [str(value) for value in found]


def _mark(raw: bytes, mail: Message) -> str:
    """Names a mail by what its sender wrote; what servers put on top differs from copy to copy."""
    body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
    own = "\n".join(one_line(value) for name in ("Message-ID", "Date", "From", "Subject") for value in _headers(mail, name))
    return hashlib.sha256(own.encode("utf-8", "replace") + b"\n\n" + body.rstrip()).hexdigest()


def _parts(mail: Message) -> Iterator[Message]:
    for count, part in enumerate(mail.walk()):
        if count >= MAX_PARTS:
            return
        yield part


def _words(mail: MailMessage) -> str:
    text = _safe(lambda: mail.text, "")[: MOST * 2]
    if not text.strip() and (page := _safe(lambda: mail.html, "")[:MAX_HTML]):
        text = _safe(lambda: _plain(page), "")
    return fit_text(text)


def _plain(page: str) -> str:
    """The words of an HTML mail: no scripts, styles or quoted mail; nothing is fetched."""
    from lxml import etree, html

    tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", page))
    etree.strip_elements(tree, "script", "style", "blockquote", "head", "template", etree.Comment, with_tail=False)
    for element in tree.iter("br", "p", "div", "tr", "li", "hr"):
        element.tail = "\n" + (element.tail or "")
    return "".join(str(text) for text in tree.itertext())


def _attachments(mail: MailMessage) -> tuple[tuple[Attached, ...], int]:
    files: list[Attached] = []
    found: list[MailAttachment] = _safe(lambda: list(mail.attachments), [])
    for each in found[:MAX_ATTACHMENTS]:
        content = _safe(partial(_payload, each), b"")
        name = one_line(_safe(partial(_name, each), ""))
        if content and (name or each.content_type != "message/rfc822"):
            files.append(Attached(name[-200:] or "未命名", content))
    return tuple(files), max(len(found) - MAX_ATTACHMENTS, 0)


def _payload(attachment: MailAttachment) -> bytes:
    return bytes(attachment.payload)


def _name(attachment: MailAttachment) -> str:
    return attachment.filename


def _automatic(mail: Message) -> bool:
    said = " ".join(_headers(mail, "Auto-Submitted")).strip().lower()
    noted = any(_headers(mail, name) for name in ("X-Autoreply", "X-Autorespond"))
    return said not in ("", "no") or noted or any(each.strip().lower() == "auto_reply" for each in _headers(mail, "Precedence"))


def _bounce(mail: Message, sender: str) -> Bounce | None:
    """What a delivery report says, None where this is none or tells of a success or a mere delay."""
    report = mail.get_content_type() == "multipart/report" and "delivery-status" in str(mail.get("Content-Type", "")).lower()
    if not report and sender.partition("@")[0] not in ("mailer-daemon", "postmaster"):
        return None
    whole = "\n".join(_safe(partial(_as_text, part), "")[:100_000] for part in _leaves(mail))
    if report and not _STATUS.search(whole):
        return None
    reason = _DIAGNOSTIC.search(whole)
    quoted = _QUOTED_ID.findall(whole)
    own = set(_headers(mail, "Message-ID"))
    told = [each for each in _BLANK.split(whole) if not report or _STATUS.search(each)]  # the others have got it
    addresses = dict.fromkeys(address.lower() for each in told for address in _RECIPIENT.findall(each))
    words = one_line(reason.group(1)) if reason else one_line(_safe(lambda: str(mail.get("Subject", "")), ""))
    gone = not report or any(_gone(each, words) for each in told)
    return Bounce(tuple(each for each in dict.fromkeys(quoted) if each not in own), tuple(addresses), words[:300], gone)


def _gone(recipient: str, words: str) -> bool:
    """Whether what a report says of one recipient means that there is no such address; 5.0.0 says nothing by itself."""
    status = _CODE.search(recipient)
    answer = _ANSWER.sub("", words)
    return status is not None and no_such_address(550, (answer if status[1] == "5.0.0" else f"{status[1]} {answer}").encode())


def _leaves(mail: Message) -> Iterator[Message]:
    return (part for part in _parts(mail) if not part.get_content_type().startswith("multipart/"))


def _as_text(part: Message) -> str:
    return part.as_bytes().decode("utf-8", "replace")
