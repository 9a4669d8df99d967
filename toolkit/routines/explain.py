"""duban explain: how a deadline text is read, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.reading.datetext import Reading, read_text


@dataclass(frozen=True, slots=True)
class ExplainReport:
    """What was read; reading has been asked for, so even an unclear text is an answer and not a fault."""

    reading: Reading
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        reading = self.reading
        return {
            "text": reading.text,
            "kind": reading.kind,
            "dates": [day.isoformat() for day in reading.dates],
            "labels": list(reading.labels),
            "soft": reading.soft,
            "provisional": reading.provisional,
            "basis": reading.basis,
            "question": reading.question,
        }


def run(text: str, start: date) -> ExplainReport:
    """Reads one deadline text as if it stood in a ledger with `start` as its 起算日; never raises for its content."""
    return ExplainReport(read_text(text, start, Calendar()))
