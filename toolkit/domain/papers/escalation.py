"""Slips that are due, as proposals: the toolkit names them, a person issues them 〔五(二)、七(三)〕.

交办单 for what was just handed over; 催办单 when a deadline has passed, 告诫单 when the 催办单 had no effect
(both thresholds are 本室规则, rows of the 设置 sheet). Whoever has answered is never chased.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.course.apart import listed
from toolkit.domain.course.stage import assigned_on
from toolkit.domain.item import Event, Judgement, Raw, Status, as_text
from toolkit.domain.settings import Settings
from toolkit.domain.sheets import SLIPS

HAND_OVER_WITHIN = 5
"""Workdays after 交办 for which a missing 交办单 is still proposed."""

_RUNNING: frozenset[Status] = frozenset({"待签收", "在办", "退回重办"})
HANDING = frozenset({"督办通知", "交办单"})
"""The papers by which an item is handed over 〔五(二)〕."""
_WARNING = frozenset({"催办单", "告诫单"})
_SPLIT = re.compile(r"[、,，;；\n]")
assert frozenset(SLIPS) == HANDING | _WARNING


@dataclass(frozen=True, slots=True)
class SlipDue:
    """One slip that should be issued: kind out of sheets.SLIPS, item id, and why, in one Chinese sentence."""

    kind: str
    item: str
    reason: str


def registered(rows: Sequence[tuple[int, Mapping[str, Raw]]]) -> frozenset[tuple[str, str]]:
    """Rows of 文书登记 -> (kind, item id) of every slip in force; 作废 ones are left out, one row may name several items."""
    found: set[tuple[str, str]] = set()
    for _, cells in rows:
        if as_text(cells.get("状态")) != "作废":
            found.update((as_text(cells.get("种类")), number) for number in split_ids(as_text(cells.get("事项编号"))))
    return frozenset(found)


def split_ids(text: str) -> list[str]:
    """The items that a cell 事项编号 names."""
    return [number for part in _SPLIT.split(text) if (number := part.strip())]


def slips_due(
    judgements: Iterable[Judgement],
    events_by_item: Mapping[str, Sequence[Event]],
    settings: Settings,
    calendar: Calendar,
    today: date,
    issued: Collection[tuple[str, str]] = frozenset(),
) -> list[SlipDue]:
    """The slips that are due today, at most one an item, in the order of the items.

    issued: (kind, item id) of registered slips; events 交办, 催办 and 告诫 count as slips as well.
    """
    found: list[SlipDue] = []
    for judgement in judgements:
        if judgement.status not in _RUNNING or not judgement.item.text("督查事项"):
            continue
        events = events_by_item.get(judgement.item.id, ())
        if judgement.light == "红":
            slip = _chase(judgement, events, settings, calendar, today)
        else:
            slip = _hand_over(judgement, events, calendar, today, issued)
        if slip is not None:
            found.append(slip)
    return found


def _hand_over(
    judgement: Judgement, events: Sequence[Event], calendar: Calendar, today: date, issued: Collection[tuple[str, str]]
) -> SlipDue | None:
    item = judgement.item
    handed = assigned_on(item, events)
    if handed is None or handed > today or judgement.status == "退回重办" or item.text("签收日期") or item.text("办理情况"):
        return None
    if any(event.step in ("交办", "签收") for event in events) or any((kind, item.id) in issued for kind in HANDING):
        return None
    if calendar.workdays_between(handed, today) > HAND_OVER_WITHIN:
        return None
    return SlipDue("交办单", item.id, f"{say_day(handed)}交办，尚未登记督办通知或交办单〔五(二)〕")


def _chase(judgement: Judgement, events: Sequence[Event], settings: Settings, calendar: Calendar, today: date) -> SlipDue | None:
    due = judgement.current.due if judgement.current else None
    if due is None:
        return None
    late = calendar.workdays_between(due, today)
    silent = [part.unit for part in judgement.parts if part.judgement.light == "红"]
    who = listed(silent)
    if silent:
        events = [event for event in events if not event.unit or any(name in event.unit for name in silent)]
    chased = _last(events, "催办", due, today)
    number = judgement.item.id
    if chased is None:
        if late < settings.chase_days or _last(events, "告诫", due, today) is not None:
            return None
        rule = f"本室规则：超期满{settings.chase_days}个工作日催办"
        return SlipDue(
            "催办单", number, f"当前时限为{say_day(due)}，已超期{late}个工作日，{who}尚未反馈，时限过后未发过催办单（{rule}）"
        )
    waited = calendar.workdays_between(chased, today)
    if waited < settings.warn_again_days or _last(events, "告诫", chased, today) is not None:
        return None
    rule = f"本室规则：催办后满{settings.warn_again_days}个工作日告诫"
    reason = f"当前时限为{say_day(due)}，{say_day(chased)}已催办，至今{waited}个工作日{who}仍未反馈（{rule}）〔七(三)〕"
    return SlipDue("告诫单", number, reason)


def out_of_order(
    kind: str, judgement: Judgement, events: Sequence[Event], number: str | None = None, *, again: bool = False
) -> str:
    """Why a slip does not fit where the item stands: one Chinese sentence for the person who issues it, "" where it fits.

    number: that of a slip that has been issued; the sentence then says so, and how it can be taken back; again: it is a 再督查.
    Nothing is forbidden: 七(三) lets the office issue any slip directly; it is only said.
    """
    why, advice = _misfit(kind, judgement, events, again)
    if not why or number is None:
        return why + advice
    return why + issued_already(number)


def issued_already(number: str) -> str:
    """What is left to do about a slip that should not have been issued, as the end of a sentence."""
    return f"；{number}已经签发并登记，如不应签发，请在“文书登记”表把“状态”改为“作废”，那一行要保留"


def _misfit(kind: str, judgement: Judgement, events: Sequence[Event], again: bool) -> tuple[str, str]:
    """What does not fit, and what to do instead; ("", "") where it fits."""
    status, item = judgement.status, judgement.item.id
    if status == "已销号":
        return f"{item}已销号", f"，不应再发{kind}"
    if status == "中止":
        return f"{item}已{judgement.reason or '中止'}", f"，恢复办理前不应发{kind}"
    if status == "待销号":
        return f"{item}已办结待销号", f"，不应再发{kind}；需要再督查的，请先记“退回”〔五(六)〕"
    if kind in HANDING:
        return _handed_before(kind, judgement, events, again)
    if status == "待审核":
        return f"{item}的承办单位已反馈，正待审核", f"，不应再发{kind}；请先审核，不符合要求的记“退回”〔五(六)〕"
    if status == "待交办":
        return f"{item}尚未交办", f"，不应发{kind}；请先交办并填写交办日期〔五(二)〕"
    if judgement.light != "红":
        due = judgement.current.due if judgement.current else None
        why = f"{item}当前时限为{say_day(due)}，尚未超期" if due else f"{item}没有可以判断的时限"
        return why, f"，请确认是否发{kind}"
    if kind == "告诫单" and not any(event.step == "催办" for event in events):
        return f"{item}未发过催办单", "；可以直接告诫〔七(三)〕，请确认"
    return "", ""


def _handed_before(kind: str, judgement: Judgement, events: Sequence[Event], again: bool) -> tuple[str, str]:
    if judgement.status == "待审核":
        return f"{judgement.item.id}的承办单位已反馈，正待审核", f"；如属再督查，请先记“退回”再发{kind}〔七(三)〕"
    if again and judgement.status == "待交办":
        return f"{judgement.item.id}尚未交办", "，谈不上再督查；请先交办〔五(二)〕"
    slips = [event for event in events if event.step == "交办" and any(name in event.what for name in HANDING)]
    if slips and not again and judgement.status != "退回重办":
        return f"{judgement.item.id}已于{say_day(slips[-1].when)}发过交办文书", "；如属再督查〔七(三)〕，请加 --again"
    return "", ""


def _last(events: Sequence[Event], step: str, since: date, today: date) -> date | None:
    """The day of the last such event after the deadline, up to today."""
    if not events:
        return None
    return max((event.when for event in events if event.step == step and since <= event.when <= today), default=None)


def say_day(day: date) -> str:
    """2026-09-04 as an office writes it: 2026年9月4日."""
    return f"{day.year}年{day.month}月{day.day}日"
