"""The book of received mail: once each, numbered, and as a person decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.mail.fakes import now
from toolkit.domain.feedback.answers import Answer
from toolkit.domain.mailing.letter import Letter
from toolkit.journal import returned
from toolkit.journal.mails import Journal
from toolkit.journal.received import Received, Seen
from toolkit.mail.outbox import Outbox

DAY = date(2026, 3, 18)
ANSWER = Answer("A1", "市教育局", "反馈", "已办结", "100%", "是", "", "2026年6月30日")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Received]:
    with Received(tmp_path / "journal.sqlite3", "L1") as opened:
        yield opened


def seen(mark: str = "m1", outcome: str = "taken", folder: str = "反馈原件/x") -> Seen:
    return Seen(mark, outcome, DAY, "jy@lyg.example", "回复", "", folder)  # type: ignore[arg-type]


def test_a_mail_is_entered_once(book: Received) -> None:
    """The same mail again changes nothing."""
    assert book.enter(seen(), [ANSWER]) == [1]
    assert book.enter(seen(), [ANSWER, ANSWER]) == []
    [receipt] = book.receipts()
    assert (receipt.number, receipt.answer, receipt.state, receipt.day, receipt.folder) == (1, ANSWER, "待审", DAY, "反馈原件/x")


def test_numbers_go_on_above_what_the_sheet_holds(book: Received) -> None:
    """A journal that was lost does not give a number twice."""
    assert book.enter(seen(), [ANSWER], above=11) == [12]
    assert book.enter(seen("m2"), [ANSWER], above=11) == [13]


def test_what_was_passed_over_may_be_taken_in_later(book: Received) -> None:
    """When the clerk has entered the address."""
    assert book.enter(seen(outcome="passed")) == []
    assert not book.knows("m1")
    assert book.enter(seen(), [ANSWER]) == [1]
    assert book.knows("m1")


def test_a_mail_whose_entering_dies_is_not_known(book: Received) -> None:
    """As a whole or not at all."""

    def answers() -> Iterator[Answer]:
        yield ANSWER
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        book.enter(seen(), answers())
    assert not book.knows("m1")
    assert book.receipts() == []


def test_a_decision_is_kept(book: Received) -> None:
    """With its day, its note and the item that a person named."""
    book.enter(seen(), [ANSWER])
    book.decide(1, "A7", "已退回", DAY, "缺数据")
    [receipt] = book.receipts()
    assert (receipt.answer.item, receipt.state, receipt.decided, receipt.note) == ("A7", "已退回", DAY, "缺数据")


def test_ledgers_are_apart(book: Received, tmp_path: Path) -> None:
    """Two ledgers of one workspace number and remember for themselves; the office's key is one."""
    book.enter(seen(), [ANSWER])
    book.advance("a", 1, 7)
    with Received(tmp_path / "journal.sqlite3", "L2") as other:
        assert other.receipts() == []
        assert other.place("a") == (0, 0)
        assert other.enter(seen(), [ANSWER]) == [1]
        assert other.key() == book.key()
    assert book.place("a") == (1, 7)


def test_a_mail_of_ours_is_known_by_its_message_id(book: Received, tmp_path: Path) -> None:
    """With what it told whom; mails of another ledger are not."""
    with Journal(tmp_path / "journal.sqlite3", now) as journal:
        from tests.mail.fakes import FakeTransport

        box = Outbox(journal, FakeTransport(), "duban@office.example")
        letter = Letter("s", "t", "<p>t</p>")
        box.queue(
            letter,
            "jy@lyg.example",
            ["cs@lyg.example"],
            "提醒",
            DAY,
            "L1",
            [("市教育局", "A1", "超期"), ("市教育局", "A1", "重报")],
        )
        box.queue(letter, "cz@lyg.example", (), "提醒", DAY, "L2", [("市财政局", "B1", "超期")])
        ids = {mail.recipient: mail.message_id for mail in journal.mails()}
    found = book.sent(["<x@y.example>", ids["jy@lyg.example"]])
    assert found is not None
    assert found.topics == (("市教育局", "A1"),)
    assert book.sent([ids["cz@lyg.example"]]) is None
    assert book.sent([]) is None
    assert book.sent_to([ids["jy@lyg.example"]]) == ("jy@lyg.example", "cs@lyg.example")


def test_an_address_that_writes_again_is_alive(book: Received) -> None:
    """A bounce is forgotten when a mail comes from there."""
    returned.mark(book, book.ledger_id, {"JY@lyg.example": "550"}, DAY)
    assert dict(returned.known(book, book.ledger_id)) == {"jy@lyg.example": (DAY, "550")}
    returned.forget(book, book.ledger_id, ["jy@LYG.example"])
    assert dict(returned.known(book, book.ledger_id)) == {}
