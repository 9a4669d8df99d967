"""duban assess: the score of each unit in a year, as a new workbook; the ledger is only read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.errors import UsageError
from toolkit.domain.papers.proposals import Proposal, proposals
from toolkit.domain.papers.score import UnitScore, score
from toolkit.render.scoretable import render_scores
from toolkit.routines.mailing import settings_for
from toolkit.routines.opening import open_office, read_book
from toolkit.routines.paperfile import put_beside
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace

FOLDER = "年度考评"
_FACTS = ("曝光参考", "追责参考")


@dataclass(frozen=True, slots=True)
class AssessReport:
    """Where the workbook lies, the scores with all their marks, the 回头看 list, and facts if they were asked for (None: not)."""

    year: int
    path: Path
    units: tuple[UnitScore, ...]
    look_back: tuple[Proposal, ...]
    facts: tuple[Proposal, ...] | None
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        units = [
            {
                "unit": each.unit, "score": each.score, "items": each.items, "points": dict(each.points),
                "marks": [
                    {"rule": m.measure, "item": m.item, "good": m.good, "points": round(m.points, 4), "why": m.why} for m in each.marks
                ],
            }
            for each in self.units
        ]  # fmt: skip
        found: dict[str, object] = {"year": self.year, "path": str(self.path), "units": units, "look_back": _data(self.look_back)}
        return found if self.facts is None else {**found, "facts": _data(self.facts)}


def _data(found: tuple[Proposal, ...]) -> list[dict[str, str]]:
    return [{"kind": each.kind, "item": each.item, "unit": each.unit, "reason": each.reason} for each in found]


def run(ledger: Path, workspace: Workspace, *, year: int, facts: bool, today: date, progress: Progress) -> AssessReport:
    """Scores a year up to today (or its end) by the 评分规则 of the ledger. facts: also a sheet of facts for those who decide on
    exposure and accountability. Raises UsageError for a year that has not begun, SetupError, a LedgerError.
    """
    if year > today.year:
        raise UsageError(f"{year}年还没有开始：请用 --year 写{today.year}年或以前的年度")
    office = open_office(read_book(ledger, workspace, progress), workspace, today, progress)
    progress("计分", 0, 0)
    units = score(office.desk, office.scores, year)
    found = proposals(office.desk, facts=facts)
    look_back = tuple(each for each in found if each.kind == "回头看")
    told = tuple(each for each in found if each.kind in _FACTS) if facts else None
    settings = settings_for(office)
    content = render_scores(units, office.scores, look_back, told, year=year, office=settings.office, day=today)
    path = put_beside(workspace.papers_dir / FOLDER / f"{year}年度得分表_{today.isoformat()}.xlsx", content)
    return AssessReport(year, path, units, look_back, told)
