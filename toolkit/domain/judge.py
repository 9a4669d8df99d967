"""The judgement of an item today: stage, deadlines, the one that counts, the light, and a word to staff. Pure glue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.course.apart import joined
from toolkit.domain.course.assignment import answers_apart, of_leads, shares_apart
from toolkit.domain.course.light import light_by_hand, light_of
from toolkit.domain.course.stage import Stage, stage_of
from toolkit.domain.item import Deadline, Event, Item, Judgement, Part, Status
from toolkit.domain.limits.deadlines import DeadlineBook
from toolkit.domain.limits.limits import Limit
from toolkit.domain.limits.resubmission import resubmission
from toolkit.domain.reading.celldate import say
from toolkit.domain.settings import Settings
from toolkit.domain.units.assignees import Roll
from toolkit.domain.units.unitbook import UnitBook

_STANDING: frozenset[Status] = frozenset({"待审核", "待销号", "已销号", "中止"})
"""The unit's clock stands still: no deadline counts."""


def judge(
    item: Item,
    events: Sequence[Event],
    limits: Sequence[Limit],
    settings: Settings,
    calendar: Calendar,
    today: date,
    book: DeadlineBook | None = None,
    roll: Roll | None = None,
) -> Judgement:
    """Judges one item as of today. events: its own, in order of day and row; book, roll: what is shared between items, if many.

    分别反馈 with several units: each is judged by itself, and the item stands where the furthest behind of them does.
    """
    book = book or DeadlineBook(tuple(limits), settings, calendar)
    if answers_apart(item, settings):
        shares = shares_apart(item, events, roll or _roll(settings, today))
        if len(shares) > 1:
            found = ((share, _judge(share.item, share.events, settings, calendar, today, book)) for share in shares)
            return joined([Part(share.party.name, share.role, replace(own, item=item)) for share, own in found])
    elif events:
        events = of_leads(item, events, roll or _roll(settings, today))
    return _judge(item, events, settings, calendar, today, book)


def _roll(settings: Settings, today: date, units: UnitBook | None = None) -> Roll:
    return Roll(units or UnitBook(), settings.first_leads, today)


def _judge(
    item: Item, events: Sequence[Event], settings: Settings, calendar: Calendar, today: date, book: DeadlineBook
) -> Judgement:
    stage = stage_of(item, events, today)
    deadlines = book.deadlines_of(item, events, stage.accepted, today)
    status: Status = "在办" if stage.passed and _more_to_come(deadlines, stage.accepted, today) else stage.status
    if status == "退回重办":
        deadlines = (resubmission(stage.sent_back, stage.returned, settings, calendar), *deadlines)
    current = _current(status, deadlines)
    light, reason = light_of(status, current, today), stage.reason
    by_hand = light_by_hand(events, today) if events and status not in _STANDING else None
    hint = _hint(status, stage, deadlines, current)
    if by_hand:
        light, reason = by_hand
        hint = f"{reason};{hint}" if hint else reason
    days_left = (current.due - today).days if current is not None and current.due is not None else None
    return Judgement(item, status, light, deadlines, current, days_left, reason, hint)


def judge_all(
    items: Iterable[Item],
    events: Mapping[str, tuple[Event, ...]],
    limits: Sequence[Limit],
    settings: Settings,
    calendar: Calendar,
    today: date,
    units: UnitBook | None = None,
) -> list[Judgement]:
    """Judges every item, in order. events: by item id; units: the 单位通讯录, by which events and cells name one unit.

    An item that cannot be judged gets a word saying so.
    """
    book, roll = DeadlineBook(tuple(limits), settings, calendar), _roll(settings, today, units)
    judgements: list[Judgement] = []
    for item in items:
        try:
            judgement = judge(item, events.get(item.id, ()), limits, settings, calendar, today, book, roll)
        except Exception as problem:  # one bad row never stops the others
            hint = f"工具未能判断本事项,请核对本行各栏内容({type(problem).__name__}:{say(str(problem))})"
            judgement = Judgement(item, "在办", "无", hint=hint)
        judgements.append(judgement)
    return judgements


def _more_to_come(deadlines: Sequence[Deadline], accepted: Sequence[date], today: date) -> bool:
    """Whether an item whose last reply passed review still owes something.

    A 办结时限 that is past counts unless a reply was about it: one in its warning days or later, or one more than the
    other deadlines asked for. That unit has answered, and closing is the office's turn.
    """
    met = {deadline.due for deadline in deadlines if deadline.met}
    last = max(accepted, default=date.min)
    for deadline in deadlines:
        if deadline.met or deadline.due is None:
            continue
        if deadline.kind != "办结" or deadline.due >= today:
            return True
        if last < (deadline.warn_from or deadline.due) and len(accepted) <= len(met):
            return True
    return False


def _current(status: Status, deadlines: Sequence[Deadline]) -> Deadline | None:
    if status in _STANDING:
        return None
    if status == "退回重办":
        return deadlines[0]
    return next((deadline for deadline in deadlines if deadline.due is not None and not deadline.met), None)


def _hint(status: Status, stage: Stage, deadlines: Sequence[Deadline], current: Deadline | None) -> str:
    if status in ("已销号", "中止"):
        return ""
    if stage.closed_without_date:
        return "状态写明已办结,请补填办结日期"
    if status == "待审核":
        return f"{stage.answered}已反馈,请审核" if stage.answered else "已反馈,请审核并补填反馈日期"
    if status == "待销号":
        return "审核已通过,请核实后办理销号" if stage.passed else "已办结,请核实后办理销号"
    words = [deadline.basis for deadline in deadlines if deadline.due is None][:1]
    if not deadlines:
        words.append("没有时限,请补填完成时限或报送周期")
    if current is not None and current.soft:
        words.append("力争时限")
    if current is not None and current.provisional:
        words.append("放假安排未公布,暂定")
    return ";".join(words)
