"""duban check: validates the ledger, writes own columns and 校验结果."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.item import Finding
from toolkit.routines.opening import open_office, read_book, working
from toolkit.routines.overview import keep, overview
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace
from toolkit.routines.writing import changes


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How many items there are, and what was found in them."""

    items: int
    findings: tuple[Finding, ...]
    written: bool = False

    @property
    def exit_status(self) -> int:
        return int(any(finding.level == "error" for finding in self.findings))

    def data(self) -> dict[str, object]:
        return {"items": self.items, "findings": [finding_data(each) for each in self.findings], "written": self.written}


def finding_data(finding: Finding) -> dict[str, object]:
    """One finding as the command line's contract names its parts."""
    return {
        "sheet": finding.sheet, "row": finding.row, "column": finding.column, "field": finding.field, "rule": finding.rule,
        "level": finding.level, "message": finding.message, "value": finding.value, "count": finding.count, "item": finding.item,
    }  # fmt: skip


def run(ledger: Path, workspace: Workspace, *, write: bool, today: date, progress: Progress) -> CheckReport:
    """Validates every item; with `write`, own columns and 校验结果 are brought up to date.

    Raises a LedgerError where the file cannot be read or written; nothing has changed then.
    """
    with working(workspace, ledger, progress) if write else nullcontext(read_book(ledger, workspace, progress)) as book:
        office = open_office(book, workspace, today, progress, adopted=write)
        progress("校验", 0, len(office.desk.items))
        findings = office.checked()
        if write:
            progress("写回台账", 0, 0)
            book.apply(changes(office.judgements(), findings), office.settings.ledger_id)
            office.remember()
            keep(office, overview(office))
    return CheckReport(len(office.desk.items), tuple(findings), write)
