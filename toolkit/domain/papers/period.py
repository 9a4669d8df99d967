"""The time that a paper speaks of, and which items belong to it 〔七(四)、七(五)〕."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from toolkit.domain.course.stage import assigned_on, closed_on
from toolkit.domain.desk import Desk
from toolkit.domain.errors import UsageError
from toolkit.domain.item import Judgement
from toolkit.domain.papers.escalation import say_day
from toolkit.domain.papers.statistics import counted


@dataclass(frozen=True, slots=True)
class Period:
    """From since (None: from the beginning) up to and including until. Raises UsageError where it ends before it begins."""

    since: date | None
    until: date

    def __post_init__(self) -> None:
        if self.since and self.since > self.until:
            raise UsageError(f"起止日期颠倒：{say_day(self.since)}晚于{say_day(self.until)}，请核对 --from 和 --to")

    def has(self, day: date | None) -> bool:
        """Whether a known day lies in it."""
        return day is not None and day <= self.until and (self.since is None or day >= self.since)

    def said(self) -> str:
        """2026年1月1日至3月31日; "" for a period without a beginning."""
        if self.since is None:
            return ""
        end = say_day(self.until)
        return f"{say_day(self.since)}至{end.partition('年')[2] if self.since.year == self.until.year else end}"


def in_course(desk: Desk, period: Period) -> list[Judgement]:
    """The items that were looked after in a period: handed over by its end, and not struck off before it began.

    Parents of sub-items are left out (statistics.counted); what has no day yet belongs to every period.
    """
    found = []
    for judgement in counted(desk.judgements[item.id] for item in desk.items):
        item, events = judgement.item, desk.events_of(judgement.item)
        handed, closed = assigned_on(item, events), closed_on(item, events) if judgement.status == "已销号" else None
        if handed and handed > period.until:
            continue
        if closed and period.since and closed < period.since:
            continue
        found.append(judgement)
    return found
