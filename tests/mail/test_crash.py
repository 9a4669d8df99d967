"""Killed processes and two at once: no mail twice, none lost, every one accounted for."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.mail.fakes import FakeTransport
from toolkit.domain.errors import MailError
from toolkit.domain.mailing.letter import Letter
from toolkit.journal.mails import Journal
from toolkit.mail.folder import FolderTransport
from toolkit.mail.outbox import Outbox
from toolkit.mail.transport import Envelope

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys, time
from datetime import datetime
from pathlib import Path
from toolkit.journal.mails import Journal
from toolkit.mail.outbox import Outbox

class Slow:
    def open(self): pass
    def close(self): pass
    def deliver(self, envelope, handing):
        handing()
        with open(sys.argv[2], "a") as log:
            log.write(envelope.key + "\\n")
        print("handed", flush=True)
        time.sleep(float(sys.argv[3]))

with Journal(Path(sys.argv[1]), lambda: datetime(2026, 9, 24)) as journal:
    Outbox(journal, Slow(), "duban@zfb.example").send_queued(patience=60)
"""


class Log(FakeTransport):
    """Writes the key of each mail that it carries into a file."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def deliver(self, envelope: Envelope, handing: Callable[[], None]) -> None:
        handing()
        with self.path.open("a") as log:
            log.write(envelope.key + "\n")


def fill(path: Path, count: int) -> None:
    with Journal(path, lambda: datetime(2026, 9, 24)) as journal, journal.together():
        box = Outbox(journal, FolderTransport(path.parent), "duban@zfb.example")
        for number in range(count):
            box.queue(Letter("督查提醒", "文", "<p>文</p>"), f"unit{number}@edu.example", (), "提醒", date(2026, 9, 24), "L1")


def sender(path: Path, log: Path, seconds: float) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", PROGRAM, str(path), str(log), str(seconds)]
    return subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def handed(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "handed\n"


def test_killed_between_sending_and_sent(tmp_path: Path) -> None:
    """The mail in hand becomes unknown at the next start and is never resent by itself; the others go."""
    path, log = tmp_path / "journal.sqlite3", tmp_path / "log"
    fill(path, 3)
    with sender(path, log, 60) as process:
        handed(process)
        process.kill()
    with Journal(path, lambda: datetime(2026, 9, 25)) as journal:
        assert [mail.state for mail in journal.mails()] == ["sending", "queued", "queued"]
        box = Outbox(journal, Log(log), "duban@zfb.example")
        assert [mail.state for mail in box.listing()] == ["unknown", "queued", "queued"]
        assert "是否送达不明" in box.listing()[0].detail
        assert [one.state for one in box.send_queued()] == ["sent", "sent"]
        assert box.send_queued() == []
    assert set(Counter(log.read_text().split()).values()) == {1}


def test_killed_at_random_moments(tmp_path: Path) -> None:
    """However often the sender dies, each mail was handed over once at most, and is sent or unknown in the end."""
    path, log = tmp_path / "journal.sqlite3", tmp_path / "log"
    fill(path, 40)
    chance = random.Random(7)
    for _ in range(6):
        with sender(path, log, 0.01) as process:
            handed(process)
            time.sleep(chance.random() * 0.08)
            process.kill()
    with Journal(path, lambda: datetime(2026, 9, 25)) as journal:
        box = Outbox(journal, Log(log), "duban@zfb.example")
        box.send_queued()
        ends = Counter(mail.state for mail in box.listing())
        times = Counter(log.read_text().split())
        assert set(ends) <= {"sent", "unknown"}
        assert ends.total() == 40
        assert ends["unknown"] <= 6
        assert set(times.values()) == {1}
        assert all(times[mail.key] == 1 for mail in box.listing(["sent"]))


def test_two_processes_at_once(tmp_path: Path) -> None:
    """The second waits for the first, then finds nothing left to send."""
    path, log = tmp_path / "journal.sqlite3", tmp_path / "log"
    fill(path, 25)
    with sender(path, log, 0.005) as one, sender(path, log, 0.005) as other:
        assert one.wait(60) == other.wait(60) == 0
    assert sorted(Counter(log.read_text().split()).values()) == [1] * 25
    with Journal(path, lambda: datetime(2026, 9, 25)) as journal:
        assert {mail.state for mail in journal.mails()} == {"sent"}


def test_a_mail_in_another_process_hands_is_left_there(tmp_path: Path) -> None:
    """Whoever opens the outbox meanwhile still sees `sending`, may not send, and does not call it unknown."""
    path, log = tmp_path / "journal.sqlite3", tmp_path / "log"
    fill(path, 2)
    with sender(path, log, 60) as process:
        handed(process)
        with Journal(path, lambda: datetime(2026, 9, 25)) as journal:
            box = Outbox(journal, Log(log), "duban@zfb.example")
            assert [mail.state for mail in box.listing()] == ["sending", "queued"]
            with pytest.raises(MailError, match="正在发送"):
                box.send_queued(patience=0.05)
        process.kill()
    assert len(log.read_text().split()) == 1
