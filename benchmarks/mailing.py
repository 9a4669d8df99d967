"""How long a day's notices take from the desk to the mail server, against a bare smtplib loop that sends the same bytes.

    python benchmarks/mailing.py [--mails 1000] [--runs 5]

Ours: notices made of judged items, letters rendered, mails frozen and journaled (synchronous=FULL), handed over one by one
with `sending` committed before each DATA and the outcome after it. Bare: smtplib.sendmail of the same bytes over one
connection, with no journal. Both speak to the same local server, which runs in a process of its own; the runs alternate. Mails are as long as the demo's.
"""

from __future__ import annotations

import argparse
import os
import smtplib
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from toolkit.domain.calendar.workdays import Calendar  # noqa: E402 - the source tree need not be installed
from toolkit.domain.item import Deadline, Item, Judgement  # noqa: E402
from toolkit.domain.mailing.notices import notices_for  # noqa: E402
from toolkit.domain.settings import Settings  # noqa: E402
from toolkit.domain.units.unitbook import read_units_sheet  # noqa: E402
from toolkit.entry.cli import calm_collector  # noqa: E402
from toolkit.journal.mails import Journal  # noqa: E402
from toolkit.mail.outbox import Outbox  # noqa: E402
from toolkit.mail.server import Server  # noqa: E402
from toolkit.mail.smtp import SmtpTransport  # noqa: E402
from toolkit.render.letter import render_letter  # noqa: E402

TODAY = date(2026, 9, 24)
CALENDAR = Calendar()
ITEMS = 2
"""Items in a notice, as in the demo."""
SENDER = "duban@zfb.example"
SERVER = """
import sys, time
from aiosmtpd.controller import Controller

class Handler:
    async def handle_DATA(self, server, session, envelope):
        return "250 taken"

controller = Controller(Handler(), hostname="127.0.0.1", port=int(sys.argv[1]))
controller.start()
print("ready", flush=True)
sys.stdin.read()
controller.stop()
"""


def desk(mails: int) -> tuple[list[Judgement], object]:
    """Judged items and the 单位通讯录 of so many units, each with ITEMS items that need a word."""
    units, _ = read_units_sheet(
        [
            (
                3 + n,
                {
                    "单位名称": f"市第{n}局",
                    "联络员邮箱": f"unit{n}@lyg.example",
                    "联系处室": "综合一处",
                    "处室邮箱": "zh1@lyg.example",
                },
            )
            for n in range(mails)
        ]
    )
    judgements = []
    for n in range(mails * ITEMS):
        cells = {
            "督查事项": f"推进第{n}项老旧小区改造和配套设施建设",
            "牵头单位": f"市第{n // ITEMS}局",
            "有关要求": "逐个小区报送进度",
        }
        item = Item(f"2026-{n:04}", "督查台账", 3 + n, 3 + n, dict(cells), {})
        current = Deadline("反馈", "", date(2026, 9, 15), None, "2026-09-04交办次日起7个工作日→ 2026-09-15,依据五(五)")
        judgements.append(Judgement(item, "在办", "红", (current,), current, -9))
    return judgements, units


def ours(path: Path, port: int, judgements: list[Judgement], units: object) -> float:
    settings, templates = Settings(phone="0518-0000000"), ROOT / "mail_templates"
    started = time.perf_counter()
    with Journal(path, lambda: datetime(2026, 9, 24, 9)) as journal:
        box = Outbox(journal, SmtpTransport(Server("127.0.0.1", port, "none"), str), SENDER, settings.office)
        with journal.together():
            for notice in notices_for(judgements, {}, units, settings, CALENDAR, TODAY, {}):  # type: ignore[arg-type]
                told = [(line.unit, line.item, line.reason) for line in notice.lines]
                letter = render_letter(notice, settings, templates)
                box.queue(letter, notice.to, notice.cc, notice.kind, notice.day, "L1", told, unit=notice.unit)
        done = box.send_queued()
        taken = time.perf_counter() - started
        assert all(sent.state == "sent" for sent in done)
        return taken


def bare(path: Path, port: int) -> float:
    with Journal(path, lambda: datetime(2026, 9, 24, 9)) as journal:
        mails = [((mail.recipient, *mail.cc), journal.content(mail.key)) for mail in journal.mails()]
    started = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port, local_hostname="[127.0.0.1]") as smtp:
        for recipients, content in mails:
            smtp.sendmail(SENDER, recipients, content)
    return time.perf_counter() - started


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--mails", type=int, default=1000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--port", type=int, default=20_000 + os.getpid() % 20_000)
    chosen = options.parse_args()
    calm_collector()
    judgements, units = desk(chosen.mails)
    import yagmail  # noqa: F401 - loading it is no part of sending

    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            [sys.executable, "-c", SERVER, str(chosen.port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as server,
    ):
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdout.readline()
        times: list[tuple[float, float]] = []
        for run in range(chosen.runs):
            path = Path(folder) / f"{run}.sqlite3"
            times.append((ours(path, chosen.port, judgements, units), bare(path, chosen.port)))
        server.stdin.close()
    print(f"{chosen.mails} mails | composed, journaled, sent | bare smtplib | ratio")
    for name, pick in (("median", median), ("best", min)):  # the best is what other work on the machine disturbed least
        full, plain = (pick(column) for column in zip(*times, strict=True))
        print(f"{name:10} | {full:22.2f} s | {plain:10.2f} s | {full / plain:.2f}")


if __name__ == "__main__":
    main()
