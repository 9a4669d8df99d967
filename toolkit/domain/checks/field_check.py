"""实地核查: key items that were closed without anybody having gone to see 〔七(三)〕."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.domain.checks.common import at
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, Item
from toolkit.domain.sources import source_of

RULE = "实地核查"
_HEAD = re.compile(r"(?<!副)(?:市长|书记|省长|县长|区长)(?!助理)")
_SEEN = ("实地", "现场", "明查暗访", "明察暗访", "暗访")
_RECORDS = ("督办方式", "办理情况", "审核结果", "备注")


def check(desk: Desk) -> Iterator[Finding]:
    """A hint for 民生实事 and for 批示 of 主要领导 (where 批示人 names the office) that are closed without a record of a visit."""
    for item in desk.items:
        judgement = desk.judgement_of(item)
        if judgement is None or judgement.status not in ("待销号", "已销号"):
            continue
        why = why_key(item)
        if why and not _visited(desk, item):
            field = "办结日期" if item.has("办结日期") else "督查事项"
            message = f"本件属{why}，办结前应实地核查落实情况〔七(三)〕，尚无核查记录；请补核查，并在“过程记录”中记“实地核查”"
            yield at(item, field, RULE, "hint", message)


def why_key(item: Item) -> str:
    """Why an item is a key one 〔七(三)〕: 民生实事, or a 批示 of 主要领导 (where 批示人 names the office); "" where it is none."""
    source = source_of(item)
    if source is None:
        return ""
    if source.name == "民生实事":
        return "民生实事，社会关注度高、影响面大"
    if source.needs == "批示" and _HEAD.search(item.text("批示人")):
        return "主要领导批示件"
    return ""


def _visited(desk: Desk, item: Item) -> bool:
    if any(event.step == "实地核查" for event in desk.events_of(item)):
        return True
    return any(word in item.text(field) for field in _RECORDS for word in _SEEN)
