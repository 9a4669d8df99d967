"""What a person sees, on a terminal and in a pipe."""

from __future__ import annotations

import io
import json
import sys

import pytest

from toolkit.entry import console
from toolkit.entry.console import Bar, PlainScreen, RichScreen, print_json, screen


def test_a_pipe_gets_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """Cells parted by tabs, a tab inside a cell made a blank, nothing for an empty table."""
    shown = screen()
    assert isinstance(shown, PlainScreen)
    shown.line("红2", "bold red")
    shown.table(("编号", "灯"), [("A\t1", "红"), (None, 3)])
    shown.table(("编号",), [])
    assert capsys.readouterr().out == "红2\n编号\t灯\nA 1\t红\n\t3\n"


def test_a_terminal_gets_a_table_of_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Markup and escape sequences from cells are shown, not obeyed; only the toolkit's own colours are sent."""
    terminal = io.StringIO()
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = RichScreen()
    shown.console = type(shown.console)(file=terminal, force_terminal=True, width=60, highlight=False, markup=False, emoji=False)
    shown.line("[red]原文[/red] \x1b[2J", "bold")
    shown.table(("灯", "内容"), [("红", "[bold]x[/bold]\x1b]0;t\x07")])
    text = terminal.getvalue()
    assert "[red]原文[/red]" in text
    assert "[bold]x[/bold]" in text
    assert "\x1b[2J" not in text
    assert "\x1b]0" not in text
    assert "\x1b[1;37;41m红" in text


@pytest.mark.parametrize(("encoding", "expected"), [("utf-8", "㛃"), ("gbk", "\\u36c3")])
def test_json_survives_any_console(encoding: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a console that is not UTF-8 the object is escaped instead of losing characters."""
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding=encoding))
    print_json({"unit": "㛃"})
    sys.stdout.flush()
    assert expected in buffer.getvalue().decode(encoding)
    assert json.loads(buffer.getvalue().decode(encoding)) == {"unit": "㛃"}


def test_a_gbk_console_shows_a_question_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    """A character that the console lacks does not end the program."""
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding="gbk"))
    console.forgiving_streams()
    PlainScreen().line("𠮷")
    sys.stdout.flush()
    assert buffer.getvalue() == b"?\n"


def test_no_bar_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    """Standard error is not a terminal here: nothing is written to it."""
    bar = Bar()
    bar("读取台账", 1, 2)
    bar.close()
    assert capsys.readouterr().err == ""


def test_the_bar_appears_when_work_takes_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, after a moment: what is done, how far, and a cell's markup stays text."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(console, "BAR_AFTER", 0.0)
    bar = Bar()
    bar("读取[red]台账", 1, 4)
    bar.close()
    assert "读取[red]台账" in terminal.getvalue()
    assert "1/4" in terminal.getvalue()
