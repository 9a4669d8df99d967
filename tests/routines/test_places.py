"""Local disk or network share."""

from __future__ import annotations

import sys
from pathlib import Path, PureWindowsPath
from typing import Any, cast

import pytest

from toolkit.routines import places
from toolkit.routines.places import is_network_share, local_state


@pytest.mark.parametrize(
    ("path", "remote"),
    [(r"\\server\督查\台账", True), (r"\\?\UNC\server\share", True), (r"\\?\C:\督查", False), ("//server/share", True)],
)
def test_unc_paths(path: str, remote: bool) -> None:
    """A path to a server is a share; the long form of a local path is not."""
    assert is_network_share(cast(Any, PureWindowsPath(path))) is remote


@pytest.mark.skipif(not Path("/proc/mounts").exists(), reason="only Linux lists its mounts there")
def test_a_local_folder(tmp_path: Path) -> None:
    """The disk of this machine is no share."""
    assert not is_network_share(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="mount points are a Unix thing")
def test_network_mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The longest mount point over the folder decides; blanks in its name are written \\040."""
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n//server/x /mnt/share cifs rw 0 0\nserver:/y /mnt/two\\040words nfs4 rw 0 0\n", "utf-8"
    )
    monkeypatch.setattr(places, "_MOUNTS", mounts)
    assert is_network_share(Path("/mnt/share/督查"))
    assert is_network_share(Path("/mnt/two words"))
    assert not is_network_share(Path("/mnt/shared"))
    monkeypatch.setattr(places, "_MOUNTS", tmp_path / "missing")
    assert not is_network_share(Path("/mnt/share"))


def test_each_share_has_its_own_local_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Same folder, same place; another folder, another place."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert local_state(Path("/a")) == local_state(Path("/a")) != local_state(Path("/b"))
    assert local_state(Path("/a")).is_relative_to(tmp_path)
