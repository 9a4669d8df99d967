"""The clock at the prompt: run-due, serve, schedule, log."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.entry.test_inbox import TODAY, answer, request
from tests.entry.test_process import DUBAN, run
from tests.support.pressing import ledger_with_buttons
from toolkit.entry.cli import app


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace made by init, the current folder."""
    folder = tmp_path / "督查"
    assert call("init", str(folder), "--today", "2026-03-18")[0] == 0
    monkeypatch.chdir(folder)
    return folder


def call(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.stdout


def answered(*words: str) -> dict[str, Any]:
    status, shown = call(*words, "--json")
    assert status == 0, shown
    return json.loads(shown)  # type: ignore[no-any-return]


def slots(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(each["job"], each["slot"], each["outcome"]) for each in data["runs"]]


def test_run_due(space: Path) -> None:
    """A day is its end; a holiday has no reminders; days between are told; the screen says the same in words."""
    assert slots(answered("run-due", "--today", "2026-03-20")) == [
        ("daily", "2026-03-20T08:30", "done"),
        ("backup", "2026-03-20T12:10", "done"),
    ]
    assert answered("run-due", "--today", "2026-03-20")["runs"] == []
    assert {outcome for job, _, outcome in slots(answered("run-due", "--today", "2026-03-22")) if job == "daily"} == set()
    status, shown = call("run-due", "--today", "2026-03-25")
    assert status == 0
    assert "每日工作\t3月23日08:30起2次\t错过\t错过，由3月25日08:30的一次一并办理" in shown
    assert "每日工作\t3月25日08:30\t完成\t事项0个；邮件0封" in shown
    assert call("run-due", "--today", "2026-03-25")[1] == "现在没有到点的任务。\n"


def test_every_door_leaves_a_line(space: Path) -> None:
    """A command at the prompt stands in the log beside what the clock did; looking into the log does not."""
    assert call("log")[1] == "还没有运行记录。\n"
    call("check")
    call("deadlines", "--no-write")
    data = answered("log")
    assert [line.split("  ", 1)[1] for line in data["lines"]] == [
        "命令行  check  完成；事项0、问题0",
        "命令行  deadlines  完成；事项0",
    ]
    assert data["path"].endswith(f"{data['day']}.log")
    assert "命令行  check" in call("log")[1]


def test_what_was_refused_changes_nothing(space: Path) -> None:
    """Exit status 2 leaves every file as it was, the log too."""
    call("check")
    before = {path: path.read_bytes() for path in space.rglob("*") if path.is_file()}
    assert run("slip", "--kind", "交办单", "--item", "没有", cwd=space).returncode == 2
    assert {path: path.read_bytes() for path in space.rglob("*") if path.is_file()} == before


def test_schedule_print(space: Path) -> None:
    """For each system the files and their contents, nothing installed; a name that is none is refused."""
    for system, part in (("windows", "<StartWhenAvailable>true"), ("systemd", "Persistent=true"), ("cron", "*/15 * * * *")):
        data = answered("schedule", "install", "--print", "--system", system)
        assert data["files"] == list(data["contents"])
        assert part in "".join(data["contents"].values())
        assert part in call("schedule", "show", "--print", "--system", system)[1]
    assert run("schedule", "show", "--system", "at", cwd=space).returncode == 2
    assert "没有交给" in call("schedule", "show", "--system", "windows")[1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs without a signal")
def test_serve_until_it_is_asked_to_stop(space: Path) -> None:
    """The first look is at once; a second resident is refused; a signal ends it with exit status 0 and what was run."""
    words = [*DUBAN, "serve", "--today", "2026-03-20", "--json"]
    with subprocess.Popen(words, cwd=space, env=_environment(), stdout=subprocess.PIPE, text=True) as serving:
        for _ in range(600):
            if any("备份" in path.read_text("utf-8") for path in (space / ".duban" / "log").glob("*.log")):
                break
            assert serving.poll() is None
            time.sleep(0.1)
        assert run("serve", cwd=space).returncode == 2
        serving.send_signal(signal.SIGTERM)
        shown, _ = serving.communicate(timeout=60)
    assert serving.returncode == 0
    assert [outcome for _, _, outcome in slots(json.loads(shown))] == ["done", "done"]
    lines = (space / ".duban" / "log" / "2026-03-20.log").read_text("utf-8").splitlines()
    assert (lines[0][10:], lines[-1][10:]) == ("定时  常驻  开始", "定时  常驻  结束")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs without a signal")
def test_serve_answers_the_buttons(tmp_path: Path) -> None:
    """The inbox is made, a request that a macro leaves there is answered, also between two rounds, and the press stands in the
    log."""
    ledger = ledger_with_buttons(tmp_path / "督查 室", TODAY)
    log = ledger.parent / ".duban" / "log"
    with subprocess.Popen([*DUBAN, "serve", "--today", str(TODAY)], cwd=ledger.parent, env=_environment()) as serving:
        for _ in range(600):
            if any("每日工作" in path.read_text("utf-8") for path in log.glob("*.log")):
                break
            assert serving.poll() is None
            time.sleep(0.1)
        assert (ledger.parent / ".duban" / "inbox").is_dir()
        left = request(ledger, "deadlines")
        for _ in range(300):
            if left.with_suffix(".answer").exists():
                break
            assert serving.poll() is None
            time.sleep(0.1)
        serving.send_signal(signal.SIGINT)
        assert serving.wait(60) == 0
    assert "红" in answer(left)
    logged = "".join(path.read_text("utf-8") for path in (ledger.parent / ".duban" / "log").glob("*.log"))
    assert "按钮  deadlines  完成" in logged
    assert "定时  每日工作" in logged


def test_without_any_console(space: Path) -> None:
    """pythonw has no standard streams: the work is done all the same."""
    code = "import sys; sys.stdout = sys.stderr = None; from toolkit.entry.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "run-due", "--today", "2026-03-20"], cwd=space, env=_environment(), check=False
    )
    assert done.returncode == 0
    assert "每日工作" in (space / ".duban" / "log" / "2026-03-20.log").read_text("utf-8")


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2]), "PYTHONIOENCODING": "utf-8"}
