"""1,000 numbers drawn by eight processes that die at any moment: none twice, no gap that is not registered."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from tests.support.desk import TODAY, take, write_ledger
from toolkit.domain.changes import ChangeSet
from toolkit.domain.desk import Rows
from toolkit.domain.errors import DubanError
from toolkit.domain.papers.register import LOST, read_register
from toolkit.domain.sheets import REGISTER
from toolkit.ledger import guard
from toolkit.ledger.closed import ClosedBook
from toolkit.routines.numbering import drawing
from toolkit.routines.opening import working
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
WANTED, PROCESSES, MOST_AT_ONCE = 1000, 8, 12


def draw(path: Path, count: int, today: date = TODAY) -> None:
    """Takes some numbers and registers them, as 签发 does, without the papers."""
    space = Workspace.find(path, path.parent)
    with working(space, path, silent) as book:
        register = book.model.own[REGISTER.name].rows
        with drawing(space, "L1", register, today) as numbers:
            taken = [numbers.take("交办单") for _ in range(count)]
            rows = [(n.number, n.kind, n.year, n.n, "A1", None, today, None, "签发", None, None) for n in taken]
            book.apply(ChangeSet(appended={REGISTER.name: [*numbers.void_rows, *rows]}), "L1")
            numbers.saved = True


def work(path: Path, seed: int) -> None:
    """One process: draws until it is killed, now and then by itself in the middle of a save."""
    chance = random.Random(seed)
    replace = guard.replace

    def mortal(*args: object) -> None:
        if chance.random() < 0.1:
            os.kill(os.getpid(), signal.SIGKILL)
        replace(*args)  # type: ignore[arg-type]
        if chance.random() < 0.1:
            os.kill(os.getpid(), signal.SIGKILL)

    guard.replace = mortal  # type: ignore[assignment]
    while True:
        try:
            draw(path, chance.randint(1, MOST_AT_ONCE))
        except DubanError:
            time.sleep(0.05)


@pytest.mark.system  # a minute: it runs where the other slow ones do
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a word of POSIX")
def test_no_number_twice_and_no_gap(tmp_path: Path) -> None:
    """Killed between the reservation and the save, and between the save and its note, the numbers still run on."""
    path = write_ledger(tmp_path)
    take(path)
    chance = random.Random(2026)
    crew: list[subprocess.Popen[bytes]] = []
    killed = started = 0
    try:
        while len(registered(path)) < WANTED:
            for process in [each for each in crew if each.poll() is not None]:
                said = process.communicate()[1]
                assert process.returncode == -signal.SIGKILL, said
                crew.remove(process)
                killed += 1
            while len(crew) < PROCESSES:
                started += 1
                code = f"from tests.routines.test_numbering_crash import *; work(Path({str(path)!r}), {started})"
                crew.append(subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE))
            time.sleep(chance.uniform(0.1, 0.5))
            if chance.random() < 0.3:
                chance.choice(crew).kill()
    finally:
        for process in crew:
            process.kill()
            process.communicate()
    draw(path, 1)
    entries = read_register(registered(path))
    assert [entry.n for entry in entries] == list(range(1, len(entries) + 1))
    voided = [cells for _, cells in registered(path) if cells["状态"] == "作废"]
    assert voided
    assert {cells["备注"] for cells in voided} == {LOST}
    assert killed > PROCESSES


def registered(path: Path) -> Rows:
    return ClosedBook(path, path.parent).read().own[REGISTER.name].rows
