"""反馈原件: an answer by mail is 电子版预报 until the original with the signature of the unit's head is here 〔五(五)〕."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.domain.checks.common import OVER, at_event, quote, recorded_items, status_of
from toolkit.domain.desk import Desk
from toolkit.domain.item import Event, Finding
from toolkit.domain.reading.celldate import say

RULE = "反馈原件"
WITHIN = 5
"""Workdays within which the original should follow a mail (本室规则)."""
_UNSIGNED = re.compile(r"(?:未|没有?|无|缺少?|待补?)[^,，;；。、]{0,8}?(?:签字|签名|签章|盖章|公章)")


def check(desk: Desk) -> Iterator[Finding]:
    """A hint at each reply by 邮件 without 原件收到 after it (of the same unit, if both name one), and at each said to be unsigned."""
    for item, events in recorded_items(desk):
        for index, event in enumerate(events):
            unsigned = event.step == "反馈" and _UNSIGNED.search(event.what) is not None
            if event.step != "反馈" or not (unsigned or event.via == "邮件"):
                continue
            if status_of(desk, item) in OVER or any(_settles(later, event) for later in events[index + 1 :]):
                continue
            if unsigned:
                message = f"{item.id}的反馈{quote(event.what)}尚无单位主要负责同志签字；请补签后记“原件收到”〔五(五)〕"
                yield at_event(event, "内容", RULE, "hint", message, say(event.what))
            elif desk.calendar.workdays_between(event.when, desk.today) > WITHIN:
                message = (
                    f"{item.id}于{event.when}以“邮件”反馈，属电子版预报，满{WITHIN}个工作日未见原件（本室规则）；"
                    "请催要单位主要负责同志签字的原件，收到后记“原件收到”〔五(五)〕"
                )
                yield at_event(event, "方式", RULE, "hint", message, event.via)


def _settles(later: Event, reply: Event) -> bool:
    """The original has come, or the reply was sent back and does not count any more."""
    return later.step in ("原件收到", "退回") and (not later.unit or not reply.unit or later.unit == reply.unit)
