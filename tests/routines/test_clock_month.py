"""A month of an office's computer: sleep, power cuts, a changed clock, 春节, an open ledger and a mail server that fails.

Every slot is accounted for, no notice goes out twice, and each evening on which mails could go none is missing.
`pytest -s -k month` prints the month as a table.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from tests.support import mailserver
from tests.support.desk import HEADER, take, type_addresses, write_ledger
from tests.support.sheets import Cell
from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.slots import LOOK_BACK, SAID, Run, slots
from toolkit.journal.mails import Journal
from toolkit.journal.runs import Runs
from toolkit.routines import remind
from toolkit.routines.almanac import Almanac
from toolkit.routines.clock import Clock
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a power cut is played by SIGKILL")
FIRST, LAST = date(2026, 2, 2), date(2026, 2, 28)
CALENDAR = Calendar()
UNITS = ("市教育局", "市住建局", "市信访局", "市水利局")
DUE = ("2月3日", "2月6日", "2月9日", "2月10日", "2月12日", "2月14日", "2月25日", "2月27日", "12月31日")
ROWS: tuple[tuple[Cell, ...], ...] = tuple(
    (
        f"B{at}", f"事项之{at}", "政府常务会议", None, None, "第5次", date(2026, 1, 20), UNITS[at % len(UNITS)],
        f"2026年{due}前", "推进中", None, None,
    )
    for at, due in enumerate(DUE)
)  # fmt: skip
SETTINGS = """[ledger]
path = "督查 台账.xlsx"
[mail]
transport = "smtp"
host = "localhost"
port = {port}
security = "none"
sender = "duban@lyg.example"
[jobs]
daily = "每个工作日 8:30"
backup = "每日 12:10"
bulletin = ["周例会 每周一 8:00", "政务督查 每月最后一个工作日 16:00"]
"""
DYING = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from toolkit.routines.clock import Clock
from toolkit.routines.workspace import Workspace

def progress(what, done, total):
    if what == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)

Clock(Workspace.find(None, Path(sys.argv[1])), lambda: datetime.fromisoformat(sys.argv[2]), progress, str).run_due()
"""


@dataclass
class Computer:
    """The office's computer: what happens on which day, and what it did."""

    folder: Path
    server: mailserver.Server
    almanac: Almanac = field(default_factory=Almanac)
    notes: dict[date, str] = field(default_factory=dict)
    mails: dict[date, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def space(self) -> Workspace:
        return Workspace.find(None, self.folder)

    def look(self, now: datetime) -> str:
        """One run-due, as the system's scheduler starts it."""
        before = len(self.server.taken)
        report = Clock(self.space, lambda: now, silent, str, almanac=self.almanac).run_due()
        self.mails[now.date()] += len(self.server.taken) - before
        return report.trouble

    def dies(self, now: datetime, when: str) -> None:
        """A run-due that loses its power in the middle: a process, killed when it says that it does this."""
        before = len(self.server.taken)
        words = [sys.executable, "-c", DYING, str(self.folder), now.isoformat(), when]
        assert subprocess.run(words, cwd=Path(__file__).parents[2], check=False).returncode == -signal.SIGKILL
        self.mails[now.date()] += len(self.server.taken) - before

    def day(self, day: date, begin: str = "08:00", end: str = "17:30") -> None:
        """On from begin to end, looking every 45 minutes."""
        now, last = (datetime.combine(day, time.fromisoformat(each)) for each in (begin, end))
        while now <= last:
            self.look(now)
            now += timedelta(minutes=45)

    def evening(self, day: date) -> None:
        """Nothing that is to be said today is unsaid."""
        ledger = self.space.need_ledger()
        report = remind.run(ledger, self.space, send=False, limit=None, today=day, progress=silent)
        assert {each.state for each in report.notices} <= {"sent"}, (day, [each.data() for each in report.notices])


@pytest.fixture
def computer(tmp_path: Path) -> Iterator[Computer]:
    with mailserver.running() as server:
        ledger = write_ledger(tmp_path, ROWS, HEADER)
        (tmp_path / "duban.toml").write_text(SETTINGS.format(port=server.port), "utf-8")
        take(ledger, FIRST)
        type_addresses(ledger)
        remind.run(ledger, Workspace.find(None, tmp_path), send=True, limit=None, today=FIRST, progress=silent)
        yield Computer(tmp_path, server)


def live_through(computer: Computer) -> None:
    """The month, day by day."""
    lock = computer.folder / ".~lock.督查 台账.xlsx#"
    for number in range(FIRST.toordinal(), LAST.toordinal() + 1):
        day = date.fromordinal(number)
        at = datetime.combine(day, time())
        note, well = "", CALENDAR.is_workday(day)
        match (day.month, day.day):
            case (2, 4):
                note, well = "关机一天", False
            case (2, 5):
                note = "上午休眠，11:10唤醒"
                computer.day(day, "11:10")
            case (2, 6):
                note = "8:30发信时断电，9:00来电"
                computer.look(at.replace(hour=8))
                computer.dies(at.replace(hour=8, minute=30), "发送邮件")
                computer.day(day, "09:00")
            case (2, 9):
                note, well = "邮件服务器全天不收", False
                computer.server.sender_refused = True
                computer.day(day)
                computer.server.sender_refused = False
            case (2, 10):
                note = "8:30邮件服务器连不上，9:15恢复"
                _say_port(computer, mailserver.free_port())
                computer.look(at.replace(hour=8, minute=30))
                _say_port(computer, computer.server.port)
                computer.day(day, "09:15")
            case (2, 11):
                note = "9:00时钟误为2027年，9:30改正"
                computer.day(day, end="08:30")
                assert "疑是时钟有误" in computer.look(at.replace(year=2027, hour=9))
                computer.day(day, "09:30")
            case (2, 12):
                note = "8:30时钟误为1月5日，10:00改正"
                assert "疑是时钟有误" in computer.look(datetime(2026, 1, 5, 8, 30))
                computer.day(day, "10:00")
            case (2, 13):
                note = "8:30时钟快4天，9:00改正"
                computer.look(at.replace(hour=8, minute=30) + timedelta(days=4))  # a day off: reminders wait, the backup does not
                computer.day(day, "09:00")
            case (2, number) if 15 <= number <= 23:
                note = "春节放假" + ("，有人开机" if number == 21 else "")
                if number == 21:
                    computer.day(day)
            case (2, 26):
                note = "台账开着到10:15"
                lock.write_text(",clerk,elsewhere,,;", "utf-8")
                computer.day(day, end="10:00")
                lock.unlink()
                computer.day(day, "10:30")
            case (2, 27):
                note = "8:30写台账时断电，13:00来电"
                computer.dies(at.replace(hour=8, minute=30), "写回台账")
                computer.day(day, "13:00")
            case _ if well:
                note = "调休上班" if day.weekday() > 4 else ""
                computer.day(day)
        computer.notes[day] = note or ("" if CALENDAR.is_workday(day) else "休息，未开机")
        if well:
            computer.evening(day)


def _say_port(computer: Computer, port: int) -> None:
    (computer.folder / "duban.toml").write_text(SETTINGS.format(port=port), "utf-8")


def test_a_month(computer: Computer) -> None:
    """Every slot once or noted, no notice twice, none missing."""
    live_through(computer)
    end = datetime.combine(LAST, time(17, 30))
    rows: dict[str, dict[datetime, Run]] = {}
    with Runs(computer.space.journal_path, 5.0) as journal:
        for job in computer.space.config.jobs:
            rows[job.name] = journal.known(job.name, end - LOOK_BACK)
            due = slots(job, CALENDAR, datetime.combine(FIRST, time()), end)
            assert set(due) <= set(rows[job.name])
            assert {run.outcome for run in rows[job.name].values()} <= {"done", "missed", "failed"}
    _print(computer, rows)
    daily = {slot.date(): run for slot, run in rows["daily"].items()}
    assert daily[date(2026, 2, 4)].outcome == "missed"
    assert (daily[date(2026, 2, 6)].outcome, daily[date(2026, 2, 6)].attempts) == ("done", 2)
    assert daily[date(2026, 2, 9)].outcome == "failed"
    assert (daily[date(2026, 2, 10)].outcome, daily[date(2026, 2, 10)].attempts) == ("done", 2)
    assert [day for day in daily if date(2026, 2, 15) <= day <= date(2026, 2, 23)] == []
    assert {daily[date(2026, 2, number)].outcome for number in (11, 12, 13, 14, 24, 25, 26, 27, 28)} == {"done"}
    ids = computer.server.ids()
    assert len(ids) == len(set(ids)) > 20
    _never_too_often(computer)


def _never_too_often(computer: Computer) -> None:
    """No unit hears twice on one day, nor of one thing again before the interval of 提醒规则 is over, and nobody in 春节."""
    with Journal(computer.space.journal_path, datetime.now) as journal:
        told = journal.db.execute("SELECT unit, item, reason, day FROM told ORDER BY day").fetchall()
        notices = [(mail.unit, mail.day) for mail in journal.mails() if mail.kind == "提醒"]
    assert len(notices) == len(set(notices))
    assert not [day for _, day in notices if date(2026, 2, 15) <= day <= date(2026, 2, 23)]
    last: dict[tuple[str, str, str], date] = {}
    for unit, item, reason, text in told:
        day = date.fromisoformat(text)
        before = last.get((unit, item, reason))
        assert before is None or CALENDAR.workdays_between(before, day) >= 3, (unit, item, reason, before, day)
        last[unit, item, reason] = day
    assert {item for _, item, _ in last} == {f"B{at}" for at in range(len(DUE) - 1)}


def _print(computer: Computer, rows: dict[str, dict[datetime, Run]]) -> None:
    """The month as a table: what happened, what became of each job's slot of that day (when, at which try), mails that went out."""
    print("\n日期 | 情形 | 每日工作 | 备份 | 简报 | 发出邮件")
    for number in range(FIRST.toordinal(), LAST.toordinal() + 1):
        day = date.fromordinal(number)
        cells = []
        for names in (["daily"], ["backup"], [name for name in rows if name.startswith("bulletin")]):
            runs = [run for name in names for slot, run in rows[name].items() if slot.date() == day]
            cells.append("；".join(_cell(run) for run in runs) or "—")
        print(f"{day:%m-%d} | {computer.notes[day]} | {' | '.join(cells)} | {computer.mails[day]}")


def _cell(run: Run) -> str:
    assert run.finished
    tries = f"，第{run.attempts}次" if run.attempts > 1 else ""
    late = f"{run.finished:%m-%d }" if run.finished.date() != run.slot.date() else ""
    return f"{SAID[run.outcome]}（{late}{run.finished:%H:%M}{tries}）"
