"""Short ways to make items, judgements and desks for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.desk import Desk
from toolkit.domain.item import Deadline, Event, Finding, Item, Judgement, Light, Node, Raw, Status
from toolkit.domain.judge import judge
from toolkit.domain.limits.limits import DEFAULT_LIMITS, Limit
from toolkit.domain.memory.records import Memory
from toolkit.domain.settings import Settings
from toolkit.domain.units.unitbook import UnitBook, read_units_sheet

TODAY = date(2026, 9, 24)
SHEET = "督查台账"
CALENDAR = Calendar()
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def an_item(
    number: str = "A1",
    row: int = 3,
    sheet: str = SHEET,
    columns: Sequence[str] = (),
    nodes: Sequence[str] = (),
    section: str = "",
    own: Mapping[str, Raw] | None = None,
    **cells: Raw,
) -> Item:
    """An item whose ledger has the columns of its cells, and those named besides; matter and lead unit unless told otherwise."""
    cells = {"督查事项": "建设学校", "牵头单位": "市教育局", **cells}
    names = dict.fromkeys((*cells, *columns))
    places = dict(zip(names, LETTERS, strict=False))
    parts = tuple(Node(row + index, text) for index, text in enumerate(nodes))
    return Item(number, sheet, row, row, cells, places, parts, section, own or {})


def without(item: Item, *fields: str) -> Item:
    """The item in a ledger that has no such columns."""
    for name in fields:
        item.cells.pop(name, None)
    item.columns = {name: letter for name, letter in item.columns.items() if name not in fields}
    return item


def judged(
    item: Item,
    status: Status = "在办",
    light: Light = "绿",
    due: date | None = None,
    reason: str = "",
    deadlines: Sequence[Deadline] = (),
) -> Judgement:
    """A judgement with one current deadline, if a due day is given."""
    current = Deadline("反馈", "", due, None, f"依据:{due}") if due else None
    listed = tuple(deadlines) or ((current,) if current else ())
    return Judgement(item, status, light, listed, current, (due - TODAY).days if due else None, reason)


def a_book(*units: Mapping[str, Raw] | str) -> UnitBook:
    """A 单位通讯录 of names alone, or of whole rows."""
    rows = [(3 + index, {"单位名称": unit} if isinstance(unit, str) else unit) for index, unit in enumerate(units)]
    return read_units_sheet(rows)[0]


def a_desk(
    *judgements: Judgement | Item,
    units: UnitBook | None = None,
    events: Sequence[Event] = (),
    settings: Settings | None = None,
    limits: tuple[Limit, ...] = DEFAULT_LIMITS,
    rules: Sequence[Mapping[str, Raw]] = (),
    plan: Sequence[Mapping[str, Raw]] = (),
    calendar: Calendar = CALENDAR,
    today: date = TODAY,
    memory: Memory | None = None,
) -> Desk:
    """A desk of judged items; plain items are judged as the toolkit does it."""
    by_item: dict[str, tuple[Event, ...]] = {}
    for event in events:
        by_item[event.item] = (*by_item.get(event.item, ()), event)
    settings = settings or Settings()
    listed = [
        given if isinstance(given, Judgement) else judge(given, by_item.get(given.id, ()), limits, settings, calendar, today)
        for given in judgements
    ]
    return Desk(
        items=tuple(judgement.item for judgement in listed),
        memory=memory or Memory(),
        today=today,
        units=units or a_book(),
        calendar=calendar,
        events=by_item,
        judgements={judgement.item.id: judgement for judgement in listed},
        settings=settings,
        limits=limits,
        rules=[(3 + index, row) for index, row in enumerate(rules)],
        plan=[(3 + index, row) for index, row in enumerate(plan)],
    )


def places(findings: Sequence[Finding]) -> list[tuple[int, str, str]]:
    """(row, field, level) of each finding."""
    return [(finding.row, finding.field, finding.level) for finding in findings]
