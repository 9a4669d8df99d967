"""duban status: today on one screen, without writing anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.domain.errors import LedgerError, os_reason
from toolkit.journal.glance import Glance

if TYPE_CHECKING:
    from toolkit.routines.progress import Progress
    from toolkit.routines.workspace import Workspace

DAYS = 3
"""Runs of the clock are shown from so many days back, so that a Monday sees Friday's."""
STATES = ("queued", "sending", "sent", "refused", "unknown")


@dataclass(frozen=True, slots=True)
class StatusReport:
    """How the ledger stands (see overview.py), the mails, the clock; as_of: the pass whose result is shown, "" for this very one."""

    workspace: Path
    ledger: Path
    today: date
    saved: datetime
    seen: Mapping[str, Any]
    as_of: str
    mails: Mapping[str, int]
    approved: bool
    transport: str
    answers: int
    runs: tuple[Mapping[str, str], ...]
    troubles: int
    """How many runs of the clock did not come to a good end, and were not made good since."""

    @property
    def exit_status(self) -> int:
        return int(self.troubles > 0 or self.mails["refused"] > 0 or self.mails["unknown"] > 0)

    def data(self) -> dict[str, object]:
        seen = {key: value for key, value in self.seen.items() if key not in ("ledger_id", "letters")}
        return {
            "workspace": str(self.workspace), "ledger": str(self.ledger), "day": self.today.isoformat(),
            "saved": self.saved.isoformat(" ", "minutes"), "as_of": self.as_of or None, **seen,
            "mails": dict(self.mails), "approved": self.approved, "transport": self.transport, "answers": self.answers,
            "runs": list(self.runs), "troubles": self.troubles,
        }  # fmt: skip


def run(ledger: Path, workspace: Workspace, *, today: date, progress: Progress) -> StatusReport:
    """From the journal where the last pass of today wrote the ledger and nobody has saved it since; else from the ledger itself,
    judged anew in memory. Mails, answers and runs are always those of this moment.

    Raises a LedgerError where the ledger cannot be read.
    """
    try:
        saved = datetime.fromtimestamp(ledger.stat().st_mtime)
    except OSError as gone:
        raise LedgerError(
            f"找不到或读不了台账“{ledger}”（{os_reason(gone)}）：请核对路径；误删的，用 duban backup restore 恢复"
        ) from gone
    with Glance(workspace.journal_path) as journal:
        kept = journal.last_pass(ledger, today)
        if kept and kept[1].get("letters") != journal.answers(str(kept[1]["ledger_id"])):
            kept = None  # an answer has come, or was decided, while the ledger lay open
        as_of, seen = kept or ("", _judged(ledger, workspace, today, progress))
        ledger_id, transport, counts = str(seen["ledger_id"]), workspace.config.mail.transport, journal.mails()
        return StatusReport(
            workspace.root, ledger, today, saved, seen, as_of, {state: counts.get(state, 0) for state in STATES},
            journal.approved(ledger_id, transport), transport, journal.answers(ledger_id),
            tuple(journal.runs(today - timedelta(DAYS))), len(journal.troubles()),
        )  # fmt: skip


def _judged(ledger: Path, workspace: Workspace, today: date, progress: Progress) -> Mapping[str, Any]:
    from toolkit.routines.opening import open_office, read_book  # late: most looks do without
    from toolkit.routines.overview import overview

    return overview(open_office(read_book(ledger, workspace, progress), workspace, today, progress))
