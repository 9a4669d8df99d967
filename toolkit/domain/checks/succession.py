"""机构变动: units that have ended (停用日期) while open items still name them, and who carries those on 〔三〕."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import OVER, at, quote, status_of
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding
from toolkit.domain.units.assignees import Roll
from toolkit.domain.units.succession import moves

RULE = "机构变动"


def check(desk: Desk) -> Iterator[Finding]:
    """Once a unit, with the number of its open items: a hint that names the successor, a warning where there is none."""
    roll = Roll(desk.units, desk.settings.first_leads, desk.today)
    for move in moves((item for item in desk.items if status_of(desk, item) not in OVER), desk.units, roll, desk.today):
        old, count, first = move.old, len(move.items), move.items[0]
        ended = f"{quote(old.name)}的停用日期是{old.valid_to}"
        if move.successor:
            message = (
                f"{ended}，{count}件未办结事项（{move.listed}）由“{move.successor.name}”接办；台账中的旧名按曾用名理解，可以不改"
            )
            yield at(first, move.field, RULE, "hint", message, count)
        else:
            message = (
                f"{ended}，{count}件未办结事项（{move.listed}）没有接办单位；"
                f"请把{quote(old.name)}写入接办单位的“曾用名、简称”，或更正台账中的单位"
            )
            yield at(first, move.field, RULE, "warning", message, count)
