"""A forked process that is killed at a chosen step of its dealings with the disk: before and after every open, write, fsync,
rename, removal and change of permissions. Half a file's bytes really reach the disk when it dies between two writes."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from toolkit.ledger import guard

PIECES = 10
"""Into how many writes the content of a file is cut."""
_EVENTS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.chown", "tempfile.mkstemp"})


class _Slow:
    """A file that is written in pieces, each a step of its own."""

    def __init__(self, handle: int, step: Callable[[], None]) -> None:
        self._handle, self._step = handle, step

    def __enter__(self) -> _Slow:
        return self

    def __exit__(self, *_error: object) -> None:
        os.close(self._handle)

    def write(self, content: bytes) -> None:
        size = len(content) // PIECES + 1
        for at in range(0, len(content), size):
            self._step()
            os.write(self._handle, content[at : at + size])
        self._step()

    def flush(self) -> None:
        """Nothing is held back."""

    def fileno(self) -> int:
        return self._handle


def run(action: Callable[[], object], die_at: int) -> int:
    """Runs `action` in a forked process that kills itself (SIGKILL) at step `die_at`; 0: never. Returns how many steps it took,
    0 where it was killed. Raises AssertionError where it ended in another way."""
    back, forth = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            steps = _hooked(die_at)
            action()
            os.write(forth, str(steps()).encode())
        finally:
            os._exit(0)
    os.close(forth)
    said = os.read(back, 20)
    os.close(back)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return 0
    assert said, "the child failed"
    return int(said)


def _hooked(die_at: int) -> Callable[[], int]:
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def audited(event: str, _arguments: tuple[Any, ...]) -> None:
        if event in _EVENTS:
            step()

    fsync = os.fsync

    def stepping_fsync(handle: int) -> None:
        step()
        fsync(handle)
        step()

    guard.os.fsync = stepping_fsync  # type: ignore[attr-defined]
    guard.os.fdopen = lambda handle, _mode: _Slow(handle, step)  # type: ignore[attr-defined]
    sys.addaudithook(audited)
    return lambda: steps
