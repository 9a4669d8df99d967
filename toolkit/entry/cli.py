"""duban: each command reads its arguments, calls one routine and shows its report. Routines are imported when they are needed."""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from toolkit import __version__
from toolkit.domain.errors import UsageError
from toolkit.domain.sheets import SLIPS
from toolkit.entry import views
from toolkit.entry.failures import Command, Group
from toolkit.entry.options import (
    Json,
    Keys,
    Ledger,
    LedgerOption,
    NoWrite,
    Today,
    read_day,
    read_header_rows,
    read_kind,
    read_limit,
    read_mapping,
    split_values,
)
from toolkit.entry.prompt import Prompt

START, WORK, LOOK = "开始", "日常", "查看"

app = typer.Typer(name="duban", cls=Group, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
outbox_app = typer.Typer(name="outbox", cls=Group, rich_markup_mode=None)
app.add_typer(outbox_app, rich_help_panel=LOOK)
command = partial(app.command, cls=Command)
outbox_command = partial(outbox_app.command, cls=Command)


def main() -> None:
    """The console script."""
    gc.set_threshold(200_000, 20, 100)  # a run reads a ledger and ends: looking through its items again and again takes seconds
    app(prog_name="duban")


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


@command(rich_help_panel=START)
def demo(
    folder: Annotated[str, typer.Argument(metavar="[文件夹]", help="演示工作区放在哪里，默认 duban-demo")] = "duban-demo",
    today: Today = None,
    as_json: Json = False,
) -> None:
    """建一个演示工作区并运行一遍日常工作。

    含一本示例台账（60多个事项）；提醒只写成 .eml 文件，不发出本机。
    """
    from toolkit.routines.demo import run

    with Prompt(today, as_json) as at:
        at.answer(run(Path(folder), today=at.today, progress=at.progress), views.demo)


@command(rich_help_panel=START)
def init(
    folder: Annotated[str, typer.Argument(metavar="文件夹", help="工作区放在哪里")],
    ledger: Annotated[str | None, typer.Option("--ledger", metavar="台账", help="使用已有的台账；不写则用随附的空白台账")] = None,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """建立工作区：台账、可修改的模板、duban.toml。

    已有的台账留在原处，只加上工具自己的列和表（同 adopt）。
    """
    from toolkit.routines.init import run

    with Prompt(today, as_json) as at:
        at.answer(run(Path(folder), ledger=Path(ledger) if ledger else None, today=at.today, progress=at.progress), views.init)


@command(rich_help_panel=START)
def adopt(
    ledger: Ledger = None,
    sheet: Annotated[str | None, typer.Option("--sheet", metavar="工作表", help="哪个工作表；不写则自动查找")] = None,
    header_rows: Annotated[
        str | None, typer.Option("--header-rows", metavar="首行[-末行]", help="表头所在行，如 3 或 3-4")
    ] = None,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", metavar="字段=列", help="指明某字段在哪一列，如 完成时限=F；可多次")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只查看识别结果，不改动台账")] = False,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """纳管台账：识别表头，加上工具自己的列、表和灯。

    人工填写的内容一字不动；可用 duban release 还原。
    """
    from toolkit.routines.adopt import run

    with Prompt(today, as_json) as at:
        rows, columns = read_header_rows(header_rows), read_mapping(mapping)
        space = at.workspace(ledger)
        report = run(
            space.need_ledger(),
            space,
            sheet=sheet,
            header_rows=rows,
            mapping=columns,
            dry_run=dry_run,
            today=at.today,
            progress=at.progress,
        )
        at.answer(report, views.adopt)


@command(rich_help_panel=START)
def release(ledger: Ledger = None, today: Today = None, as_json: Json = False) -> None:
    """解除纳管：把工具加上的列、表和灯全部移除。

    自有表中填写的内容先另存在台账旁，再次纳管时取回。
    """
    from toolkit.routines.release import run

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        at.answer(run(space.need_ledger(), space, today=at.today, progress=at.progress), views.release)


@command(rich_help_panel=WORK)
def check(ledger: Ledger = None, no_write: NoWrite = False, today: Today = None, as_json: Json = False) -> None:
    """校验台账，把问题写入“校验结果”表。

    每个问题都指明工作表、行、列，并引用原内容。
    """
    from toolkit.routines.check import run

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        at.answer(run(space.need_ledger(), space, write=not no_write, today=at.today, progress=at.progress), views.check)


@command(rich_help_panel=WORK)
def deadlines(ledger: Ledger = None, no_write: NoWrite = False, today: Today = None, as_json: Json = False) -> None:
    """计算每个事项的时限和灯，并说明依据。"""
    from toolkit.routines.deadlines import run

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        at.answer(run(space.need_ledger(), space, write=not no_write, today=at.today, progress=at.progress), views.deadlines)


@command(rich_help_panel=WORK)
def daily(ledger: Ledger = None, today: Today = None, as_json: Json = False) -> None:
    """每天运行一次：校验、时限、灯、提醒，并列出应发的文书。"""
    from toolkit.routines.daily import run

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        at.answer(run(space.need_ledger(), space, today=at.today, progress=at.progress), views.daily)


@command(rich_help_panel=WORK)
def slip(
    kind: Annotated[str, typer.Option("--kind", metavar="种类", help="、".join(SLIPS))],
    ledger: Ledger = None,
    item: Annotated[list[str] | None, typer.Option("--item", metavar="编号", help="事项编号；可多次，也可用逗号隔开")] = None,
    issue: Annotated[bool, typer.Option("--issue", help="签发：编文号并登记；不写则只出草稿")] = False,
    per_unit: Annotated[bool, typer.Option("--per-unit", help="一个单位一份；不写则一个事项一份")] = False,
    issuer: Annotated[str | None, typer.Option("--issuer", metavar="姓名", help="签发人")] = None,
    new_date: Annotated[
        str | None, typer.Option("--new-date", metavar="年-月-日", help="催办单的新定时限、告诫单的整改期限；不写则留空")
    ] = None,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """生成文书（Word）：不加 --issue 为无文号的草稿。"""
    from toolkit.routines.slip import run

    with Prompt(today, as_json) as at:
        which, items = read_kind(kind), split_values(item)
        if not items:
            raise UsageError("请用 --item 写明事项编号，如 --item 2026-001")
        space = at.workspace(ledger)
        report = run(
            space.need_ledger(),
            space,
            kind=which,
            items=items,
            issue=issue,
            per_unit=per_unit,
            issuer=issuer,
            new_date=read_day("--new-date", new_date) if new_date else None,
            today=at.today,
            progress=at.progress,
        )
        at.answer(report, views.slip)


@command(rich_help_panel=WORK)
def remind(
    ledger: Ledger = None,
    send: Annotated[bool, typer.Option("--send", help="发送；不写则只显示会发给谁")] = False,
    limit: Annotated[str | None, typer.Option("--limit", metavar="封数", help="本次最多发几封")] = None,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """查看今天应提醒哪些单位，加 --send 发送。"""
    from toolkit.routines.remind import run

    with Prompt(today, as_json) as at:
        most = read_limit(limit)
        space = at.workspace(ledger)
        at.answer(run(space.need_ledger(), space, send=send, limit=most, today=at.today, progress=at.progress), views.remind)


@command(rich_help_panel=LOOK)
def explain(
    text: Annotated[str, typer.Argument(metavar="文字", help="时限的写法，如 一般在7个工作日内反馈")],
    start: Annotated[str | None, typer.Option("--from", metavar="年-月-日", help="从哪一天起算；不写则为今天")] = None,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """查看一种时限写法怎样读、落在哪一天、依据是什么。"""
    from toolkit.routines.explain import run

    with Prompt(today, as_json) as at:
        at.answer(run(text, read_day("--from", start) if start else at.today), views.explain)


@command(rich_help_panel=LOOK)
def units(
    text: Annotated[str, typer.Argument(metavar="文字", help="单位一栏的内容，如 市教育局牵头，市财政局配合")],
    today: Today = None,
    as_json: Json = False,
) -> None:
    """查看单位一栏怎样读：谁牵头，谁配合。"""
    from toolkit.routines.units import run

    with Prompt(today, as_json) as at:
        at.answer(run(text), views.units)


@outbox_app.callback(invoke_without_command=True)
def outbox(context: typer.Context) -> None:
    """邮件日志：查看每封提醒的去向，处理被拒收或不明的邮件。"""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@outbox_command("list")
def outbox_list(ledger: LedgerOption = None, today: Today = None, as_json: Json = False) -> None:
    """列出邮件日志中的全部邮件。"""
    from toolkit.routines.outbox import run_list

    with Prompt(today, as_json) as at:
        at.answer(run_list(at.workspace(ledger), now=at.now), views.outbox)


@outbox_command("resend")
def outbox_resend(keys: Keys, ledger: LedgerOption = None, today: Today = None, as_json: Json = False) -> None:
    """把被拒收或是否送达不明的邮件放回待发送。

    内容和邮件标识不变；下次 duban remind --send 时发出。
    """
    from toolkit.routines.outbox import run_resend

    with Prompt(today, as_json) as at:
        at.answer(run_resend(at.workspace(ledger), split_values(keys), now=at.now), views.outbox)


@outbox_command("settle")
def outbox_settle(
    keys: Keys,
    state: Annotated[str, typer.Option("--state", metavar="结果", help="sent 已送达（不写即是），或 refused 未送达")] = "sent",
    ledger: LedgerOption = None,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """登记人工核实的结果：邮件已送达，还是未送达。"""
    from toolkit.routines.outbox import run_settle

    with Prompt(today, as_json) as at:
        at.answer(run_settle(at.workspace(ledger), split_values(keys), state, now=at.now), views.outbox)
