"""What the plan needs of the ledger: its 节假日, read again only when the file has changed."""

from __future__ import annotations

from contextlib import suppress

from toolkit.domain.calendar.workdays import Calendar, read_holidays
from toolkit.domain.sheets import HOLIDAYS
from toolkit.routines.opening import read_book
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace


class Almanac:
    """calendar: which days are worked.

    Before the first look, and where the ledger cannot be read: the published holidays alone. What is wrong with the ledger
    is then told by the jobs that need it.
    """

    def __init__(self) -> None:
        self.calendar = Calendar()
        self._seen: tuple[int, int] | None = None

    def look(self, workspace: Workspace, progress: Progress) -> None:
        """Reads the ledger where it is not the one that was read last."""
        if workspace.ledger is None:
            return
        with suppress(Exception):  # a ledger that cannot be read holds up no job that does not need it
            about = workspace.ledger.stat()
            if self._seen == (about.st_mtime_ns, about.st_size):
                return
            model = read_book(workspace.ledger, workspace, progress).model
            holidays = model.own.get(HOLIDAYS.name)
            self.calendar, _ = read_holidays(holidays.rows if holidays else ())
            self._seen = about.st_mtime_ns, about.st_size
