"""Places on this machine: whether a folder lies on a network share, and where local state goes then."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_REMOTE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "davfs", "fuse.davfs2", "fuse.sshfs"})
_MOUNTS = Path("/proc/mounts")
_DRIVE_REMOTE = 4


def is_network_share(folder: Path) -> bool:
    """Whether a folder lies on a network share: a UNC path, a mapped drive, or a network mount."""
    text = str(folder)
    if text.startswith(("\\\\", "//")):
        return not text.startswith(("\\\\?\\", "\\\\.\\")) or text[4:8].upper() == "UNC\\"
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\") == _DRIVE_REMOTE)
    return _mounted_as(folder) in _REMOTE_SYSTEMS


def _mounted_as(folder: Path) -> str:
    """The file system under a folder as /proc/mounts names it, "" where the system has no such list."""
    try:
        lines = _MOUNTS.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    best, system = "", ""
    for line in lines:
        _, _, rest = line.partition(" ")
        point, _, rest = rest.partition(" ")
        point = point.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        if len(point) >= len(best) and folder.is_relative_to(point):
            best, system = point, rest.split(" ")[0]
    return system


def local_state(folder: Path) -> Path:
    """The folder on a local disk that stands in for `folder`/.duban: the same one each time for the same folder."""
    import hashlib  # loads OpenSSL, and most workspaces lie on a disk of this machine

    name = hashlib.sha256(os.path.normcase(folder).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return base / "duban" / name
