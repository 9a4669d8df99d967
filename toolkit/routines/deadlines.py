"""duban deadlines: deadlines and lights of every item."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.item import Deadline, Judgement
from toolkit.routines.opening import open_office, read_book, working
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace
from toolkit.routines.writing import changes


@dataclass(frozen=True, slots=True)
class DeadlinesReport:
    """Every item with its status, light and deadlines."""

    judgements: tuple[Judgement, ...]
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        return {"items": [judgement_data(each) for each in self.judgements]}


def judgement_data(judgement: Judgement) -> dict[str, object]:
    """One item as the command line's contract names its parts; dates as ISO text, None where there is none."""
    current = judgement.current
    return {
        "sheet": judgement.item.sheet,
        "row": judgement.item.row,
        "id": judgement.item.id,
        "status": judgement.status,
        "light": judgement.light,
        "current": _iso(current.due) if current else None,
        "days_left": judgement.days_left,
        "hint": judgement.hint,
        "deadlines": [deadline_data(each) for each in judgement.deadlines],
        "parts": [
            {"unit": part.unit, "role": part.role, "status": part.judgement.status, "light": part.judgement.light}
            for part in judgement.parts
        ],
    }


def deadline_data(deadline: Deadline) -> dict[str, object]:
    return {
        "kind": deadline.kind, "raw": deadline.raw, "due": _iso(deadline.due), "warn_from": _iso(deadline.warn_from),
        "basis": deadline.basis, "provisional": deadline.provisional, "soft": deadline.soft, "label": deadline.label, "met": deadline.met,
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def run(ledger: Path, workspace: Workspace, *, write: bool, today: date, progress: Progress) -> DeadlinesReport:
    """Computes deadlines and lights of every item; with `write`, own columns and 校验结果 are brought up to date.

    Raises a LedgerError where the file cannot be read or written; nothing has changed then.
    """
    with working(workspace, ledger, progress) if write else nullcontext(read_book(ledger, workspace, progress)) as book:
        office = open_office(book, workspace, today, progress, adopted=write)
        judgements = office.judgements()
        if write:
            progress("写回台账", 0, 0)
            book.apply(changes(judgements, office.checked()), office.settings.ledger_id)
            office.remember()
    return DeadlinesReport(tuple(judgements))
