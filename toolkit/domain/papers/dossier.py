"""Everything that the ledger knows about one item, as it goes to the files 〔五(八) 收集、整理、立卷、归档〕."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from toolkit.domain.course.stage import assigned_on, closed_on
from toolkit.domain.desk import Desk, Rows
from toolkit.domain.fields import FIELDS
from toolkit.domain.item import Event, Judgement, as_text
from toolkit.domain.mailing.outward import outward
from toolkit.domain.papers.escalation import say_day, split_ids
from toolkit.domain.sources import Source, source_of
from toolkit.domain.wording import as_sentence, dated, shown

_NEVER = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Step:
    """One event: when, which 环节, which unit, how, what, by whom."""

    when: str
    step: str
    unit: str
    via: str
    what: str
    by: str


@dataclass(frozen=True, slots=True)
class Filed:
    """One slip of the register: number, kind, day of issue, state (签发 or 作废)."""

    number: str
    kind: str
    day: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """cells: (field, text) of what is filled in, in the order of the fields; deadlines: one sentence each, with its basis;
    last: the last day on which anything happened (stands still once the matter is over); citizens masked, orders left out.
    """

    item: str
    matter: str
    status: str
    closed: date | None
    cells: tuple[tuple[str, str], ...]
    deadlines: tuple[str, ...]
    steps: tuple[Step, ...]
    slips: tuple[Filed, ...]
    last: date


def dossier(desk: Desk, judgement: Judgement, register: Rows) -> Dossier:
    """What is known of an item today; register: rows of 文书登记."""
    item, source = judgement.item, source_of(judgement.item)
    events = [event for event in desk.events_of(item) if event.when <= desk.today]
    closed = closed_on(item, events)
    cells = [(name, outward(_cell(item.text(name)), source)) for name in FIELDS if item.text(name)]
    nodes = "\n".join(as_text(node.raw) for node in item.nodes)
    if nodes and len(item.nodes) > 1:
        cells = [(name, outward(nodes, source) if name == "时间节点" else text) for name, text in cells]
    slips = tuple(_filed(register, item.id))
    days = [event.when for event in events] + [
        day for day in (assigned_on(item, events), closed, *(slip.day for slip in slips)) if day
    ]
    reason = f"（{judgement.reason}）" if judgement.status == "中止" and judgement.reason not in ("", "中止") else ""
    return Dossier(
        item=item.id,
        matter=outward(item.text("督查事项"), source),
        status=judgement.status + reason,
        closed=closed,
        cells=tuple(cells),
        deadlines=tuple(
            f"{each.kind}时限：{say_day(each.due) if each.due else each.raw or '未写明日期'}"
            + (f"。{as_sentence(each.basis)}" if each.basis else "")
            for each in judgement.deadlines
        ),
        steps=tuple(_step(event, source) for event in events),
        slips=slips,
        last=max(days, default=_NEVER),
    )


def _cell(text: str) -> str:
    return dated(text)


def _step(event: Event, source: Source | None) -> Step:
    return Step(say_day(event.when), event.step, event.unit, event.via, outward(shown(event.what), source), event.by)


def _filed(register: Rows, item: str) -> list[Filed]:
    found = []
    for _, cells in register:
        if item in split_ids(as_text(cells.get("事项编号"))):
            day = cells.get("签发日期")
            found.append(
                Filed(
                    as_text(cells.get("文号")),
                    as_text(cells.get("种类")),
                    day if isinstance(day, date) else None,
                    as_text(cells.get("状态")),
                )
            )
    return found
