"""Papers: slip, form, bulletin, assess, archive."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.domain.errors import UsageError
from toolkit.domain.papers.kinds import BULLETINS, FORMS, SLIPS
from toolkit.entry.app import WORK, command
from toolkit.entry.options import Json, Ledger, Pdf, Today, read_bulletin, read_day, read_form, read_kind, read_year, split_values
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
        str | None,
        typer.Option("--new-date", metavar="年-月-日", help="催办单的新定时限、告诫单的整改期限、再督查的重办时限；不写则留空"),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="再督查：对落实不到位的事项重发交办单")] = False,
    pdf: Pdf = False,
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
            pdf=pdf,
            again=again,
            today=at.today,
            progress=at.progress,
        )
        at.answer(report, views.slip)


@command(WORK)
def form(
    kind: Annotated[str, typer.Option("--kind", metavar="种类", help="、".join(FORMS))],
    ledger: Ledger = None,
    item: Annotated[list[str] | None, typer.Option("--item", metavar="编号", help="事项编号；可多次，也可用逗号隔开")] = None,
    pdf: Pdf = False,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """供单位填写、签字的表（Word）：反馈报告、延期申请。

    编号、事项、时限已填好；不取号、不登记，台账没有改动。
    """
    from toolkit.routines.form import run

    with Prompt(today, as_json) as at:
        which, items = read_form(kind), split_values(item)
        if not items:
            raise UsageError("请用 --item 写明事项编号，如 --item 2026-001")
        space = at.workspace(ledger)
        at.answer(
            run(space.need_ledger(), space, kind=which, items=items, pdf=pdf, today=at.today, progress=at.progress), views.form
        )


@command(WORK)
def bulletin(
    kind: Annotated[str, typer.Option("--kind", metavar="种类", help="、".join(BULLETINS))],
    ledger: Ledger = None,
    since: Annotated[str | None, typer.Option("--from", metavar="年-月-日", help="起始日期；不写则为全部在督事项")] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="年-月-日", help="截止日期；不写则为今天")] = None,
    leader: Annotated[str | None, typer.Option("--leader", metavar="领导", help="一页纸：哪一位领导，照台账“领导”一栏写")] = None,
    number: Annotated[str | None, typer.Option("--number", metavar="编号", help="政务督查的期号、通报的文号；不写则留空")] = None,
    running: Annotated[str | None, typer.Option("--running", metavar="编号", help="政务督查的总期号；不写则留空")] = None,
    issuer: Annotated[str | None, typer.Option("--issuer", metavar="姓名", help="签发人；不写则留空")] = None,
    new_date: Annotated[
        str | None, typer.Option("--new-date", metavar="年-月-日", help="通报：限期办结的新时限；不写则留空")
    ] = None,
    pdf: Pdf = False,
    eml: Annotated[
        bool, typer.Option("--eml", help="另存一份邮件稿（.eml，图在正文里）：没有收件人，用邮件程序打开，填好收件人再发")
    ] = False,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """编写政务督查、通报、问题清单、周例会、今日待办、一页纸、督查调研（Word）。

    都是供人修改的稿子：不取号、不登记、不发送，台账没有改动。
    """
    from toolkit.domain.papers.bulletin import Head
    from toolkit.domain.papers.compose import BulletinOrder
    from toolkit.routines.bulletin import run

    with Prompt(today, as_json) as at:
        order = BulletinOrder(
            read_bulletin(kind),
            read_day("--from", since) if since else None,
            read_day("--to", until) if until else None,
            (leader or "").strip(),
            Head(*((text or "").strip() for text in (number, running, issuer))),
            read_day("--new-date", new_date) if new_date else None,
        )
        space = at.workspace(ledger)
        at.answer(
            run(space.need_ledger(), space, order=order, pdf=pdf, eml=eml, today=at.today, progress=at.progress), views.bulletin
        )


@command(WORK)
def assess(
    year: Annotated[str, typer.Option("--year", metavar="年度", help="计分的年度，如 2026")],
    ledger: Ledger = None,
    facts: Annotated[bool, typer.Option("--facts", help="另附曝光、追责参考的事实清单，只列事实，不作认定")] = False,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """年度考评得分表（新工作簿）：每个单位的得分和每一分的来由。

    分值在台账“评分规则”表中改；台账没有改动。
    """
    from toolkit.routines.assess import run

    with Prompt(today, as_json) as at:
        space = at.workspace(ledger)
        chosen = read_year(year)
        at.answer(run(space.need_ledger(), space, year=chosen, facts=facts, today=at.today, progress=at.progress), views.assess)


@command(WORK)
def archive(
    ledger: Ledger = None,
    item: Annotated[list[str] | None, typer.Option("--item", metavar="编号", help="事项编号；可多次，也可用逗号隔开")] = None,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """归档：一个事项一个文件夹和一个压缩包，附卷内目录。

    收入登记表、过程记录、发出的文书和邮件；再归档一次只补入新的材料。台账没有改动。
    """
    from toolkit.routines.archive import run

    with Prompt(today, as_json) as at:
        items = split_values(item)
        if not items:
            raise UsageError("请用 --item 写明事项编号，如 --item 2026-001")
        space = at.workspace(ledger)
        at.answer(run(space.need_ledger(), space, items=items, today=at.today, progress=at.progress), views.archive)
