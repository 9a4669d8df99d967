"""SMTP against a real server: who gets a mail once, who is refused, and what nobody knows."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import trustme

from tests.mail.fakes import DAY, SENDER
from tests.support.mailserver import PASSWORD, USER, Server, free_port, running
from toolkit.domain.errors import MailError, SetupError
from toolkit.domain.mailing.letter import Letter
from toolkit.journal import returned
from toolkit.journal.mails import Journal, State
from toolkit.mail.outbox import Outbox
from toolkit.mail.sending import Pace
from toolkit.mail.server import Security, no_such_address
from toolkit.mail.server import Server as Address
from toolkit.mail.smtp import SmtpTransport

LETTER = Letter("【督查提醒】市教育局", "请办理。\n", "<p>请办理。</p>")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """A certificate authority of its own."""
    return trustme.CA()


@pytest.fixture
def plain() -> Iterator[Server]:
    """A server without encryption or login, as on an intranet."""
    with running() as server:
        yield server


def transport(
    server: Server, security: Security = "none", *, ca: Path | None = None, user: str = "", **changed: object
) -> SmtpTransport:
    """To that server, with short patience."""
    values: dict[str, object] = {"host": server.host, "patience": 5.0, "reply_patience": 5.0, "pauses": (), **changed}
    return SmtpTransport(Address(port=server.port, security=security, ca_file=ca, user=user, **values), lambda: PASSWORD)  # type: ignore[arg-type]


def an_outbox(
    journal: Journal, carrier: SmtpTransport, names: Sequence[str], cc: Sequence[str] = (), pace: Pace | None = None
) -> Outbox:
    """An outbox with a mail queued for each name@edu.example."""
    box = Outbox(journal, carrier, SENDER, "市政府督查室", pace)
    for name in names:
        box.queue(LETTER, f"{name}@edu.example", cc, "提醒", DAY, "L1", unit="市教育局")
    return box


def states(box: Outbox) -> list[State]:
    return [mail.state for mail in box.listing()]


@pytest.mark.parametrize("security", ["ssl", "starttls"])
def test_encrypted_and_logged_in_once(journal: Journal, tmp_path: Path, authority: trustme.CA, security: Security) -> None:
    """Own CA, verified; the user as it is written; one connection and one login for all mails; bytes as frozen."""
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    with running(security, login=True, authority=authority) as server:
        carrier = transport(server, security, ca=tmp_path / "ca.pem", user=USER)
        box = an_outbox(journal, carrier, ["a", "b", "c"])
        assert [sent.state for sent in box.send_queued()] == ["sent"] * 3
        assert (server.connections, server.users) == (1, [USER])
        assert [content for _, content in server.taken] == [journal.content(mail.key) for mail in box.listing()]


@pytest.mark.parametrize("security", ["ssl", "starttls"])
def test_certificates_are_verified(journal: Journal, tmp_path: Path, authority: trustme.CA, security: Security) -> None:
    """An unknown CA, and a certificate for another name: nothing is sent, no password given, the mail waits."""
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    with running(security, login=True, authority=authority) as server:
        unknown = transport(server, security, user=USER)
        other_name = transport(server, security, ca=tmp_path / "ca.pem", user=USER, host="127.0.0.1")
        for carrier in (unknown, other_name):
            box = an_outbox(journal, carrier, ["a"])
            with pytest.raises(MailError, match="证书没有通过验证"):
                box.send_queued()
            assert states(box) == ["queued"]
        assert (server.users, server.taken) == ([], [])


def test_never_in_clear_where_encryption_is_asked_for(journal: Journal, plain: Server) -> None:
    """A server that offers no STARTTLS gets no mail and no password."""
    box = an_outbox(journal, transport(plain, "starttls", user=USER), ["a"])
    with pytest.raises(MailError, match="不支持STARTTLS"):
        box.send_queued()
    assert (states(box), plain.users, plain.taken) == (["queued"], [], [])


def test_wrong_password_is_not_tried_again(journal: Journal) -> None:
    """One login, so that no mailbox is locked; the message names no password."""
    with running(login=True) as server:
        carrier = transport(server, user=USER, pauses=(0.0, 0.0))
        carrier.password = lambda: "wrong-password"
        box = an_outbox(journal, carrier, ["a"])
        with pytest.raises(MailError, match="用户名或密码") as caught:
            box.send_queued()
        assert "wrong-password" not in str(caught.value)
        assert (states(box), server.users) == (["queued"], [USER, USER])  # by AUTH PLAIN and AUTH LOGIN
        carrier.password = lambda: "密码"
        with pytest.raises(SetupError, match="全角"):
            box.send_queued()


def test_no_user_no_login(journal: Journal, plain: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody is asked for a password, and no file in the home folder is taken for a user."""
    (tmp_path / ".yagmail").write_text("somebody@home.example")
    monkeypatch.setenv("HOME", str(tmp_path))
    box = an_outbox(journal, transport(plain), ["a"])
    assert [sent.state for sent in box.send_queued()] == ["sent"]
    assert plain.users == []


@pytest.mark.parametrize(
    ("name", "state", "taken"),
    [
        ("jyj", "sent", 1),
        ("slow", "sent", 1),
        ("refused", "refused", 0),
        ("spam", "refused", 0),
        ("later", "queued", 0),
        ("before", "queued", 0),
        ("once", "sent", 1),
        ("during", "unknown", 0),
        ("after", "unknown", 1),
        ("odd", "unknown", 0),
    ],
)
def test_what_becomes_of_a_mail(journal: Journal, plain: Server, name: str, state: State, taken: int) -> None:
    """Whatever the server does, the state is true, the mails after it go, and a second run doubles nothing."""
    box = an_outbox(journal, transport(plain), [name, "wjw"])
    assert [sent.state for sent in box.send_queued()] == [state, "sent"]
    assert len(plain.taken) == taken + 1
    box.send_queued()
    assert len(plain.taken) == taken + 1
    assert states(box) == [state, "sent"]


def test_a_lost_reply_is_never_sent_again(journal: Journal, plain: Server) -> None:
    """yagmail would send it three times; here once, shown as unknown until a person decides."""
    box = an_outbox(journal, transport(plain), ["after"])
    for _ in range(3):
        box.send_queued()
    assert (len(plain.taken), states(box)) == (1, ["unknown"])
    assert "是否送达不明" in box.listing()[0].detail


def test_server_words_are_told(journal: Journal, plain: Server) -> None:
    """A refusal in Chinese stands in the detail."""
    (sent,) = an_outbox(journal, transport(plain), ["refused"]).send_queued()
    assert "550 没有这个人" in sent.detail


@pytest.mark.parametrize(
    ("code", "words", "gone"),
    [
        (550, "没有这个人", True),
        (550, "Mailbox not found. http://service.mail.example", True),
        (550, "5.1.1 <a@x.example>: Recipient address rejected: User unknown", True),
        (552, "5.2.2 mailbox full", False),
        (550, "5.4.1 Recipient address rejected: Access denied", True),
        (554, "5.7.1 <a@x.example>: Relay access denied", False),
        (550, "5.7.1 Unable to relay", False),
        (553, "sorry, that domain isn't in my list of allowed rcpthosts", False),
        (550, "Message was blocked as spam", False),
        (554, "try another way", False),
        (550, "5.1.8 <duban@x.example>: Sender address rejected: Domain not found", False),
        (550, "5.1.0 <duban@x.example>: Sender address rejected: User unknown in virtual mailbox table", False),
        (550, "5.1.7 Invalid address", False),
        (550, "Sender verify failed", False),
        (550, "5.2.3 Message too long", False),
        (550, "Your IP is on a blacklist", False),
        (550, "Domain frequency limited", False),
        (550, "5.1.10 Recipient not found", True),
    ],
)
def test_whom_a_refusal_is_about(code: int, words: str, gone: bool) -> None:
    """The address itself, or rather us: a relay that is denied must not silence every unit."""
    assert no_such_address(code, words.encode()) is gone


def test_an_address_that_is_not_there_is_remembered(journal: Journal, plain: Server) -> None:
    """Addressee and copy; not for a mail that was refused for its content or by a rule; a person's resend forgets it."""
    an_outbox(journal, transport(plain), ["refused", "spam", "relay"]).send_queued()
    box = an_outbox(journal, transport(plain), ["jyj"], ["refused2@edu.example"])
    box.send_queued()
    assert {address: why for address, (_, why) in returned.known(journal, "L1").items()} == {
        "refused@edu.example": "550 没有这个人",
        "refused2@edu.example": "550 没有这个人",
    }
    assert returned.known(journal, "L2") == {}
    box.resend(next(mail.key for mail in box.listing() if mail.recipient.startswith("refused")))
    assert list(returned.known(journal, "L1")) == ["refused2@edu.example"]
    assert [sent.state for sent in box.send_queued()] == ["refused"]
    assert len(returned.known(journal, "L1")) == 2


def test_a_refusal_stands_though_the_address_cannot_be_marked(
    journal: Journal, plain: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal fails in between: the mails say what became of them, and nobody has to ask."""

    def failing(*words: object) -> None:
        raise MailError("邮件日志正被占用：请稍后再试")

    monkeypatch.setattr(returned, "mark", failing)
    for who, copies, state in (("refused", (), "refused"), ("jyj", ("refused2@edu.example",), "sent")):
        box = an_outbox(journal, transport(plain), [who], copies)
        with pytest.raises(MailError, match="占用"):
            box.send_queued()
        assert box.listing()[-1].state == state


def test_put_off_mails_are_tried_again_after_pauses(journal: Journal, plain: Server) -> None:
    """Three attempts in a run, the pauses between rounds, then it waits for the next run."""
    slept: list[float] = []
    pace = Pace(retries=(5.0, 20.0), sleep=slept.append)
    box = an_outbox(journal, transport(plain), ["later", "wjw"], pace=pace)
    assert [sent.state for sent in box.send_queued()] == ["queued", "sent"]
    assert (slept, plain.tries.count("later@edu.example")) == ([5.0, 20.0], 3)
    assert [mail.attempts for mail in box.listing()] == [3, 1]


def test_copies_go_with_the_mail_once(journal: Journal, plain: Server) -> None:
    """One envelope; a refused copy is told and does not hold up the addressee."""
    box = an_outbox(journal, transport(plain), ["jyj"], ["zh2@edu.example", "refused@edu.example"])
    (sent,) = box.send_queued()
    assert [recipients for recipients, _ in plain.taken] == [["jyj@edu.example", "zh2@edu.example"]]
    assert sent.state == "sent"
    assert "抄送被拒收：refused@edu.example" in sent.detail


def test_a_copy_put_off_is_waited_for_twice(journal: Journal, plain: Server) -> None:
    """Greylisting passes by then; a full mailbox of the 处室 does not hold up the unit for ever."""
    box = an_outbox(journal, transport(plain), ["jyj"], ["later@edu.example"])
    for _ in range(2):
        assert [sent.state for sent in box.send_queued()] == ["queued"]
        assert plain.taken == []
    (sent,) = box.send_queued()
    assert (sent.state, [recipients for recipients, _ in plain.taken]) == ("sent", [["jyj@edu.example"]])
    assert "later@edu.example" in sent.detail


def test_sender_that_the_server_refuses(journal: Journal, plain: Server) -> None:
    """That is a setting, not the units' fault: the run stops, all mails wait."""
    plain.sender_refused = True
    box = an_outbox(journal, transport(plain), ["a", "b"])
    with pytest.raises(MailError, match="不接受发件人"):
        box.send_queued()
    assert states(box) == ["queued", "queued"]


def test_nobody_listens(journal: Journal) -> None:
    """Tried again after the pauses, then one sentence; nothing is lost."""
    slept: list[float] = []
    carrier = transport(Server("localhost", free_port()), pauses=(2.0, 8.0))
    carrier.sleep = slept.append
    box = an_outbox(journal, carrier, ["a"])
    with pytest.raises(MailError, match="连不上邮件服务器"):
        box.send_queued()
    assert (states(box), slept) == (["queued"], [2.0, 8.0])


@pytest.mark.parametrize(
    ("greeting", "words"),
    [(b"", "等待超时"), (b"554 go away\r\n", "拒绝连接"), (b"421 busy\r\n", "421 busy"), (b"HTTP/1.1 200 OK\r\n", "连不上")],
)
def test_strange_greetings(journal: Journal, greeting: bytes, words: str) -> None:
    """Silence (yagmail would wait for ever), no, not now, and something that is no mail server."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            line, _ = listener.accept()
            with line:
                line.sendall(greeting)
                line.recv(1000)

        threading.Thread(target=answer, daemon=True).start()
        carrier = transport(Server("127.0.0.1", listener.getsockname()[1]), patience=0.5)
        box = an_outbox(journal, carrier, ["a"])
        with pytest.raises(MailError, match=words):
            box.send_queued()
    assert states(box) == ["queued"]


def test_pace(journal: Journal, plain: Server) -> None:
    """At most so many in any minute, and so many a run; the rest stays queued."""
    now, slept = [1000.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    clock: Callable[[], float] = lambda: now[0]  # noqa: E731 - a clock that the test turns
    box = an_outbox(journal, transport(plain), list("abcdefg"), pace=Pace(2, 5, clock=clock, sleep=sleep))
    assert len(box.send_queued()) == 5
    assert slept == [60.0, 60.0]
    assert states(box) == ["sent"] * 5 + ["queued"] * 2
    assert len(box.send_queued(limit=1)) == 1


def test_certificate_file_that_is_none(journal: Journal, tmp_path: Path, plain: Server) -> None:
    """Missing, or no certificate: the setting is named."""
    (tmp_path / "no.pem").write_text("hello")
    for name in ("no.pem", "missing.pem"):
        with pytest.raises(SetupError, match="ca_file"):
            transport(plain, "ssl", ca=tmp_path / name).open()
