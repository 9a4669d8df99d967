"""Units' answers: feedback fetch, list, accept, reject, form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.domain.errors import UsageError
from toolkit.entry.app import WORK, group
from toolkit.entry.options import Json, Ledger, Today, split_values
from toolkit.entry.prompt import Prompt
from toolkit.entry.views import feedback as views

Ids = Annotated[list[str] | None, typer.Option("--id", metavar="收件编号", help="见“反馈收件”表；可多次，也可用逗号隔开")]
Item = Annotated[str, typer.Option("--item", metavar="编号", help="来信没有写明是哪一事项时，由人指明")]
By = Annotated[str, typer.Option("--by", metavar="姓名", help="经手人，记入“过程记录”")]


feedback_command = group("feedback", WORK, "收反馈：从邮箱取回各单位的反馈，由人采纳或退回。")


@feedback_command("fetch")
def fetch(
    ledger: Ledger = None,
    again: Annotated[bool, typer.Option("--again", help="重新查看最近的邮件（如新登记了单位邮箱）；收过的不会重复")] = False,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """从邮箱取回反馈，登记到“反馈收件”表。

    只读邮箱，不删信、不改已读；收到的是电子版预报，由人用 accept 采纳或 reject 退回。
    """
    from toolkit.routines.feedback_fetch import run

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        at.answer(run(space.need_ledger(), space, again=again, today=at.today, progress=at.progress), views.fetch)


@feedback_command("list")
def feedback_list(ledger: Ledger = None, today: Today = None, as_json: Json = False) -> None:
    """列出收到的反馈和退信的邮箱。"""
    from toolkit.routines.feedback import run_list

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        at.answer(run_list(space.need_ledger(), space, today=at.today, progress=at.progress), views.listing)


@feedback_command("accept")
def accept(
    ledger: Ledger = None, ids: Ids = None, item: Item = "", by: By = "", today: Today = None, as_json: Json = False
) -> None:
    """采纳反馈：写入“办理情况”和“反馈日期”，记入“过程记录”。

    “办理情况”只在末尾追加，“反馈日期”只在空着时填写；单位的时限随即停止计算。
    """
    from toolkit.routines.feedback import run_accept

    with Prompt(today, as_json) as at:
        numbers, space = _asked(ids), at.workspace(ledger)
        report = run_accept(space.need_ledger(), space, ids=numbers, item=item, by=by, today=at.today, progress=at.progress)
        at.answer(report, views.accept)


@feedback_command("reject")
def reject(
    ledger: Ledger = None,
    ids: Ids = None,
    note: Annotated[
        str, typer.Option("--note", metavar="理由", help="审核意见，写进给单位的信；写明日期的，以该日期为重报时限")
    ] = "",
    item: Item = "",
    by: By = "",
    today: Today = None,
    as_json: Json = False,
) -> None:
    """退回反馈：记入“过程记录”，写好给单位的信，计算重报时限。"""
    from toolkit.routines.feedback import run_reject

    with Prompt(today, as_json) as at:
        numbers, space = _asked(ids), at.workspace(ledger)
        report = run_reject(
            space.need_ledger(), space, ids=numbers, item=item, note=note, by=by, today=at.today, progress=at.progress
        )
        at.answer(report, views.reject)


@feedback_command("form")
def form(
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="给哪个单位，以“单位通讯录”的名称为准")],
    ledger: Ledger = None,
    item: Annotated[
        list[str] | None, typer.Option("--item", metavar="编号", help="只列这些事项；不写则为该单位正在办理的全部事项")
    ] = None,
    out: Annotated[str | None, typer.Option("--out", metavar="文件", help="存成哪个 .xlsx；不写则放在“文书”文件夹")] = None,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """生成一个单位的反馈表（Excel），供单位填报后用邮件报回。"""
    from toolkit.routines.feedback_form import run

    with Prompt(today, as_json) as at:
        space, target = at.workspace(ledger), Path(out).absolute() if out else None
        if target and target.suffix.lower() != ".xlsx":
            raise UsageError(f"--out 的“{out}”不能用，请写扩展名为 .xlsx 的文件")
        report = run(
            space.need_ledger(), space, unit=unit, items=split_values(item), out=target, today=at.today, progress=at.progress
        )
        at.answer(report, views.form)


def _asked(ids: list[str] | None) -> list[str]:
    numbers = split_values(ids)
    if not numbers:
        raise UsageError("请用 --id 写明收件编号，如 --id 12；编号见“反馈收件”表或 duban feedback list")
    return numbers
