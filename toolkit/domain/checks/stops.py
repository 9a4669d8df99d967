"""中止手续: 中止, 撤销, 并案 and 转办 need an approver and a reason, with their date 〔五(一)、七(一)〕."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import at, at_event, quote, recorded_items
from toolkit.domain.course.stage import STOPS
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, Item

RULE = "中止手续"
_WHAT = {"并案": "并入哪一事项", "转办": "转往哪一单位"}


def check(desk: Desk) -> Iterator[Finding]:
    """A hint at each such event without 经手人 or 内容, and at each item that rests by its 状态 column alone."""
    for item, events in recorded_items(desk):
        for event in events:
            if event.step not in STOPS:
                continue
            missing = [name for name, text in (("经手人", event.by), ("内容", event.what)) if not text]
            if missing:
                asked = f"批准人和原因{'、' + _WHAT[event.step] if event.step in _WHAT else ''}"
                message = f"{item.id}{event.when}的“{event.step}”没有填写{'、'.join(missing)}；请补填{asked}（本室规则：{event.step}须经批准）"
                yield at_event(event, missing[0], RULE, "hint", message, event.step)
    for item in desk.items:
        if item.cells.get("状态") is not None and _by_word_alone(desk, item):
            message = (
                f"“状态”填的是{quote(item.raw('状态'))}，“过程记录”中没有相应记录；请记一行，写明日期、批准人和原因（本室规则）"
            )
            yield at(item, "状态", RULE, "hint", message)


def _by_word_alone(desk: Desk, item: Item) -> bool:
    judgement = desk.judgement_of(item)
    if judgement is None or judgement.status != "中止":
        return False
    return not any(event.step in STOPS for event in desk.events_of(item))
