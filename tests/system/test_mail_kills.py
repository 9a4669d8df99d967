"""200 mails, a sender that is killed at 50 random moments, a server that hangs up, refuses and is slow: none twice, none lost.

Every mail, however it ended, is accounted for: `sent` was taken exactly once, `refused` and `queued` never, and only what a
kill or a lost line left open is `unknown`, for a person to ask about. `pytest -m system -s -k kills` prints the figures.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.support.mailserver import Server, running
from toolkit.domain.mailing.letter import Letter
from toolkit.journal.mails import Journal
from toolkit.mail.outbox import Outbox
from toolkit.mail.server import Server as Address
from toolkit.mail.smtp import SmtpTransport

ROOT = Path(__file__).parents[2]
SENDER = "duban@zfb.example"
KILLS = 50
NAMES = {"jyj": 126, "slow": 40, "refused": 10, "spam": 4, "once": 10, "during": 4, "after": 4, "odd": 2}
"""What the server does with so many of the mails (see tests/support/mailserver.py)."""
OPEN_BY_THE_SERVER = 10
PROGRAM = """
import sys
from datetime import datetime
from pathlib import Path
import yagmail
from toolkit.journal.mails import Journal
from toolkit.mail.outbox import Outbox
from toolkit.mail.server import Server
from toolkit.mail.smtp import SmtpTransport

print("ready", flush=True)
with Journal(Path(sys.argv[1]), lambda: datetime(2026, 9, 24)) as journal:
    server = Server("localhost", int(sys.argv[2]), "none", pauses=())
    Outbox(journal, SmtpTransport(server, str), "duban@zfb.example").send_queued(patience=60)
"""


def now() -> datetime:
    return datetime(2026, 9, 24)


def fill(path: Path) -> None:
    names = [f"{name}{number}" for name, count in NAMES.items() for number in range(count)]
    random.Random(4).shuffle(names)
    with Journal(path, now) as journal, journal.together():
        box = Outbox(journal, SmtpTransport(Address("localhost"), str), SENDER)
        for name in names:
            box.queue(
                Letter("督查提醒", "文" * 500, "<p>文</p>"),
                f"{name}@edu.example",
                ["zh2@zfb.example"],
                "提醒",
                date(2026, 9, 24),
                "L1",
            )


def killed(path: Path, server: Server, seconds: float) -> bool:
    """One run of a sender that is killed so long after it was ready; whether it was still at work then."""
    arguments = [sys.executable, "-c", PROGRAM, str(path), str(server.port)]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        process.kill()
        return process.wait() == -signal.SIGKILL


@pytest.mark.system
def test_fifty_kills(tmp_path: Path) -> None:
    """The promise that a mail is never doubled and never lost, against everything that can go wrong."""
    path, chance = tmp_path / "journal.sqlite3", random.Random(20260924)
    fill(path)
    with running() as server:
        at_work = sum(killed(path, server, chance.random() * 0.06) for _ in range(KILLS))
        with Journal(path, now) as journal:
            left = len(journal.mails(("queued",)))
            box = Outbox(journal, SmtpTransport(Address("localhost", server.port, "none"), str), SENDER)
            box.send_queued()
            mails = box.listing()
        time.sleep(0.1)
        taken = Counter(server.ids())
    ends = Counter(mail.state for mail in mails)
    print(
        f"\n{KILLS} kills, {at_work} of them at work, {left} mails left after them; {dict(ends)}; taken by the server: {len(taken)}"
    )
    assert at_work >= KILLS // 2  # a fast machine may be through before the last ones
    assert left < len(mails) == 200
    assert set(taken.values()) == {1}
    assert taken.keys() <= {mail.message_id for mail in mails if mail.state in ("sent", "unknown")}
    assert taken.keys() >= {mail.message_id for mail in mails if mail.state == "sent"}
    assert set(ends) <= {"sent", "refused", "unknown"}
    assert {mail.state for mail in mails if mail.recipient.startswith(("refused",))} == {"refused"}
    assert ends["unknown"] <= KILLS + OPEN_BY_THE_SERVER
    assert all(recipients[-1] == "zh2@zfb.example" for recipients, _ in server.taken)
