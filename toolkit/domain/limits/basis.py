"""The 依据 of a deadline: one Chinese sentence in which every day named is true, and the counting that it tells of."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from toolkit.domain.calendar.workdays import Calendar, add_days, add_months
from toolkit.domain.item import Raw, as_text
from toolkit.domain.limits.starts import Start
from toolkit.domain.reading.celldate import say
from toolkit.domain.settings import Settings

WRITTEN = "五(五)、七(二)"
"""The clauses for what a leader demanded or a paper wrote out."""
UNPUBLISHED = "年放假安排未公布,暂定)"
"""How the basis of a provisional date ends."""


def measure(amount: int, unit: str) -> str:
    """A period in words. unit: 工作日, 日 or 月."""
    return f"{amount}{({'工作日': '个工作日', '月': '个月'}).get(unit, unit)}"


def ends(start: date, amount: int, unit: str, calendar: Calendar) -> date:
    """The last day of a period; its first day is not counted (民法典 201), months end on the corresponding day (202)."""
    if unit == "工作日":
        return calendar.add_workdays(start, amount)
    return add_days(start, amount) if unit == "日" else add_months(start, amount)


def moved(reached: date, unit: str, settings: Settings, calendar: Calendar) -> date:
    """Where a period ends by 本室规则: one in days or months on the next workday if its last day is none (after 203)."""
    return calendar.on_or_after(reached) if unit != "工作日" and settings.move_to_workday else reached


def counted(start: Start, amount: int, unit: str, due: date, clause: str, calendar: Calendar) -> str:
    """A period from a start; due: its end, perhaps moved to a workday."""
    reached = ends(start.day, amount, unit, calendar)
    crossed = calendar.crossed(start.day, due) if unit == "工作日" else ""
    if unit == "月" and reached.day != start.day.day:
        crossed = "没有对应日,以月末计"
    since = start.day if unit == "工作日" else reached
    how = f"{start.words}次日起{measure(amount, unit)}{f'({crossed})' if crossed else ''}{_moved(reached, due)}"
    return f"{how}→ {due},依据{clause}{provisional(calendar, since, due)}"


def told(field: str, raw: Raw, how: str, reached: date, due: date, inferred: Start | None) -> str:
    """A period that runs from a day which the text itself names; how: its reading ("2026-06-01次日起30日→ 2026-07-01")."""
    year = f"以{inferred.words}推算," if inferred else ""
    return f"{field}写明{quoted(raw)}:{year}{how.removesuffix(f'→ {reached}')}{_moved(reached, due)}→ {due},依据{WRITTEN}"


def written(field: str, raw: Raw, due: date, inferred: Start | None = None, *, before_holiday: bool = False) -> str:
    """A date that stands in the ledger. inferred: the day from which its year (or week) was read, where it names none."""
    if as_text(raw) == due.isoformat():
        return f"{field}写明{due},依据{WRITTEN}"
    how = f",以{inferred.words}推算" if inferred else ""
    what = ",即放假前最后一个工作日" if before_holiday else ""
    return f"{field}写明{quoted(raw)}{how}{what}→ {due},依据{WRITTEN}"


def recurring(field: str, raw: Raw, start: Start, due: date) -> str:
    """One occurrence of a recurring duty."""
    return f"{field}写明{quoted(raw)},自{start.words}起按期→ {due},依据{WRITTEN}"


def unread(field: str, raw: Raw, question: str) -> str:
    """A text that names no day; question: what to ask or to fill in (it may quote the text itself)."""
    if question.startswith("“"):
        return f"{field}{question}"
    return f"{field}写明{quoted(raw)},{question}"


@lru_cache(maxsize=16384, typed=True)
def quoted(raw: Raw) -> str:
    """A cell in quotation marks, in one line and not too long."""
    return f"“{say(raw).replace('“', '‘').replace('”', '’')}”"


def provisional(calendar: Calendar, a: date, b: date) -> str:
    """What is appended where a year from a to b has no published holidays, else ""."""
    if not calendar.provisional(a, b):
        return ""
    years = "、".join(str(year) for year in range(min(a.year, b.year), max(a.year, b.year) + 1) if not calendar.covers(year))
    return f"({years}{UNPUBLISHED}"


def _moved(reached: date, due: date) -> str:
    return f"至{reached},不是工作日,按本室规则顺延" if due != reached else ""
