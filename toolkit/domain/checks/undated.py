"""无时限: an open item without any deadline, and no rule that gives it one: ask for a date or a 报送周期 〔七(二)〕."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import CLOSED, at, blank, quote, reading_of
from toolkit.domain.checks.endless import is_endless
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding

RULE = "无时限"


def check(desk: Desk) -> Iterator[Finding]:
    """Items judged without any date; 长期 ones, unclear texts and counts that only lack their first day have their own rules."""
    for item in desk.items:
        judgement = desk.judgement_of(item)
        if judgement is None or judgement.status in CLOSED or any(deadline.due for deadline in judgement.deadlines):
            continue
        raw = item.raw("完成时限")
        if not blank(item.raw("报送周期")) or is_endless(desk, item):
            continue
        if not blank(raw):
            if reading_of(raw, desk.today).kind == "open":
                message = f"“完成时限”填的是{quote(raw)}，不是日期；请填写完成时限，或填写报送周期"
                yield at(item, "完成时限", RULE, "warning", message)
        elif all(deadline.raw and reading_of(deadline.raw, desk.today).kind == "open" for deadline in judgement.deadlines):
            message = "没有写明时限，“时限规则”表也没有适用的规定；请填写完成时限，或填写报送周期"
            yield at(item, "完成时限", RULE, "warning", message)
