"""Between ledgers and years: intake, carry-over, consolidate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.entry.app import LEDGERS, command
from toolkit.entry.options import Json, Ledger, Today, read_number
from toolkit.entry.prompt import Prompt
from toolkit.entry.views import ledgers as views


@command(LEDGERS)
def intake(
    ledger: Ledger = None,
    sheet: Annotated[str | None, typer.Option("--sheet", metavar="工作表", help="登入哪个台账工作表；只有一个时可不写")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只查看会登入哪些事项，不改动台账")] = False,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """收文立项：把“收文登记”中已批准的来文登入台账。

    一份来文一项；“拆分为”写了几行的拆成几项。每份只登入一次。
    """
    from toolkit.routines.intake import run

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        report = run(space.need_ledger(), space, sheet=sheet, dry_run=dry_run, today=at.today, progress=at.progress)
        at.answer(report, views.intake)


@command(LEDGERS)
def carry_over(
    to: Annotated[str, typer.Option("--to", metavar="文件", help="新年度的工作簿，须是还没有的文件")],
    ledger: Ledger = None,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """年度结转：把未办结的事项转入新年度的工作簿。

    编号不变，过程记录、规则、设置、单位一并转入；已销号的留在原台账。
    """
    from toolkit.routines.carry_over import run

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        at.answer(run(space.need_ledger(), space, to=Path(to), today=at.today, progress=at.progress), views.carry_over)


@command(LEDGERS)
def consolidate(
    ledgers: Annotated[list[str], typer.Argument(metavar="台账…", help="台账文件，或存放台账的文件夹；可写多个")],
    out: Annotated[str, typer.Option("--out", metavar="文件", help="汇总写入哪个新文件（.xlsx）")],
    jobs: Annotated[str | None, typer.Option("--jobs", metavar="数", help="几个台账同时读；不写则与处理器个数相同")] = None,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """汇总：把几份台账（各部门、各县区）读到一个新工作簿。

    只读不写各台账，纳管与否都可以；读不了的列出原因，不影响其余。
    """
    from toolkit.routines.consolidate import run

    with Prompt(today, as_json) as at:
        processes = read_number("--jobs", jobs)
        at.answer(run(ledgers, out=Path(out), today=at.today, progress=at.progress, processes=processes), views.consolidate)
