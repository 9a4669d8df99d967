"""Cells as a rule written by staff sees them: empty cells compare as false, dates compare with dates and with date texts."""

from __future__ import annotations

import unicodedata
from datetime import date

from toolkit.domain.checks.common import blank, reading_of
from toolkit.domain.checks.dates import FIELDS as DATED
from toolkit.domain.item import Item, as_text
from toolkit.domain.reading.celldate import cell_date


class Blank:
    """An empty cell: false, equal to "" and None, never less or greater than anything."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return other is None or other == "" or isinstance(other, Blank)

    def __hash__(self) -> int:
        return hash("")

    def _never(self, _other: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _never

    def _empty(self, _other: object) -> Blank:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _empty

    def __len__(self) -> int:
        return 0

    def __str__(self) -> str:
        return ""

    def startswith(self, *_: object) -> bool:
        """As text has it: an empty cell starts with nothing."""
        return False

    endswith = startswith


BLANK = Blank()


class Day(date):
    """A date that compares with date texts ("2026-06-30", "今天" is a name) and gives days when subtracted."""

    __slots__ = ()

    def _other(self, other: object) -> date | None:
        if isinstance(other, str):
            return cell_date(other)
        return other if isinstance(other, date) else None

    def __lt__(self, other: object) -> bool:
        day = self._other(other)
        return day is not None and self.toordinal() < day.toordinal()

    def __gt__(self, other: object) -> bool:
        day = self._other(other)
        return day is not None and self.toordinal() > day.toordinal()

    def __le__(self, other: object) -> bool:
        return self == other or self < other

    def __ge__(self, other: object) -> bool:
        return self == other or self > other

    def __eq__(self, other: object) -> bool:
        day = self._other(other)
        return day is not None and self.toordinal() == day.toordinal()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return date.__hash__(self)

    def __sub__(self, other: object) -> object:  # type: ignore[override]  # days, not a timedelta: rules compare with numbers
        day = self._other(other)
        return BLANK if day is None else self.toordinal() - day.toordinal()


def as_day(day: date) -> Day:
    """A date or time as a Day."""
    return Day(day.year, day.month, day.day)


def value_of(item: Item, name: str, today: date) -> object:
    """The cell of a field: Blank where empty; a Day where it is a date or its field holds dates; else number or trimmed text.

    A 完成时限 that names one date ("11月底前") is that Day, read from the 交办日期 on.
    """
    raw = item.cells.get(name)
    if blank(raw):
        return BLANK
    day = cell_date(raw) if name in DATED or isinstance(raw, date) else None
    if name == "完成时限" and day is None:
        reading = reading_of(raw, cell_date(item.cells.get("交办日期")) or today)
        day = reading.dates[0] if reading.kind == "date" and reading.dates else None
    if day is not None:
        return as_day(day)
    return raw if isinstance(raw, int | float) and not isinstance(raw, bool) else as_text(raw)


def plain(text: str) -> str:
    """A text for comparing: full-width and half-width are equal, as are spaces and line breaks."""
    return " ".join(unicodedata.normalize("NFKC", text).split())
