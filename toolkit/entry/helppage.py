"""--help in Chinese, laid out for characters that take two cells (typer's own pages are in English and measure in characters)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from toolkit.entry.contents import Contents
from toolkit.entry.textwidth import pad, width, wrap

PANELS = ("开始", "日常", "台账之间", "定时", "查看")
"""Headings over the program's commands, in the order of the page."""
MOST_CELLS = 110
_GAP = 2


def help_page(command: Any, context: Any) -> str:
    """The help of one command, or of a group with its commands listed by panel."""
    cells = min(_columns(), MOST_CELLS)
    params = [param for param in command.get_params(context) if not getattr(param, "hidden", False)]
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option"]
    is_group = isinstance(command, TyperGroup)
    usage = [context.command_path, "[选项]", *(param.metavar for param in arguments), *(["命令"] if is_group else [])]
    lines = [typer.style("用法：", bold=True) + " ".join(usage), ""]
    for paragraph in (command.help or "").split("\n"):
        lines += [f"  {line}".rstrip() for line in wrap(paragraph.strip(), cells - 2)]
    lines += _section("参数", [(param.metavar.strip("[]"), param.help or "") for param in arguments], cells)
    if is_group:
        for panel, entries in _panels(command.commands).items():
            lines += _section(panel, entries, cells)
    lines += _section("选项", [(_spelling(param), _meaning(param)) for param in options], cells)
    return "\n".join(lines)


def _columns() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _section(title: str, entries: Sequence[tuple[str, str]], cells: int) -> Iterator[str]:
    if not entries:
        return
    yield ""
    yield typer.style(f"{title}：", bold=True)
    first = max(width(name) for name, _ in entries) + _GAP
    for name, text in entries:
        label = name
        for line in wrap(text, max(cells - first - 2, 20)):
            yield f"  {pad(label, first)}{line}"
            label = ""


def _panels(contents: Contents) -> dict[str, list[tuple[str, str]]]:
    panels: dict[str, list[tuple[str, str]]] = {}
    for name, entry in contents.entries.items():
        panels.setdefault(entry.panel or "命令", []).append((name, entry.line))
    return {name: panels[name] for name in (*PANELS, *panels) if name in panels}


def _spelling(param: Any) -> str:
    return ", ".join(param.opts) + ("" if param.is_flag or not param.metavar else f" {param.metavar}")


def _meaning(param: Any) -> str:
    return "显示本帮助" if param.name == "help" else param.help or ""
