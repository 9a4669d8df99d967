"""The demo desk: items, units and events of an invented city government, dated relative to today.

The tables 演示事项.tsv, 演示单位.tsv, 演示过程.tsv and 演示收文.tsv lie beside the shipped workbook. Their dates are tokens:

    T-12, T+3   calendar days before or after today
    W-5, W+2    workdays before or after today (W+0 is today)
    M+1E        the last day of next month; Q+0E and Y+0E: the end of this quarter, this year

A cell that is a token becomes a date; inside a text a token stands in braces with its format, {W+2:%Y年%m月%d日}, and is
written as officials write dates, without padding. `\\n` is a line break in the cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from toolkit.domain.calendar.workdays import Calendar, add_months
from toolkit.domain.changes import Value
from toolkit.domain.errors import SetupError
from toolkit.domain.item import Raw
from toolkit.domain.sheets import EVENTS, INTAKE, UNITS
from toolkit.routines.shipped import shipped

ITEMS_FILE, UNITS_FILE, EVENTS_FILE, INTAKE_FILE = "演示事项.tsv", "演示单位.tsv", "演示过程.tsv", "演示收文.tsv"

_DAY = r"([TW])([+-]\d+)|([MQY])([+-]\d+)E"
_WHOLE = re.compile(_DAY)
_INSIDE = re.compile(r"\{(?:" + _DAY + r"):([^{}]+)\}")
_PERIODS = {"M": 1, "Q": 3, "Y": 12}


def demo_items(today: date, calendar: Calendar) -> list[dict[str, Raw]]:
    """Some 65 items over all eight kinds of sources of 四(一)–(八): canonical field name -> cell, in ledger order.

    编号 is the year in which the item was taken up, and its number: 2026-007. Raises SetupError where a table is damaged.
    """
    return list(_numbered_items(today, calendar).values())


def demo_units() -> list[tuple[Value, ...]]:
    """Rows of the 单位通讯录 in the order of its columns."""
    dates = {column.name for column in UNITS.columns if column.kind == "date"}
    return [
        tuple(date.fromisoformat(row[name]) if name in dates and row[name] else row[name] or None for name in UNITS.headers())
        for row in _rows(UNITS_FILE)
    ]


def demo_events(today: date, calendar: Calendar) -> list[tuple[Value, ...]]:
    """Rows of 过程记录 in the order of its columns and of time, consistent with demo_items of the same day."""
    numbers = {number: item["编号"] for number, item in _numbered_items(today, calendar).items()}
    dated: list[tuple[date, tuple[Value, ...]]] = []
    for row in _rows(EVENTS_FILE):
        cells: dict[str, Value] = {name: resolve(text, today, calendar) for name, text in row.items()}
        when = cells["时间"]
        if not isinstance(when, date) or row["编号"] not in numbers:
            raise SetupError(f"“{EVENTS_FILE}”中编号“{row['编号']}”、时间“{row['时间']}”的一行不能用，请重新安装督办工具")
        cells["编号"] = numbers[row["编号"]]
        dated.append((when, tuple(cells[name] for name in EVENTS.headers())))
    return [cells for _, cells in sorted(dated, key=lambda each: each[0])]


def demo_intake(today: date, calendar: Calendar) -> list[tuple[Value, ...]]:
    """Rows of 收文登记 in the order of its columns: two papers approved and not taken in yet, one that waits."""
    return [tuple(resolve(row[name], today, calendar) for name in INTAKE.headers()) for row in _rows(INTAKE_FILE)]


def resolve(text: str, today: date, calendar: Calendar) -> str | date | None:
    """One cell of a table: a token -> a date, a text with tokens -> the text with the dates written out, "" -> None."""
    token = _WHOLE.fullmatch(text)
    if token:
        return _day(token, today, calendar)
    return _INSIDE.sub(lambda found: _written(found, today, calendar), text).replace("\\n", "\n") or None


def _numbered_items(today: date, calendar: Calendar) -> Mapping[str, dict[str, Raw]]:
    items: dict[str, dict[str, Raw]] = {}
    for row in _rows(ITEMS_FILE):
        cells: dict[str, Raw] = {name: resolve(text, today, calendar) for name, text in row.items()}
        taken_up = cells["批示日期"] or cells["交办日期"]
        year = taken_up.year if isinstance(taken_up, date) else today.year
        cells["编号"] = f"{year}-{row['编号']}"
        items[row["编号"]] = cells
    return items


def _day(token: re.Match[str], today: date, calendar: Calendar) -> date:
    """Groups 1 and 2 of a match: days or workdays and how many; 3 and 4: month, quarter or year and how many, its last day."""
    if token[1] == "T":
        return today + timedelta(days=int(token[2]))
    if token[1] == "W":
        return calendar.add_workdays(today, int(token[2]))
    months = _PERIODS[token[3]]
    first = date(today.year, (today.month - 1) // months * months + 1, 1)
    return add_months(first, (int(token[4]) + 1) * months) - timedelta(days=1)


def _written(token: re.Match[str], today: date, calendar: Calendar) -> str:
    day = _day(token, today, calendar)
    return token[5].replace("%Y", str(day.year)).replace("%m", str(day.month)).replace("%d", str(day.day))


def _rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table, column name -> text; the first line that is no # comment is its header."""
    lines = shipped("workbooks", name).read_text("utf-8-sig").splitlines()
    header, *body = (line.split("\t") for line in lines if line and not line.startswith("#"))
    for cells in body:
        if len(cells) != len(header):
            raise SetupError(f"“{name}”中“{cells[0]}”一行有{len(cells)}栏，应为{len(header)}栏，请重新安装督办工具")
        yield dict(zip(header, cells, strict=True))
