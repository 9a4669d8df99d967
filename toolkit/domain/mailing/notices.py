"""提醒: who needs a word today about which items, one notice a recipient 〔三、五(五)、六(三)〕.

A unit that has answered is never chased; nobody above 联络员, 具体责任人 and 联系处室 is written to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.course.assignment import RUNNING, to_be_told
from toolkit.domain.course.stage import assigned_on
from toolkit.domain.item import Deadline, Event, Judgement
from toolkit.domain.limits.deadlines import REGULAR
from toolkit.domain.mailing.domains import Domains
from toolkit.domain.mailing.outward import outward
from toolkit.domain.mailing.rules import Rules, may_write
from toolkit.domain.reading.celldate import filled
from toolkit.domain.settings import Settings
from toolkit.domain.sheets import REASONS, Reason
from toolkit.domain.sources import source_of
from toolkit.domain.units.assignees import Party, Roll
from toolkit.domain.units.unitbook import UnitBook

KIND = "提醒"
Problem = Literal["", "无邮箱", "域名不在名单", "邮箱被退回"]
NO_ADDRESS: Problem = "无邮箱"
FOREIGN_DOMAIN: Problem = "域名不在名单"
RETURNED: Problem = "邮箱被退回"
NEW_FOR = 2
"""Workdays for which an item counts as newly handed over."""
LONG_AGO = 30
"""Calendar days after which nothing is newly handed over, whatever the holidays."""


@dataclass(frozen=True, slots=True)
class Line:
    """One item in a notice, fit to leave the house: citizens masked, a leader's words left out.

    days: calendar days until due, negative when overdue, None without a date; unit: whose part it is.
    """

    item: str
    matter: str
    reason: Reason
    due: date | None
    days: int | None
    basis: str
    requirement: str
    unit: str


@dataclass(frozen=True, slots=True)
class Notice:
    """All that one recipient is told on one day.

    unit: the unit, or the units that share the address, joined by 、; to: its first address, "" where it has none;
    cc: its further addresses and those of the 联系处室 (六(三)); kind: "提醒"; problem: why it cannot be sent, "" where it can;
    files: the issued papers that go with it, as 文书登记 names them.
    """

    unit: str
    to: str
    cc: tuple[str, ...]
    kind: str
    day: date
    lines: tuple[Line, ...]
    problem: Problem = ""
    files: tuple[str, ...] = ()


def notices_for(
    judgements: Iterable[Judgement],
    events_by_item: Mapping[str, Sequence[Event]],
    units: UnitBook,
    settings: Settings,
    calendar: Calendar,
    today: date,
    last_told: Mapping[tuple[str, str, str], date],
    rules: Rules | None = None,
    returned: Collection[str] = (),
) -> list[Notice]:
    """The notices of one day, in the order of the items; none on a day off, or on one of the office's 免打扰日期.

    An item has the first of REASONS that fits, and lines stand in that order. last_told: (unit, item id, reason) -> the
    day of the last notice; the same is said again only after so many workdays as the rule (else 设置) says, a new reason at
    once, 新交办 only where nothing was said yet. Items without content are for the office to mend, not for a mail.
    returned: addresses (lower case) that do not take mail; a unit's other addresses do instead, where it has any.
    """
    if not may_write(settings, calendar, today):
        return []
    desk = _Desk(units, settings, calendar, today, last_told, rules or Rules(), returned)
    mails: dict[str, _Mail] = {}
    for judgement in judgements:
        if judgement.status not in RUNNING or not judgement.item.text("督查事项"):
            continue
        events = events_by_item.get(judgement.item.id, ())
        handed = _workdays_passed(judgement, events, desk)
        if handed is None and not judgement.parts and _urgent(judgement, desk) is None:
            continue
        for party, own in to_be_told(judgement, desk.roll):
            reason = _urgent(own, desk) or _receipt(own, events, party, handed, desk)
            if reason is not None and desk.rules[reason].on and not desk.said_enough(party.name, judgement.item.id, reason):
                address = desk.address(party)
                mails.setdefault(address.lower() or party.name, _Mail(address)).add(party, own, reason, desk)
    return [mail.notice(desk) for mail in mails.values()]


def _urgent(judgement: Judgement, desk: _Desk) -> Reason | None:
    """What the light, the review and the day say, whoever the unit is."""
    if judgement.light == "红":
        return "超期"
    if judgement.status == "退回重办":
        return "重报"
    current = judgement.current
    if current is None:
        return "临期" if judgement.light == "黄" else None
    reason: Reason = "续报" if current.kind == "续报" else "定期报送" if current.label == REGULAR else "临期"
    return reason if desk.soon(judgement, current, reason) else None


def _workdays_passed(judgement: Judgement, events: Sequence[Event], desk: _Desk) -> int | None:
    """Workdays since the item was handed over 〔五(二)〕; None where that day is unknown, has not come, or matters no more."""
    handed = assigned_on(judgement.item, events)
    if handed is None or handed > desk.today:
        return None
    if judgement.status != "待签收" and not judgement.parts and (desk.today - handed).days > LONG_AGO:
        return None
    return desk.calendar.workdays_between(handed, desk.today)


def _receipt(judgement: Judgement, events: Sequence[Event], party: Party, passed: int | None, desk: _Desk) -> Reason | None:
    """新交办 for two workdays, unless the unit has signed, begun, or heard of it; 待签收 when the days for signing are over."""
    if passed is None or any(event.step == "签收" and desk.concerns(event, party) for event in events):
        return None
    item = judgement.item
    begun = filled(item.raw("签收日期")) or bool(item.text("办理情况"))
    if passed <= NEW_FOR and not begun and not desk.told(party.name, item.id):
        return "新交办"
    return "待签收" if judgement.status == "待签收" and passed > desk.settings.receipt_days else None


class _Desk:
    """What is the same for all items of the day."""

    def __init__(
        self,
        units: UnitBook,
        settings: Settings,
        calendar: Calendar,
        today: date,
        last_told: Mapping[tuple[str, str, str], date],
        rules: Rules,
        returned: Collection[str],
    ) -> None:
        self.settings, self.calendar, self.today, self.rules = settings, calendar, today, rules
        self.roll = Roll(units, settings.first_leads, today)
        self.allowed, self.returned = Domains(settings, units), returned
        self._last: dict[tuple[str, str], dict[str, date]] = {}
        for (names, item, reason), day in last_told.items():
            for name in names.split("、"):
                days = self._last.setdefault((name, item), {})
                days[reason] = max(day, days.get(reason, day))

    def soon(self, judgement: Judgement, current: Deadline, reason: Reason) -> bool:
        """Whether a day is near: as many workdays before as the rule says, else when the light turns 黄, or a person set it so."""
        ahead = self.rules[reason].ahead
        if ahead is None or judgement.reason or current.due is None:
            return judgement.light == "黄"
        return judgement.light in ("黄", "绿") and self.today >= self.calendar.back(current.due, ahead)

    def told(self, name: str, item: str) -> bool:
        """Whether the unit has heard of the item at all."""
        return (name, item) in self._last

    def said_enough(self, name: str, item: str, reason: Reason) -> bool:
        """Whether the same was said less than so many workdays ago, or today already."""
        last = self._last.get((name, item), {}).get(reason)
        if last is None:
            return False
        every = self.rules[reason].every
        passed = self.calendar.workdays_between(last, self.today)
        return last >= self.today or passed < (self.settings.remind_every if every is None else every)

    def concerns(self, event: Event, party: Party) -> bool:
        """Whether an event is about this unit; one that names no unit is about all of them."""
        return not event.unit or event.unit == party.name or party.name in self.roll.names_in(event.unit)

    def address(self, party: Party) -> str:
        """The unit's first address that takes mail, else its first, "" where it has none."""
        own = party.contact.email if party.contact else ()
        return next((address for address in own if address.lower() not in self.returned), next(iter(own), ""))

    def may_copy(self, address: str) -> bool:
        """Whether a copy can go there."""
        return self.allowed(address) and address.lower() not in self.returned

    def problem(self, address: str) -> Problem:
        """Why no mail can go to an address, "" where one can."""
        if not address:
            return NO_ADDRESS
        if address.lower() in self.returned:
            return RETURNED
        return "" if self.allowed(address) else FOREIGN_DOMAIN


@dataclass(slots=True)
class _Mail:
    """A notice in the making."""

    to: str
    units: dict[str, None] = field(default_factory=dict)
    cc: dict[str, None] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)

    def add(self, party: Party, judgement: Judgement, reason: Reason, desk: _Desk) -> None:
        """One item of one unit; joint leads with one address are told once."""
        self.units[party.name] = None
        for copy in party.contact.email + party.contact.desk_email if party.contact else ():
            if copy.lower() != self.to.lower() and desk.may_copy(copy):
                self.cc[copy] = None
        known = self.lines.get(judgement.item.id)
        unit = party.name if known is None else f"{known.unit}、{party.name}"
        self.lines[judgement.item.id] = _line(judgement, reason, unit, readable=bool(self.to))

    def notice(self, desk: _Desk) -> Notice:
        """The finished value: gravest first, then by date."""
        lines = sorted(self.lines.values(), key=lambda line: (REASONS.index(line.reason), line.due or date.max))
        return Notice("、".join(self.units), self.to, tuple(self.cc), KIND, desk.today, tuple(lines), desk.problem(self.to))


def _line(judgement: Judgement, reason: Reason, unit: str, *, readable: bool) -> Line:
    """One item as its unit reads of it; where nobody will read it (no address), without its texts, which take long to make fit."""
    item, current, source = judgement.item, judgement.current, source_of(judgement.item)
    if not readable:
        return Line(item.id, "", reason, current.due if current else None, judgement.days_left, "", "", unit)
    matter, requirement = item.text("督查事项"), item.text("有关要求") or item.text("反馈要求")
    basis = current.basis if current else ""
    return Line(
        item.id,
        outward(matter, source),
        reason,
        current.due if current else None,
        judgement.days_left,
        outward(basis, source),
        outward(requirement, source),
        unit,
    )
