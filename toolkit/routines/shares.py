"""Reading many ledgers side by side: processes that are started anew (as on Windows), a few ledgers under way at a time.

What a worker process imports is this file and what judging needs; a ledger that ends its process is read once more alone.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.errors import DubanError
from toolkit.domain.papers.summary import Share, share_of
from toolkit.routines.opening import open_office, read_book
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

AHEAD = 2
"""Ledgers under way for each process: enough to keep it busy, few enough to keep memory flat."""
TERM = 60
"""Ledgers that a process reads before it is started anew: what it remembers of texts stays small."""
MOST = 60
"""Windows waits for no more processes than 61."""
ALONE = 3
"""Up to so many ledgers are read in this process: starting others would take longer."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A ledger that could not be read, and why, as one Chinese sentence without anything from its cells."""

    path: str
    reason: str


def read_share(path: str, today: date) -> Share | Failed:
    """One ledger read and judged; nothing is written anywhere. Never raises: whatever is wrong becomes a Failed."""
    try:
        ledger = Path(path)
        workspace = Workspace.find(ledger, ledger.parent)
        book = read_book(ledger, workspace, silent)
        office = open_office(book, workspace, today, silent, adopted=False, every_sheet=True)
        return share_of(path, office.desk, office.checked(), bool(book.model.ledgers))
    except DubanError as refused:
        return Failed(path, str(refused))
    except Exception as problem:  # one broken ledger must not stop the others
        return Failed(path, f"读取时程序出错（{type(problem).__name__}）：请用Excel打开并另存为.xlsx再试")


def read_shares(paths: Sequence[str], today: date, processes: int) -> Iterator[Share | Failed]:
    """Every ledger in the order given, read in so many processes."""
    processes = min(processes, MOST)
    if processes < 2 or len(paths) <= ALONE:
        yield from (read_share(path, today) for path in paths)
        return
    waiting = deque(paths)
    while waiting:
        under_way: deque[tuple[str, Future[Share | Failed]]] = deque()
        pool, left = _pool(min(processes, len(waiting))), TERM * processes
        try:
            while (waiting and left) or under_way:
                while waiting and left and len(under_way) < processes * AHEAD:
                    under_way.append((waiting[0], pool.submit(read_share, waiting[0], today)))
                    waiting.popleft()  # only now: a pool that is broken takes no more
                    left -= 1
                yield under_way[0][1].result()
                under_way.popleft()
        except BrokenProcessPool:
            # a process was ended from outside or by a library; which of those under way it read is not known
            yield from (_read_apart(path, today) for path, _ in under_way)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _read_apart(path: str, today: date) -> Share | Failed:
    """A ledger in a process of its own."""
    with _pool(1) as pool:
        try:
            return pool.submit(read_share, path, today).result()
        except BrokenProcessPool:
            return Failed(path, "读取这个文件时程序被中断（内存不足或文件异常）：请用Excel打开并另存为.xlsx再试")


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """In a worker: Ctrl-C is the parent's business; a ledger's items are not looked through for garbage again and again."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(200_000, 20, 100)
