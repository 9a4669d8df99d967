"""Whatever goes wrong at the prompt ends here: one Chinese sentence on standard error, exit status 2, never a traceback."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from toolkit import __version__
from toolkit.domain.errors import DubanError, UsageError
from toolkit.entry.console import flush_quietly, forgiving_streams
from toolkit.entry.helppage import help_page
from toolkit.entry.textwidth import clean

NOT_DONE = 2
INTERRUPTED = 130
DEBUG = "DUBAN_DEBUG"
"""Set to 1, this environment variable shows the traceback of an unexpected failure."""

RUNNING: ContextVar[str] = ContextVar("running", default="")
"""The command that runs, for those who note what was done by it."""

_BadUsage: type[Exception] = typer.BadParameter.__bases__[0]
"""The parser's base class for everything wrong on a command line."""


class Command(TyperCommand):
    """A command whose help is Chinese; while it runs, RUNNING is its name (feedback-accept)."""

    def invoke(self, ctx: Any) -> Any:
        RUNNING.set("-".join(ctx.command_path.split()[1:]))
        return super().invoke(ctx)

    def get_help(self, ctx: Any) -> str:
        return help_page(self, ctx)


class Group(TyperGroup):
    """A group whose help is Chinese; as the program's top it also turns every failure into a sentence."""

    def get_help(self, ctx: Any) -> str:
        return help_page(self, ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, list(self.commands), 1)
            hint = f"，是不是“{near[0]}”" if near else ""
            raise UsageError(f"没有命令“{name}”{hint}；可用的命令见 {ctx.command_path} --help")
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Runs a command line and always ends in SystemExit: 0, 1 or 2 (130 after Ctrl-C)."""
        forgiving_streams()
        sys.exit(_guarded(lambda: super(Group, self).main(*args, **{**kwargs, "standalone_mode": False})))

    def outcome(self, args: list[str]) -> tuple[int, str]:
        """Runs a command line within this process, for a button; see `explained`."""
        return explained(lambda: super(Group, self).main(args, "duban", standalone_mode=False))


def explained(run: Callable[[], Any]) -> tuple[int, str]:
    """What came of it: exit status, and the sentence that says why it is not 0 or 1 ("" where it is)."""
    try:
        status = run()
        flush_quietly()
    except DubanError as problem:
        return NOT_DONE, str(problem)
    except _BadUsage as problem:
        return NOT_DONE, _usage_sentence(problem)
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    except Exception as problem:
        if os.environ.get(DEBUG) == "1":
            traceback.print_exc()
        return NOT_DONE, unexpected_sentence(problem)
    if status == INTERRUPTED:
        return status, "已中断"
    return status if isinstance(status, int) else 0, ""


def _guarded(run: Callable[[], Any]) -> int:
    status, sentence = explained(run)
    if sentence:
        print(clean(sentence), file=sys.stderr)
        flush_quietly()
    return status


def _usage_sentence(problem: Any) -> str:
    kind, message = type(problem).__name__, problem.format_message()
    path = problem.ctx.command_path if problem.ctx else "duban"
    param = getattr(problem, "param", None)
    name = (param.opts[0] if param.param_type_name == "option" else param.metavar or param.name) if param is not None else ""
    if kind == "NoSuchOption":
        near = f"，是不是“{problem.possibilities[0]}”" if problem.possibilities else ""
        what = f"没有选项“{problem.option_name}”{near}"
    elif kind == "MissingParameter":
        what = f"缺少“{name}”"
    elif kind == "BadOptionUsage":
        what = f"选项“{problem.option_name}”" + ("不能带值" if "not take" in message else "后面缺少值")
    elif "unexpected extra argument" in message:
        what = f"多出了参数“{message.partition('(')[2].partition(')')[2].strip(' ()')}”，含空格的路径请加引号"
    else:
        what = f"参数“{name}”不能用" if name else f"参数有误（{message}）"
    return f"{what}；用法见 {path} --help"


def unexpected_sentence(problem: Exception) -> str:
    kind = type(problem).__name__
    try:
        log = _write_log(problem)
    except (OSError, RuntimeError):
        return f"程序出现意外错误（{kind}），未能完成；请设置环境变量 {DEBUG}=1 后重试，把显示的内容交给技术人员"
    return f"程序出现意外错误（{kind}），未能完成；详情已记入“{log}”，请把该文件交给技术人员"


def _write_log(problem: Exception) -> Path:
    """Notes where in the program it happened. The exception's own words stay out: they may quote a cell of the ledger."""
    import platform

    log = Path(typer.get_app_dir("duban")) / "errors.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    frames = "".join(traceback.format_list(traceback.extract_tb(problem.__traceback__)))
    when = datetime.now().isoformat(" ", "seconds")
    kind = f"{type(problem).__module__}.{type(problem).__qualname__}"
    log.write_text(
        f"{when} duban {__version__}, Python {platform.python_version()}, {platform.platform()}\n{kind}\n{frames}", "utf-8"
    )
    return log
