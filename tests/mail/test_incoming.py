"""Mails that came in, also broken and hostile ones: what they say, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.replies import bounce, reply
from toolkit.mail.incoming import MAX_ATTACHMENTS, Attached, read_mail

OURS = "<2ef61103287f528ef0e5a50a1c776260@office.example>"


def test_an_ordinary_reply() -> None:
    """Sender, what it answers, words, attachments by their Chinese names."""
    mail = read_mail(reply(to=OURS, text="已办结。", files=[("反馈表（市教育局）.xlsx", b"PK")]))
    assert (mail.sender, mail.answers, mail.subject) == ("unit3@lyg.example", (OURS,), "回复：督查提醒")
    assert mail.text.strip() == "已办结。"
    assert mail.attachments == (Attached("反馈表（市教育局）.xlsx", b"PK"),)
    assert mail.bounce is None
    assert not mail.automatic


def test_the_same_mail_by_another_way_has_the_same_mark() -> None:
    """What servers put on top, and line ends, do not count; another text does."""
    raw = reply(to=OURS)
    again = b"Received: from mx.example\r\nX-Spam: no\r\n" + raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    assert read_mail(raw).mark == read_mail(again).mark
    assert read_mail(raw).mark != read_mail(reply(to=OURS, text="别的内容")).mark
    assert read_mail(raw).mark != read_mail(reply("other@lyg.example", to=OURS)).mark


@pytest.mark.parametrize(
    "line",
    [b"From: a@lyg.example, b@lyg.example", b"From: a@lyg.example\r\nFrom: b@lyg.example", b"From: nobody", b"X: y", b"From: <>"],
)
def test_a_mail_with_no_or_several_senders_has_none(line: bytes) -> None:
    """Two From addresses are two stories."""
    assert read_mail(line + b"\r\n\r\nx").sender == ""


def test_a_name_that_looks_like_an_address_is_none() -> None:
    """Display names are the sender's own words."""
    assert read_mail(b'From: "jy@lyg.example" <evil@other.example>\r\n\r\nx').sender == "evil@other.example"


def test_html_alone_is_read_as_words() -> None:
    """No scripts, no styles, no quoted mail; nothing is fetched."""
    page = (
        "<html><head><style>p{}</style><title>t</title></head><body><script>alert(1)</script><p>已<b>办结</b></p><div>附照片</div>"
        '<img src="http://x.example/pixel.png"><blockquote>原文</blockquote></body></html>'
    )
    raw = b"From: a@lyg.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    assert read_mail(raw).text.split() == ["已办结", "附照片"]


def test_gbk_mails_are_read() -> None:
    """Older programs write GB2312 and mean GBK."""
    raw = b"From: a@lyg.example\r\nSubject: =?gb2312?B?" + b"16Ky4w==" + b"?=\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n"
    assert read_mail(raw + "镕基办结".encode("gbk")).text == "镕基办结"


@pytest.mark.parametrize("header", [{"Auto-Submitted": "auto-replied"}, {"X-Autoreply": "yes"}, {"Precedence": "auto_reply"}])
def test_out_of_office_notes_are_known(header: dict[str, str]) -> None:
    """A machine's answer is no answer."""
    assert read_mail(reply(headers=header)).automatic
    assert not read_mail(reply(headers={"Auto-Submitted": "no"})).automatic


def test_more_attachments_than_anyone_sends() -> None:
    """The first are looked at, the rest is counted."""
    mail = read_mail(reply(files=[(f"{number}.pdf", b"x") for number in range(MAX_ATTACHMENTS + 5)]))
    assert (len(mail.attachments), mail.left_out) == (MAX_ATTACHMENTS, 5)


def test_a_bounce_names_the_mail_and_the_address() -> None:
    """RFC 3464, with the other side's words."""
    found = read_mail(bounce(OURS, "Gone@lyg.example")).bounce
    assert found is not None
    assert (found.message_ids, found.addresses) == ((OURS,), ("gone@lyg.example",))
    assert found.detail == "550 5.1.1 user unknown"


def test_a_delay_or_a_success_is_no_bounce() -> None:
    """Only what failed for good."""
    assert read_mail(bounce(OURS, "a@lyg.example", status="4.2.2", action="delayed")).bounce is None
    assert read_mail(bounce(OURS, "a@lyg.example", status="2.0.0", action="delivered")).bounce is None


@pytest.mark.parametrize(
    ("status", "gone"),
    [("5.1.1", True), ("5.2.1", True), ("5.4.4", True), ("5.2.2", False), ("5.7.1", False), ("5.3.4", False), ("4.4.7", False)],
)
def test_a_bounce_tells_whether_the_address_is_gone(status: str, gone: bool) -> None:
    """A full mailbox, a mail that is not wanted and a way that was shut say nothing against the address."""
    found = read_mail(bounce(OURS, "a@lyg.example", status=status)).bounce
    assert found is not None
    assert found.gone is gone


def test_who_has_got_the_mail_is_not_named() -> None:
    """One report may tell of several recipients."""
    one = bounce(OURS, "a@lyg.example").replace(
        b"Diagnostic-Code",
        b"X-Note: x\r\n\r\nFinal-Recipient: rfc822; b@lyg.example\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\nX",
        1,
    )
    found = read_mail(one).bounce
    assert found is not None
    assert found.addresses == ("a@lyg.example",)


def test_a_bounce_in_words_alone() -> None:
    """Servers that send no report but the old mail below their text."""
    raw = (
        b"From: postmaster@qq.example\r\nSubject: bounce\r\nMessage-ID: <own@qq.example>\r\n\r\n"
        b"Sorry\r\n\r\nMessage-ID: " + OURS.encode() + b"\r\nTo: a@lyg.example\r\n"
    )
    found = read_mail(raw).bounce
    assert found is not None
    assert found.message_ids == (OURS,)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n\r\n",
        b"Subject: =?utf-9?B?!!!?=\r\nFrom: =?x?q?=\r\n\r\nx",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b'Content-Type: multipart/mixed; boundary="a"\r\n\r\n--a\r\n--a\r\n--a--',
        b"Content-Type: text/plain; charset=none\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%",
        b"Content-Type: message/rfc822\r\n\r\n" * 400 + b"x",
        b'Content-Type: multipart/mixed; boundary="a"\r\n\r\n'
        + b'--a\r\nContent-Type: multipart/mixed; boundary="a"\r\n\r\n' * 300,
        b"Content-Disposition: attachment; filename*0*=utf-8''%ed%a0%bd; filename*1=x\r\n\r\nx",
        b"\xff\xfe\x00" * 100,
    ],
)
def test_broken_mime(raw: bytes) -> None:
    """Read as far as it goes."""
    mail = read_mail(raw)
    "".join((mail.sender, mail.subject, mail.text, *(each.name for each in mail.attachments))).encode("utf-8")


@given(st.binary(max_size=600))
def test_any_bytes(raw: bytes) -> None:
    """Never an exception; all texts can be written down."""
    mail = read_mail(raw)
    "".join((mail.sender, mail.subject, mail.text, *mail.answers)).encode("utf-8")


@given(st.integers(0, 700), st.binary(max_size=6))
def test_any_bytes_within_a_mail(at: int, junk: bytes) -> None:
    """A mail with something foreign in it."""
    raw = bounce(OURS, "a@lyg.example")
    read_mail(raw[:at] + junk + raw[at:])
    good = reply(to=OURS, files=[("表.xlsx", b"x" * 50)])
    read_mail(good[:at] + junk + good[at:])
