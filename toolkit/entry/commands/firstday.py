"""The first day and the bad day: doctor, backup list, backup restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.entry.app import LOOK, START, command, group
from toolkit.entry.options import Json, Ledger, Today
from toolkit.entry.prompt import Prompt
from toolkit.entry.views import firstday as views


@command(START)
def doctor(
    ledger: Ledger = None,
    mail: Annotated[bool, typer.Option("--mail", help="登录邮件服务器，由发件人给自己发一封测试邮件")] = False,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """检查第一次使用所需的一切，每项写明怎么解决。

    只查看，不改动任何文件；密码不显示。
    """
    from toolkit.routines.doctor import run

    with Prompt(today, as_json) as at:
        named = Path(ledger) if ledger else None
        report = run(named, Path.cwd(), mail=mail, today=at.today, clock=at.clock(), progress=at.progress)
        at.answer(report, views.doctor)


backup_app, backup_command = group("backup", LOOK)


@backup_app.callback(invoke_without_command=True)
def backup(context: typer.Context) -> None:
    """备份：列出台账的备份，恢复其中一份。"""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@backup_command("list")
def backup_list(ledger: Ledger = None, today: Today = None, as_json: Json = False) -> None:
    """列出台账的备份：时间、大小、写入前运行的命令。"""
    from toolkit.routines.backup import run_list

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        at.answer(run_list(space.need_ledger(), space), views.backups)


@backup_command("restore")
def backup_restore(
    ledger: Ledger = None,
    number: Annotated[str, typer.Option("--id", metavar="备份编号", help="见 duban backup list；不写则为最近一份")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会改变什么，不恢复（不写 --yes 时就是这样）")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="看过会改变什么之后，确认恢复")] = False,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """恢复一份备份：先列出会改变什么，加 --yes 才恢复。

    恢复前，现有的台账（即使已损坏）先另存为一份备份；台账已被误删的也能恢复。
    """
    from toolkit.routines.backup import run_restore

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        report = run_restore(space.need_ledger(), space, id=number, do=yes and not dry_run, progress=at.progress)
        at.answer(report, views.restore)
