"""The first day and the bad day: setup, doctor, status, backup list, backup restore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.entry.app import LOOK, START, command, group
from toolkit.entry.console import errors
from toolkit.entry.options import Json, Ledger, Today, read_codes, read_jobs, read_number, split_values
from toolkit.entry.prompt import Prompt
from toolkit.entry.views import firstday as views

if TYPE_CHECKING:
    from toolkit.routines.tomlfile import Value


@command(START)
def setup(
    office: Annotated[str | None, typer.Option("--office", metavar="名称", help="本室名称")] = None,
    code: Annotated[
        list[str] | None, typer.Option("--code", metavar="文书=代字", help="发文代字，如 督办通知=连督通；可多次")
    ] = None,
    ledger: Annotated[str | None, typer.Option("--ledger", metavar="台账", help="台账文件；建立新工作区时会纳管它")] = None,
    transport: Annotated[str | None, typer.Option("--transport", metavar="方式", help="folder 只存成文件，smtp 真正发信")] = None,
    smtp_host: Annotated[str | None, typer.Option("--smtp-host", metavar="服务器", help="发信服务器；写了即为真正发信")] = None,
    smtp_port: Annotated[str | None, typer.Option("--smtp-port", metavar="端口", help="不写则按加密方式")] = None,
    smtp_security: Annotated[str | None, typer.Option("--smtp-security", metavar="加密", help="ssl、starttls 或 none")] = None,
    smtp_user: Annotated[str | None, typer.Option("--smtp-user", metavar="用户", help="登录用户名；免登录的不写")] = None,
    sender: Annotated[str | None, typer.Option("--sender", metavar="地址", help="发件人地址")] = None,
    ca_file: Annotated[
        str | None, typer.Option("--ca-file", metavar="文件", help="单位自建证书的CA证书（PEM），发信、收信都用")
    ] = None,
    domain: Annotated[list[str] | None, typer.Option("--domain", metavar="域名", help="邮件只发往这些域名；可多次")] = None,
    imap_host: Annotated[str | None, typer.Option("--imap-host", metavar="服务器", help="收反馈的收信服务器")] = None,
    imap_port: Annotated[str | None, typer.Option("--imap-port", metavar="端口", help="不写则按加密方式")] = None,
    imap_security: Annotated[str | None, typer.Option("--imap-security", metavar="加密", help="ssl 或 starttls")] = None,
    imap_user: Annotated[str | None, typer.Option("--imap-user", metavar="用户", help="收信用户名")] = None,
    job: Annotated[
        list[str] | None,
        typer.Option("--job", metavar="任务=时间", help="到点自动办，如 daily=每个工作日 8:30；不要的写 daily=不办；可多次"),
    ] = None,
    schedule: Annotated[bool, typer.Option("--schedule", help="交给系统定时运行（同 duban schedule install）")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="不提问：只按选项设置，其余不变")] = False,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """第一次设置：逐项提问，当场测试，写入 duban.toml。

    当前文件夹还不是工作区的，就在这里建立。已有的设置和注释都保留。
    密码不写在命令里：提问时输入（不显示），存入系统的密码库；或设置环境变量 DUBAN_SMTP_PASSWORD。
    """
    from toolkit.routines.setup import changed, plan_for, run, scheduled

    with Prompt(today, as_json) as at:
        given = {
            "office.name": office, "office.codes": read_codes(code) or None, "office.domains": split_values(domain) or None,
            "mail.transport": transport or ("smtp" if smtp_host else None), "mail.host": smtp_host,
            "mail.port": read_number("--smtp-port", smtp_port), "mail.security": smtp_security, "mail.user": smtp_user,
            "mail.sender": sender, "mail.ca_file": ca_file, "imap.host": imap_host, "imap.ca_file": ca_file if imap_host else None,
            "imap.port": read_number("--imap-port", imap_port), "imap.security": imap_security, "imap.user": imap_user,
        }  # fmt: skip
        values: dict[str, Value] = {place: value for place, value in given.items() if value is not None}
        values |= {f"jobs.{name}": line for name, line in read_jobs(job).items()}
        start, own = Path.cwd(), Path(ledger) if ledger else None
        passwords: dict[str, str] = {}
        if not yes:
            from toolkit.entry.questions import ask_all, ask_passwords
            from toolkit.entry.questions import yes as agreed

            own = ask_all(start, values, own)
        plan = plan_for(start, values, own)
        if not yes:
            views.plan(errors(), {"changed": changed(plan), "made": plan.new})
            if not agreed("按以上内容设置吗", True):
                raise typer.Abort
            passwords = ask_passwords(plan.config)
            if plan.config.jobs and not (schedule or scheduled(plan)):
                schedule = agreed("交给系统到点自动办吗（随时可用 duban schedule remove 取消）", False)
        at.answer(
            run(plan, passwords=passwords, schedule=schedule, today=at.today, clock=at.clock(), progress=at.progress), views.setup
        )


@command(START)
def doctor(
    ledger: Ledger = None,
    mail: Annotated[bool, typer.Option("--mail", help="登录发信、收信的邮箱，由发件人给自己发一封测试邮件")] = False,
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


@command(LOOK)
def status(ledger: Ledger = None, today: Today = None, as_json: Json = False) -> None:
    """今天的情况：灯、今天到期、超期、等人处理的、邮件、定时任务。

    只查看，不写任何文件。
    """
    from toolkit.routines.status import run

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        at.answer(run(space.need_ledger(), space, today=at.today, progress=at.progress), views.status)


backup_command = group("backup", LOOK, "备份：列出台账的备份，恢复其中一份。")


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
