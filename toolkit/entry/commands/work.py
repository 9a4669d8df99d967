"""The day's work: check, deadlines, daily."""

from __future__ import annotations

from toolkit.entry.app import WORK, command
from toolkit.entry.options import Json, Ledger, NoWrite, Today
from toolkit.entry.prompt import Prompt
from toolkit.entry.views import work as views


@command(WORK)
def check(ledger: Ledger = None, no_write: NoWrite = False, today: Today = None, as_json: Json = False) -> None:
    """校验台账，把问题写入“校验结果”表。

    每个问题都指明工作表、行、列，并引用原内容。
    """
    from toolkit.routines.check import run

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        at.answer(run(space.need_ledger(), space, write=not no_write, today=at.today, progress=at.progress), views.check)


@command(WORK)
def deadlines(ledger: Ledger = None, no_write: NoWrite = False, today: Today = None, as_json: Json = False) -> None:
    """计算每个事项的时限和灯，并说明依据。"""
    from toolkit.routines.deadlines import run

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        at.answer(run(space.need_ledger(), space, write=not no_write, today=at.today, progress=at.progress), views.deadlines)


@command(WORK)
def daily(ledger: Ledger = None, today: Today = None, as_json: Json = False) -> None:
    """每天运行一次：校验、时限、灯、提醒，并列出应发的文书。"""
    from toolkit.routines.daily import run

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        at.answer(run(space.need_ledger(), space, today=at.today, progress=at.progress), views.daily)
