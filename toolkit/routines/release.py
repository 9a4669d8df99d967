"""duban release: takes everything of the toolkit's out of a ledger again; what staff filled in is saved first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.errors import LayoutError
from toolkit.domain.settings import read_settings
from toolkit.domain.sheets import SETTINGS
from toolkit.ledger import guard
from toolkit.ledger.closed import ClosedBook
from toolkit.routines import adopt, keepsake
from toolkit.routines.opening import working
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """What was taken out, and where staff's entries in own sheets were saved (None: there were none)."""

    removed: tuple[str, ...]
    saved: Path | None
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        return {"removed": list(self.removed), "saved": str(self.saved) if self.saved else None}


def run(ledger: Path, workspace: Workspace, *, today: date, progress: Progress) -> ReleaseReport:  # noqa: ARG001 - every routine takes today
    """Takes own columns, sheets, rules and names out; the original's bytes come back where nobody else saved in between.

    Raises a LedgerError where the file cannot be used, is open elsewhere or was not adopted; nothing has changed then.
    """
    guard.ensure_closed(ledger)
    with working(workspace, ledger, progress) as book:
        assert isinstance(book, ClosedBook)
        model = book.model
        if not model.ledgers and not model.own:
            raise LayoutError(f"“{ledger.name}”中没有督办工具的内容：不需要退出")
        table = model.own.get(SETTINGS.name)
        settings, _ = read_settings(table.rows if table else ())
        entered = {(str(row[0]), str(row[1] or "")) for each in model.ledgers for row in adopt.unit_rows((), each)}
        saved = keepsake.save(ledger, model, entered)
        progress("取出自有列和工作表", 0, 0)
        result = book.release(settings.ledger_id)
        book.save()
    return ReleaseReport(tuple(result.removed), saved)
