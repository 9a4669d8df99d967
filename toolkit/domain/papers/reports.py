"""What stands in the papers for leaders and units: 《政务督查》 and 情况通报 〔五(七)、七(四)〕, the 问题清单 for the 常务会议 〔七(四)〕,
and 督查调研 〔七(五)〕.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from toolkit.domain.course.assignment import parts_of
from toolkit.domain.item import Judgement
from toolkit.domain.papers.bulletin import Listing
from toolkit.domain.papers.entries import Entry, Lister, in_order
from toolkit.domain.papers.escalation import SlipDue
from toolkit.domain.papers.kinds import PAPER_NAMES
from toolkit.domain.papers.period import Period
from toolkit.domain.sources import source_of

SOON = 30
"""Calendar days within which a deadline is named among the next steps."""
MOST_NAMED = 20
"""Items struck off that are named one by one; further ones are counted."""
ANALYSED = 5
"""Items that 《政务督查》 names as the longest overdue, the most often sent back."""
STUDIED = 10
"""And 督查调研."""
_OVER = ("已销号", "中止")
_LETTERS = "四(七)"


def review(lister: Lister, judgements: Sequence[Judgement], period: Period) -> tuple[Listing, ...]:
    """《政务督查》: 办结 in the period, 滞后 (red, one line an item), and what comes next: 临近 their date, 待审核, 待销号;
    for the analysis 〔七(五)〕 久拖, the longest overdue, and 多次退回, the most often sent back.
    """
    closed = [entry for each in _of(judgements, "已销号") if period.has((entry := lister.entry(each)).closed)]
    running = [
        each for each in judgements if each.light in ("黄", "绿") and each.days_left is not None and 0 <= each.days_left <= SOON
    ]
    late = lister.entries(_red(judgements))
    return (
        Listing.of("办结", sorted(closed, key=lambda entry: entry.closed or date.max), MOST_NAMED),
        Listing.of("滞后", late),
        Listing.of("临近", lister.entries(running)),
        Listing.of("待审核", lister.entries(_of(judgements, "待审核"))),
        Listing.of("待销号", lister.entries(_of(judgements, "待销号"))),
        _longest(late, ANALYSED),
        _returned(lister, [each for each in judgements if each.status not in _OVER], ANALYSED),
    )


def study(lister: Lister, judgements: Sequence[Judgement]) -> tuple[Listing, ...]:
    """督查调研 〔七(五)〕: 久拖, the longest overdue, and 多次退回, the most often sent back, those struck off since among them."""
    return _longest(lister.entries(_red(judgements)), STUDIED), _returned(lister, judgements, STUDIED)


def circular(lister: Lister, judgements: Sequence[Judgement], period: Period, new_date: date | None) -> tuple[Listing, ...]:
    """情况通报: as 《政务督查》; slow 批示件 of 信箱, 热线, 来信 stand apart, to be done by a new date (限期: as a 催办单 set it, or new_date)."""
    letters = [each for each in _red(judgements) if _is_letter(each)]
    dated = tuple(replace(entry, new_date=entry.new_date or new_date) for entry in lister.entries(letters))
    orders = [each for each in judgements if (source := source_of(each.item)) and source.needs == "批示"]
    closed, lagging, *_ = review(lister, judgements, period)
    others = [entry for entry in lagging.entries if entry.item not in {letter.item for letter in dated}]
    return closed, Listing.of("批示件", lister.entries(orders)), Listing.of("滞后", others), Listing.of("限期", dated)


def problems(lister: Lister, judgements: Sequence[Judgement], slips: Sequence[SlipDue]) -> tuple[Listing, ...]:
    """问题清单: a line for each unit that is late or was sent back, with what the office may do; units with most lines first, then the latest."""
    due = {slip.item: slip.kind for slip in slips}
    found = list(lister.by_unit(judgements, "红"))
    late = {(entry.item, entry.unit) for entry in found}
    for judgement in judgements:
        for party, own in parts_of(judgement, lister.roll):
            if own.status == "退回重办" and (judgement.item.id, party.name) not in late:
                found.append(lister.entry(own, party=party))
    gravity = {entry.unit: (0, 0) for entry in found}
    for entry in found:
        lines, worst = gravity[entry.unit]
        gravity[entry.unit] = (lines - 1, min(worst, -entry.overdue))
    told = (replace(entry, note=suggestion(entry, due)) for entry in in_order(found))
    return (Listing.of("问题", sorted(told, key=lambda entry: (gravity[entry.unit], entry.unit))),)


def suggestion(entry: Entry, due: Mapping[str, str]) -> str:
    """What the office may do about a problem; due: item id -> kind of the slip that the rules propose today."""
    if entry.backs > 1:
        return f"已退回{entry.backs}次，建议实地核查、协调会办〔五(四)〕"
    if "告诫" in entry.chases and entry.light == "红":
        return "已告诫仍未反馈，建议提请协调调度〔五(四)〕"
    if entry.item in due and entry.light == "红":
        return f"建议签发{PAPER_NAMES[due[entry.item]]}〔七(三)〕"
    if entry.status == "退回重办":
        return "督促按审核意见重新办理〔五(六)〕"
    return "继续跟踪督办〔五(四)〕"


def prompt_units(lister: Lister, judgements: Sequence[Judgement]) -> tuple[str, ...]:
    """Units that have struck off items and of whose items none is late, was chased in writing, or sent back; most struck off first."""
    done: dict[str, int] = {}
    late: set[str] = set()
    for judgement in judgements:
        entry = lister.entry(judgement)
        for party, own in parts_of(judgement, lister.roll):
            if own.light == "红" or entry.backs or any(step in entry.chases.replace("电话催办", "") for step in ("催办", "告诫")):
                late.add(party.name)
            done[party.name] = done.get(party.name, 0) + (own.status == "已销号")
    return tuple(name for name in sorted(done, key=lambda name: -done[name]) if done[name] and name not in late)


def _longest(late: Sequence[Entry], most: int) -> Listing:
    return Listing.of("久拖", sorted((entry for entry in late if entry.overdue), key=lambda entry: -entry.overdue)[:most])


def _returned(lister: Lister, judgements: Sequence[Judgement], most: int) -> Listing:
    back = [entry for each in judgements if each.status != "中止" and (entry := lister.entry(each)).backs]
    return Listing.of("多次退回", sorted(back, key=lambda entry: -entry.backs)[:most])


def _of(judgements: Sequence[Judgement], *statuses: str) -> Iterator[Judgement]:
    return (judgement for judgement in judgements if judgement.status in statuses)


def _red(judgements: Sequence[Judgement]) -> Iterator[Judgement]:
    return (judgement for judgement in judgements if judgement.light == "红")


def _is_letter(judgement: Judgement) -> bool:
    source = source_of(judgement.item)
    return source is not None and source.clause == _LETTERS
