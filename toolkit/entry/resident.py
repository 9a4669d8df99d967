"""duban serve as a process: ended by Ctrl+C or by the system, telling each round as it happens."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from toolkit.entry.console import screen
from toolkit.entry.views.clock import run_due

if TYPE_CHECKING:
    from toolkit.routines.clock import Clock, ClockReport


def reside(clock: Clock, *, quiet: bool) -> ClockReport:
    """Serves until a signal asks for an end; what runs then comes to its end first. quiet: rounds are not shown (--json)."""
    from toolkit.entry.inbox import made_ready, serve
    from toolkit.routines.serving import run

    def heard(report: ClockReport) -> None:
        if not quiet:
            run_due(screen(), report.data())

    inbox = clock.workspace.inbox_dir
    made_ready(inbox)
    with _asked_to_stop() as asked:
        return run(clock, lambda today, waiting: serve(inbox, today, waiting=waiting), lambda: bool(asked), heard)


@contextmanager
def _asked_to_stop() -> Iterator[list[int]]:
    """A list that is empty until SIGINT or SIGTERM comes; the handlers from before stand again afterwards."""
    asked: list[int] = []
    before = {each: signal.signal(each, lambda number, frame: asked.append(number)) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
