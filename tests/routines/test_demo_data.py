"""The demo desk holds on any day: every status, every light, and nothing that contradicts itself."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.course.events import read_events
from toolkit.domain.item import LIGHTS, STATUSES, Event, Item, Raw
from toolkit.domain.judge import judge
from toolkit.domain.limits.limits import DEFAULT_LIMITS
from toolkit.domain.settings import Settings
from toolkit.domain.sheets import EVENTS, STEPS, UNITS, VIAS
from toolkit.domain.sources import classify
from toolkit.domain.units.unitbook import read_units_sheet
from toolkit.ledger.shipped import COLUMNS
from toolkit.routines.demo_data import demo_events, demo_items, demo_units, resolve

CALENDAR = Calendar()
DAYS = [
    date(2026, 3, 5),
    date(2026, 1, 1),  # the year's first day, a holiday
    date(2025, 12, 31),
    date(2026, 2, 20),  # 春节
    date(2026, 2, 28),  # a working Saturday
    date(2026, 10, 4),  # 国庆
    date(2026, 11, 24),
    date(2027, 1, 4),  # beyond the published holidays
]
EXPECTED = {
    "001": ("在办", "绿"), "003": ("在办", "黄"), "005": ("已销号", "灰"), "006": ("在办", "红"), "008": ("退回重办", "红"),
    "009": ("在办", "无"), "010": ("待交办", "绿"), "016": ("在办", "红"), "017": ("在办", "黄"), "019": ("待审核", "无"),
    "020": ("待销号", "无"), "023": ("待签收", None), "024": ("在办", "红"), "025": ("中止", "无"), "027": ("在办", "绿"),
    "030": ("中止", "无"), "031": ("在办", "黄"), "034": ("待签收", "绿"), "037": ("退回重办", "黄"), "038": ("待销号", "无"),
    "041": ("待交办", "无"), "043": ("在办", "红"), "048": ("中止", "无"), "054": ("在办", "绿"), "055": ("待销号", "无"),
    "056": ("退回重办", "红"), "060": ("在办", "无"), "064": ("在办", "无"),
}  # fmt: skip
"""编号 -> status and light that an item is there to show, on every day (None: the light depends on the day)."""


def as_items(rows: list[dict[str, Raw]]) -> list[Item]:
    columns = {column.field: "A" for column in COLUMNS}
    return [Item(str(row["编号"]), "督查台账", number, number, row, columns) for number, row in enumerate(rows, start=4)]


def as_events(today: date) -> dict[str, tuple[Event, ...]]:
    rows = [
        (number, dict(zip(EVENTS.headers(), cells, strict=True))) for number, cells in enumerate(demo_events(today, CALENDAR), 3)
    ]
    events, findings = read_events(rows)  # type: ignore[arg-type]
    assert findings == []
    return events


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_status_and_every_light_is_reached(today: date) -> None:
    """On whatever day the demo is made, all eight statuses and all five lights are there, and the named items show theirs."""
    events = as_events(today)
    judged = {
        item.id[-3:]: judge(item, events.get(item.id, ()), DEFAULT_LIMITS, Settings(), CALENDAR, today)
        for item in as_items(demo_items(today, CALENDAR))
    }
    assert {judgement.status for judgement in judged.values()} == set(STATUSES)
    assert {judgement.light for judgement in judged.values()} == set(LIGHTS)
    shown = {number: (judged[number].status, judged[number].light if light else None) for number, (_, light) in EXPECTED.items()}
    assert shown == EXPECTED


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_tokens_are_all_resolved(today: date) -> None:
    """No token is left in any cell, numbers are unique, and date columns hold dates."""
    items = demo_items(today, CALENDAR)
    texts = [str(cell) for row in items for cell in row.values()] + [str(c) for row in demo_events(today, CALENDAR) for c in row]
    assert not [text for text in texts if re.search(r"[{}\\]|\b[TWMQY][+-]\d", text)]
    assert len({row["编号"] for row in items}) == len(items) >= 60
    dated = [column.field for column in COLUMNS if column.kind == "date"]
    assert {type(row[name]) for row in items for name in dated} == {date, type(None)}
    assert set(items[0]) <= {column.field for column in COLUMNS}


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_events_agree_with_their_items(today: date) -> None:
    """Each event names an item of the ledger and its lead unit, lies between 交办 and today, and uses the sheet's own words."""
    items = {row["编号"]: row for row in demo_items(today, CALENDAR)}
    for when, number, unit, step, via, *_ in demo_events(today, CALENDAR):
        item = items[str(number)]
        assert isinstance(when, date)
        given = item["交办日期"]
        assert isinstance(given, date)
        assert given <= when <= today
        assert unit == item["牵头单位"]
        assert step in STEPS
        assert via in VIAS


def test_all_eight_kinds_of_sources() -> None:
    """四(一)–(八) are all there; one source is deliberately unknown."""
    kinds = Counter(classify(str(row["事项来源"])) for row in demo_items(date(2026, 3, 5), CALENDAR))
    assert {source.clause for source in kinds if source} == {f"四({numeral})" for numeral in "一二三四五六七八"}
    assert kinds[None] == 1


def test_units_fit_the_sheet_and_hold_no_real_address() -> None:
    """Rows have the sheet's columns, are read without findings, and every address ends in .example."""
    rows = [dict(zip(UNITS.headers(), row, strict=True)) for row in demo_units()]
    book, findings = read_units_sheet(list(enumerate(rows, start=3)))  # type: ignore[arg-type]
    assert findings == []
    assert len(book.contacts) == len(rows)
    addresses = [str(row[name]) for row in rows for name in ("具体责任人邮箱", "联络员邮箱", "处室邮箱") if row[name]]
    assert addresses
    assert all(address.endswith(".example") for address in addresses)
    assert [row["单位名称"] for row in rows if not row["联络员邮箱"]] == ["云台山景区管委会"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T-12", date(2026, 2, 21)),
        ("T+0", date(2026, 3, 5)),
        ("W-5", date(2026, 2, 27)),
        ("W+2", date(2026, 3, 9)),
        ("M+0E", date(2026, 3, 31)),
        ("M+1E", date(2026, 4, 30)),
        ("M+11E", date(2027, 2, 28)),
        ("Q+0E", date(2026, 3, 31)),
        ("Q+1E", date(2026, 6, 30)),
        ("Y+0E", date(2026, 12, 31)),
        ("Y+1E", date(2027, 12, 31)),
        ("{T+20:%Y年%m月%d日}前", "2026年3月25日前"),
        ("{M+1E:%m月}底前,{Y+1E:%Y年}底", "4月底前,2027年底"),
        ("每季度", "每季度"),
        ("甲\\n乙", "甲\n乙"),
        ("T-12日", "T-12日"),
        ("", None),
    ],
)
def test_tokens(text: str, expected: str | date | None) -> None:
    """A token alone is a date, inside braces it is written as officials write it, anything else stays as it is."""
    assert resolve(text, date(2026, 3, 5), CALENDAR) == expected
