"""duban serve: the clock as a resident program; each minute it runs what is due, each second it looks into the buttons' inbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from time import sleep

from filelock import FileLock, Timeout
from schedule import Scheduler

from toolkit.domain.errors import DubanError, LedgerBusy
from toolkit.domain.slots import Run
from toolkit.routines import logbook
from toolkit.routines.clock import Clock, ClockReport
from toolkit.routines.workspace import Workspace

PAUSE = 1.0
"""Seconds between two looks at the ticker: also how long a request for an end may wait."""

Inbox = Callable[[date, bool], object]
"""Serves what lies in the inbox of button requests, for a day; with True also what waits for the ledger to be closed."""


def run(clock: Clock, inbox: Inbox, stopped: Callable[[], bool], heard: Callable[[ClockReport], None]) -> ClockReport:
    """Works until `stopped` says so, also when a round fails; returns all that was run. heard: each round with something in it.

    Raises LedgerBusy where another resident clock serves this workspace.
    """
    found: list[Run] = []
    troubles: list[str] = []
    unserved: list[str] = []

    def tick() -> None:
        try:
            report = clock.run_due()
        except DubanError as problem:
            report = ClockReport(trouble=str(problem))
        except Exception as problem:  # what is resident goes on, and tries again in a minute
            report = ClockReport(trouble=clock.unexpected(problem))
        trouble = report.trouble
        if trouble and troubles[-1:] != [trouble]:
            logbook.note(clock.workspace, clock.now(), "定时", "常驻", trouble)
        troubles[:] = [trouble] if trouble else []
        if report.runs:
            found.extend(report.runs)
            heard(report)
        _serve(clock, inbox, unserved, waiting=True)

    ticker = Scheduler()
    with _alone(clock.workspace):
        logbook.note(clock.workspace, clock.now(), "定时", "常驻", "开始")
        tick()
        ticker.every().minute.do(tick)
        while not stopped():
            ticker.run_pending()
            _serve(clock, inbox, unserved, waiting=False)
            sleep(PAUSE)
        logbook.note(clock.workspace, clock.now(), "定时", "常驻", "结束")
    return ClockReport(tuple(found), troubles[0] if troubles else "")


def _serve(clock: Clock, inbox: Inbox, unserved: list[str], *, waiting: bool) -> None:
    """A request that cannot be served is no reason to stop the clock; what stays wrong is told once. unserved: what was told."""
    said = ""
    try:
        inbox(clock.now().date(), waiting)
    except Exception as problem:
        said = str(problem) if isinstance(problem, DubanError) else clock.unexpected(problem)
    if said and unserved != [said]:
        logbook.note(clock.workspace, clock.now(), "按钮", "收件夹", f"没有办成：{said}")
    unserved[:] = [said] if said else []


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    workspace.state_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(workspace.state_dir / "serve.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as held:
        raise LedgerBusy("这个工作区已有一个 duban serve 在运行：不必再开一个") from held
    try:
        yield
    finally:
        lock.release()
