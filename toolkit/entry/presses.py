"""One press at a time: a button pressed twice quickly does its work once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from toolkit.domain.errors import LedgerBusy, SetupError, os_reason


@dataclass(frozen=True, slots=True)
class Presses:
    """The presses on one ledger of a workspace. folder: where the workspace keeps its state."""

    folder: Path
    ledger: Path

    @contextmanager
    def one(self, button: str, pressed: str) -> Iterator[None]:
        """Inside, this press is the only one. pressed: when, as the macro wrote it (2026-03-05 09:00:00).

        Raises LedgerBusy for a press while another one is at work, and for one that was made before the same button's
        last work was done: the person pressed twice before anything could be seen.
        """
        name = hashlib.sha256(str(self.ledger).encode("utf-8", "surrogatepass")).hexdigest()[:8]
        last = self.folder / f"button-{name}-{button}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "button.lock", timeout=0)
            lock.acquire()
        except Timeout as held:
            raise LedgerBusy("上一次按的按钮还在办理，这一次没有办：请等状态栏显示结果后再按") from held
        except OSError as denied:
            raise SetupError(f"无法在“{self.folder}”写入（{os_reason(denied)}）：请检查文件夹是否只读") from denied
        try:
            if last.exists() and pressed <= last.read_text("ascii"):
                raise LedgerBusy("这个按钮连按了两次，第一次已经办完，第二次没有再办")
            yield
            last.write_text(f"{datetime.now():%Y-%m-%d %H:%M:%S}", "ascii")
        finally:
            lock.release()
