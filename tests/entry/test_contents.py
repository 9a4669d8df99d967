"""A list of commands costs their names alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer
from typer.testing import CliRunner

from toolkit.entry.app import PROGRAM, app
from toolkit.entry.contents import Contents


def test_a_command_is_made_when_it_is_asked_for_and_once() -> None:
    """Names, panels and first lines are there at once; whoever asks again gets the same command."""
    made: list[str] = []

    def make(function: Callable[..., Any], name: str) -> str:
        made.append(name)
        return f"{name} of {function.__name__}"

    contents = Contents(make)

    @contents.enter(panel="日常")
    def carry_over() -> None:
        """结转。

        细节。
        """

    contents.enter("list")(carry_over)
    assert list(contents) == ["carry-over", "list"]
    assert [(entry.panel, entry.line) for entry in contents.entries.values()] == [("日常", "结转"), ("", "结转")]
    assert "daily" not in contents
    assert made == []
    assert contents["list"] == contents["list"] == "list of carry_over"
    assert made == ["list"]


def test_help_makes_no_command_and_a_run_makes_its_own_alone() -> None:
    """Options are read of the command that was chosen, not of the forty others."""
    for entry in PROGRAM.entries.values():
        vars(entry).pop("command", None)

    def made() -> list[str]:
        return [name for name, entry in PROGRAM.entries.items() if "command" in vars(entry)]

    assert CliRunner().invoke(app, ["--help"]).exit_code == 0
    assert made() == []
    assert CliRunner().invoke(app, ["status", "--help"]).exit_code == 0
    assert made() == ["status"]


def test_what_the_list_says_is_what_the_command_says() -> None:
    """The line in the list is the first sentence of the command's own page, for groups as well."""
    commands: Any = typer.main.get_command(app)
    for name, entry in PROGRAM.entries.items():
        assert entry.line
        assert commands.commands[name].help.startswith(entry.line)
        assert commands.commands[name].name == name
