"""The program as a person meets it at the prompt: its panels, and how a command or a group of commands enters it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import typer

from toolkit.entry.contents import Contents, Entry, F
from toolkit.entry.failures import Command, Group
from toolkit.entry.helppage import PANELS

START, WORK, LEDGERS, CLOCK, LOOK = PANELS
"""Panels of the help page."""

_typer = partial(typer.Typer, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def _command(function: Callable[..., Any], name: str) -> Any:
    alone = _typer()
    alone.command(name, cls=Command)(function)
    return typer.main.get_command(alone)


def _holding(contents: Contents) -> type[Group]:
    """Typer asks a group for nothing but its class."""

    class Holding(Group):
        def __init__(self, **attributes: Any) -> None:
            super().__init__(**{**attributes, "commands": contents})

    return Holding


def _page(context: typer.Context) -> None:
    """A group without a command shows what it holds."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


PROGRAM = Contents(_command)
app = _typer(name="duban", cls=_holding(PROGRAM))


def command(panel: str) -> Callable[[F], F]:
    """A command of the program, named as its function is (run_due: run-due)."""
    return PROGRAM.enter(panel=panel)


def group(name: str, panel: str, text: str) -> Callable[[str], Callable[[F], F]]:
    """A group of commands (duban outbox …) and what its page says; returns the decorator that enters a command into it by name."""
    contents = Contents(_command)
    inner = partial(_typer, name=name, cls=_holding(contents), help=text, callback=_page, invoke_without_command=True)
    PROGRAM.entries[name] = Entry(panel, text, lambda: typer.main.get_command(inner()))
    return contents.enter
