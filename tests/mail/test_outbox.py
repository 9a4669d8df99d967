"""The outbox sends nothing twice and loses nothing; whatever a transport answers, the state tells what is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.mail.fakes import DAY, FakeTransport, Queue
from toolkit.domain.errors import MailError, UsageError
from toolkit.domain.mailing.letter import Letter
from toolkit.journal.mails import STATES, Journal, State
from toolkit.mail.message import BadAddress
from toolkit.mail.outbox import Outbox, mail_key
from toolkit.mail.sending import Sent
from toolkit.mail.transport import Envelope, NotSent, Refused


def states(outbox: Outbox) -> list[State]:
    return [mail.state for mail in outbox.listing()]


def test_queued_ten_times_goes_once(outbox: Outbox, queue: Queue, transport: FakeTransport) -> None:
    """The same recipient, kind and day is one mail, whatever is queued later; bytes and Message-ID stay the first ones."""
    assert [queue(subject=f"第{number}次") for number in range(10)] == ["queued"] * 10
    (mail,) = outbox.listing()
    first = outbox.journal.content(mail.key)
    assert [sent.state for sent in outbox.send_queued()] == ["sent"]
    assert queue(subject="又一次") == "sent"
    assert outbox.send_queued() == []
    assert [envelope.content for envelope in transport.carried] == [first]
    assert message_from_bytes(first)["Message-ID"] == mail.message_id
    assert mail.subject == "第0次"


def test_what_makes_another_mail(outbox: Outbox, queue: Queue) -> None:
    """Another recipient, another day or an event is another mail; the address in capitals is not."""
    queue("jyj@edu.example")
    queue("JYJ@edu.example")
    queue("wjw@health.example")
    queue("jyj@edu.example", day=date(2026, 9, 25))
    queue("jyj@edu.example", event="退回 A-1 第2次")
    queue("jyj@edu.example", event="退回 A-1 第2次", day=date(2026, 9, 28))
    assert len(outbox.listing()) == 4
    assert len({mail.message_id for mail in outbox.listing()}) == 4


def test_envelope_has_the_copies_once(outbox: Outbox, transport: FakeTransport) -> None:
    """Copies go in the same envelope, without doubles and without the addressee."""
    letter = Letter("督查提醒", "正文", "<p>正文</p>")
    outbox.queue(letter, "a@edu.example", ["c@zfb.example", "A@edu.example", "c@zfb.example"], "提醒", DAY, "L1", unit="市教育局")
    outbox.send_queued()
    (envelope,) = transport.carried
    assert envelope.recipients == ("a@edu.example", "c@zfb.example")
    assert envelope.sender == "duban@zfb.example"
    assert envelope.name == "2026-09-24 市教育局"


def test_sending_is_committed_before_the_hand_over(outbox: Outbox, queue: Queue, tmp_path: Path) -> None:
    """Another process sees `sending` while the transport is at work."""
    seen: list[State] = []

    class Looking(FakeTransport):
        def deliver(self, envelope: Envelope, handing: Callable[[], None]) -> None:
            with Journal(tmp_path / "journal.sqlite3", outbox.journal.now) as other:
                seen.extend(mail.state for mail in other.mails())
            handing()
            with Journal(tmp_path / "journal.sqlite3", outbox.journal.now) as other:
                seen.extend(mail.state for mail in other.mails())

    outbox.transport = Looking()
    queue()
    outbox.send_queued()
    assert seen == ["queued", "sending"]
    assert states(outbox) == ["sent"]


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        (Refused({"jyj@edu.example": "550 no such user"}), "refused", "550 no such user"),
        (Refused({"copy@zfb.example": "550 no such user"}), "sent", "抄送被拒收"),
        (NotSent("421 try later"), "queued", "421 try later"),
        (OSError("connection reset"), "unknown", "connection reset"),
        (ValueError("\ud800 odd\nwords"), "unknown", "odd words"),
    ],
)
def test_every_answer_has_its_state(
    outbox: Outbox, queue: Queue, transport: FakeTransport, answer: Exception, state: State, words: str
) -> None:
    """Refused, tried again later, or not known; and the mails after it go all the same."""
    transport.answers["jyj@edu.example"] = answer
    queue("jyj@edu.example")
    queue("wjw@health.example")
    sent = outbox.send_queued()
    assert [one.state for one in sent] == [state, "sent"]
    assert words in sent[0].detail
    assert states(outbox) == [state, "sent"]
    assert outbox.listing()[0].attempts == 1


def test_broken_transport_stops_the_run(outbox: Outbox, queue: Queue, transport: FakeTransport) -> None:
    """When no mail can be carried, all stay queued and the reason comes out."""
    transport.answers["jyj@edu.example"] = MailError("连不上邮件服务器")
    queue("jyj@edu.example")
    queue("wjw@health.example")
    with pytest.raises(MailError, match="连不上"):
        outbox.send_queued()
    assert states(outbox) == ["queued", "queued"]
    del transport.answers["jyj@edu.example"]
    assert [one.state for one in outbox.send_queued()] == ["sent", "sent"]


def test_interrupted_by_the_keyboard_is_unknown(outbox: Outbox, queue: Queue, transport: FakeTransport) -> None:
    """Ctrl-C in the hand-over is passed on, and the mail is not taken for unsent."""
    transport.answers["jyj@edu.example"] = KeyboardInterrupt()
    queue()
    with pytest.raises(KeyboardInterrupt):
        outbox.send_queued()
    assert states(outbox) == ["unknown"]


def test_limit_and_ledger(outbox: Outbox, queue: Queue, transport: FakeTransport) -> None:
    """At most so many mails, oldest first, and only of the ledger that was asked for."""
    for number in range(4):
        queue(f"unit{number}@edu.example")
    assert outbox.send_queued(ledger_id="L2") == []
    assert outbox.send_queued(limit=0) == []
    heard: list[Sent] = []
    sent = outbox.send_queued(limit=3, ledger_id="L1", on_sent=heard.append)
    assert [one.recipient for one in sent] == [f"unit{number}@edu.example" for number in range(3)]
    assert heard == sent
    assert states(outbox) == ["sent", "sent", "sent", "queued"]


def test_unknown_waits_for_a_person(outbox: Outbox, queue: Queue, transport: FakeTransport) -> None:
    """Nothing resends an unknown mail but a person; then the very same bytes go."""
    transport.answers["jyj@edu.example"] = TimeoutError()
    queue()
    outbox.send_queued()
    key = outbox.listing(["unknown"])[0].key
    del transport.answers["jyj@edu.example"]
    assert outbox.send_queued() == []
    assert outbox.resend(key).state == "queued"
    outbox.send_queued()
    assert [envelope.content for envelope in transport.carried] == [outbox.journal.content(key)]
    assert outbox.listing()[0].attempts == 2


@pytest.mark.parametrize("state", ["sent", "refused"])
def test_settled_by_a_person(outbox: Outbox, queue: Queue, transport: FakeTransport, state: State) -> None:
    """A person who asked the unit says what became of an unknown mail."""
    transport.answers["jyj@edu.example"] = TimeoutError()
    queue()
    outbox.send_queued()
    mail = outbox.settle(outbox.listing()[0].key, state)
    assert (mail.state, mail.detail[:5]) == (state, "人工认定：")


def test_what_a_person_may_not_do(outbox: Outbox, queue: Queue, transport: FakeTransport) -> None:
    """A sent mail is not sent again nor called refused, a queued one is not called sent, a strange key is named."""
    queue()
    key = outbox.listing()[0].key
    with pytest.raises(UsageError, match="待发送"):
        outbox.settle(key, "sent")
    with pytest.raises(UsageError, match="待发送"):
        outbox.resend(key)
    outbox.send_queued()
    with pytest.raises(UsageError, match="已发送"):
        outbox.resend(key)
    for state in STATES:
        with pytest.raises(UsageError, match="已发送"):
            outbox.settle(key, state)
    with pytest.raises(UsageError, match="duban outbox list"):
        outbox.resend("没有\udc80")
    assert len(transport.carried) == 1


def test_taken_back_before_it_goes(outbox: Outbox, queue: Queue, transport: FakeTransport) -> None:
    """A queued mail that a person takes back is not sent."""
    queue()
    outbox.settle(outbox.listing()[0].key, "refused", "单位已当面反馈")
    assert outbox.send_queued() == []
    assert outbox.listing()[0].detail == "单位已当面反馈"
    assert transport.carried == []


def test_bad_addresses_are_named(outbox: Outbox, queue: Queue) -> None:
    """An address that is none stops its own mail only, and nothing is entered."""
    with pytest.raises(BadAddress, match="张三"):
        queue("张三@")
    assert outbox.listing() == []
    with pytest.raises(BadAddress, match="督查室"):
        Outbox(outbox.journal, outbox.transport, "督查室")


def test_key_is_short_and_stable() -> None:
    """The key can be typed, and does not change from version to version (else mails would go twice)."""
    assert mail_key("L1", "jyj@edu.example", "提醒", DAY) == "cff047abd1254b6e"


def test_nothing_is_sent_inside_a_transaction(outbox: Outbox, queue: Queue) -> None:
    """`sending` must be on the disk before the hand-over, so an open transaction is refused."""
    queue()
    with pytest.raises(AssertionError), outbox.journal.together():
        outbox.send_queued()
    assert states(outbox) == ["queued"]


def test_date_is_frozen_in_beijing_time(outbox: Outbox, queue: Queue) -> None:
    """A time without a zone is Beijing time."""
    queue()
    content = message_from_bytes(outbox.journal.content(outbox.listing()[0].key))
    assert content["Date"] == "Thu, 24 Sep 2026 09:30:00 +0800"
    assert outbox.journal.now() == datetime(2026, 9, 24, 9, 30)


def test_withdraw_takes_back_what_went_nowhere(outbox: Outbox, queue: Queue, journal: Journal) -> None:
    """What waits in the queue is taken back with what it told; the same key can be queued anew, with other words."""
    queue()
    assert outbox.withdraw("L1", journal.mails()[0].kind) == 1
    assert journal.mails() == []
    assert journal.last_told("L1") == {}
    assert queue() == "queued"


def test_withdraw_leaves_what_a_person_sent_again(outbox: Outbox, queue: Queue, journal: Journal) -> None:
    """A person's decision to resend is not undone by a routine, and what may have been delivered never vanishes."""
    queue()
    key = journal.mails()[0].key
    assert journal.move(key, ("queued",), "unknown", "")
    assert outbox.withdraw("L1", journal.mails()[0].kind) == 0
    outbox.resend(key)
    assert outbox.withdraw("L1", journal.mails()[0].kind) == 0
    assert journal.mails()[0].state == "queued"


def test_mails_anew_are_all_or_nothing(outbox: Outbox, journal: Journal, queue: Queue) -> None:
    """What waits is replaced as a whole; where the writing breaks off, it waits as before."""
    queue("a@edu.example")
    before = journal.mails()

    def broken() -> None:
        with outbox.anew("L1", "提醒"):
            queue("b@edu.example")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken()
    assert journal.mails() == before
    with outbox.anew("L1", "提醒"):
        queue("b@edu.example")
    assert [mail.recipient for mail in journal.mails()] == ["b@edu.example"]
