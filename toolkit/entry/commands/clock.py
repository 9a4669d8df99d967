"""The clock: run-due, serve, schedule install, schedule show, schedule remove, log."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.domain.words import SYSTEMS
from toolkit.entry.app import CLOCK, LOOK, command, group
from toolkit.entry.failures import unexpected_sentence
from toolkit.entry.options import Json, Ledger, Today, read_system
from toolkit.entry.prompt import Prompt
from toolkit.entry.views import clock as views

if TYPE_CHECKING:
    from toolkit.routines.clock import Clock

END_OF_DAY = time(23, 59)
"""For which --today stands."""


@command(CLOCK)
def run_due(ledger: Ledger = None, today: Today = None, as_json: Json = False) -> None:
    """办理现在到点的定时任务，补做错过的。

    由系统的定时功能每15分钟运行一次（见 duban schedule install）；每个时点只办一次。--today 相当于那一天的23:59。
    """
    with Prompt(today, as_json) as at:
        at.answer(_clock(at, ledger).run_due(), views.run_due)


@command(CLOCK)
def serve(ledger: Ledger = None, today: Today = None, as_json: Json = False) -> None:
    """常驻运行：每分钟办理到点的任务，并受理台账按钮的请求。

    按 Ctrl+C 结束。一般不需要，用 duban schedule install 即可。
    """
    from toolkit.entry.resident import reside

    with Prompt(today, as_json) as at:
        at.answer(reside(_clock(at, ledger), quiet=as_json), views.served)


def _clock(at: Prompt, ledger: str | None) -> Clock:
    from toolkit.routines.clock import Clock

    named = datetime.combine(at.today, END_OF_DAY)
    return Clock(
        at.workspace(ledger),
        (lambda: named) if at.day_was_named else datetime.now,
        at.progress,
        unexpected_sentence,
        believed=at.day_was_named,
    )


System = Annotated[str | None, typer.Option("--system", metavar="系统", help=f"{'、'.join(SYSTEMS)}；不写则为本机所用的")]
Print = Annotated[bool, typer.Option("--print", help="只显示，不改动本机")]


schedule_command = group("schedule", CLOCK, "把 run-due 交给系统的定时功能：安装、查看、取消。")


@schedule_command("install")
def schedule_install(
    ledger: Ledger = None, system: System = None, show: Print = False, today: Today = None, as_json: Json = False
) -> None:
    """每15分钟运行一次 duban run-due，开机登录后也运行。"""
    from toolkit.routines.scheduling import install

    with Prompt(today, as_json) as at:
        at.answer(install(at.workspace(ledger), read_system(system), only_print=show), views.schedule)


@schedule_command("show")
def schedule_show(
    ledger: Ledger = None, system: System = None, show: Print = False, today: Today = None, as_json: Json = False
) -> None:
    """查看是否已交给系统定时运行。--print 同时显示内容。"""
    from toolkit.routines.scheduling import look

    with Prompt(today, as_json) as at:
        at.answer(look(at.workspace(ledger), read_system(system), only_print=show), views.schedule)


@schedule_command("remove")
def schedule_remove(
    ledger: Ledger = None, system: System = None, show: Print = False, today: Today = None, as_json: Json = False
) -> None:
    """取消系统的定时运行。"""
    from toolkit.routines.scheduling import remove

    with Prompt(today, as_json) as at:
        at.answer(remove(at.workspace(ledger), read_system(system), only_print=show), views.schedule)


@command(LOOK)
def log(ledger: Ledger = None, today: Today = None, as_json: Json = False) -> None:
    """查看最近一天的运行记录。"""
    from toolkit.routines.logbook import run

    with Prompt(today, as_json) as at:
        at.answer(run(at.workspace(ledger)), views.log)
