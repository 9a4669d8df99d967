"""承办: each unit's part in an item, derived from its unit cells, its date cells and its events 〔五(二)–(八)〕.

反馈方式 is 牵头汇总 (the lead answers for all, any of joint leads) or 分别反馈 (each answers for itself), a setting that
an item's own words overrule. An event whose 单位 is empty, or names none of the item's units, is about all of them: it
is read in the units' favour, and a check asks for the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from toolkit.domain.course.replies import replies_of
from toolkit.domain.course.stage import closing_field
from toolkit.domain.item import Event, Item, Judgement, Role, Status
from toolkit.domain.reading.celldate import cell_date
from toolkit.domain.settings import Settings
from toolkit.domain.units.assignees import Party, Roll

RUNNING: frozenset[Status] = frozenset({"待签收", "在办", "退回重办"})
"""The unit's clock runs: it may be written to."""

_SAYS_HOW = ("有关要求", "反馈要求", "督办方式")
_HOW = re.compile(
    r"(?P<apart>(?:分别|各自|分头)[^,，;；。、\s]{0,8}?(?:反馈|报送|上报|报告|回复|答复))"
    r"|(?P<lead>牵头(?:单位|部门)?[^,，;；。\s]{0,6}?(?:汇总|统一)|(?:汇总|统一)[^,，;；。、\s]{0,6}?(?:反馈|报送|上报|报告|回复|答复))"
)
_REPLY = frozenset({"反馈", "原件收到"})
_VERDICT = frozenset({"审核通过", "退回"})
_OF_ONE = _REPLY | _VERDICT | {"签收", "续报", "延期申请", "延期"}
"""What a supporting unit does here is not done for the lead (牵头汇总)."""
_OF_ALL = frozenset({"交办", "办结", "销号", "中止", "撤销", "并案", "转办", "恢复"})
_REPLY_CELLS = ("反馈日期", "审核结果", "退回日期")


@dataclass(frozen=True, slots=True)
class Share:
    """What an item comes to for one unit: the row and the events as they concern it."""

    party: Party
    role: Role
    item: Item
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """One unit's part, by its days (None: has not happened, or nobody wrote when).

    signed 签收 · answered: the last reply · passed: the last reply that passed review · sent_back: the last 退回 that
    stands · struck_off 销号; backs: how often sent back.
    """

    party: Party
    role: Role
    signed: date | None = None
    answered: date | None = None
    passed: date | None = None
    sent_back: date | None = None
    struck_off: date | None = None
    backs: int = 0


def answers_apart(item: Item, settings: Settings) -> bool:
    """Whether each unit answers for itself: what 有关要求, 反馈要求 or 督办方式 says, else the setting 反馈方式."""
    for field in _SAYS_HOW:
        raw = item.cells.get(field)
        if isinstance(raw, str) and (said := _says(raw)) is not None:
            return said
    return settings.reply_apart


@lru_cache(maxsize=16384)
def _says(text: str) -> bool | None:
    match = _HOW.search(text)
    return None if match is None else match.lastgroup == "apart"


def shares_apart(item: Item, events: Sequence[Event], roll: Roll) -> tuple[Share, ...]:
    """分别反馈: the item as it stands for each unit. events: its own, in order of day and row.

    A verdict without a unit is about those whose reply waits for it. Once an event tells whose reply it is, the cells
    反馈日期, 审核结果 and 退回日期 say nothing of the units that are silent.
    """
    roles = roll.roles(item)
    own: dict[str, list[Event]] = {party.name: [] for party in roles}
    answered: dict[str, bool] = {}  # who has answered, and whether the reply waits for review
    told_apart = False
    for event in events:
        named = roll.names_in(event.unit).intersection(own) if event.unit else ()
        told_apart = told_apart or (bool(named) and event.step in _REPLY)
        concerned = named or (_judged(answered, own) if event.step in _VERDICT else own)
        for name in concerned:
            own[name].append(event)
            if event.step in _REPLY | _VERDICT:
                answered[name] = event.step in _REPLY
    silent = _without(item, _REPLY_CELLS) if told_apart else item
    return tuple(
        Share(party, role, item if party.name in answered else silent, tuple(own[party.name])) for party, role in roles.items()
    )


def _judged(answered: dict[str, bool], everyone: dict[str, list[Event]]) -> Sequence[str]:
    """Whom a verdict without a unit is about: whose reply waits, else who has ever answered, else all."""
    return [name for name, waits in answered.items() if waits] or list(answered) or list(everyone)


def of_leads(item: Item, events: Sequence[Event], roll: Roll) -> Sequence[Event]:
    """牵头汇总: an item's events without the replies, receipts and verdicts of units that only support."""
    typed = item.cells.get("牵头单位")
    for event in events:
        if event.unit and event.unit != typed and event.step in _OF_ONE:
            break
    else:
        return events
    leads = {party.name for party in roll.lead(item)}
    others = {party.name for party in roll.all(item)} - leads
    return [event for event in events if event.step not in _OF_ONE or not _only(roll.names_in(event.unit), others, leads)]


def _only(named: frozenset[str], others: set[str], leads: set[str]) -> bool:
    return bool(named & others) and not named & leads


def assignments_of(item: Item, events: Sequence[Event], roll: Roll, settings: Settings, today: date) -> tuple[Assignment, ...]:
    """Every unit's part in an item, leads first. Under 牵头汇总 the cells of the row are the leads'."""
    known = [event for event in events if event.when <= today]
    if answers_apart(item, settings):
        shares = shares_apart(item, known, roll)
    else:
        leads, silent = tuple(of_leads(item, known, roll)), _without(item, (*_REPLY_CELLS, "签收日期"))
        shares = tuple(
            Share(party, role, item, leads)
            if role == "牵头"
            else Share(party, role, silent, tuple(e for e in known if e.step in _OF_ALL or party.name in roll.names_in(e.unit)))
            for party, role in roll.roles(item).items()
        )
    return tuple(_assignment(share, today) for share in shares)


def _assignment(share: Share, today: date) -> Assignment:
    item, events = share.item, share.events
    replies = replies_of(item, events, today)
    return Assignment(
        share.party,
        share.role,
        cell_date(item.raw("签收日期")) or _last(events, "签收"),
        replies.answered,
        max((event.when for event in events if event.step == "审核通过"), default=max(replies.accepted, default=None)),
        replies.sent_back if replies.last == "退回" else None,
        cell_date(item.raw(closing_field(item))) or _last(events, "销号"),
        replies.backs,
    )


def to_be_told(judgement: Judgement, roll: Roll) -> tuple[tuple[Party, Judgement], ...]:
    """Whom the office may write to about an item, each with the judgement of its own part; who has answered is not among them.

    牵头汇总: the leads with the item's judgement; 分别反馈: the units whose own part is still running.
    """
    if judgement.status not in RUNNING:
        return ()
    if not judgement.parts:
        return tuple((party, judgement) for party in roll.lead(judgement.item))
    return tuple((roll.party(part.unit), part.judgement) for part in judgement.parts if part.judgement.status in RUNNING)


def parts_of(judgement: Judgement, roll: Roll) -> tuple[tuple[Party, Judgement], ...]:
    """Every unit that answers for an item, with the judgement of its own part (牵头汇总: the leads, with the item's)."""
    if judgement.parts:
        return tuple((roll.party(part.unit), part.judgement) for part in judgement.parts)
    return tuple((party, judgement) for party in roll.lead(judgement.item))


def _last(events: Sequence[Event], step: str) -> date | None:
    return max((event.when for event in events if event.step == step), default=None)


def _without(item: Item, fields: Sequence[str]) -> Item:
    """The item with some of its cells empty."""
    if all(item.cells.get(field) is None for field in fields):
        return item
    return replace(item, cells={name: None if name in fields else raw for name, raw in item.cells.items()})
