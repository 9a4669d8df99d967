"""How examples are tried, a journal, an outbox and a short way to queue a mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from tests.mail.fakes import DAY, SENDER, FakeTransport, Queue, now
from toolkit.domain.mailing.letter import Letter
from toolkit.journal.mails import Journal, State
from toolkit.mail.outbox import Outbox

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
"""How long an example takes says nothing on a machine that others use too; benchmarks/ measures."""


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite3", now) as opened:
        yield opened


@pytest.fixture
def transport() -> FakeTransport:
    return FakeTransport()


@pytest.fixture
def outbox(journal: Journal, transport: FakeTransport) -> Outbox:
    return Outbox(journal, transport, SENDER, "市政府督查室")


@pytest.fixture
def queue(outbox: Outbox) -> Queue:
    def queue(recipient: str = "jyj@edu.example", subject: str = "督查提醒", day: date = DAY, event: str = "") -> State:
        letter = Letter(subject, "正文", "<p>正文</p>")
        told = [("市教育局", "A-1", "超期")]
        return outbox.queue(letter, recipient, (), "提醒", day, "L1", told, unit="市教育局", event=event)

    return queue
