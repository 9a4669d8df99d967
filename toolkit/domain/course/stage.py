"""Where an item stands today (办理状态): derived each time from ledger columns and events, never kept twice.

The rule above all others: the unit's clock stops when its reply is received (五(五), 五(六)); who has answered is
never overdue. So wherever a row leaves the order of reply and verdict open, it is read in the unit's favour.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from toolkit.domain.course.replies import NO_REPLIES, Replies, replies_of
from toolkit.domain.item import Event, Item, Status
from toolkit.domain.reading.celldate import cell_date, filled

STOPS: tuple[str, ...] = ("中止", "撤销", "并案", "转办")
"""Why an item rests; only 中止 ends by itself when the item is struck off later."""

_STOPPED = re.compile(r"(?<![未不])(中止|撤销|并案|转办)")
_PAUSED = re.compile(r"暂停|暂缓|终止")
_DONE = re.compile(r"^(?:已(?:经)?)?(?:全部)?(?:办结|完成|销号|办毕|待销号)(?:销号)?$")
_RECEIVED = frozenset({"签收", "反馈", "延期申请", "续报", "原件收到", "办结"})


@dataclass(frozen=True, slots=True)
class Stage:
    """Where an item stands, and what led there.

    status: 待销号 also stands for "审核通过 and perhaps more to come": `passed` is set then, and whoever knows the
    deadlines decides; reason: why 中止; replies: days of all replies; accepted: days of those that passed review
    (each satisfies one deadline); answered: day of the last reply, None without one or where the cell names no day;
    sent_back: day of the last 退回 if that is the last word; returned: note of that 退回 (a date may be written there);
    counts: how often 退回, 电话催办, 催办, 告诫; closed_without_date: 状态 says done, no date does.
    """

    status: Status
    reason: str = ""
    replies: tuple[date, ...] = ()
    accepted: tuple[date, ...] = ()
    answered: date | None = None
    sent_back: date | None = None
    returned: str = ""
    passed: bool = False
    sent_back_count: int = 0
    phoned: int = 0
    urged: int = 0
    admonished: int = 0
    closed_without_date: bool = False


def assigned_on(item: Item, events: Sequence[Event]) -> date | None:
    """The 交办日: the cell, else the first 交办 event; None where neither names a full day."""
    day = cell_date(item.raw("交办日期"))
    if day is None:
        day = next((event.when for event in events if event.step == "交办"), None)
    return day


def closing_field(item: Item) -> str:
    """The column that closes an item: 销号日期 where the ledger has it, else 办结日期 (七(一) 办结一项销号一项)."""
    return "销号日期" if item.has("销号日期") else "办结日期"


def closed_on(item: Item, events: Sequence[Event]) -> date | None:
    """The day on which an item was struck off: the cell that closes it, else the last 销号 event; None where neither names one."""
    return cell_date(item.raw(closing_field(item))) or max((event.when for event in events if event.step == "销号"), default=None)


def stage_of(item: Item, events: Sequence[Event], today: date) -> Stage:
    """An item's stage. events: its own, in order of day and row; those after today have not happened yet.

    Order: 中止/撤销/并案/转办 · 销号 · 办结 · reply waiting for review · 退回 · 审核通过 · 待交办 · 待签收 · 在办.
    Cells count as they stand: a reply in 反馈日期 stops the clock even if its day cannot be read.
    """
    known = tuple(event for event in events if event.when <= today) if events else ()
    replies = replies_of(item, known, today)
    status, reason = _status(item, known, replies, today)
    if not known and replies is NO_REPLIES:
        return _plain(status, reason, _done_by_word(item, status))
    counts = Counter([event.step for event in known])
    back = replies.last == "退回"
    return Stage(
        status,
        reason,
        replies.days,
        replies.accepted,
        replies.answered,
        replies.sent_back if back else None,
        replies.note if back else "",
        passed=replies.last == "通过" and status == "待销号" and not _finished(item, known, replies),
        sent_back_count=replies.backs,
        phoned=counts["电话催办"],
        urged=counts["催办"],
        admonished=counts["告诫"],
        closed_without_date=_done_by_word(item, status),
    )


@lru_cache(maxsize=256)
def _plain(status: Status, reason: str, closed_without_date: bool) -> Stage:
    """The stage of the many items of which nothing is known but what their own cells say."""
    return Stage(status, reason, closed_without_date=closed_without_date)


def _status(item: Item, events: Sequence[Event], replies: Replies, today: date) -> tuple[Status, str]:
    stop = _stop(item, events)
    if stop:
        return "中止", stop
    if _struck_off(item, events):
        return "已销号", ""
    if _finished(item, events, replies):
        return "待销号", ""
    if replies.last == "反馈":
        return "待审核", ""
    if replies.last == "退回":
        return "退回重办", ""
    if replies.last == "通过":
        return "待销号", ""
    if _not_assigned(item, events, today):
        return "待交办", ""
    if _unsigned(item, events):
        return "待签收", ""
    return "在办", ""


def _stop(item: Item, events: Sequence[Event]) -> str:
    """Why the item rests: the last 中止-like event that no 恢复 follows, else the word in 状态."""
    reason, resumed = "", False
    for event in events:
        if event.step in STOPS:
            reason, resumed = event.step, False
        elif event.step == "恢复":
            reason, resumed = "", True
        elif event.step == "销号" and reason == "中止":
            reason = ""
    if reason or resumed:
        return reason
    return _stop_word(item.text("状态")) if item.has("状态") else ""


@lru_cache(maxsize=1024)
def _stop_word(text: str) -> str:
    found = _STOPPED.search(text)
    if found:
        return found[1]
    return "中止" if _PAUSED.search(text) else ""


def _struck_off(item: Item, events: Sequence[Event]) -> bool:
    if filled(item.raw(closing_field(item))):
        return True
    return bool(events) and any(event.step == "销号" for event in events)


def _finished(item: Item, events: Sequence[Event], replies: Replies) -> bool:
    """Completion is reported (七(二)) and no later 退回 took it back."""
    steps = [event.step for event in events if event.step in ("办结", "退回")] if events else []
    done = [event.when for event in events if event.step == "办结"] if events else []
    cell = item.raw("办结日期")
    if filled(cell):
        done.append(cell_date(cell) or date.min)
    elif not done:
        return replies.last == "" and _done_word(item.text("状态"))
    if replies.last != "退回" or replies.sent_back is None or replies.sent_back < max(done):
        return True
    return replies.sent_back == max(done) and steps[-1:] == ["办结"]


def _done_by_word(item: Item, status: Status) -> bool:
    return status == "待销号" and not filled(item.raw("办结日期")) and _done_word(item.text("状态"))


@lru_cache(maxsize=1024)
def _done_word(text: str) -> bool:
    return bool(_DONE.search(text))


def _not_assigned(item: Item, events: Sequence[Event], today: date) -> bool:
    day = cell_date(item.raw("交办日期"))
    if day is not None and day <= today:
        return False
    if not item.has("交办日期") or (events and any(event.step in ("交办", "签收") for event in events)):
        return False
    return day is not None or (not item.text("交办日期") and not filled(item.raw("签收日期")))


def _unsigned(item: Item, events: Sequence[Event]) -> bool:
    tracked = item.has("签收日期") or any(event.step == "交办" for event in events)
    if not tracked or filled(item.raw("签收日期")) or item.text("办理情况"):
        return False
    return not (events and any(event.step in _RECEIVED for event in events))
