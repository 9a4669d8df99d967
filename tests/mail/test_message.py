"""A message as mail programs see it: read back with the standard parser, and looked at as bytes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.mailing.letter import Inset, Letter, fit_text, one_line
from toolkit.mail.message import Attachment, BadAddress, build_draft, build_message, message_id, read_address

LETTER = Letter("【督查提醒】市教育局：2项督查事项请办理", "市教育局：\n请办理。\n", "<p>市教育局：请办理。</p>")
WHEN = datetime(2026, 9, 24, 9, 30)
ANY_TEXT = st.text(st.characters(blacklist_categories=()), max_size=300)


def build(
    letter: Letter = LETTER, name: str = "市教育局", cc: tuple[str, ...] = (), attachments: tuple[Attachment, ...] = ()
) -> bytes:
    return build_message(
        letter, key="k1", sender="duban@zfb.example", sender_name="市政府督查室", recipient="jyj@edu.example",
        recipient_name=name, cc=cc, date=WHEN, attachments=attachments,
    )  # fmt: skip


def parse(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_plain_and_html_side_by_side() -> None:
    """Both bodies arrive; the headers are read as they were meant."""
    message = parse(build(cc=("c@zfb.example", "d@zfb.example")))
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["Subject"] == LETTER.subject
    assert [(one.display_name, one.addr_spec) for one in message["To"].addresses] == [("市教育局", "jyj@edu.example")]
    assert [(one.display_name, one.addr_spec) for one in message["From"].addresses] == [("市政府督查室", "duban@zfb.example")]
    assert [one.addr_spec for one in message["Cc"].addresses] == ["c@zfb.example", "d@zfb.example"]
    assert message["Message-ID"] == message_id("k1", "jyj@edu.example", "duban@zfb.example")
    assert message["Auto-Submitted"] == "auto-generated"
    assert (body(message, "plain"), body(message, "html").strip()) == (LETTER.text, LETTER.html)


def test_bytes_are_plain_mail() -> None:
    """ASCII only, CRLF line ends, lines of 76 characters at most, encoded words within RFC 2047's 75."""
    content = build(Letter("督查提醒" * 40, "文" * 10_000, "<p>" + "文" * 10_000 + "</p>"), name="某某县" * 20)
    assert content.isascii()
    lines = content.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 78
    words = re.findall(rb"=\?utf-8\?b\?[^?]*\?=", content)
    assert len(words) > 3
    assert all(len(word) <= 75 for word in words)
    for word in words:  # each holds whole characters
        str(make_header(decode_header(word.decode())))


def test_same_letter_same_bytes() -> None:
    """Nothing by chance or by the clock goes into a mail."""
    files = (Attachment("交办单.docx", b"PK"),)
    assert build(attachments=files) == build(attachments=files)


def test_message_id_is_of_key_and_recipient() -> None:
    """Two reminders of one subject never share a Message-ID, and the domain is the sender's."""
    ids = {
        message_id(key, recipient, "duban@zfb.example")
        for key in ("k1", "k2")
        for recipient in ("a@edu.example", "b@edu.example")
    }
    assert len(ids) == 4
    assert all(re.fullmatch(r"<[0-9a-f]{32}@zfb\.example>", one) for one in ids)
    assert message_id("k1", "A@edu.example", "duban@zfb.example") == message_id("k1", "a@edu.example", "duban@zfb.example")


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_text_arrives_as_text(subject: str, name: str, text: str) -> None:
    """Whatever stands in a cell: the headers are ours alone, and the words come out again."""
    message = parse(build(Letter(subject, text, text), name))
    assert sorted(message.keys()) == sorted(
        ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]
    )
    raw_subject = message_from_bytes(build(Letter(subject, text, text), name))["Subject"]
    expected = one_line(subject)
    assert str(make_header(decode_header(raw_subject))) == (expected if len(expected) <= 150 else expected[:149] + "…")
    assert [one.addr_spec for one in message["To"].addresses] == ["jyj@edu.example"]
    assert not message["To"].defects
    assert body(message, "plain").rstrip("\n") == fit_text(text).rstrip("\n")


@pytest.mark.parametrize("name", ['张"三\\', "a, b", "Li (ming) <x@evil.example>", "=?utf-8?b?5byg?=", "Education Bureau"])
def test_odd_display_names(name: str) -> None:
    """A name with commas, quotes or what looks like an address stays a name."""
    message = parse(build(name=name))
    assert [(one.display_name, one.addr_spec) for one in message["To"].addresses] == [(name, "jyj@edu.example")]


def test_headers_cannot_be_injected() -> None:
    """Line ends in a subject or a name become blanks; there is no Bcc."""
    message = parse(build(Letter("督查\r\nBcc: thief@evil.example\r\n\r\n正文", "t", "h"), "局\nBcc: thief@evil.example"))
    assert message["Bcc"] is None
    assert message["Subject"] == "督查 Bcc: thief@evil.example 正文"
    assert body(message, "plain") == "t\n"


@pytest.mark.parametrize(
    "text",
    ["", "张三", "a@b", "a b@edu.example", "a@edu.example\r\nBcc: x@y.example", "a@edu.example,b@edu.example", "a@@edu.example",
     ".a@edu.example", "a..b@edu.example", "a@-edu.example", "a@edu..example", "教育局@edu.example", "a@教育.example",
     "<a@edu.example>", "a@edu.example\x00", "\ud800@edu.example", "a" * 65 + "@edu.example", "a@" + "b" * 300 + ".example"],
)  # fmt: skip
def test_bad_addresses(text: str) -> None:
    """What is not one plain address is refused with a sentence that can be printed."""
    with pytest.raises(BadAddress, match="请在单位通讯录") as caught:
        read_address(text)
    str(caught.value).encode()


@pytest.mark.parametrize(
    ("text", "address"), [(" jyj@edu.example\u3000", "jyj@edu.example"), ("jyj\uff20edu\uff0eexample", "jyj@edu.example"),
                          ("Zhang.San+duban@mail.edu.example", "Zhang.San+duban@mail.edu.example")],
)  # fmt: skip
def test_good_addresses(text: str, address: str) -> None:
    """Full-width characters of a Chinese keyboard are understood."""
    assert read_address(text) == address


def test_date_keeps_its_zone() -> None:
    """A time with a zone is written in that zone."""
    content = build_message(
        LETTER, key="k1", sender="a@zfb.example", recipient="b@edu.example", date=datetime(2026, 9, 24, 1, 30, tzinfo=UTC)
    )
    assert parse(content)["Date"] == "Thu, 24 Sep 2026 01:30:00 +0000"


def test_attachment_names_by_both_rules() -> None:
    """RFC 2231 in Content-Disposition for most programs, RFC 2047 in Content-Type for QQ Mail and old Outlook."""
    name = "政务督查交办单（连督交〔2026〕1号）市住房和城乡建设局.docx"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    content = build(attachments=(Attachment(name, b"PK\x03\x04", kind),))
    (part,) = parse(content).iter_attachments()
    assert (part.get_filename(), part.get_content_type()) == (name, kind)
    assert part.get_payload(decode=True) == b"PK\x03\x04"
    assert b"filename*" in content
    header = re.search(rb'\r\n name="((?:=\?utf-8\?b\?[^?"]*\?=(?:\r\n )?)+)"\r\n', content)
    assert header is not None
    assert str(make_header(decode_header(header[1].decode()))) == name
    assert body(parse(content), "plain") == LETTER.text


def test_pictures_stand_in_the_html() -> None:
    """RFC 2387: the HTML and its pictures are one part beside the plain text, each picture found by its Content-ID; files come after."""
    letter = Letter(
        "简报", "正文", '<img src="cid:chart1">', (Inset("chart1", "图1.png", b"\x89PNG1"), Inset("chart2", "b.png", b"2"))
    )
    message = parse(build(letter, attachments=(Attachment("交办单.docx", b"PK"),)))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png", "image/png",
        "application/octet-stream",
    ]  # fmt: skip
    first, second = (part for part in message.walk() if part.get_content_type() == "image/png")
    assert (first["Content-ID"], first.get_filename(), first.get_content_disposition()) == ("<chart1>", "图1.png", "inline")
    assert (first.get_content(), second.get_content()) == (b"\x89PNG1", b"2")
    assert [part.get_filename() for part in message.iter_attachments()] == ["交办单.docx"]
    assert body(message, "html").strip() == '<img src="cid:chart1">'
    assert not [defect for part in message.walk() for defect in part.defects]


def test_a_draft_has_no_addresses() -> None:
    """It opens for writing; who sends it to whom and when is a person's word; the same letter gives the same bytes."""
    letter = Letter("【政务督查】督查事项办理情况" + "\r\nTo: thief@evil.example", "正文", "<p>正文</p>")
    content = build_draft(letter, key="k1")
    message = parse(content)
    assert message.keys() == ["X-Unsent", "Subject", "MIME-Version", "Content-Type"]
    assert (message["X-Unsent"], message["Subject"]) == ("1", "【政务督查】督查事项办理情况 To: thief@evil.example")
    assert (body(message, "plain"), body(message, "html").strip()) == ("正文\n", "<p>正文</p>")
    assert content == build_draft(letter, key="k1")
    assert content.isascii()


@pytest.mark.parametrize(
    ("name", "safe"),
    [("../../etc/passwd", "_.._etc_passwd"), ('a"b\r\nBcc: x.docx', "a_b Bcc_ x.docx"), ("", "附件"),
     ("长" * 200 + ".docx", "长" * 75 + ".docx"), ("report.pdf", "report.pdf")],
)  # fmt: skip
def test_attachment_names_are_safe(name: str, safe: str) -> None:
    """A name is never a path, never a header, and not too long to save."""
    message = parse(build(attachments=(Attachment(name, b"x"),)))
    assert [part.get_filename() for part in message.iter_attachments()] == [safe]
    assert message["Bcc"] is None
