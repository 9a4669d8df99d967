"""Papers: slip."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.domain.errors import UsageError
from toolkit.domain.sheets import SLIPS
from toolkit.entry.app import WORK, command
from toolkit.entry.options import Json, Ledger, Today, read_day, read_kind, split_values
from toolkit.entry.prompt import Prompt
from toolkit.entry.views import papers as views


@command(WORK)
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
