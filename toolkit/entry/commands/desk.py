"""The desk's records: event add, event list."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.domain.errors import UsageError
from toolkit.domain.words import STEPS, VIAS
from toolkit.entry.app import WORK, group
from toolkit.entry.options import Json, Ledger, Today, read_day, split_values
from toolkit.entry.prompt import Prompt
from toolkit.entry.views import desk as views

Items = Annotated[list[str] | None, typer.Option("--item", metavar="编号", help="事项编号；可多次，也可用逗号隔开")]


event_command = group("event", WORK, "过程记录：记一件事，或查看一个事项的全过程。")


@event_command("add")
def event_add(
    step: Annotated[str, typer.Option("--step", metavar="环节", help="、".join(STEPS))],
    ledger: Ledger = None,
    item: Items = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="单位", help="涉及的承办单位；不写则指全部承办单位")] = None,
    via: Annotated[str | None, typer.Option("--via", metavar="方式", help="、".join(VIAS))] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="年-月-日", help="哪一天发生的；不写则为今天")] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="内容", help="内容，如与谁通话、怎样答复，延期至哪一天")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="经手人", help="经手人或批准人")] = None,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """在“过程记录”表记一件事：签收、电话催办、线下反馈、审核、延期、中止等。

    也可以直接在表中填写一行；台账须先关闭。
    """
    from toolkit.routines.event import Entry, run_add

    with Prompt(today, as_json) as at:
        items = _items(item)
        day = read_day("--on", on) if on else None
        entry = Entry(step.strip(), (unit or "").strip(), (via or "").strip(), day, (note or "").strip(), (by or "").strip())
        space = at.workspace(ledger)
        report = run_add(space.need_ledger(), space, items=items, entry=entry, today=at.today, progress=at.progress)
        at.answer(report, views.event_add)


@event_command("list")
def event_list(ledger: Ledger = None, item: Items = None, today: Today = None, as_json: Json = False) -> None:
    """按时间列出一个事项的全过程：台账日期、过程记录和台账的修改。

    已从台账中删去的事项也可以查看。
    """
    from toolkit.routines.event import run_list

    with Prompt(today, as_json) as at:
        items = _items(item)
        space = at.workspace(ledger)
        at.answer(run_list(space.need_ledger(), space, items=items, today=at.today, progress=at.progress), views.event_list)


def _items(typed: list[str] | None) -> list[str]:
    items = split_values(typed)
    if not items:
        raise UsageError("请用 --item 写明事项编号，如 --item 2026-001")
    return items
