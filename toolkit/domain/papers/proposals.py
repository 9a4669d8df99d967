"""What the office itself may do today, as proposals that a person takes up or leaves (slips stand in escalation.py).

收文立项 〔五(一)〕 · 电话催收 〔五(二)〕 · 核对邮箱 〔三〕 · 来信待审 (feedback/book.py) · 待审核, 待销号 〔五(六)、七(一)〕 · 时限待定 〔七(一)〕 · 回头看 〔七(三)〕 · 机构变动 〔三〕 · 结转 (本室规则).
Facts for exposure and accountability 〔八(一)、八(三)〕 are given on request alone (conduct.py), never a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from toolkit.domain.checks.endless import is_endless
from toolkit.domain.checks.field_check import why_key
from toolkit.domain.course.assignment import to_be_told
from toolkit.domain.course.family import children_of
from toolkit.domain.course.stage import assigned_on, closed_on
from toolkit.domain.desk import Desk
from toolkit.domain.intake import read_intake
from toolkit.domain.item import Event, Judgement, Status
from toolkit.domain.papers.conduct import facts_of
from toolkit.domain.papers.escalation import say_day
from toolkit.domain.units.assignees import Roll
from toolkit.domain.units.succession import moves
from toolkit.domain.wording import shown

ProposalKind = Literal[
    "收文立项",
    "电话催收",
    "核对邮箱",
    "来信待审",
    "待审核",
    "待销号",
    "时限待定",
    "回头看",
    "机构变动",
    "结转",
    "曝光参考",
    "追责参考",
]
KINDS: tuple[ProposalKind, ...] = get_args(ProposalKind)
"""In the order in which proposals are listed."""
LOOK_BACK = range(30, 366)
"""Calendar days after 销号 within which a key item is proposed for 回头看 (本室规则; 七(三) says 适时)."""

MOVED_LATELY = range(1, 31)
"""Calendar days after a unit's last day within which its open items are listed with their successor (本室规则)."""

_OPEN: frozenset[Status] = frozenset({"待交办", "待签收", "在办", "待审核", "退回重办"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that the office may do: kind, item id, the unit it is about ("" for the office's own matters), and why."""

    kind: ProposalKind
    item: str
    unit: str
    reason: str


def proposals(desk: Desk, *, facts: bool = False) -> list[Proposal]:
    """All proposals of the day, by kind, within a kind in ledger order.

    facts: also what is known of the conduct of units, for those who decide on exposure or accountability; off by default.
    """
    roll = Roll(desk.units, desk.settings.first_leads, desk.today)
    found: list[Proposal] = []
    for item in desk.items:
        judgement = desk.judgement_of(item)
        if judgement is None or judgement.status == "中止" or not item.text("督查事项"):
            continue
        events = [event for event in desk.events_of(item) if event.when <= desk.today]
        if judgement.status == "待签收" or judgement.parts:
            found += _unsigned(desk, judgement, events, roll)
        found += _office(judgement)
        if judgement.status == "已销号":
            found += _look_back(desk, judgement, events)
        elif desk.today.month in (1, 12):
            found += _year_end(desk, judgement, events)
        if facts:
            found += [Proposal(kind, item.id, unit, text) for kind, unit, text in facts_of(desk, judgement, roll)]
    found += _returned(desk, roll)
    found += _parents(desk)
    found += _moved(desk, roll)
    found += _papers(desk)
    told = [each if (said := shown(each.reason)) == each.reason else replace(each, reason=said) for each in found]
    return sorted(told, key=lambda proposal: KINDS.index(proposal.kind))


def _unsigned(desk: Desk, judgement: Judgement, events: Sequence[Event], roll: Roll) -> Iterator[Proposal]:
    """电话催收 for each unit that has not signed in time, unless it was called today."""
    if not any(own.status == "待签收" for own in (judgement, *(part.judgement for part in judgement.parts))):
        return
    handed = assigned_on(judgement.item, events)
    if handed is None or handed > desk.today:
        return
    passed = desk.calendar.workdays_between(handed, desk.today)
    if passed <= desk.settings.receipt_days:
        return
    for party, own in to_be_told(judgement, roll):
        about = [event for event in events if not event.unit or party.name in roll.names_in(event.unit)]
        called = max((event.when for event in about if event.step == "电话催收"), default=None)
        if own.status != "待签收" or called == desk.today or any(event.step == "签收" for event in about):
            continue
        phone = f"，联系电话{party.contact.phone}" if party.contact and party.contact.phone else ""
        again = f"，{say_day(called)}已催收" if called else ""
        reason = f"{say_day(handed)}交办，已满{passed}个工作日未签收{again}{phone}〔五(二)〕"
        yield Proposal("电话催收", judgement.item.id, party.name, reason)


def _returned(desk: Desk, roll: Roll) -> Iterator[Proposal]:
    """核对邮箱, once a unit and address that does not take mail, while the unit has something to be told."""
    waiting: dict[tuple[str, str], list[str]] = {}
    for item in desk.items if desk.bounced else ():
        judgement = desk.judgement_of(item)
        for party, _ in to_be_told(judgement, roll) if judgement and judgement.status in _OPEN else ():
            for address in (*party.contact.email, *party.contact.desk_email) if party.contact else ():
                if address.lower() in desk.bounced:
                    waiting.setdefault((party.name, address), []).append(item.id)
    for (name, address), items in waiting.items():
        day, why = desk.bounced[address.lower()]
        said = f"（{why[:60]}）" if why else ""
        reason = f"邮箱{address}{say_day(day)}被退回{said}，{len(items)}件未办结事项的提醒送不到，请核对“单位通讯录”，并电话通知"
        yield Proposal("核对邮箱", items[0], name, f"{reason}〔三〕")


def _office(judgement: Judgement) -> Iterator[Proposal]:
    """What waits for the office: each reply for its review, each finished item for 销号, each unclear date for a word."""
    number = judgement.item.id
    for unit, own in [(part.unit, part.judgement) for part in judgement.parts] or [("", judgement)]:
        if own.status == "待审核":
            yield Proposal("待审核", number, unit, f"{own.hint or '已反馈，请审核'}〔五(六)〕")
    if judgement.status == "待销号":
        yield Proposal("待销号", number, "", f"{judgement.hint or '已办结，请核实后办理销号'}〔七(一)〕")
    elif judgement.status in _OPEN and judgement.status != "待审核" and not any(deadline.due for deadline in judgement.deadlines):
        why = next((deadline.basis for deadline in judgement.deadlines), "没有写明时限，也没有适用的时限规则")
        ask = "" if "请" in why else "；请商定时限或报送周期"
        yield Proposal("时限待定", number, "", f"{why}{ask}〔七(一)〕")


def _look_back(desk: Desk, judgement: Judgement, events: Sequence[Event]) -> Iterator[Proposal]:
    """回头看 at key items: struck off some time ago, and nobody has gone to see since."""
    if judgement.status != "已销号":
        return
    closed = closed_on(judgement.item, events)
    if closed is None or (desk.today - closed).days not in LOOK_BACK:
        return
    why = why_key(judgement.item)
    if why and not any(event.step == "实地核查" and event.when > closed for event in events):
        reason = f"属{why}，{say_day(closed)}销号，尚无销号后的核查记录，可适时开展“回头看”〔七(三)〕"
        yield Proposal("回头看", judgement.item.id, "", reason)


def _year_end(desk: Desk, judgement: Judgement, events: Sequence[Event]) -> Iterator[Proposal]:
    """In December and January: what to do with 长期 items, and which others go over into the new year (编号 is kept)."""
    if desk.today.month not in (1, 12) or judgement.status not in _OPEN:
        return
    year = desk.today.year - (desk.today.month == 1)
    if any(event.step == "结转" and event.when >= date(year, 12, 1) for event in events):
        return
    handed = assigned_on(judgement.item, events)
    if handed is not None and handed > date(year, 12, 31):
        return
    if is_endless(desk, judgement.item):
        reason = f"长期事项，{year}年度终了，请决定结转、转日常工作或销号（本室规则）"
    elif desk.today.month == 1 or any(deadline.due and deadline.due.year > year for deadline in judgement.deadlines):
        reason = f"{year}年度未办结，请确认结转{year + 1}年（编号不变），并在“过程记录”中记“结转”（本室规则）"
    else:
        return
    yield Proposal("结转", judgement.item.id, "", reason)


def _parents(desk: Desk) -> Iterator[Proposal]:
    """待销号 for a parent all of whose children are struck off (or stopped, but not all of them)."""
    for parent, children in children_of(desk.items):
        judgement = desk.judgement_of(parent)
        states = {own.status for child in children if (own := desk.judgement_of(child))}
        if judgement is not None and judgement.status in _OPEN and "已销号" in states and states <= {"已销号", "中止"}:
            yield Proposal("待销号", parent.id, "", f"子事项{len(children)}件均已了结，请核实后办理销号〔七(一)〕")


def _papers(desk: Desk) -> Iterator[Proposal]:
    """Papers of 收文登记 that were approved and are not in the ledger yet."""
    count = len(read_intake(desk.intake).papers)
    if count:
        yield Proposal("收文立项", "", "", f"“收文登记”中有{count}份已批准的来文尚未登入台账，请运行 duban intake〔五(一)〕")


def _moved(desk: Desk, roll: Roll) -> Iterator[Proposal]:
    """Which open items have gone over to a unit's successor in these days: whom to tell, and who is missing."""
    rest = [item for item in desk.items if (own := desk.judgement_of(item)) and own.status not in ("已销号", "中止")]
    for move in moves(rest, desk.units, roll, desk.today):
        last = move.old.valid_to
        if last is None or (desk.today - last).days not in MOVED_LATELY:
            continue
        heir = f"由{move.successor.name}接办，请告知" if move.successor else "没有接办单位，请在“单位通讯录”补填"
        reason = f"{say_day(last)}停用，{len(move.items)}件未办结事项（{move.listed}）{heir}〔三〕"
        yield Proposal("机构变动", move.items[0].id if len(move.items) == 1 else "", move.old.name, reason)
