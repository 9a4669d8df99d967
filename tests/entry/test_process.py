"""duban as a program: started from outside, with the consoles and pipes that offices and schedulers have."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DUBAN = [sys.executable, "-m", "toolkit"]


def run(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run([*DUBAN, *words], cwd=cwd, env=env, capture_output=True, stdin=subprocess.DEVNULL, check=False)


def test_python_m_toolkit(tmp_path: Path) -> None:
    """The module is the same program as the console script, and calls itself duban."""
    done = run("--help", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.decode().startswith("用法：duban [选项] 命令")
    assert done.stderr == b""


@pytest.mark.parametrize("environment", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "gbk"}, {"PYTHONIOENCODING": "ascii"}])
def test_odd_consoles(environment: dict[str, str], tmp_path: Path) -> None:
    """No locale, a Chinese code page, plain ASCII: an answer, never an encoding error; JSON keeps every character."""
    for words in (["--help"], ["units", "㛃县教育局"]):
        done = run(*words, cwd=tmp_path, **environment)
        assert (done.returncode, done.stderr) == (0, b"")
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    shown = run("units", "㛃县教育局", "--json", cwd=tmp_path, **environment).stdout.decode(encoding)
    assert json.loads(shown)["lead"][0]["name"] == "㛃县教育局"


def test_json_is_all_there_is_on_standard_output(tmp_path: Path) -> None:
    """One object, nothing before or after it."""
    done = run("explain", "一般在7个工作日内反馈", "--from", "2019-03-11", "--json", cwd=tmp_path)
    data = json.loads(done.stdout)
    assert (data["kind"], data["dates"], done.returncode, done.stderr) == ("workdays", ["2019-03-20"], 0, b"")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    """duban … | head ends quietly."""
    read, write = os.pipe()
    os.close(read)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([*DUBAN, "units", "市教育局"], cwd=tmp_path, env=env, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")
def test_a_terminal_gets_colours(tmp_path: Path) -> None:
    """On a terminal the table has lines and bold headings; the same command in a pipe has neither."""
    import pty

    master, slave = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
    env.pop("NO_COLOR", None)
    subprocess.run([*DUBAN, "units", "市教育局"], cwd=tmp_path, env=env, stdout=slave, stderr=slave, check=True)
    os.close(slave)
    assert "\x1b[1m" in os.read(master, 65536).decode()
    os.close(master)
    assert b"\x1b" not in run("units", "市教育局", cwd=tmp_path).stdout


def test_the_journal_is_not_made_by_looking(tmp_path: Path) -> None:
    """outbox list outside of a workspace needs a ledger; with one, an empty list and no file."""
    (tmp_path / "a.xlsx").touch()
    done = run("outbox", "list", "--ledger", "a.xlsx", "--json", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)) == (0, {"mails": []})
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
