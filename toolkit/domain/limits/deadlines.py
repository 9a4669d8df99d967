"""Which deadlines an item has and which of them its replies have met (五(五), 五(六), 七(二), 代表法, 本室规则)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.course.stage import assigned_on
from toolkit.domain.item import Deadline, Event, Item, Kind, Raw, as_text
from toolkit.domain.limits import basis
from toolkit.domain.limits.extension import extended
from toolkit.domain.limits.followup import followups
from toolkit.domain.limits.limits import Limit, first_match
from toolkit.domain.limits.resubmission import resubmission
from toolkit.domain.limits.starts import Starts, starts_of
from toolkit.domain.limits.stated import Stated, Stream, read_stated, texts_of
from toolkit.domain.reading.recurrence import dates_of
from toolkit.domain.settings import Settings
from toolkit.domain.sources import classify

__all__ = ["DeadlineBook", "deadlines_of", "resubmission"]

OPEN_SHOWN = 3
"""So many open occurrences of a recurring duty are listed."""
REGULAR = "定期报送"
"""The label of an occurrence."""
_ANSWERABLE: tuple[Kind, ...] = ("反馈", "报告", "节点")
"""What an accepted reply satisfies; 办结 is satisfied by closing alone, 重报 by the next reply."""
_ORDER: dict[Kind, int] = {"重报": 0, "反馈": 1, "报告": 2, "续报": 3, "节点": 4, "办结": 5}
_Key = tuple[tuple[tuple[str, Raw], ...], Starts, str, str]


def deadlines_of(
    item: Item,
    events: Sequence[Event],
    replies: Sequence[date],
    limits: Sequence[Limit],
    settings: Settings,
    calendar: Calendar,
    today: date,
) -> tuple[Deadline, ...]:
    """All deadlines of an item in order of time, those without a day last.

    events: its own, in order of day and row (those after today have not happened); replies: days of accepted replies,
    each meets the earliest open 反馈, 报告, 节点 or occurrence (all that fall on that day). Replies that only a cell
    tells hide those that it overwrote, so they also meet whatever was due before them. 退回 is not looked at here.
    """
    return DeadlineBook(tuple(limits), settings, calendar).deadlines_of(item, events, replies, today)


@dataclass(slots=True)
class DeadlineBook:
    """The rules of one desk; what equal rows come to is worked out once."""

    limits: tuple[Limit, ...]
    settings: Settings
    calendar: Calendar
    _known: dict[_Key, tuple[Stated, tuple[Deadline, ...]]] = field(default_factory=dict)

    def deadlines_of(self, item: Item, events: Sequence[Event], replies: Sequence[date], today: date) -> tuple[Deadline, ...]:
        """As the function of this name."""
        events = [event for event in events if event.when <= today] if events else ()
        typed = item.text("事项来源")
        source = classify(typed or item.section)
        key = (texts_of(item), starts_of(item, assigned_on(item, events)), source.name if source else "", typed)
        known = self._known.get(key)
        if known is None:
            stated = self._stated(*key)
            known = self._known[key] = stated, self._list(stated.dated, stated.streams, (), hidden=False)
        stated, plain = known
        moved = extended(stated.dated, events, self.settings, self.calendar) if events else stated.dated
        if not replies and moved == stated.dated:
            listed = plain
        else:
            hidden = not any(event.step == "反馈" for event in events)
            listed = self._list(moved, stated.streams, replies, hidden=hidden)
        promised = followups(events, replies, self.settings, self.calendar) if events else ()
        return tuple(_once([*listed, *promised])) if promised else listed

    def _stated(self, texts: tuple[tuple[str, Raw], ...], starts: Starts, source: str, typed: str) -> Stated:
        stated = read_stated(texts, starts, self.settings, self.calendar)
        if stated.speaks:
            return stated
        limit = first_match(source, typed, self.limits)
        return Stated((self._by_rule(limit, limit.amount, starts),)) if limit and limit.amount else Stated()

    def _by_rule(self, limit: Limit, amount: int, starts: Starts) -> Deadline:
        start = starts.count_from(limit.start)
        if start is None:
            words = f"没有起算日和交办日期,不能按{basis.measure(amount, limit.unit)}计算,请补填,依据{limit.basis}"
            return Deadline(limit.kind, "", None, None, words)
        reached = basis.ends(start.day, amount, limit.unit, self.calendar)
        due = basis.moved(reached, limit.unit, self.settings, self.calendar)
        words = basis.counted(start, amount, limit.unit, due, limit.basis, self.calendar)
        return Deadline(limit.kind, "", due, self._warn_from(due), words, words.endswith(basis.UNPUBLISHED))

    def _warn_from(self, due: date) -> date:
        return self.calendar.back(due, self.settings.warn_days)

    def _list(
        self, dated: Sequence[Deadline], streams: Sequence[Stream], replies: Sequence[date], *, hidden: bool
    ) -> tuple[Deadline, ...]:
        ends = [deadline.due for deadline in dated if deadline.kind == "办结" and deadline.due]
        end = max(ends) if ends and streams else None
        upcoming = [self._occurrence(stream, due) for stream in streams for due in self._days(stream, replies, end)]
        met = _met(_once([*dated, *upcoming]), replies, hidden=hidden)
        written = set(map(_same, dated))
        shown: list[Deadline] = []
        left = OPEN_SHOWN
        for deadline in met:
            if _same(deadline) not in written:
                if deadline.met or left == 0:
                    continue
                left -= 1
            shown.append(deadline)
        return tuple(shown)

    def _days(self, stream: Stream, replies: Sequence[date], end: date | None) -> list[date]:
        """Enough occurrences for all replies and the next open ones; none after the item's 办结时限."""
        days: list[date] = []
        last = max(replies, default=date.min)
        for due in takewhile(lambda day: end is None or day <= end, dates_of(stream.rule, stream.start.day, self.calendar)):
            days.append(due)
            if len(days) > len(replies) + OPEN_SHOWN and days[-OPEN_SHOWN - 1] > last:
                break
        return days

    def _occurrence(self, stream: Stream, due: date) -> Deadline:
        words = basis.recurring(stream.field, stream.raw, stream.start, due)
        if any(mark.workday for mark in stream.rule.marks):
            words += basis.provisional(self.calendar, due, due)
        provisional = words.endswith(basis.UNPUBLISHED)
        return Deadline("反馈", as_text(stream.raw), due, self._warn_from(due), words, provisional, label=REGULAR)


def _same(deadline: Deadline) -> tuple[Kind, date | None, str]:
    return deadline.kind, deadline.due, deadline.basis if deadline.due is None else ""


def _once(deadlines: Iterable[Deadline]) -> list[Deadline]:
    """In order of time, equal dates of one kind once (the first one written), those without a day last."""
    first: dict[tuple[Kind, date | None, str], Deadline] = {}
    for deadline in deadlines:
        first.setdefault(_same(deadline), deadline)
    return sorted(first.values(), key=lambda deadline: (deadline.due or date.max, _ORDER[deadline.kind]))


def _met(deadlines: list[Deadline], replies: Sequence[date], *, hidden: bool) -> list[Deadline]:
    """Marks what the replies met. deadlines: in order of time."""
    result = list(deadlines)
    for reply in sorted(replies):
        places = [
            index
            for index, deadline in enumerate(result)
            if deadline.due is not None and not deadline.met and deadline.kind in _ANSWERABLE
        ]
        if not places:
            break
        until = _reached([result[index] for index in places], reply) if hidden else result[places[0]].due
        for index in places:
            due = result[index].due
            if due is not None and until is not None and due <= until:
                result[index] = replace(result[index], met=True)
    return result


def _reached(waiting: list[Deadline], reply: date) -> date | None:
    """How far a reply reaches that may hide earlier ones: whatever was due by then, and the next one if it was about that."""
    past = [deadline for deadline in waiting if deadline.due is not None and deadline.due <= reply]
    ahead = waiting[len(past) :]
    if not past:
        return ahead[0].due
    following = ahead[0] if ahead else None
    last = past[-1].due
    if following is None or following.due is None or last is None:
        return last
    about_it = following.due - reply < reply - last if following.label == REGULAR else reply >= (following.warn_from or reply)
    return following.due if about_it else last
