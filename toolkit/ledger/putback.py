"""A backup put back in a ledger's place: through the same guard as every other writing, whatever became of the file."""

from __future__ import annotations

import os
from pathlib import Path

from toolkit.domain.errors import LedgerBusy, LedgerChanged, LedgerError, os_reason
from toolkit.ledger import guard


def put_back(path: Path, present: bytes | None, new: bytes, backups: Path, doing: str) -> None:
    """A backup in the place of a ledger that may be broken, empty or gone. present: the bytes that stand there, as they were
    looked at a moment ago (None: no file); they are backed up first. Raises as `replace` does; nothing has changed then.
    """
    guard.ensure_closed(path)
    if raw(path) != present:
        raise LedgerChanged(f"“{path.name}”刚刚被别人改动过，为免覆盖，本次没有恢复：请重新运行一次")
    if present is not None:
        guard.exchange(guard.Snapshot(path, present, guard.digest(present)), new, backups, doing)
        return
    with guard.explained(path):
        path.resolve().parent.mkdir(parents=True, exist_ok=True)
        guard.put_new(path.resolve(), lambda temporary: _flushed(temporary, new))


def raw(path: Path) -> bytes | None:
    """Whatever stands in a ledger's place, None where nothing does. Raises LedgerError where it cannot be read."""
    if path.is_dir():
        raise LedgerError(f"“{path}”是文件夹：请指定台账文件（.xlsx或.xlsm）")
    try:
        return path.read_bytes() if path.exists() else None
    except OSError as failed:
        raise LedgerBusy(f"“{path.name}”读不了（{os_reason(failed)}）：请关闭正在使用它的程序、检查权限后再试") from failed


def _flushed(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
