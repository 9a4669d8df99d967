"""From a hostile cell to the file on disk, and to a mail server: what arrives is text, to the addressee alone."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from pathlib import Path

import pytest

from tests.mail.fakes import DAY, SENDER
from tests.support.mailserver import Server, running
from toolkit.domain.mailing.notices import Line, Notice
from toolkit.domain.settings import Settings
from toolkit.journal.mails import Journal
from toolkit.mail.folder import FolderTransport
from toolkit.mail.outbox import Outbox
from toolkit.mail.server import Server as Address
from toolkit.mail.smtp import SmtpTransport
from toolkit.render.letter import render_letter

SHIPPED = Path(__file__).parents[2] / "mail_templates"
SECRET = "口令在此"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as started:
        yield started


@pytest.fixture
def beacon() -> Iterator[list[str]]:
    """A web server that notes who fetches something: its address first."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        heard = [f"http://127.0.0.1:{listener.getsockname()[1]}/x.css"]

        def listen() -> None:
            with suppress(OSError):
                while True:
                    listener.accept()[0].close()
                    heard.append("fetched")

        threading.Thread(target=listen, daemon=True).start()
        yield heard


@pytest.mark.parametrize(
    "cell",
    [
        "FILE",
        "{{ 7*7 }}{% include 'FILE' %}",
        "<script>alert(1)</script><b>粗</b>&amp;",
        "事项\r\nBcc: thief@evil.example\r\n\r\n另一封",
        "督" * 10_000,
        "A" * 10_000,
        "👨‍👩‍👧😀𠮷㛃",
        "半个\ud83d表情\udcff",
        "=cmd|' /C calc'!A0",
        "\x00\x07\x1b[31m红",
        "<img src=URL><link rel=stylesheet href=URL>",
        "\r\n.\r\nMAIL FROM:<thief@evil.example>\r\nRCPT TO:<b@evil.example>\r\nDATA\r\n",
    ],
)
def test_hostile_cell_arrives_as_text(journal: Journal, tmp_path: Path, server: Server, beacon: list[str], cell: str) -> None:
    """The cell stands in matter, number, unit, basis and requirement, and in the office's name."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    cell = cell.replace("FILE", str(secret)).replace("URL", beacon[0])
    line = Line(cell, cell, "超期", date(2026, 9, 15), -9, cell, cell, cell)
    notice = Notice(cell, "jyj@edu.example", ("c@zfb.example",), "提醒", DAY, (line,))
    outbox = Outbox(journal, FolderTransport(tmp_path / "out"), SENDER, cell)
    letter = render_letter(notice, Settings(office=cell, phone=cell), SHIPPED)
    told = [(cell, cell, line.reason)]
    outbox.queue(letter, notice.to, notice.cc, notice.kind, notice.day, "L1", told, unit=notice.unit)
    key = outbox.listing()[0].key
    assert [sent.state for sent in outbox.send_queued()] == ["sent"]
    (path,) = (tmp_path / "out").iterdir()
    content = path.read_bytes()
    server.taken.clear()
    assert journal.move(key, ("sent",), "queued", "")
    outbox.transport = SmtpTransport(Address(server.host, server.port, "none"), str)
    assert [sent.state for sent in outbox.send_queued()] == ["sent"]
    assert server.taken == [(["jyj@edu.example", "c@zfb.example"], content)]
    assert len(beacon) == 1

    message = message_from_bytes(content, policy=SMTP)
    assert isinstance(message, EmailMessage)
    assert {key: len(message.get_all(key, [])) for key in ("To", "Cc", "Bcc", "From")} == {"To": 1, "Cc": 1, "Bcc": 0, "From": 1}
    assert [one.addr_spec for one in message["To"].addresses] == ["jyj@edu.example"]
    assert list(message.iter_attachments()) == []
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert page is not None
    text, html = plain.get_content(), page.get_content()
    said = shown(cell)
    assert text.count(said) >= 5
    assert html.count(escape(said).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")) >= 5
    assert SECRET not in text + html
    assert "<script" not in html
    assert (shown(cell), shown(cell), "超期") in journal.last_told("L1")


def shown(cell: str) -> str:
    """A cell as a reader sees it: one line, control characters gone, broken halves of characters marked."""
    marked = "".join("\ufffd" if 0xD800 <= ord(sign) < 0xE000 else " " if ord(sign) < 32 else sign for sign in cell)
    return " ".join(marked.split())
