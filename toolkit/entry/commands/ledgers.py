"""Between ledgers and years: intake, carry-over, consolidate."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.entry.app import LEDGERS, command
from toolkit.entry.options import Json, Ledger, Today
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
