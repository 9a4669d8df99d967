"""A process killed at any moment of a save leaves the old or the new file whole, and whole backups."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import dying
from tests.support.sheets import workbook
from tests.support.trial import own_rows
from toolkit.domain.changes import ChangeSet
from toolkit.domain.sheets import EVENTS
from toolkit.ledger import adopt, guard, originals
from toolkit.ledger.closed import ClosedBook

posix = pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL")
RANDOM_KILLS = 60
STATES = {bytes([65 + i]) * 3_000_000 for i in range(3)}


def opened(path: Path) -> ClosedBook:
    book = ClosedBook(path, path.parent / ".duban")
    book.read()
    return book


def adopting(path: Path) -> ClosedBook:
    book = opened(path)
    grid, ledger, _ = adopt.choose(book.model, None, None, {})
    book.adopt(grid, ledger, settings={"台账标识": "x1"})
    book.change(own_rows(book.model))
    return book


def recording(path: Path) -> ClosedBook:
    book = opened(path)
    book.change(ChangeSet(appended={EVENTS.name: [(None, "A1", "市教育局", "签收", "电话", "收到", None, None)]}))
    return book


def releasing(path: Path) -> ClosedBook:
    book = opened(path)
    book.release("x1")
    return book


STAGES: tuple[tuple[Callable[[Path], ClosedBook], bool], ...] = ((adopting, True), (recording, False), (releasing, False))


@posix
def test_killed_at_every_step_of_a_save(tmp_path: Path) -> None:
    """Adopted, written to, released: killed before and after each open, write, fsync and rename, two hundred times and more.
    The ledger is the old or the new file, backups and original are whole, and the same run afterwards comes to its end.
    """
    path, kept = tmp_path / "督查 台账.xlsx", tmp_path / ".duban"
    original = workbook()
    path.write_bytes(original)
    kills, whole = 0, {original}
    for prepare, adopted in STAGES:
        before, state = path.read_bytes(), tmp_path / prepare.__name__
        book = prepare(path)
        if kept.exists():
            shutil.copytree(kept, state)
        after = book._data
        whole |= {before, after}
        number, taken = 1, 0
        while not taken:
            path.write_bytes(before)
            shutil.rmtree(kept, ignore_errors=True)
            if state.exists():
                shutil.copytree(state, kept)
            taken = dying.run(lambda: book.save(ledger_id="x1", adopted=adopted), number)  # noqa: B023 - run before the next round
            kills, number = kills + (taken == 0), number + 1
            assert path.read_bytes() in (before, after)
            assert all(each.read_bytes() in whole for each in kept.glob("backup/督查*"))
            assert all(each.read_bytes() == original for each in kept.glob("original/x1.原件"))
            assert all({"original", "written"} == set(json.loads(each.read_text())) for each in kept.glob("original/x1.json"))
        assert path.read_bytes() == after
    assert kills >= 200
    assert path.read_bytes() == original


@posix
def test_killed_at_random_moments(tmp_path: Path) -> None:
    """Sixty kills from outside while three megabytes are saved again and again: a whole file each time, no backup cut short."""
    path = tmp_path / "督查 台账.xlsx"
    path.write_bytes(b"A" * 3_000_000)
    chance = random.Random(7)
    for _ in range(RANDOM_KILLS):
        child = os.fork()
        if child == 0:
            while True:
                for new in STATES:
                    guard.replace(guard.read(path), new, tmp_path / "backup")
        time.sleep(chance.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        assert path.read_bytes() in STATES
        assert all(each.read_bytes() in STATES for each in (tmp_path / "backup").glob("督查 台账.*"))
    guard.replace(guard.read(path), b"PK", tmp_path / "backup")
    assert path.read_bytes() == b"PK"


def test_leavings_of_a_crash_are_swept(tmp_path: Path) -> None:
    """A temporary file of yesterday goes with the next save, one of just now (another machine's?) stays."""
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"PK old")
    yesterday, now = tmp_path / ".督办_aa.tmp", tmp_path / ".督办_bb.tmp"
    for each in (yesterday, now):
        each.write_bytes(b"half")
    os.utime(yesterday, (time.time() - 90_000,) * 2)
    guard.replace(guard.read(path), b"PK new", tmp_path / "backup")
    assert not yesterday.exists()
    assert now.exists()


def test_original_is_kept_before_the_ledger_changes(tmp_path: Path) -> None:
    """Originals are put down whole; a chain cut short in writing counts as none."""
    originals.keep(tmp_path / "original", "x1", b"before", b"after")
    assert originals.untouched(tmp_path / "original", "x1", b"after") == b"before"
    (tmp_path / "original" / "x1.json").write_bytes(b'{"writ')
    assert originals.untouched(tmp_path / "original", "x1", b"after") is None
