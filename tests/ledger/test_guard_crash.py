"""A process killed at any moment of a save leaves the old or the new file whole, and whole backups."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from toolkit.ledger import guard, originals

KILLS = 60
ROOT = Path(__file__).parents[2]
STATES = {bytes([65 + i]) * 3_000_000 for i in range(3)}
WRITER = """
import sys
from pathlib import Path
from toolkit.ledger import guard
path = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for i in range(3):
        guard.replace(guard.read(path), bytes([65 + i]) * 3_000_000, path.parent / "backup")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_while_saving(tmp_path: Path) -> None:
    """Sixty kills at random moments: a whole file each time, no backup cut short, and the next save works."""
    path = tmp_path / "督查 台账.xlsx"
    path.write_bytes(b"A" * 3_000_000)
    chance = random.Random(7)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for _ in range(KILLS):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, env=environment)
        assert writer.stdout
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0, 0.05))
        assert writer.poll() is None
        writer.kill()
        writer.wait()
        writer.stdout.close()
        assert path.read_bytes() in STATES
        backups = list((tmp_path / "backup").glob("督查 台账.*"))
        assert all(each.read_bytes() in STATES for each in backups)
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
