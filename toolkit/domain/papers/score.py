"""The score of each unit in a year 〔八(二)〕: every point is a mark with its item and the days that led to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from toolkit.domain.course.assignment import of_leads, shares_apart
from toolkit.domain.course.replies import Replies, replies_of
from toolkit.domain.course.stage import assigned_on, closed_on
from toolkit.domain.desk import Desk
from toolkit.domain.item import Deadline, Event, Item, Judgement
from toolkit.domain.mailing.outward import outward
from toolkit.domain.papers.escalation import say_day
from toolkit.domain.papers.scorebook import SHARES, TIMES, Measure, ScoreRule
from toolkit.domain.papers.statistics import counted
from toolkit.domain.reading.celldate import cell_date, filled
from toolkit.domain.sources import source_of
from toolkit.domain.units.assignees import Party, Roll

_ANSWERED = ("待审核", "待销号", "已销号")


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that counts: good or not, what it brings (or costs, below 0), and why. item "": about the measure as a whole."""

    unit: str
    measure: Measure
    item: str
    matter: str
    good: bool
    points: float
    why: str


@dataclass(frozen=True, slots=True)
class UnitScore:
    """score: 0 and more, the sum of the points of all marks; items: of how many items they are; points: by measure."""

    unit: str
    score: float
    items: int
    points: Mapping[Measure, float]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Share:
    """One unit's part: the row and the events as they concern it, its own judgement, its replies."""

    party: Party
    item: Item
    events: tuple[Event, ...]
    own: Judgement
    replies: Replies


def score(desk: Desk, rules: Sequence[ScoreRule], year: int) -> tuple[UnitScore, ...]:
    """The units for which anything counts in a year, best first; what is not over yet does not count, 中止 and the like never.

    Who answers counts: the leads under 牵头汇总, each unit under 分别反馈. Where a day is not known, it is read in the unit's favour.
    A share of which nothing counts gives its full points; 催办 and 告诫 cost no more than their limit.
    """
    roll = Roll(desk.units, desk.settings.first_leads, desk.today)
    until = min(desk.today, date(year, 12, 31))
    found: dict[str, list[Mark]] = {}
    wanted = {rule.measure for rule in rules}
    for judgement in counted(desk.judgements[item.id] for item in desk.items):
        if judgement.status == "中止" or not judgement.item.text("督查事项"):
            continue
        for share in _shares(desk, judgement, roll):
            marks = [mark for mark in _marks(desk, share, roll, year, until) if mark.measure in wanted]
            if marks:
                found.setdefault(share.party.name, []).extend(marks)
    return tuple(
        sorted((_scored(unit, marks, rules) for unit, marks in found.items()), key=lambda each: (-each.score, each.unit))
    )


def _scored(unit: str, marks: Sequence[Mark], rules: Sequence[ScoreRule]) -> UnitScore:
    counting: list[Mark] = []
    for rule in rules:
        own = [mark for mark in marks if mark.measure == rule.measure]
        if rule.measure in SHARES:
            counting += [replace(mark, points=rule.points / len(own) if mark.good else 0.0) for mark in own]
            if not own:
                counting.append(Mark(unit, rule.measure, "", "", True, rule.points, "本年度没有应计的，计满分"))
        else:
            counting += [replace(mark, points=-rule.points) for mark in own]
            over = rule.points * len(own) - (rule.most if rule.most is not None else rule.points * len(own))
            if over > 0:
                counting.append(Mark(unit, rule.measure, "", "", True, over, f"扣分以{rule.most:g}分为限"))
    total = sum(mark.points for mark in counting)
    if total < 0:
        counting.append(Mark(unit, TIMES[-1], "", "", True, -total, "得分不低于0分"))
    points = {rule.measure: round(sum(m.points for m in counting if m.measure == rule.measure), 2) for rule in rules}
    return UnitScore(unit, round(max(total, 0.0), 2), len({mark.item for mark in marks}), points, tuple(counting))


def _shares(desk: Desk, judgement: Judgement, roll: Roll) -> Iterator[_Share]:
    item = judgement.item
    events = tuple(event for event in desk.events_of(item) if event.when <= desk.today)
    if judgement.parts:
        own = {part.unit: part.judgement for part in judgement.parts}
        for part in shares_apart(item, events, roll):
            if part.party.name in own:
                yield _Share(
                    part.party, part.item, part.events, own[part.party.name], replies_of(part.item, part.events, desk.today)
                )
        return
    told = tuple(of_leads(item, events, roll))
    for party in roll.lead(item):
        yield _Share(party, item, told, judgement, replies_of(item, told, desk.today))


def _marks(desk: Desk, share: _Share, roll: Roll, year: int, until: date) -> Iterator[Mark]:
    """All that counts of one unit's part, without points."""
    matter = outward(share.item.text("督查事项"), source_of(share.item))

    def mark(measure: Measure, good: bool, why: str) -> Mark:
        return Mark(share.party.name, measure, share.item.id, matter, good, 0.0, why)

    yield from (mark("按时反馈", good, why) for good, why in _replied(share, year, until))
    yield from (mark("按时办结", good, why) for good, why in _finished(share, year, until))
    yield from (mark("一次通过", good, why) for good, why in _passed(share, year))
    yield from (mark("及时签收", good, why) for good, why in _signed(desk, share, year, until))
    for event in share.events:
        about = not event.unit or share.party.name in roll.names_in(event.unit)
        for measure in TIMES:
            if event.step == measure and event.when.year == year and about:
                yield mark(measure, False, f"{say_day(event.when)}{measure}")


def _due(share: _Share, year: int, until: date, *, done: bool) -> list[Deadline]:
    found = [d for d in share.own.deadlines if d.due and d.due.year == year and d.due <= until and (d.kind == "办结") == done]
    return sorted(found, key=lambda deadline: deadline.due or date.max)


def _replied(share: _Share, year: int, until: date) -> Iterator[tuple[bool, str]]:
    """Each deadline of a report; the earliest open one is met by the next reply."""
    done = _done_on(share)
    earlier = len([d for d in share.own.deadlines if d.due and d.due.year < year and d.kind != "办结" and d.met])
    replies = sorted(share.replies.days)[earlier:] or ([done] if done else [])
    for deadline in _due(share, year, until, done=False):
        assert deadline.due is not None
        said = f"{deadline.label or deadline.kind}时限{say_day(deadline.due)}"
        reply = None if deadline.kind == "重报" else replies.pop(0) if replies else None
        if reply is not None:
            yield reply <= deadline.due, f"{said}，{say_day(reply)}反馈"
        elif deadline.kind != "重报" and (deadline.met or share.own.status in _ANSWERED):
            yield True, f"{said}，已反馈"
        elif deadline.due < until:
            yield False, f"{said}，至{say_day(until)}未反馈"


def _finished(share: _Share, year: int, until: date) -> Iterator[tuple[bool, str]]:
    """Each 办结时限, against the day on which completion was reported."""
    done = _done_on(share)
    for deadline in _due(share, year, until, done=True):
        assert deadline.due is not None
        said = f"办结时限{say_day(deadline.due)}"
        if done is not None:
            yield done <= deadline.due, f"{said}，{say_day(done)}报告办结"
        elif share.own.status in _ANSWERED:
            yield True, f"{said}，已报告办结"
        elif deadline.due < until:
            yield False, f"{said}，至{say_day(until)}未办结"


def _passed(share: _Share, year: int) -> Iterator[tuple[bool, str]]:
    """Whether replies passed review at once; counted in the year of the last word."""
    replies = share.replies
    days = [
        *replies.days,
        *(event.when for event in share.events if event.step in ("审核通过", "退回")),
        *filter(None, [_done_on(share)]),
    ]
    if not days or max(days).year != year:
        return
    if replies.backs:
        yield False, f"退回重办{replies.backs}次"
    elif replies.accepted or share.own.status in ("待销号", "已销号"):
        yield True, "审核一次通过"


def _signed(desk: Desk, share: _Share, year: int, until: date) -> Iterator[tuple[bool, str]]:
    """签收 within the days of 设置, where the ledger or the events keep it 〔五(二)〕."""
    item, handed = share.item, assigned_on(share.item, share.events)
    if handed is None or handed.year != year or handed > until:
        return
    if not item.has("签收日期") and not any(event.step == "交办" for event in share.events):
        return
    signed = cell_date(item.raw("签收日期")) or min((event.when for event in share.events if event.step == "签收"), default=None)
    allowed = desk.settings.receipt_days
    if signed is not None:
        took = max(desk.calendar.workdays_between(handed, signed), 0)
        yield took <= allowed, f"{say_day(handed)}交办，{say_day(signed)}签收"
    elif filled(item.raw("签收日期")) or item.text("办理情况") or share.replies.days:
        return
    elif desk.calendar.workdays_between(handed, until) > allowed:
        yield False, f"{say_day(handed)}交办，至{say_day(until)}未签收"


def _done_on(share: _Share) -> date | None:
    """The day on which the unit reported completion: 办结日期 or that event, and never later than the last reply of what is answered
    or struck off, for the office's own days of review are not the unit's.
    """
    told = cell_date(share.item.raw("办结日期")) or max(
        (event.when for event in share.events if event.step == "办结"), default=None
    )
    days = [told] if told else []
    if share.own.status in _ANSWERED:
        days += [max(share.replies.days)] if share.replies.days else []
        if not days and share.own.status == "已销号":
            days += filter(None, [closed_on(share.item, share.events)])
    return min(days, default=None)
