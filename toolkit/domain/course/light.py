"""The light (灯) of an item: 本室规则, for the seed knows none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from toolkit.domain.item import LIGHTS, Deadline, Event, Light, Status

_FIRST = re.compile(r"\s*(?:定为|改为|调为|设为|定|改|亮)?\s*([红黄绿灰无])(?:灯|色|(?![\u4e00-\u9fff]))")
_ANYWHERE = re.compile(r"([红黄绿灰])灯")
_BACK = re.compile(r"取消|撤回|恢复自动|自动")


def light_of(status: Status, current: Deadline | None, today: date) -> Light:
    """灰 struck off · 无 nothing to judge · 红 the day is past · 黄 from warn_from on · 绿 in time. The day itself is in time."""
    if status == "已销号":
        return "灰"
    if current is None or current.due is None:
        return "无"
    if today > current.due:
        return "红"
    if current.warn_from is not None and today >= current.warn_from:
        return "黄"
    return "绿"


def light_by_hand(events: Sequence[Event], today: date) -> tuple[Light, str] | None:
    """The light that a person set (the last 人工定灯 event up to today) and its reason; None without one or where taken back."""
    last = next((event for event in reversed(events) if event.step == "人工定灯" and event.when <= today), None)
    light = named_light(last.what) if last is not None else None
    if last is None or light is None:
        return None
    return light, f"人工定灯({last.by}):{last.what}" if last.by else f"人工定灯:{last.what}"


def named_light(what: str) -> Light | None:
    """The colour that the 内容 of a 人工定灯 row names ("黄 已协调,等批复"); None where it names none, several, or takes it back."""
    if taken_back(what):
        return None
    first = _FIRST.match(what)
    colours = {first[1]} if first else set(_ANYWHERE.findall(what))
    return next((light for light in LIGHTS if light in colours), None) if len(colours) == 1 else None


def taken_back(what: str) -> bool:
    """Whether a 人工定灯 row gives the light back to the judgement ("取消")."""
    return bool(_BACK.search(what))
