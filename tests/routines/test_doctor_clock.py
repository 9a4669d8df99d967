"""What doctor says of the clock: handed over or not, when it looked last, and the mend for each fault."""

from __future__ import annotations

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.support import schedulers
from toolkit.domain.slots import Run
from toolkit.journal.runs import Runs
from toolkit.routines import doctor_clock, scheduling
from toolkit.routines.config import Config
from toolkit.routines.findings import Check
from toolkit.routines.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")
NOW = datetime(2026, 3, 18, 8, 30)


@pytest.fixture(params=["cron", "systemd"])
def space(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    programs = schedulers.stand_ins(tmp_path, monkeypatch)
    if request.param == "cron":
        (programs / "refuses").touch()
    (tmp_path / "督查").mkdir()
    return Workspace(tmp_path / "督查", Config())


def handed_over(space: Workspace, ago: timedelta) -> None:
    for path in scheduling.install(space, None, only_print=False).files:
        moment = (NOW - ago).timestamp()
        os.utime(path, (moment, moment))


def looked(space: Workspace, ago: timedelta) -> None:
    with Runs(space.journal_path, 1.0) as runs:
        runs.looks(NOW - ago)


def look(space: Workspace) -> Check:
    [check] = doctor_clock.checks(space, NOW)
    assert bool(check.mend) != check.ok
    return check


def test_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody handed it over: told, no fault; where somebody runs it all the same, that is told."""
    (schedulers.stand_ins(tmp_path, monkeypatch) / "refuses").touch()
    space = Workspace(tmp_path, Config())
    assert "没有开通" in look(space).detail
    assert look(space).ok
    looked(space, timedelta(days=3))
    assert "2026-03-15 08:30" in look(space).detail
    looked(space, timedelta(minutes=2))
    assert "serve" in look(space).detail
    assert look(space).ok


def test_handed_over(space: Workspace) -> None:
    """Just now, or looking every quarter of an hour: all is well. Silent for hours: the way to find out, and to mend it."""
    handed_over(space, timedelta(minutes=5))
    assert "还没有运行过" in look(space).detail
    assert look(space).ok
    handed_over(space, timedelta(days=1))
    assert "schedule install" in look(space).mend
    looked(space, timedelta(minutes=14))
    assert look(space).ok
    assert "2026-03-18 08:16" in look(space).detail
    looked(space, timedelta(hours=9))
    assert "run-due" in look(space).mend


def test_moved_since(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system starts lies elsewhere by now."""
    handed_over(space, timedelta(minutes=5))
    monkeypatch.setattr(sys, "executable", "/elsewhere/python")
    assert "换过地方" in look(space).detail
    handed_over(space, timedelta(minutes=5))
    assert look(space).ok


def test_what_did_not_succeed(space: Workspace) -> None:
    """Named by the job, until the same job has come to a good end."""
    with Runs(space.journal_path, 1.0) as runs:
        runs.put(Run("daily", NOW - timedelta(days=1), NOW, NOW, "failed", "连不上"))
    [_, failed] = doctor_clock.checks(space, NOW)
    assert (failed.ok, failed.detail) == (False, "没有办成：每日工作")
    with Runs(space.journal_path, 1.0) as runs:
        runs.put(Run("daily", NOW, NOW, NOW, "done"))
    assert [check.name for check in doctor_clock.checks(space, NOW)] == ["定时运行"]
