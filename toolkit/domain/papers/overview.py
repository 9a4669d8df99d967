"""总体情况: what a paper counts, in one value that its text, its tables and its charts all draw on 〔七(四)、七(五)〕."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.course.stage import assigned_on, closed_on
from toolkit.domain.desk import Desk
from toolkit.domain.item import Judgement
from toolkit.domain.papers.period import Period
from toolkit.domain.papers.statistics import Tally, by_line, by_source, by_unit, tally
from toolkit.domain.sources import BY_NAME

MOST_BARS = 10
"""Bars of the chart of units; all of them stand in its table."""
SERIES = ("已销号", "在办未超期", "在办已超期", "中止等")


@dataclass(frozen=True, slots=True)
class Overview:
    """whole: all items of the paper; handed, closed: handed over and struck off within its period;
    units, sources, lines, quarters: name -> Tally, the largest first (sources in the order of 四(一)–(八), quarters of 交办 in time).
    """

    whole: Tally
    handed: int
    closed: int
    units: Mapping[str, Tally]
    sources: Mapping[str, Tally]
    lines: Mapping[str, Tally]
    quarters: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of several pieces. labels: one a bar; series: name of a piece -> its length in each bar (numbers of items)."""

    title: str
    labels: tuple[str, ...]
    series: Mapping[str, tuple[int, ...]]


def overview(desk: Desk, judgements: Sequence[Judgement], period: Period) -> Overview:
    """Counts the items of a period (period.in_course)."""
    handed = sum(period.has(assigned_on(each.item, desk.events_of(each.item))) for each in judgements)
    struck = [closed_on(each.item, desk.events_of(each.item)) for each in judgements if each.status == "已销号"]
    return Overview(
        tally(judgements),
        handed,
        sum(map(period.has, struck)),
        _largest_first(by_unit(judgements, desk.units, desk.settings)),
        by_source(judgements),
        _largest_first(by_line(judgements, desk.units, desk.settings)),
        _by_quarter(desk, judgements),
    )


def pieces(tally: Tally) -> tuple[int, int, int, int]:
    """A Tally cut as SERIES names it; the pieces add up to the total."""
    return tally.closed, tally.open - tally.overdue, tally.overdue, tally.stopped


def unit_chart(view: Overview) -> Chart:
    """The units with most items; joint leads each count the item."""
    return _chart("承办事项较多的单位办理情况", [(name, pieces(each)) for name, each in list(view.units.items())[:MOST_BARS]])


def source_chart(view: Overview) -> Chart:
    """Every kind of source that occurs."""
    return _chart("各类督查事项办理情况", [(name, pieces(each)) for name, each in view.sources.items()])


def quarter_chart(view: Overview) -> Chart:
    """The quarters of 交办, in time 〔七(五)〕."""
    return _chart("各季度交办事项办理情况", [(name, pieces(each)) for name, each in view.quarters.items()])


def clause(source: str) -> str:
    """四(五) for 领导批示; "" for what is none of the eight kinds."""
    return BY_NAME[source].clause if source in BY_NAME else ""


def percent(part: int, whole: int) -> str:
    """12.5%, without a trailing .0; – where there is nothing to divide by."""
    return f"{round(1000 * part / whole) / 10:g}%" if whole else "–"


def rest_percent(part: int, whole: int) -> str:
    """What is left to 100% beside percent(part, whole), so that two shares printed side by side add up."""
    return f"{(1000 - round(1000 * part / whole)) / 10:g}%" if whole else "–"


def _by_quarter(desk: Desk, judgements: Sequence[Judgement]) -> dict[str, Tally]:
    """2026年第3季度 -> the items handed over in it; those without a day are left out."""
    groups: dict[tuple[int, int], list[Judgement]] = {}
    for judgement in judgements:
        day = assigned_on(judgement.item, desk.events_of(judgement.item))
        if day is not None:
            groups.setdefault((day.year, (day.month + 2) // 3), []).append(judgement)
    return {f"{year}年第{quarter}季度": tally(groups[year, quarter]) for year, quarter in sorted(groups)}


def _chart(title: str, rows: Sequence[tuple[str, Sequence[int]]]) -> Chart:
    columns = zip(*(numbers for _, numbers in rows), strict=True) if rows else ((),) * len(SERIES)
    return Chart(title, tuple(name for name, _ in rows), dict(zip(SERIES, map(tuple, columns), strict=True)))


def _largest_first(groups: Mapping[str, Tally]) -> dict[str, Tally]:
    return dict(sorted(groups.items(), key=lambda group: -group[1].total))
