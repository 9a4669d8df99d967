"""未来日期: what is entered as done on a day that has not come yet 〔七(一)〕."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import at, sheets_of
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding
from toolkit.domain.reading.celldate import cell_date, say

RULE = "未来日期"
DONE = ("签收日期", "反馈日期", "退回日期", "办结日期", "销号日期")


def check(desk: Desk) -> Iterator[Finding]:
    """签收, 反馈, 退回, 办结 and 销号日期 later than today: one enters what happened, not what is planned."""
    today = desk.today
    for items in sheets_of(desk):
        fields = [name for name in DONE if items[0].has(name)]
        for item in items:
            cells = item.cells
            for name in fields:
                raw = cells.get(name)
                day = cell_date(raw)
                if day is not None and day > today:
                    message = f"“{name}”（{say(raw)}）晚于今天（{today}）；请填实际发生的日期，计划时间请填“完成时限”"
                    yield at(item, name, RULE, "error", message)
