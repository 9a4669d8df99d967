"""A person (or a script) at a prompt: one command's day, workspace, progress bar and answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

import typer

from toolkit.entry.console import Bar, Screen, flush_quietly, print_json, screen
from toolkit.entry.failures import RUNNING
from toolkit.entry.options import read_day

if TYPE_CHECKING:
    from toolkit.routines.progress import Progress
    from toolkit.routines.workspace import Book, Workspace

NO_LINE = ("run-due", "serve", "log", "status", "backup-list", "doctor")
"""Commands of which the prompt leaves no line in the log: they enter their own, or promise to write nothing."""
View = Callable[[Screen, Mapping[str, Any]], None]
"""Shows a report's data to a person."""


class Report(Protocol):
    """What every routine returns."""

    @property
    def exit_status(self) -> int:
        """0: done; 1: done, and there is something for a person to see."""

    def data(self) -> dict[str, object]:
        """The object that --json prints."""


@dataclass(slots=True)
class Door:
    """Where a command comes from if not from a prompt: a button in a ledger, a request in the inbox.

    live: the ledger as it stands open there (None: the file); progress: where steps are told; screen: what the answer is
    shown on.
    """

    live: Book | None
    progress: Progress
    screen: Screen


DOOR: ContextVar[Door | None] = ContextVar("door", default=None)


class Prompt:
    """One run of one command; the only place that reads the clock and the current folder."""

    def __init__(self, today: str | None, as_json: bool) -> None:
        self._now = datetime.now()
        self.today: date = read_day("--today", today) if today else self._now.date()
        self.day_was_named = today is not None
        self._space: Workspace | None = None
        self._as_json, self._door = as_json, DOOR.get()
        self._bar = Bar()
        self.progress: Progress = self._door.progress if self._door else self._bar

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.close()

    def now(self) -> datetime:
        """The time of day now, on the day that counts as today."""
        return datetime.combine(self.today, datetime.now().time())

    def clock(self) -> datetime:
        """What this machine's clock says, whatever day counts as today."""
        return datetime.now()

    def workspace(self, ledger: str | None) -> Workspace:
        """The workspace of the ledger that was named, or of the current folder."""
        from toolkit.routines.workspace import Workspace

        found = Workspace.find(Path(ledger) if ledger else None, Path.cwd())
        self._space = replace(found, doing=RUNNING.get(), live=self._door.live if self._door else None)
        return self._space

    def answer(self, report: Report, view: View) -> None:
        """Shows what was done and ends the command with the report's exit status."""
        self._bar.close()
        data = report.data()
        if self._space and self._space.doing not in NO_LINE:
            from toolkit.routines.logbook import note_report

            door = "按钮" if self._door else "命令行"
            note_report(self._space, datetime.now(), door, self._space.doing, data, report.exit_status)
        try:
            if self._as_json:
                print_json(data)
            else:
                view(self._door.screen if self._door else screen(), data)
        except BrokenPipeError:
            pass
        flush_quietly()
        raise typer.Exit(report.exit_status)
