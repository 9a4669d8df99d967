"""What the plan needs of the ledger: its 节假日 and the days of 督查计划, read again only when the file has changed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from toolkit.domain.calendar.workdays import Calendar, read_holidays
from toolkit.domain.desk import Rows
from toolkit.domain.errors import DubanError
from toolkit.domain.item import as_text
from toolkit.domain.reading.celldate import cell_dates
from toolkit.domain.sheets import HOLIDAYS, PLAN
from toolkit.routines.opening import read_book
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace


class Almanac:
    """calendar: which days are worked; planned: the days of activities that are still to come 〔六(一)〕.

    Before the first look, and where the ledger cannot be read: the published holidays alone. What is wrong with the ledger
    is then told by the jobs that need it.
    """

    def __init__(self) -> None:
        self.calendar, self.planned = Calendar(), tuple[date, ...]()
        self._seen: tuple[int, int] | None = None

    def look(self, workspace: Workspace, progress: Progress) -> None:
        """Reads the ledger where it is not the one that was read last."""
        if workspace.ledger is None:
            return
        with suppress(OSError, DubanError):
            about = workspace.ledger.stat()
            if self._seen == (about.st_mtime_ns, about.st_size):
                return
            model = read_book(workspace.ledger, workspace, progress).model
            holidays, plan = model.own.get(HOLIDAYS.name), model.own.get(PLAN.name)
            self.calendar, _ = read_holidays(holidays.rows if holidays else ())
            self.planned = tuple(day for day, _ in activities(plan.rows if plan else ()))
            self._seen = about.st_mtime_ns, about.st_size


def activities(rows: Rows) -> Sequence[tuple[date, str]]:
    """Rows of 督查计划 that are not done (完成情况 empty) and name days: (day, activity), by day."""
    found = [
        (day, as_text(cells.get("督查活动")))
        for _, cells in rows
        if not as_text(cells.get("完成情况"))
        for day in cell_dates(cells.get("计划时间"))
    ]
    return sorted(each for each in found if each[1])
