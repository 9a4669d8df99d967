"""台账变动: rows that are there no more, and rows beside which another item's own cells stood; both are told, never guessed away."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding
from toolkit.domain.reading.celldate import say

RULE = "台账变动"
DAYS = 7
"""How long a row that vanished is named, in calendar days from the day on which it was missed (本室规则)."""


def check(desk: Desk) -> Iterator[Finding]:
    """A warning for each item missed in the last days; a hint for the rows of a sheet whose own cells were put right."""
    for record in desk.memory.gone:
        if record.gone is None or not 0 <= (desk.today - record.gone).days <= DAYS:
            continue
        matter = say(record.fields.get("督查事项"))
        where = (
            f"现见于{record.place}，那里没有纳管" if record.place else "是删除了，还是移到了别的表、别的年度？误删的请从备份找回"
        )
        message = f"{record.name}“{matter}”在台账中不见了（{record.gone}发现）；{where}；该事项的过程记录和变更历史照旧保留"
        yield Finding(record.sheet, 0, "", "", RULE, "warning", message, matter, item=record.key)
    moved = sorted(desk.memory.put_right, key=lambda each: (each.sheet, each.row))
    for sheet, found in groupby(moved, key=lambda each: each.sheet):
        rows = list(found)
        named = "、".join(f"第{each.row}行（{each.key}）" for each in rows[:5]) + ("等" if len(rows) > 5 else "")
        message = (
            f"有{len(rows)}行旁边不是它自己的督办编号，疑为排序或粘贴时没有带上工具的列；已按上次的记录归位：{named}。"
            "请核对，今后请用表头的筛选箭头排序"
        )
        yield Finding(sheet, rows[0].row, "", "督办编号", RULE, "hint", message, rows[0].found, len(rows), rows[0].key)
