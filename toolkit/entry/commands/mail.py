"""Mail: remind, outbox."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.entry.app import LOOK, WORK, command, group
from toolkit.entry.options import Json, Keys, Ledger, LedgerOption, Today, read_limit, split_values
from toolkit.entry.prompt import Prompt
from toolkit.entry.views import mail as views


@command(WORK)
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


outbox_command = group("outbox", LOOK, "邮件日志：查看每封提醒的去向，处理被拒收或不明的邮件。")


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
