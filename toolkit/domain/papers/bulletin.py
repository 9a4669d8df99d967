"""A bulletin as a value: 《政务督查》, 情况通报, 问题清单, 周例会清单, 今日待办, 领导一页纸, 督查调研 〔五(七)、七(四)、七(五)〕.

It is a draft for a person: issue number and 签发人 stand in it only where a person has named them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from toolkit.domain.papers.entries import Entry
from toolkit.domain.papers.kinds import COUNTING, BulletinKind
from toolkit.domain.papers.overview import Chart, Overview, quarter_chart, source_chart, unit_chart
from toolkit.domain.papers.period import Period
from toolkit.domain.papers.statistics import Tally


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of a paper: its name, the entries shown, and how many there are in all (more where the page has no room)."""

    name: str
    entries: tuple[Entry, ...]
    total: int

    @classmethod
    def of(cls, name: str, entries: Sequence[Entry], most: int | None = None) -> Listing:
        return cls(name, tuple(entries[:most]), len(entries))


@dataclass(frozen=True, slots=True)
class Head:
    """What only a person knows: 期号 or 文号, 总期号, 签发人; "" leaves the place free."""

    number: str = ""
    running: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One paper. day: the day it bears, and the day for which everything in it was judged; lists: in the order of the paper;
    prompt: units that hold items, of which none is or was late; leader: of a 一页纸; notes: what a reader must know.
    """

    kind: BulletinKind
    period: Period
    day: date
    office: str
    phone: str
    overview: Overview
    lists: tuple[Listing, ...]
    prompt: tuple[str, ...] = ()
    leader: str = ""
    head: Head = field(default_factory=Head)
    notes: tuple[str, ...] = ()

    def charts(self) -> tuple[Chart, ...]:
        """The pictures that belong to the paper; none on desk papers and lists, none where there is nothing to draw."""
        if self.kind not in COUNTING or not self.overview.whole.total:
            return ()
        charts = unit_chart(self.overview), source_chart(self.overview)
        return (*charts, quarter_chart(self.overview)) if self.kind == "督查调研" and self.overview.quarters else charts

    def figures(self) -> dict[str, object]:
        """Every number of the paper: those of its text and tables, of its charts, and the items on each list by id."""
        view, period = self.overview, self.period
        return {
            "as_of": self.day.isoformat(), "from": period.since.isoformat() if period.since else None, "to": period.until.isoformat(),
            **_numbers(view.whole), "lights": dict(view.whole.lights), "statuses": dict(view.whole.statuses),
            "handed_over": view.handed, "struck_off": view.closed,
            "by_unit": [{"unit": name, **_numbers(each)} for name, each in view.units.items()],
            "by_source": [{"source": name, **_numbers(each)} for name, each in view.sources.items()],
            "by_line": [{"line": name, **_numbers(each)} for name, each in view.lines.items()],
            "by_quarter": [{"quarter": name, **_numbers(each)} for name, each in view.quarters.items()],
            "lists": {each.name: [entry.item for entry in each.entries] for each in self.lists},
            "left_out": {each.name: each.total - len(each.entries) for each in self.lists if each.total > len(each.entries)},
            "charts": [{"title": each.title, "labels": list(each.labels), "series": dict(each.series)} for each in self.charts()],
        }  # fmt: skip


def _numbers(tally: Tally) -> dict[str, object]:
    return {
        "total": tally.total, "closed": tally.closed, "open": tally.open, "stopped": tally.stopped, "overdue": tally.overdue,
        "rate": round(tally.rate, 4) if tally.rate is not None else None,
    }  # fmt: skip
