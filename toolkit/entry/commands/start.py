"""Beginning and ending: demo, init, adopt, release."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.entry.app import START, command
from toolkit.entry.options import Json, Ledger, Today, read_header_rows, read_mapping
from toolkit.entry.prompt import Prompt
from toolkit.entry.views import start as views


@command(START)
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


@command(START)
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


@command(START)
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


@command(START)
def release(ledger: Ledger = None, today: Today = None, as_json: Json = False) -> None:
    """解除纳管：把工具加上的列、表和灯全部移除。

    自有表中填写的内容先另存在台账旁，再次纳管时取回。
    """
    from toolkit.routines.release import run

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        at.answer(run(space.need_ledger(), space, today=at.today, progress=at.progress), views.release)


@command(START)
def buttons(ledger: Ledger = None, today: Today = None, as_json: Json = False) -> None:
    """给已纳管的台账装上按钮：在旁边另存一份 .xlsm。

    按钮浮在表头上方的标题行，原来的台账一字不动。已有宏、控件或没有标题行的台账，请打开随附的 督查台账.xlsm 配合使用。
    """
    from toolkit.routines.buttons import run

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        at.answer(run(space.need_ledger(), space, today=at.today, progress=at.progress), views.buttons)
