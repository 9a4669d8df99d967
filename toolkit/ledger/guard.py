"""Around the file: who has it open, has anybody saved it since, a backup, and a replacement that is whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from toolkit.domain.errors import LedgerBusy, LedgerChanged, LedgerError, NotALedger

KEEP_BACKUPS = 30
SUFFIXES = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file as it was when read: path, bytes and their SHA-256."""

    path: Path
    data: bytes
    sha: str


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read(path: Path) -> Snapshot:
    """The file's bytes in one read. LedgerError says what is wrong: missing, a folder, no permission, empty, another type."""
    if not path.exists():
        raise LedgerError(f"找不到台账文件“{path}”：请检查路径和文件名")
    if path.is_dir():
        raise LedgerError(f"“{path}”是文件夹：请指定其中的台账文件（.xlsx或.xlsm）")
    try:
        data = path.read_bytes()
    except PermissionError as denied:
        raise LedgerBusy(f"“{path.name}”读不了，可能正被其他程序独占或没有读取权限：请关闭该程序或检查权限后再试") from denied
    except OSError as failed:
        raise LedgerError(f"“{path.name}”读取失败（{failed.strerror or failed}）：请检查磁盘或网络共享后再试") from failed
    if not data:
        raise NotALedger(f"“{path.name}”是空文件：请确认台账文件完好")
    if path.suffix.lower() not in SUFFIXES and data[:2] == b"PK":
        raise NotALedger(f"“{path.name}”不是.xlsx或.xlsm文件：请用Excel或WPS另存为.xlsx后再试")
    return Snapshot(path, data, digest(data))


def seen_open(path: Path) -> str:
    """What shows that a spreadsheet program has the file open, as a Chinese sentence; "" where nothing does.

    A lock file may be left over from a crash: the sentence says which file was seen, so that a person can decide.
    """
    name = path.name
    for lock, program in (
        (f"~${name}", "Excel或WPS"),
        (f"~${name[2:]}", "Excel"),
        (f".~lock.{name}#", "LibreOffice"),
        (f".~{name}", "WPS"),
    ):
        place = path.with_name(lock)
        if lock != name and place.exists():
            return (
                f"“{name}”正在{program}中打开（发现锁定文件 {lock}{_owner(place)}）：请保存并关闭后再试；"
                "如确认没有人打开，是上次异常退出留下的，可删除这个锁定文件"
            )
    if sys.platform == "win32":
        try:
            with path.open("r+b"):
                pass
        except PermissionError:
            return f"“{name}”正被其他程序占用：请保存并关闭后再试"
    return ""


def _owner(lock: Path) -> str:
    """Who holds a lock file, as far as it says."""
    with contextlib.suppress(OSError):
        content = lock.read_bytes()[:400]
        if lock.name.startswith(".~lock."):
            parts = [part.strip() for part in content.decode("utf-8", "replace").split(",")]
            who = " ".join(part for part in parts[:3] if part)
        else:
            who = content[1 : 1 + content[0]].decode("gbk", "replace").strip("\x00 ") if content else ""
        who = "".join(char for char in who if char.isprintable())
        return f"，使用者：{who}" if who else ""
    return ""


def ensure_closed(path: Path) -> None:
    """LedgerBusy where a spreadsheet program seems to have the file open."""
    if reason := seen_open(path):
        raise LedgerBusy(reason)


def replace(old: Snapshot, new: bytes, backups: Path) -> None:
    """Puts `new` in the file's place: checks that nobody saved it since it was read, keeps a backup, writes beside it,
    flushes to disk, renames. A crash at any moment leaves the old or the new file whole.

    Raises LedgerBusy, LedgerChanged, LedgerError; nothing has changed then.
    """
    path = old.path.resolve()
    ensure_closed(old.path)
    if digest(read(path).data) != old.sha:
        raise LedgerChanged(f"“{path.name}”在读取之后被别人保存过，为免覆盖，本次没有写入：请重新运行一次")
    try:
        _backup(old, backups)
        _swap(path, new, old.sha)
    except PermissionError as denied:
        raise LedgerError(f"没有写入“{path.parent}”的权限，或文件被占用：请检查文件夹是否只读、文件是否已关闭") from denied
    except OSError as failed:
        raise LedgerError(
            f"写入“{path.name}”失败（{failed.strerror or failed}）：请检查磁盘空间或网络共享，台账未改动"
        ) from failed


def _swap(path: Path, new: bytes, sha: str) -> None:
    handle, temporary = tempfile.mkstemp(prefix=".督办_", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(OSError):
            os.chmod(temporary, path.stat().st_mode & 0o7777)
        if digest(path.read_bytes()) != sha:
            raise LedgerChanged(f"“{path.name}”刚刚被别人保存过，为免覆盖，本次没有写入：请重新运行一次")
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _backup(old: Snapshot, folder: Path) -> None:
    """A copy of what is about to be replaced; the newest KEEP_BACKUPS of this file are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    stem, suffix = old.path.stem, old.path.suffix
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    (folder / f"{stem}.{stamp}{suffix}").write_bytes(old.data)
    kept = sorted(each for each in folder.glob(f"*{suffix}") if each.name.startswith(f"{stem}."))
    for each in kept[:-KEEP_BACKUPS]:
        with contextlib.suppress(OSError):
            each.unlink()
