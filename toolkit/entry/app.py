"""The program as a person meets it at the prompt: its panels, and how a command or a group of commands enters it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import typer

from toolkit.entry.failures import Command, Group
from toolkit.entry.helppage import PANELS

START, WORK, LEDGERS, CLOCK, LOOK = PANELS
"""Panels of the help page."""

app = typer.Typer(name="duban", cls=Group, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def command(panel: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A command of the program, named as its function is (run_due: run-due)."""
    return app.command(cls=Command, rich_help_panel=panel)


def group(name: str, panel: str) -> tuple[typer.Typer, Callable[..., Callable[[Callable[..., Any]], Callable[..., Any]]]]:
    """A group of commands (duban outbox …), and the decorator that enters a command into it by name."""
    inner = typer.Typer(name=name, cls=Group, rich_markup_mode=None)
    app.add_typer(inner, rich_help_panel=panel)
    return inner, partial(inner.command, cls=Command)
