"""Around the file: who has it open, has anybody saved it since, a backup, and a replacement that is whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from toolkit.domain.errors import LedgerBusy, LedgerChanged, LedgerError, NotALedger, os_reason
from toolkit.ledger.backups import listed, name_for

KEEP_BACKUPS = 30
COPIED = "backup"
"""What the clock's own copies are called; they are rotated apart, by whoever makes them."""
SUFFIXES = (".xlsx", ".xlsm")
PAUSES = (0.2, 0.5)
"""Seconds before a refused rename is tried again."""
TEMPORARY, LONGEST_NAME = ".督办_", 255


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
    try:
        if path.is_dir():
            raise LedgerError(f"“{path}”是文件夹：请指定其中的台账文件（.xlsx或.xlsm）")
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, ValueError) as missing:
        raise LedgerError(f"找不到台账文件“{path}”：请检查路径和文件名") from missing
    except PermissionError as denied:
        raise LedgerBusy(f"“{path.name}”读不了，可能正被其他程序独占或没有读取权限：请关闭该程序或检查权限后再试") from denied
    except OSError as failed:
        raise LedgerError(f"“{path.name}”读取失败（{os_reason(failed)}）：请检查磁盘或网络共享后再试") from failed
    if not data:
        raise NotALedger(f"“{path.name}”是空文件：请确认台账文件完好")
    if path.suffix.lower() not in SUFFIXES and data[:2] == b"PK":
        raise NotALedger(f"“{path.name}”不是.xlsx或.xlsm文件：请用Excel或WPS另存为.xlsx后再试")
    return Snapshot(path, data, digest(data))


def seen_open(path: Path) -> str:
    """What shows that a spreadsheet program has the file open, as a Chinese sentence; "" where nothing does.
    A link is looked at by its own name and by that of the file it leads to.

    A lock file may be left over from a crash. Where that can be tried, it is (see `left_over`); elsewhere the sentence says
    which file was seen, so that a person can decide.
    """
    name = path.name
    for lock, program in _seen(path):
        if not _is_left_over(lock, program, path):
            return (
                f"“{name}”正在{program}中打开（发现锁定文件 {lock.name}{_owner(lock)}）：请保存并关闭后再试；"
                "如确认没有人打开，是上次异常退出留下的，可删除这个锁定文件"
            )
    return f"“{name}”正被其他程序占用：请保存并关闭后再试" if _is_held(path) else ""


def left_over(path: Path) -> str:
    """The sentence on a lock file that was seen beside the file and is nobody's any more; "" without one."""
    stale = [(lock, program) for lock, program in _seen(path) if _is_left_over(lock, program, path)]
    return "；".join(
        f"发现锁定文件 {lock.name}{_owner(lock)}，但{program}并没有打开“{path.name}”，应是上次异常退出留下的：已照常写入，可删除它"
        for lock, program in stale
    )


def _seen(path: Path) -> list[tuple[Path, str]]:
    return [lock for each in dict.fromkeys((path, path.resolve())) for lock in _locks(each) if lock[0].exists()]


def _is_left_over(lock: Path, program: str, path: Path) -> bool:
    """Whether a lock file is certainly stale. On Windows Excel and WPS keep an open workbook to themselves, so that opening it
    for writing is the proof. LibreOffice names its computer: on this one it is stale when no LibreOffice runs."""
    if program != "LibreOffice":
        return sys.platform == "win32" and not _is_held(path)
    with contextlib.suppress(OSError, IndexError):
        host = lock.read_bytes()[:400].decode("utf-8", "replace").split(",")[2].strip()
        running = _programs()
        return host == platform.node() and bool(running) and "soffice.bin" not in running
    return False


def _programs() -> set[str]:
    """The names of all running programs, empty where the system does not list them."""
    found = set()
    for each in Path("/proc").glob("[0-9]*/comm"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            found.add(each.read_text(errors="replace").strip())
    return found


def _is_held(path: Path) -> bool:
    """Whether another program keeps the file to itself (Windows alone knows that)."""
    if sys.platform == "win32":
        try:
            with path.open("r+b"):
                pass
        except PermissionError:
            return True
    return False


def _locks(path: Path) -> Iterator[tuple[Path, str]]:
    """Where a program that has a file open leaves its lock file."""
    name = path.name
    for lock, program in (
        (f"~${name}", "Excel或WPS"),
        (f"~${name[2:]}", "Excel"),
        (f".~lock.{name}#", "LibreOffice"),
        (f".~{name}", "WPS"),
    ):
        if lock != name and len(lock.encode()) <= LONGEST_NAME:
            yield path.with_name(lock), program


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
    """LedgerBusy where a spreadsheet program seems to have the file open, or where it is marked read-only."""
    if reason := seen_open(path) or _marked_read_only(path):
        raise LedgerBusy(reason)


def _marked_read_only(path: Path) -> str:
    with contextlib.suppress(OSError):  # a file that is not there is told when it is read
        if not path.resolve().stat().st_mode & stat.S_IWUSR:
            return f"“{path.name}”是只读文件：请在文件属性中取消“只读”后再试"
    return ""


def replace(old: Snapshot, new: bytes, backups: Path, doing: str = "") -> None:
    """Puts `new` in the file's place: checks that nobody saved it since it was read, keeps a backup, writes beside it,
    flushes to disk, renames. A crash at any moment leaves the old or the new file whole.

    doing: what is run, for the backup's name. Raises LedgerBusy, LedgerChanged, LedgerError; nothing has changed then.
    """
    ensure_closed(old.path)
    if digest(read(old.path).data) != old.sha:
        raise LedgerChanged(f"“{old.path.name}”在读取之后被别人保存过，为免覆盖，本次没有写入：请重新运行一次")
    exchange(old, new, backups, doing)


def exchange(old: Snapshot, new: bytes, backups: Path, doing: str) -> None:
    """The replacement itself, of whatever bytes stand there: backup, temporary file, rename."""
    path = old.path.resolve()
    with explained(path):
        if reason := _marked_read_only(path):
            raise LedgerError(reason)
        _backup(old, backups, doing)
        _sweep(path.parent)
        put_whole(path, new, old.sha)


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Troubles of the file system inside become LedgerError or LedgerChanged."""
    try:
        yield
    except FileExistsError as there:
        raise LedgerChanged(f"刚刚有人放回了“{path.name}”，为免覆盖，本次没有写入：请重新运行一次") from there
    except PermissionError as denied:
        raise LedgerError(f"没有写入“{path.parent}”的权限，或文件被占用：请检查文件夹是否只读、文件是否已关闭") from denied
    except OSError as failed:
        raise LedgerError(f"写入“{path.name}”失败（{os_reason(failed)}）：请检查磁盘空间或网络共享，台账未改动") from failed


def put_whole(path: Path, new: bytes, sha: str = "") -> None:
    """Writes a file so that at any moment the old or the new one stands there whole; a permission or owner it had stays.

    sha: what the file there must still be, else LedgerChanged. Raises OSError.
    """
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        _like(temporary, path)
        if sha and digest(path.read_bytes()) != sha:
            raise LedgerChanged(f"“{path.name}”刚刚被别人保存过，为免覆盖，本次没有写入：请重新运行一次")
        _swap(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


def _swap(new: Path, old: Path) -> None:
    """The rename. A virus scanner or a preview holds a file for a moment on Windows and on shares: it is tried again."""
    for pause in PAUSES:
        with contextlib.suppress(PermissionError):
            new.replace(old)
            return
        time.sleep(pause)
    new.replace(old)


def put_new(path: Path, write: Callable[[Path], object]) -> None:
    """A new file, whole or not at all, never over one that is there: `write` makes it under another name beside it.

    Raises FileExistsError, or another OSError; nothing is left behind then.
    """
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}{path.suffix}")
    try:
        write(temporary)
        if sys.platform == "win32":
            temporary.rename(path)  # refuses a name that is taken
        else:
            _link(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _link(new: Path, path: Path) -> None:
    """rename() would replace a file that is there, a second name for the same file does not."""
    try:
        os.link(new, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without such links
        if path.exists():
            raise FileExistsError(str(path)) from None
        new.replace(path)


def _like(new: Path, old: Path) -> None:
    """Owner and permissions of the file that is replaced, as far as this user may give them; for a new file the usual ones."""
    with contextlib.suppress(OSError):
        was = old.stat() if old.exists() else None
        if was is not None and hasattr(os, "chown"):
            with contextlib.suppress(OSError):
                os.chown(new, was.st_uid, was.st_gid)
        new.chmod(stat.S_IMODE(was.st_mode) if was is not None else 0o644)


def _sweep(folder: Path) -> None:
    """Takes away what a crash of an earlier day left half written."""
    for each in folder.glob(f"{TEMPORARY}*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - each.stat().st_mtime > 86400:
                each.unlink()


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _backup(old: Snapshot, folder: Path, doing: str) -> None:
    """A copy of what is about to be replaced; the newest KEEP_BACKUPS of this file are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    put_whole(folder / name_for(old.path, datetime.now(), doing), old.data)
    mine = [each for each in listed(folder, old.path) if each.doing != COPIED]
    for each in mine[KEEP_BACKUPS:]:
        with contextlib.suppress(OSError):
            each.path.unlink()
