"""From the desk to a bulletin: which items, which lists, which words of caution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from toolkit.domain.desk import Desk
from toolkit.domain.errors import UsageError
from toolkit.domain.feedback.waiting import Waiting, as_answered, not_called, stopping
from toolkit.domain.item import Item, Judgement
from toolkit.domain.papers.bulletin import Bulletin, Head, Listing
from toolkit.domain.papers.desk_lists import WEEK, leaders_of, led_by, page_lists, planned, today_lists, week_lists
from toolkit.domain.papers.entries import Lister
from toolkit.domain.papers.escalation import SlipDue, say_day
from toolkit.domain.papers.kinds import BulletinKind
from toolkit.domain.papers.overview import overview
from toolkit.domain.papers.period import Period, in_course
from toolkit.domain.papers.proposals import Proposal, proposals
from toolkit.domain.papers.reports import circular, problems, prompt_units, review, study
from toolkit.domain.reading.celldate import cell_date

_DATED = ("签收日期", "反馈日期", "退回日期", "办结日期", "销号日期")
"""Cells that say when something happened; what happened after a past day did not stand in the ledger then."""
_MOST_LEADERS = 12


@dataclass(frozen=True, slots=True)
class BulletinOrder:
    """What a person asked for: the kind; since, until: the period; leader: whose items (一页纸); head: what only people know;
    new_date: 限期 of slow 批示件 in a 通报, where no 催办单 has set one.
    """

    kind: BulletinKind
    since: date | None = None
    until: date | None = None
    leader: str = ""
    head: Head = field(default_factory=Head)
    new_date: date | None = None


def compose(
    order: BulletinOrder,
    desk: Desk,
    slips: Sequence[SlipDue],
    office: str,
    phone: str,
    notes: tuple[str, ...] = (),
    received: Sequence[Proposal] = (),
    answered: Waiting = (),
) -> Bulletin:
    """The paper of a desk (judged for its day). slips: those that are due; received, answered: answers by mail that wait for a
    person, as proposals and as (item id, unit).

    Raises UsageError for a leader whom no item names.
    """
    since = order.since
    if since is None and order.kind == "周例会":
        since = desk.today - timedelta(WEEK - 1)
    period = Period(since, desk.today)
    judgements = as_answered(in_course(desk, period), stopping(answered, desk))
    if order.kind == "一页纸":
        judgements = _of_leader(desk, judgements, order.leader)
    lister = Lister(desk)
    if order.kind in ("今日待办", "周例会"):
        notes = (*notes, *(f"督查计划：{sentence}" for sentence in planned(desk.plan, desk.today)))
    if order.kind == "今日待办":
        listed = {judgement.item.id for judgement in judgements}
        others = (each for each in proposals(desk) if each.item not in listed and each.kind in ("收文立项", "机构变动"))
        notes = (*notes, *(f"{each.kind}：{each.unit}{each.reason}" for each in others))
    return Bulletin(
        order.kind, period, desk.today, office, phone, overview(desk, judgements, period), _lists(order, lister, judgements, period, slips, received, answered),
        prompt_units(lister, judgements) if order.kind in ("政务督查", "通报") else (), order.leader, order.head, notes,
    )  # fmt: skip


def _lists(
    order: BulletinOrder,
    lister: Lister,
    judgements: Sequence[Judgement],
    period: Period,
    slips: Sequence[SlipDue],
    received: Sequence[Proposal],
    answered: Waiting,
) -> tuple[Listing, ...]:
    if order.kind == "政务督查":
        return review(lister, judgements, period)
    if order.kind == "通报":
        return circular(lister, judgements, period, order.new_date)
    if order.kind == "督查调研":
        return study(lister, judgements)
    if order.kind == "问题清单":
        return problems(lister, judgements, slips)
    if order.kind == "周例会":
        return week_lists(lister, judgements, period)
    if order.kind == "今日待办":
        found = [*received, *not_called(proposals(lister.desk), lister.desk.judgements, answered)]
        return today_lists(lister, judgements, slips, found)
    return page_lists(lister, judgements)


def _of_leader(desk: Desk, judgements: Sequence[Judgement], leader: str) -> list[Judgement]:
    found = led_by(judgements, leader)
    if found:
        return found
    known = leaders_of(desk.items)
    if not known:
        raise UsageError(
            "台账没有填写“领导”（牵头领导、分管领导）一栏，不能按领导编一页纸：请补填，或用 duban adopt --map 领导=列 指明是哪一列"
        )
    listed = "、".join(known[:_MOST_LEADERS]) + (f"等{len(known)}位" if len(known) > _MOST_LEADERS else "")
    raise UsageError(f"台账“领导”一栏没有“{leader}”负责的事项，已有：{listed}")


def rolled_back(item: Item, day: date) -> Item:
    """An item as its dated cells stood at the end of a past day: what they date later is taken as not yet typed."""
    later = [name for name in _DATED if (typed := cell_date(item.raw(name))) is not None and typed > day]
    return replace(item, cells={name: None if name in later else raw for name, raw in item.cells.items()}) if later else item


def rolled_back_note(day: date, today: date) -> str:
    """What a paper for a past day says of itself where the ledger of that day was not kept."""
    return f"{say_day(day)}的台账没有留存，本件按{say_day(today)}的台账编成：{say_day(day)}以后的签收、反馈、退回、办结、销号不计，其他内容以现在所填为准"


def restored_note(day: date) -> str:
    """What a paper for a past day says of itself where the changes since were noticed and taken back."""
    return f"本件按变更记录恢复到{say_day(day)}的台账编成"
