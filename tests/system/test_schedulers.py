"""The files for systemd and cron before the tools' own checkers; what they must refuse is refused, so that the check is one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from toolkit.domain.words import System
from toolkit.routines import scheduling
from toolkit.routines.config import Config
from toolkit.routines.workspace import Workspace

pytestmark = pytest.mark.system


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """A workspace whose name is as hard as names get."""
    root = tmp_path / "督查 100%"
    root.mkdir()
    return Workspace(root, Config())


def needed(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"system tests must run in CI: {program} is not installed")
        pytest.skip(f"{program} is not installed")
    return found


def files(space: Workspace, system: System) -> dict[str, str]:
    return {path.name: text for path, text in scheduling.look(space, system, only_print=True).files.items()}


def verified(units: Mapping[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    folder.mkdir()
    (folder / "run").mkdir()
    for name, text in units.items():
        (folder / name).write_text(text, "utf-8")
    paths = [str(folder / name) for name in units]
    words = [needed("systemd-analyze"), "verify", "--user", "--man=no", *paths]
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(folder / "run")}
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)


def test_systemd(space: Workspace, tmp_path: Path) -> None:
    """systemd-analyze verify has nothing to say of ours, and something of a broken one."""
    units = files(space, "systemd")
    done = verified(units, tmp_path / "ours")
    assert (done.returncode, done.stderr) == (0, "")
    broken = {name: text.replace("*:0/15", "now and then") for name, text in units.items()}
    assert verified(broken, tmp_path / "broken").returncode != 0


def test_cron(space: Workspace, tmp_path: Path) -> None:
    """crontab takes ours, and refuses a broken one (-n in Debian's cron, -T in cronie)."""
    crontab = needed("crontab")
    [text] = files(space, "cron").values()
    (tmp_path / "ours").write_text(text, "utf-8")
    (tmp_path / "broken").write_text(text.replace("*/15 *", "*/15 hourly"), "utf-8")
    usage = subprocess.run([crontab, "-h"], capture_output=True, text=True, check=False)
    check = "-T" if "-T" in usage.stderr + usage.stdout else "-n"
    for name, accepted in (("ours", True), ("broken", False)):
        done = subprocess.run([crontab, check, str(tmp_path / name)], capture_output=True, text=True, check=False)
        assert (done.returncode == 0) == accepted, done.stderr
