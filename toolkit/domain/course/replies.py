"""Replies and verdicts in the order in which they happened (五(五) 反馈, 五(六) 审核), from cells and events together.

A cell shows one date and hides what it overwrote; an event has a day and a row. A verdict answers a reply, so on one
day it stands after it, unless an earlier reply was still waiting: then the day's reply may be the new one, and the
unit has answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from toolkit.domain.item import Event, Item, Raw
from toolkit.domain.reading.celldate import cell_dates, filled

Word = Literal["反馈", "退回", "通过", ""]

_VERDICT = re.compile(
    r"(?P<none>[未无]退回|不(?:再|予|需|用)?退回|待审|未审|审核中)"
    r"|(?P<back>[不未](?:予|能)?通过|不合格|不同意|不符合|未达|退回|重新|重办|重报|驳回|返工)"
    r"|(?P<good>通过|合格|同意|符合)"
)


@dataclass(frozen=True, slots=True)
class Replies:
    """What became of an item's replies.

    last: the last word of the matter ("" before any reply); days: of all dated replies; accepted: days of replies that
    passed review; answered: day of the last reply; sent_back, note: day and text of the last 退回 (None: no day is
    known); backs: how often sent back.
    """

    last: Word = ""
    days: tuple[date, ...] = ()
    accepted: tuple[date, ...] = ()
    answered: date | None = None
    sent_back: date | None = None
    note: str = ""
    backs: int = 0


@dataclass(frozen=True, slots=True)
class _Mark:
    word: Word
    day: date | None
    """None: it happened, nobody wrote when."""
    note: str = ""
    cell: bool = False


NO_REPLIES = Replies()


def replies_of(item: Item, events: Sequence[Event], today: date) -> Replies:
    """Replies and verdicts of an item. events: those up to today, in order of day and row."""
    answered = item.raw("反馈日期")
    returned = item.raw("退回日期")
    verdict = verdict_of(item.text("审核结果")) if item.raw("审核结果") is not None else ""
    if not events and not verdict and answered is None and returned is None:
        return NO_REPLIES
    backs = [_Mark("退回", day, cell=True) for day in cell_dates(returned)]
    if not backs and filled(returned):
        verdict = verdict or "退回"  # sent back, nobody wrote when
    marks = _in_order(_event_marks(events, known=filled(answered)), _reply_cells(answered), backs, verdict)
    marks = _with_verdict(marks, verdict)
    return _walk(marks, today) if marks else NO_REPLIES


@lru_cache(maxsize=4096)
def verdict_of(text: str) -> Word:
    """An 审核结果 cell -> "通过", "退回" or "" (nothing decided); the last word counts ("退回后通过")."""
    word: Word = ""
    for match in _VERDICT.finditer(text):
        if match.lastgroup != "none":
            word = "退回" if match.lastgroup == "back" else "通过"
    return word


def _event_marks(events: Sequence[Event], *, known: bool) -> list[_Mark]:
    """An original (原件收到) is a reply where none is known before it, from an event or (known) from the cell."""
    marks: list[_Mark] = []
    for event in events:
        if event.step == "反馈" or (event.step == "原件收到" and not known):
            marks.append(_Mark("反馈", event.when))
            known = True
        elif event.step == "退回":
            marks.append(_Mark("退回", event.when, event.what))
        elif event.step == "审核通过":
            marks.append(_Mark("通过", event.when))
    return marks


def _reply_cells(raw: Raw) -> list[_Mark]:
    days = cell_dates(raw)
    if days or not filled(raw):
        return [_Mark("反馈", day, cell=True) for day in days]
    return [_Mark("反馈", None, cell=True)]


def _in_order(events: list[_Mark], replies: list[_Mark], backs: list[_Mark], verdict: Word) -> list[_Mark]:
    """One line of time. What a cell repeats of an event is dropped; a reply without a day stands on the last one known."""
    replies = _unknown(replies, events, "反馈")
    backs = _unknown(backs, events, "退回")
    if not replies and not backs:
        return events
    if not events and not backs:
        return replies
    undated = [mark for mark in replies if mark.day is None]
    days = sorted({mark.day for mark in (*events, *replies, *backs) if mark.day is not None})
    line: list[_Mark] = []
    for day in days:
        there = [mark for mark in events if mark.day == day]
        new = [mark for mark in replies if mark.day == day] + (undated if day == days[-1] else [])
        sent = [mark for mark in backs if mark.day == day]
        waiting = bool(line) and line[-1].word == "反馈"
        if new and (waiting or (sent and verdict != "退回")):
            line += [*there, *sent, *new]
        else:
            line += [*new, *there, *sent]
    return line


def _unknown(cells: list[_Mark], events: list[_Mark], word: Word) -> list[_Mark]:
    """Cells that no event tells already; a cell without a day adds nothing to an event of its kind."""
    days = {mark.day for mark in events if mark.word == word}
    return [mark for mark in cells if mark.day not in days and not (mark.day is None and days)]


def _with_verdict(marks: list[_Mark], verdict: Word) -> list[_Mark]:
    """Puts in the 审核结果 cell, which has no day; it adds nothing where an event holds a verdict or a cell the same one.

    It judges the last reply that a cell names, else the first reply of all: a later one may be new.
    """
    if not verdict or any(mark.word != "反馈" and (not mark.cell or mark.word == verdict) for mark in marks):
        return marks
    cells = [index for index, mark in enumerate(marks) if mark.cell]
    place = cells[-1] + 1 if cells else min(1, len(marks))
    day = marks[place - 1].day if place else None
    return [*marks[:place], _Mark(verdict, day, cell=True), *marks[place:]]


def _walk(marks: list[_Mark], today: date) -> Replies:
    waiting: list[date] = []
    accepted: list[date] = []
    last: Word = ""
    answered = sent_back = None
    note, backs = "", 0
    for mark in marks:
        day = mark.day or today
        if mark.word == "反馈":
            waiting.append(day)
            answered = mark.day
        elif mark.word == "退回":
            if waiting:
                waiting.pop()
            elif last == "通过":
                accepted.pop()
            sent_back, note, backs = mark.day, mark.note, backs + 1
        else:
            if not waiting and day not in accepted:
                waiting.append(day)  # what passed was answered, though nobody wrote when
            accepted += waiting
            waiting = []
        last = mark.word
    days = tuple(sorted(mark.day for mark in marks if mark.word == "反馈" and mark.day is not None))
    return Replies(last, days, tuple(sorted(accepted)), answered, sent_back, note, backs)
