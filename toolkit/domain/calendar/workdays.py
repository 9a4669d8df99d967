"""China's workdays: the chinesecalendar package, overruled by the office's 节假日 sheet (民法典 201–203; domain word: 工作日).

Every question is answered by arithmetic on day numbers and one binary search, so that a hundred thousand items cost nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate

from toolkit.domain.calendar.holidays import FIXED, LUNAR, SATURDAY, Day, in_words, package_days, read_notice, spans
from toolkit.domain.item import Finding, Raw


class Calendar:
    """Which days are worked in China, and how many of them lie between two dates.

    overrides: days of the 节假日 sheet, which win over the package; years: the years for which that sheet holds a notice.
    Years that nobody covers are counted by weekends alone (see provisional). Results never leave the years 1–9999: what
    would, stops there.
    """

    __slots__ = ("_firsts", "_lasts", "_marks", "_shifts", "_spans", "_totals", "_years")

    def __init__(self, overrides: Mapping[date, Day] | None = None, years: Iterable[int] = ()) -> None:
        days = package_days()
        self._years = frozenset(day.year for day in days) | frozenset(years)
        days |= overrides or {}
        told = {day.toordinal(): known for day, known in days.items() if known.off or day.weekday() >= SATURDAY}
        # marks: the days that differ from a plain Monday-to-Friday week; shifts[i]: what the first i of them add to the count
        self._marks = sorted(n for n, known in told.items() if known.off == (_weekdays(n) > _weekdays(n - 1)))
        self._shifts = [0, *accumulate(-1 if told[n].off else 1 for n in self._marks)]
        self._totals = [_weekdays(n) + shift for n, shift in zip(self._marks, self._shifts[1:], strict=True)]
        self._spans = spans(told)
        self._firsts = [span.first for span in self._spans]
        self._lasts = [span.last for span in self._spans]

    def is_workday(self, day: date) -> bool:
        """Whether people work on this day."""
        number = day.toordinal()
        return self._count(number) > self._count(number - 1)

    def covers(self, year: int) -> bool:
        """Whether the package or the 节假日 sheet knows this year's holidays."""
        return year in self._years

    def provisional(self, a: date, b: date) -> bool:
        """Whether any year from a to b (in either order) is counted by weekends alone (暂定)."""
        return any(year not in self._years for year in range(min(a.year, b.year), max(a.year, b.year) + 1))

    def add_workdays(self, start: date, n: int) -> date:
        """The n-th workday after start; start itself is day 0 and not counted (民法典 201). 0 is start, negative n counts back."""
        if n <= 0:
            return self.back(start, -n) if n else start
        return _date(self._nth(self._count(start.toordinal()) + n))

    def back(self, day: date, n: int) -> date:
        """The n-th workday before day; day itself is not counted. 0 is day, negative n counts forward."""
        if n <= 0:
            return self.add_workdays(day, -n) if n else day
        return _date(self._nth(self._count(day.toordinal() - 1) - n + 1))

    def on_or_after(self, day: date) -> date:
        """The day itself where it is a workday, else the next workday (after 民法典 203)."""
        return _date(self._nth(self._count(day.toordinal() - 1) + 1))

    def workdays_between(self, a: date, b: date) -> int:
        """Workdays after a up to and including b; negative where b lies before a."""
        return self._count(b.toordinal()) - self._count(a.toordinal())

    def crossed(self, a: date, b: date) -> str:
        """Holidays and worked weekends after a up to and including b, in order of time, "" if there are none.

        `中秋放假9月25–27日,国庆放假10月1–7日,10月10日调休上班`. Holidays in one stretch are named together, plain weekends
        not at all; the year is written where it is not that of a.
        """
        low, high = a.toordinal() + 1, b.toordinal()
        parts = []
        for span in self._spans[bisect_left(self._lasts, low) : bisect_right(self._firsts, high)]:
            text = in_words(_date(max(span.first, low)), _date(min(span.last, high)), a.year)
            if not span.off:
                parts.append(f"{text}调休上班")
            else:
                parts.append(f"{'、'.join(span.names)}放假{text}" if span.names else f"{text}放假")
        return ",".join(parts)

    def holiday(self, name: str, year: int) -> date | None:
        """The first day off around that year's 元旦 (it may lie in the old year), 春节, 清明, 劳动节, 端午, 中秋 or 国庆.

        Without a notice: its statutory day, as far as that is known; else None.
        """
        for span in self._spans if name not in FIXED else ():
            if span.off and name in span.names and _date(span.last).year == year:
                return _date(span.first)
        at = FIXED.get(name) or LUNAR.get(name, {}).get(year)
        if at is None:
            return None
        number = date(year, *at).toordinal()
        around = bisect_left(self._lasts, number)
        off = around < len(self._spans) and self._spans[around].off
        return _date(min(self._firsts[around], number) if off else number)

    def _count(self, number: int) -> int:
        """Workdays from the first day of year 1 up to this day number."""
        return _weekdays(number) + self._shifts[bisect_right(self._marks, number)]

    def _nth(self, total: int) -> int:
        """The day number of the total-th workday since the first day of year 1: the inverse of _count."""
        at = bisect_left(self._totals, total)
        weeks, rest = divmod(total - self._shifts[at] - 1, 5)
        plain = weeks * 7 + rest + 1
        return min(plain, self._marks[at]) if at < len(self._marks) else plain


def read_holidays(rows: Sequence[tuple[int, Mapping[str, Raw]]]) -> tuple[Calendar, list[Finding]]:
    """Rows of 节假日 (worksheet row, {column: cell}) -> the calendar, and findings for rows that make no sense."""
    days, years, findings = read_notice(rows)
    return Calendar(days, years), findings


def add_months(day: date, n: int) -> date:
    """The corresponding day n months on, the month's last day where there is none (民法典 202); stays within the years 1–9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if n > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, n: int) -> date:
    """The day n calendar days on; stays within the years 1–9999."""
    return _date(day.toordinal() + n)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _date(number: int) -> date:
    return date.fromordinal(min(max(number, 1), date.max.toordinal()))


def _weekdays(number: int) -> int:
    """Mondays to Fridays from the first day of year 1, a Monday, up to this day number."""
    weeks, rest = divmod(number, 7)
    return weeks * 5 + min(rest, 5)
