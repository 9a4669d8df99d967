"""An item as a line of a list in a paper, fit to leave the house: citizens masked, a leader's words left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from toolkit.domain.course.apart import listed
from toolkit.domain.course.assignment import parts_of
from toolkit.domain.course.stage import assigned_on, closed_on
from toolkit.domain.desk import Desk
from toolkit.domain.item import Event, Judgement, Light, Status
from toolkit.domain.mailing.outward import outward
from toolkit.domain.reading.datetext import read_text
from toolkit.domain.sources import source_of
from toolkit.domain.units.assignees import Party, Roll
from toolkit.domain.wording import dated, shown

_CHASES = ("电话催办", "催办", "告诫", "退回")
_NEW_DATE = re.compile(
    r"(?:新定时限|整改期限|重办时限)[:：为]?\s*(?P<day>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}-\d{1,2}-\d{1,2})", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item, or one unit's part in it, on a list.

    unit: who answers (of 分别反馈 those that are meant here); desk: 联系处室; handed, closed, due: days (None: unknown, or none);
    days: calendar days from the paper's day to due, negative when past; chases: 电话催办1次、催办2次; backs: how often 退回;
    new_date: as a 催办单 or 告诫单 set it last; note: what is said of it here, without a full stop.
    """

    item: str
    matter: str
    unit: str
    source: str
    status: Status
    light: Light
    desk: str = ""
    leader: str = ""
    handed: date | None = None
    closed: date | None = None
    due: date | None = None
    days: int | None = None
    chases: str = ""
    backs: int = 0
    new_date: date | None = None
    note: str = ""

    @property
    def overdue(self) -> int:
        """Calendar days past the deadline, 0 where it is not."""
        return max(-(self.days or 0), 0)


class Lister:
    """Makes entries of a desk's items; an item that stands on several lists is made once."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._whole: dict[str, Entry] = {}
        self.roll = Roll(desk.units, desk.settings.first_leads, desk.today)

    def entry(self, judgement: Judgement, note: str = "", party: Party | None = None) -> Entry:
        """One item; party: the unit whose part it is (judgement being that part's), None for the item as a whole."""
        if party:
            return self._entry(judgement, note, party)
        whole = self._whole.get(judgement.item.id) or self._entry(judgement, "", None)
        self._whole[judgement.item.id] = whole
        return replace(whole, note=self._note(judgement, note)) if note else whole

    def _entry(self, judgement: Judgement, note: str, party: Party | None) -> Entry:
        item, source = judgement.item, source_of(judgement.item)
        events = self._about(judgement, party)
        parties = [party] if party else self._answering(judgement)
        counts = Counter(event.step for event in events)
        if judgement.status == "退回重办":
            counts["退回"] = max(counts["退回"], 1)  # where a cell alone says so
        due = judgement.current.due if judgement.current else None
        return Entry(
            item=item.id,
            matter=outward(item.text("督查事项"), source),
            unit=listed([each.name for each in parties]),
            source=source.name if source else item.text("事项来源"),
            status=judgement.status,
            light=judgement.light,
            desk="、".join(dict.fromkeys(each.contact.desk for each in parties if each.contact and each.contact.desk)),
            leader=item.text("领导"),
            handed=assigned_on(item, events),
            closed=closed_on(item, events) if judgement.status == "已销号" else None,
            due=due,
            days=(due - self.desk.today).days if due else None,
            chases="、".join(f"{step}{counts[step]}次" for step in _CHASES if counts[step]),
            backs=counts["退回"],
            new_date=_new_date(events),
            note=self._note(judgement, note),
        )

    def _note(self, judgement: Judgement, note: str) -> str:
        return outward(shown(dated(note)), source_of(judgement.item)).rstrip("。") if note else ""

    def entries(self, judgements: Iterable[Judgement]) -> tuple[Entry, ...]:
        """One entry an item, longest overdue first, then by date, what has none last."""
        return in_order(self.entry(judgement) for judgement in judgements)

    def by_unit(self, judgements: Iterable[Judgement], light: Light) -> tuple[Entry, ...]:
        """One entry for each unit whose part of an item has this light, in order; a part that has answered is left in peace."""
        found = []
        for judgement in judgements:
            parts = [(party, own) for party, own in parts_of(judgement, self.roll) if own.light == light]
            found += [self.entry(own, party=party) for party, own in parts]
            if not parts and judgement.light == light:
                found.append(self.entry(judgement))
        return in_order(found)

    def _answering(self, judgement: Judgement) -> Sequence[Party]:
        """Whose turn it is: of 分别反馈 the units that stand where the item does, else the leads."""
        parts = parts_of(judgement, self.roll)
        meant = [party for party, own in parts if own.status == judgement.status and own.light == judgement.light]
        return meant or [party for party, _ in parts]

    def _about(self, judgement: Judgement, party: Party | None) -> list[Event]:
        events = [event for event in self.desk.events_of(judgement.item) if event.when <= self.desk.today]
        if party is None:
            return events
        return [event for event in events if not event.unit or party.name in self.roll.names_in(event.unit)]


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """By deadline, the earliest first, what has none last; equal ones as they came."""
    return tuple(sorted(entries, key=lambda entry: entry.due or date.max))


def _new_date(events: Sequence[Event]) -> date | None:
    """The day that the last 催办单, 告诫单 or 再督查 set, as the event names it."""
    for event in reversed(events):
        found = _NEW_DATE.search(event.what) if event.step in ("交办", "催办", "告诫") else None
        reading = read_text(found["day"], event.when) if found else None
        if reading and len(reading.dates) == 1:
            return reading.dates[0]
    return None
