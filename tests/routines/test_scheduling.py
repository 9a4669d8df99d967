"""Handing run-due to the system's scheduler, with stand-ins for its programs that keep what they are given."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support import schedulers
from toolkit.domain.errors import SetupError
from toolkit.domain.words import SYSTEMS, System
from toolkit.routines import scheduling
from toolkit.routines.config import Config
from toolkit.routines.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the only place where programs are looked for, and a home of its own."""
    return schedulers.stand_ins(tmp_path, monkeypatch)


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "督查 一", Config())


def test_cron(programs: Path, space: Workspace) -> None:
    """In beside the lines that are there, once however often; out again, the others as they were."""
    (programs / "tab").write_text("0 1 * * * backup\n", "utf-8")
    assert not scheduling.look(space, "cron", only_print=False).installed
    for _ in range(2):
        assert scheduling.install(space, "cron", only_print=False).installed
    tab = (programs / "tab").read_text("utf-8")
    assert tab.startswith("0 1 * * * backup\n")
    assert tab.count("*/15 * * * *") == 1
    assert not scheduling.remove(space, "cron", only_print=False).installed
    assert (programs / "tab").read_text("utf-8") == "0 1 * * * backup\n"


def test_systemd(programs: Path, space: Workspace) -> None:
    """Two files in the user's folder, read anew and switched on; both gone after removal."""
    report = scheduling.install(space, "systemd", only_print=False)
    assert [path.suffix for path in report.files] == [".service", ".timer"]
    assert all(path.read_text("utf-8") == text for path, text in report.files.items())
    assert f"--user enable --now {report.name}.timer" in (programs / "calls").read_text("utf-8")
    scheduling.remove(space, "systemd", only_print=False)
    assert not any(path.exists() for path in report.files)


def test_windows(programs: Path, space: Workspace) -> None:
    """The task goes to schtasks as a file in UTF-16 with a byte order mark and Windows line ends."""
    report = scheduling.install(space, "windows", only_print=False)
    [path] = report.files
    assert path.read_bytes()[:2] in (b"\xff\xfe", b"\xfe\xff")
    assert "\r\n" in path.read_bytes().decode("utf-16")
    assert f"/Create /TN {report.name} /XML {path} /F" in (programs / "calls").read_text("utf-8")


@pytest.mark.parametrize("system", SYSTEMS)
def test_print_changes_nothing(system: System, programs: Path, space: Workspace) -> None:
    """The contents are told, no file is written, no program but the question is called."""
    for act in (scheduling.install, scheduling.look, scheduling.remove):
        data = act(space, system, only_print=True).data()
        assert data["files"]
        assert list(data["contents"]) == data["files"]  # type: ignore[call-overload]
    assert not space.root.exists()
    assert not (programs / "tab").exists()
    called = (programs / "calls").read_text("utf-8") if (programs / "calls").exists() else ""
    assert not {"/Create", "/Delete", "enable", "disable"} & set(called.split())


def test_a_system_that_refuses(programs: Path, space: Workspace) -> None:
    """What it said is told, and what a person can do."""
    (programs / "refuses").touch()
    with pytest.raises(SetupError, match=r"Access is denied.*--print"):
        scheduling.install(space, "windows", only_print=False)
    (programs / "schtasks").unlink()
    with pytest.raises(SetupError, match=r"本机没有“schtasks”.*--system"):
        scheduling.install(space, "windows", only_print=False)


def test_a_ledger_without_a_workspace(space: Workspace) -> None:
    """A ledger that no duban.toml names is named in the command; one that is, is not."""
    ledger = space.root / "台账.xlsx"
    assert scheduling.errand_for(Workspace(space.root, Config(), ledger)).command[-1] == str(ledger)
    assert scheduling.errand_for(Workspace(space.root, Config(ledger="台账.xlsx"), ledger)).command[-1] == "run-due"
