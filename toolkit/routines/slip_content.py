"""What a slip says of its items: the ledger, the register and what a person asked for, as one Slip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.domain.course.assignment import answers_apart
from toolkit.domain.course.stage import assigned_on
from toolkit.domain.errors import UsageError
from toolkit.domain.item import Event, Item, Judgement, as_text
from toolkit.domain.judge import judge
from toolkit.domain.mailing.outward import outward
from toolkit.domain.papers.escalation import HANDING, say_day, split_ids
from toolkit.domain.papers.slip import AGAIN, EarlierSlip, Slip, SlipDeadline, SlipItem, check_again
from toolkit.domain.sources import source_of
from toolkit.domain.units.assignees import Roll
from toolkit.routines.mailing import settings_for
from toolkit.routines.opening import Office

_PRESSING = ("电话催办", "催办", "告诫")
"""What 过程记录 may tell of and 文书登记 does not hold: calls, and slips of before the ledger was adopted."""
NEW_DATES: Mapping[str, str] = {"催办单": "新定时限", "告诫单": "整改期限", AGAIN: "重办时限"}
"""The kinds of paper that set a new date, and what it is called there."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asked for: the kind of paper, who signs, one paper a unit, the new date."""

    kind: str
    issuer: str
    per_unit: bool
    new_date: date | None
    again: bool = False

    @property
    def date_name(self) -> str:
        """What the new date is called on this paper; "" where it sets none."""
        return NEW_DATES.get(AGAIN if self.again else self.kind, "")

    @property
    def date_note(self) -> str:
        """新定时限2026年6月5日, "" without a new date."""
        return f"{self.date_name}{say_day(self.new_date)}" if self.new_date else ""

    @property
    def note(self) -> str:
        """What the register says beside the number: 再督查，重办时限2026年6月5日."""
        return "，".join(part for part in (AGAIN if self.again else "", self.date_note) if part)

    def check(self, today: date) -> None:
        """Raises UsageError for a kind of paper that sets no date or has no 再督查, and for a date that has passed."""
        check_again(self.kind, self.again)
        if self.new_date is None:
            return
        if not self.date_name:
            raise UsageError(f"{self.kind}不另定时限：--new-date 只用于{'、'.join(NEW_DATES)}")
        if self.new_date < today:
            raise UsageError(f"{self.date_name}{say_day(self.new_date)}已过：请写今天（{say_day(today)}）或以后的日期")


def slip_for(office: Office, order: Order, number: str | None, unit: str, group: Sequence[Judgement]) -> Slip:
    """One paper for one unit; number None for a draft."""
    settings = settings_for(office)
    return Slip(
        kind=order.kind, number=number, title="", unit=unit, items=tuple(_slip_item(office, order, each, unit) for each in group),
        office=settings.office, phone=settings.phone, issuer=order.issuer, day=office.desk.today, again=order.again,
    )  # fmt: skip


def _slip_item(office: Office, order: Order, judgement: Judgement, unit: str) -> SlipItem:
    item, desk = judgement.item, office.desk
    source, events = source_of(item), desk.events_of(item)
    roll = Roll(desk.units, office.settings.first_leads, desk.today)
    lead, support = roll.units(item)
    if order.kind in HANDING and assigned_on(item, events) is None:  # by this paper it is handed over
        events = (*events, Event(desk.today, item.id, "", "交办"))
        judgement = judge(item, events, desk.limits, desk.settings, desk.calendar, desk.today, roll=roll)
    late = -judgement.days_left if judgement.days_left is not None and judgement.days_left < 0 else None
    return SlipItem(
        id=item.id,
        matter=outward(item.text("督查事项"), source),
        source=item.text("事项来源"),
        requirement=outward(item.text("有关要求") or item.text("反馈要求"), source),
        lead="、".join(each.name for each in lead),
        support="、".join(each.name for each in support),
        person=item.text("责任人"),
        deadlines=tuple(
            SlipDeadline(d.kind, say_day(d.due) if d.due else d.raw, d.basis if d.due else "")
            for d in judgement.deadlines
            if not d.met
        ),
        handed_on=assigned_on(item, events),
        days_overdue=late,
        slips_before=_earlier(office, item, roll, unit),
        chase_count=sum(event.step == "催办" for event in events) + (order.kind == "催办单"),
        missing=_missing(order, judgement, events),
        new_date=order.new_date,
    )


def _earlier(office: Office, item: Item, roll: Roll, unit: str) -> tuple[EarlierSlip, ...]:
    """The registered slips of an item, and what 过程记录 tells of chasing the unit beside them; oldest first. Where units answer
    apart, the slips of the others are none of its business.
    """
    names, addressed, apart = office.desk.names_of(item), roll.names_in(unit), answers_apart(item, office.settings)

    def concerned(text: str) -> bool:
        return not text or not addressed or not addressed.isdisjoint(roll.names_in(text))

    registered = [
        EarlierSlip(as_text(cells.get("文号")), day, as_text(cells.get("种类")))
        for _, cells in office.register
        if not names.isdisjoint(split_ids(as_text(cells.get("事项编号"))))
        and as_text(cells.get("状态")) != "作废"
        and (not apart or concerned(as_text(cells.get("单位"))))
        and isinstance(day := cells.get("签发日期"), date)
    ]
    known = {(slip.day, slip.kind) for slip in registered}
    told = dict.fromkeys(
        EarlierSlip("", event.when, event.step)
        for event in office.desk.events_of(item)
        if event.step in _PRESSING and (event.when, f"{event.step}单") not in known and concerned(event.unit)
    )
    return tuple(sorted([*registered, *told], key=lambda slip: slip.day))


def _missing(order: Order, judgement: Judgement, events: Sequence[Event]) -> str:
    """What the unit owes; for a 再督查 what the last 退回 said. "" leaves the place free for a person's word."""
    if order.again:
        return next((event.what for event in reversed(events) if event.step == "退回"), "")
    current = judgement.current
    if current is None or current.due is None or judgement.days_left is None or judgement.days_left >= 0:
        return ""
    return f"{current.label or current.kind}时限为{say_day(current.due)}，至今未报送办理情况"
