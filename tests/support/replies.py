"""What units send back: forms filled in, mails with them, mails without; all made up."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from email.message import EmailMessage
from typing import Any

import openpyxl

from toolkit.domain.feedback.form import COLUMNS
from toolkit.render.feedback_form import KIND, SHEET

OFFICE = "duban@office.example"


def filled(form: bytes, answers: Mapping[str, Mapping[str, Any]]) -> bytes:
    """A form with answers typed and saved by another program. answers: id -> column -> value."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    sheet = book[SHEET]
    for row in sheet.iter_rows():
        for name, value in answers.get(str(row[0].value), {}).items():
            cell = row[COLUMNS.index(name)]
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def reply(
    sender: str = "unit3@lyg.example",
    text: str = "见附件。",
    files: Sequence[tuple[str, bytes]] = (),
    *,
    to: str = "",
    subject: str = "回复：督查提醒",
    message_id: str = "<reply-1@lyg.example>",
    kind: str = KIND,
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """A unit's mail. to: the Message-ID that it answers."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"联络员 <{sender}>", OFFICE, subject
    mail["Date"], mail["Message-ID"] = "Wed, 18 Mar 2026 10:00:00 +0800", message_id
    if to:
        mail["In-Reply-To"] = mail["References"] = to
    for name, value in (headers or {}).items():
        mail[name] = value
    mail.set_content(text)
    for name, content in files:
        maintype, _, subtype = kind.partition("/")
        mail.add_attachment(content, maintype, subtype, filename=name)
    return mail.as_bytes()


def bounce(message_id: str, address: str, *, status: str = "5.1.1", action: str = "failed") -> bytes:
    """A delivery report (RFC 3464) about one address, with the headers of the mail that came back."""
    return (
        "From: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: duban@office.example\r\nSubject: 退信通知\r\n"
        "Message-ID: <dsn-1@mx.example>\r\nDate: Wed, 18 Mar 2026 11:00:00 +0800\r\nAuto-Submitted: auto-replied\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\nMIME-Version: 1.0\r\n\r\n'
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe mail could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; 550 {status} user unknown\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message_id}\r\nSubject: x\r\n\r\n--b--\r\n"
    ).encode()


ARRIVED = date(2026, 3, 18)
