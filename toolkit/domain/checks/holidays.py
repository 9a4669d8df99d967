"""节假日: deadlines that fall into a year whose holidays nobody has published or typed in yet."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import CLOSED
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding
from toolkit.domain.sheets import HOLIDAYS

RULE = "节假日"


def check(desk: Desk) -> Iterator[Finding]:
    """Once a year, with the number of open items whose dates are provisional because of it."""
    years: dict[int, int] = {}
    for judgement in desk.judgements.values():
        if judgement.status in CLOSED:
            continue
        touched = {
            deadline.due.year for deadline in judgement.deadlines if deadline.provisional and deadline.due and not deadline.met
        }
        for year in touched:
            years[year] = years.get(year, 0) + 1
    missing: dict[int, int] = {}
    for year, count in years.items():
        uncovered = [y for y in range(min(year, desk.today.year), year + 1) if not desk.calendar.covers(y)] or [year]
        for y in uncovered:
            missing[y] = missing.get(y, 0) + count
    for year, count in sorted(missing.items()):
        message = (
            f"{year}年放假安排尚未录入，{count}件事项的时限只按周末推算，均为暂定；"
            f"请在国务院办公厅公布{year}年放假通知后，把放假日和调休上班日逐日填入“节假日”表"
        )
        yield Finding(HOLIDAYS.name, 2, "A", "日期", RULE, "warning", message, str(year), count)
