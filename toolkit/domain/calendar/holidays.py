"""Holiday notices as data: what the chinesecalendar package knows (2004–2026) and what staff typed into the 节假日 sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chinese_calendar.constants import holidays as _off
from chinese_calendar.constants import workdays as _on

from toolkit.domain.item import Finding, Level, Raw, as_text
from toolkit.domain.reading.celldate import cell_dates
from toolkit.domain.sheets import HOLIDAYS

SATURDAY = 5
FIXED: Mapping[str, tuple[int, int]] = {"元旦": (1, 1), "劳动节": (5, 1), "国庆": (10, 1)}
LUNAR: Mapping[str, Mapping[int, tuple[int, int]]] = {
    "春节": {
        2027: (2, 5), 2028: (1, 25), 2029: (2, 12), 2030: (2, 2), 2031: (1, 22),
        2032: (2, 10), 2033: (1, 30), 2034: (2, 18), 2035: (2, 7), 2036: (1, 27),
    },
    "端午": {2027: (6, 9), 2028: (5, 28), 2029: (6, 16), 2030: (6, 5)},
    "中秋": {2020: (10, 1), 2027: (9, 15), 2028: (10, 3), 2029: (9, 22), 2030: (9, 12)},
}  # fmt: skip
"""The first statutory day off (of 春节 its eve) in years without a notice; and 中秋 2020, which fell on 国庆."""

_NAMES: Mapping[str, str] = {
    "New Year's Day": "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明", "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午", "Mid-autumn Festival": "中秋", "National Day": "国庆", "Anti-Fascist 70th Day": "抗战胜利纪念日",
}  # fmt: skip
_ALIASES: Mapping[str, str] = {
    "元旦节": "元旦", "清明节": "清明", "端午节": "端午", "中秋节": "中秋", "国庆节": "国庆", "十一": "国庆",
    "五一": "劳动节", "五一劳动节": "劳动节", "五一节": "劳动节", "新年": "元旦", "除夕": "春节",
}  # fmt: skip
_KINDS: Mapping[str, bool] = {
    "休": True,
    "放假": True,
    "休息": True,
    "班": False,
    "上班": False,
    "补班": False,
    "调休上班": False,
}
_STRETCH = re.compile(r"[至到~～—–－]|日\s*-")
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a notice: off (休) or worked (班), and the holiday it belongs to ("" where nobody said)."""

    off: bool
    name: str


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive days off, or consecutive Saturdays and Sundays worked; first and last are day numbers (date.toordinal)."""

    first: int
    last: int
    off: bool
    names: tuple[str, ...]


def holiday_name(text: str) -> str:
    """The short name by which a holiday is known here: 国庆节, 十一 -> 国庆; what is unknown stays as it is."""
    return _ALIASES.get(text, text)


def package_days() -> dict[date, Day]:
    """All days of the notices from 2004 on that the package quotes."""
    days = {day: Day(True, _NAMES[name]) for day, name in _off.items()}
    days.update((day, Day(False, _NAMES[name])) for day, name in _on.items())
    return days


def read_notice(rows: Sequence[tuple[int, Mapping[str, Raw]]]) -> tuple[dict[date, Day], frozenset[int], list[Finding]]:
    """Rows of 节假日 (worksheet row, {column: cell}) -> its days, the years it covers, and findings.

    A year is covered as soon as one day off before 20 December stands there (a notice for the next year may begin at the
    end of December); a year that the package does not know and that lacks a fixed holiday is a finding.
    """
    days: dict[date, Day] = {}
    findings: list[Finding] = []
    package = package_days()
    first_rows: dict[int, int] = {}
    for row, cells in rows:
        if not any(as_text(cells.get(column.name)) for column in HOLIDAYS.columns):
            continue
        day, off, name = _one_day(cells.get("日期")), _KINDS.get(as_text(cells.get("休或班"))), as_text(cells.get("名称"))
        if day is None:
            findings.append(_finding(row, "日期", cells, "不是一个完整的日期,本行未采用;请逐日填写,如2027-01-01"))
        elif off is None:
            findings.append(_finding(row, "休或班", cells, "请填“休”或“班”,本行未采用"))
        elif day in days:
            again = "重复填写" if days[day].off == off else "前面填了“休”、这里填了“班”,或相反;以前面的为准"
            findings.append(_finding(row, "日期", cells, f"{day}{again},请核对", "warning" if days[day].off == off else "error"))
        else:
            known = package.get(day)
            days[day] = Day(off, holiday_name(name) or (known.name if known else ""))
            first_rows.setdefault(day.year, row)
            if not off and day.weekday() < SATURDAY and not (known and known.off):
                findings.append(
                    _finding(row, "休或班", cells, f"{day}是星期{_WEEKDAYS[day.weekday()]},本来就上班,请核对", "warning")
                )
    off_days = {day for day, known in days.items() if known.off}
    years = frozenset(day.year for day in off_days if (day.month, day.day) < (12, 20))
    for year in sorted(years - {day.year for day in package}):
        lacking = [name for name, at in FIXED.items() if date(year, *at) not in off_days]
        if lacking:
            message = f"{year}年的放假安排不完整,没有{'、'.join(lacking)}当日,按已填写的计算,请补全"
            findings.append(Finding(HOLIDAYS.name, first_rows[year], "A", "日期", "节假日", "warning", message, str(year)))
    return days, years, findings


def spans(days: Mapping[int, Day]) -> list[Span]:
    """Stretches of consecutive days of the same sort, in order of time."""
    found: list[Span] = []
    for number in sorted(days):
        day = days[number]
        names: tuple[str, ...] = (day.name,) if day.name else ()
        last = found[-1] if found else None
        if last and last.last == number - 1 and last.off == day.off:
            names = last.names + tuple(name for name in names if name not in last.names)
            found[-1] = Span(last.first, number, day.off, names)
        else:
            found.append(Span(number, number, day.off, names))
    return found


def in_words(first: date, last: date, year: int) -> str:
    """Days in words: `9月25–27日`, `9月29日–10月6日`; the year stands before a day whose year is not the one given."""
    start = f"{first.month}月{first.day}" if first.year == year else f"{first.year}年{first.month}月{first.day}"
    if first == last:
        return f"{start}日"
    if (first.year, first.month) == (last.year, last.month):
        return f"{start}–{last.day}日"
    end = f"{last.month}月{last.day}日" if last.year == first.year else f"{last.year}年{last.month}月{last.day}日"
    return f"{start}日–{end}"


def _one_day(raw: Raw) -> date | None:
    """The day that a cell names; None where it names none, several, or a stretch (1日至3日)."""
    found = cell_dates(raw)
    stretch = isinstance(raw, str) and _STRETCH.search(raw)
    return found[0] if len(found) == 1 and not stretch else None


def _finding(row: int, column: str, cells: Mapping[str, Raw], problem: str, level: Level = "error") -> Finding:
    letter = "ABC"[HOLIDAYS.headers().index(column)]
    value = as_text(cells.get(column))
    return Finding(HOLIDAYS.name, row, letter, column, "节假日", level, f"节假日第{row}行{column}“{value}”:{problem}", value)
