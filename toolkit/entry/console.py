"""The screen: colours and tables on a terminal, plain lines with tabs in a pipe; the progress bar on standard error."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Protocol, TextIO

from toolkit.entry.textwidth import clean

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

BAR_AFTER = 0.4
"""Seconds that a routine may take before a bar appears."""

STYLES: Mapping[str, str] = {
    "红": "bold white on red", "黄": "black on yellow", "绿": "black on green", "灰": "black on bright_black", "无": "dim",
    "错误": "bold red", "提醒": "yellow", "提示": "cyan", "已发送": "green", "被拒收": "bold red", "是否送达不明": "bold red",
}  # fmt: skip
"""Cells that stand out by what they say."""


class Screen(Protocol):
    """Where a command's result is shown to a person. Texts may come from cells: they are shown as text, never as markup."""

    def line(self, text: str = "", style: str = "") -> None:
        """One line; style in rich's words (bold, red …), ignored where there are no colours."""

    def table(self, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table; nothing where there are no rows."""


class PlainScreen:
    """Lines for a pipe or a file: cells parted by tabs, no colours, nothing cut off."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream

    def line(self, text: str = "", style: str = "") -> None:  # noqa: ARG002 - a pipe has no colours
        print(clean(text), file=self.stream)

    def table(self, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        lines = ["\t".join(clean(cell) for cell in row) for row in rows]
        if lines:
            print("\n".join(["\t".join(headers), *lines]), file=self.stream)


class RichScreen:
    """A terminal."""

    def __init__(self) -> None:
        from rich.console import Console

        self.console: Console = Console(highlight=False, markup=False, emoji=False)

    def line(self, text: str = "", style: str = "") -> None:
        self.console.print(clean(text), style=style or None, soft_wrap=True)

    def table(self, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
        for header in headers:
            table.add_column(header, overflow="fold")
        for row in rows:
            cells = [clean(cell) for cell in row]
            table.add_row(*(Text(cell, STYLES.get(cell, "")) for cell in cells))
        if table.row_count:
            self.console.print(table)


def screen() -> Screen:
    """The screen of this process: rich on a terminal, plain elsewhere."""
    return RichScreen() if sys.stdout.isatty() else PlainScreen()


def errors() -> Screen:
    """Plain lines on standard error: what is shown while a command still asks."""
    return PlainScreen(sys.stderr)


def print_json(data: Mapping[str, object]) -> None:
    """One JSON object; on a console that is not UTF-8 other characters are escaped, so that nothing is lost."""
    import json

    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").replace("-", "").lower()
    print(json.dumps(data, ensure_ascii=encoding != "utf8"))


def forgiving_streams() -> None:
    """A console that lacks a character (GBK) shows a question mark instead of ending the program; where there is no console at
    all (pythonw, a scheduled task), what is said goes nowhere."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in filter(None, (sys.stdout, sys.stderr)):  # a program without a console has none
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - it is open as long as the program


def flush_quietly() -> None:
    """Writes out what is buffered; a reader that has gone away (… | head) is no error, and hears nothing more."""
    for stream in filter(None, (sys.stdout, sys.stderr)):  # a program without a console has none
        try:
            stream.flush()
        except OSError as problem:
            if problem.errno not in (errno.EPIPE, errno.EINVAL):  # EINVAL: what Windows says of a closed pipe
                raise
            _mute(stream)


def _mute(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


class Bar:
    """A progress bar that routines call; it appears on a terminal only, and only when the work takes a while."""

    def __init__(self) -> None:
        self._since = monotonic()
        self._quiet = not sys.stderr.isatty()
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __call__(self, what: str, done: int, total: int) -> None:
        if self._quiet or (self._progress is None and monotonic() - self._since < BAR_AFTER):
            return
        if self._progress is None:
            self._progress = _bar()
            self._progress.start()
        if self._task is None:
            self._task = self._progress.add_task("", total=None)
        self._progress.update(self._task, description=clean(what), completed=done, total=total or None)

    def close(self) -> None:
        """Takes the bar off the screen."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
