"""Looking things up: explain, units."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.entry.app import LOOK, command
from toolkit.entry.options import Json, Today, read_day
from toolkit.entry.prompt import Prompt
from toolkit.entry.views import look as views


@command(LOOK)
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


@command(LOOK)
def units(
    text: Annotated[str, typer.Argument(metavar="文字", help="单位一栏的内容，如 市教育局牵头，市财政局配合")],
    today: Today = None,
    as_json: Json = False,
) -> None:
    """查看单位一栏怎样读：谁牵头，谁配合。"""
    from toolkit.routines.units import run

    with Prompt(today, as_json) as at:
        at.answer(run(text), views.units)
