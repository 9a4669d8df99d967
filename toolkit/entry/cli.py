"""duban: the console script."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from toolkit import __version__
from toolkit.entry.app import app
from toolkit.entry.leaving import leave

# Importing enters the commands, in the order of the help page.
# isort: off
from toolkit.entry.commands import start, firstday, work, desk, mail, feedback, papers, ledgers, clock, look  # noqa: F401
# isort: on

__all__ = ["app", "calm_collector", "main"]


def calm_collector() -> None:
    """A run reads a ledger and ends: looking through its items again and again for cycles to free takes seconds."""
    gc.set_threshold(200_000, 20, 100)


def main() -> None:
    """The console script."""
    calm_collector()
    try:
        if len(sys.argv) == 3 and sys.argv[1] == "--button":
            from toolkit.entry.buttons import pressed

            sys.exit(pressed(sys.argv[2]))
        app(prog_name="duban")
    except SystemExit as end:
        leave(end.code)
        raise


@app.callback(invoke_without_command=True)
def top(context: typer.Context, version: Annotated[bool, typer.Option("--version", help="显示版本")] = False) -> None:
    """督查督办工具箱：校验台账、计算时限、亮灯、出文书、发提醒。

    台账文件写在命令末尾；在工作区（含 duban.toml 的文件夹）内可不写。
    退出码：0 完成；1 完成，但有需要人处理的问题；2 未完成，未作任何改动。
    """
    if version:
        typer.echo(f"duban {__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())
