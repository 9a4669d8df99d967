"""PURE: a ChangeSet as blocks of cells, for a workbook as it was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from toolkit.domain.changes import OWN_COLUMNS, ChangeSet, Link, OwnRow, Value
from toolkit.domain.errors import LedgerBusy
from toolkit.domain.item import as_text
from toolkit.domain.sheets import BY_NAME, SETTINGS
from toolkit.ledger import own_columns
from toolkit.ledger.book import Area, Grid, LedgerSheet, OwnTable, Workbook
from toolkit.ledger.live.staffcell import Entry
from toolkit.ledger.package.cells import letters
from toolkit.ledger.package.ownrow import formulas
from toolkit.ledger.package.reader import quoted

_LIGHT, _LEFT, _ID = "灯", "剩余天数", "督办编号"
_DATES = ("当前时限", "反馈时限", "办结时限", "预警日")


@dataclass(frozen=True, slots=True)
class Block:
    """Cells that stand together and are written in one call.

    rows: what the cells show; formulas: what is entered instead, where they are formulas; alike: each row's formulas are those
    of the first row, moved down; fit: rows grow with their texts.
    """

    sheet: str
    row: int
    column: int
    rows: Sequence[Sequence[Value]]
    formulas: Sequence[Sequence[str]] = ()
    fit: bool = False
    alike: bool = False

    @property
    def last(self) -> tuple[int, int]:
        return self.row + len(self.rows) - 1, self.column + len(self.rows[0]) - 1


@dataclass(slots=True)
class Plan:
    """What is to be done in an open workbook, in this order.

    entries: cells of staff's that an accepted answer fills;
    parted, merged: (sheet, area); dressed: (sheet, area, whether it holds dates), own cells that need their looks first;
    stretched: (sheet, last row), where the colouring rules have to reach.
    """

    entries: list[Entry] = field(default_factory=list)
    parted: list[tuple[str, Area]] = field(default_factory=list)
    dressed: list[tuple[str, Area, bool]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    merged: list[tuple[str, Area]] = field(default_factory=list)
    stretched: list[tuple[str, int]] = field(default_factory=list)
    permanent: bool = False
    """Whether it enters what cannot be worked out again (events, register, settings): then the file is saved at once."""

    def add(self, other: Plan) -> None:
        self.entries += other.entries
        self.parted += other.parted
        self.dressed += other.dressed
        self.blocks += other.blocks
        self.merged += other.merged
        self.stretched += other.stretched
        self.permanent = self.permanent or other.permanent


def plan(model: Workbook, changes: ChangeSet) -> Plan:
    """model: the workbook as read, which has all that the changes write to (patcher.ensure_takes).

    New items go into closed files only, where tables, filters and print areas grow with a row: LedgerBusy says so. What an
    accepted answer fills is looked up in the open cells themselves (staffcell.py).
    """
    if changes.items:
        raise LedgerBusy("台账开着，不能自动加行：请保存并关闭台账，再运行一次")
    made = Plan(permanent=any(changes.appended.values()) or bool(changes.settings or changes.filled or changes.accepted))
    ledgers = {ledger.sheet: ledger for ledger in model.ledgers}
    for name, rows in changes.ledgers.items():
        grid = model.grid(name)
        assert grid is not None
        _ledger(made, ledgers[name], grid, rows)
    for name, lines in changes.rewritten.items():
        made.blocks += _rewritten(model.own[name], name, lines)
    for name, lines in changes.appended.items():
        if lines:
            table = model.own[name]
            made.blocks += _table_blocks(table, name, table.last_row + 1, lines, fit=True)
    for name, places in changes.filled.items():
        made.blocks += _filled(model.own[name], places)
    if changes.settings:
        made.blocks += _settings(model.own[SETTINGS.name], changes.settings)
    return made


def _ledger(made: Plan, ledger: LedgerSheet, grid: Grid, rows: Sequence[OwnRow]) -> None:
    cells: dict[int, dict[str, Value]] = {row: dict.fromkeys(OWN_COLUMNS) for row in ledger.leftover}
    entered: dict[int, tuple[str, str]] = dict.fromkeys(ledger.leftover, ("", ""))
    closing, light = own_columns.closing(ledger), letters(ledger.own[_LIGHT])
    wanted = set[Area]()
    for each in rows:
        cells[each.row] = dict(zip(OWN_COLUMNS, _values(each), strict=True))
        of_light, of_left = (f"={formula}" for formula in formulas(ledger.own, closing, str(each.row)))
        entered[each.row] = (f'="{each.light}"' if each.fixed_light else of_light, of_left)
        for row in range(each.row + 1, each.last_row + 1):
            cells[row] = {_LIGHT: each.light + own_columns.COVERED}
            entered[row] = (f'={light}{each.row}&"{own_columns.COVERED}"', "")
        if each.last_row > each.row:
            wanted |= {(each.row, column, each.last_row, column) for column in ledger.own.values()}
    own, body = set(ledger.own.values()), ledger.header[1]
    below = max([body, *cells]) + 1
    notes = {area for area in grid.merges if area[0] >= below and grid.value(area[0], area[1]) is not None}
    present = {area for area in grid.merges if area[0] > body and area[1] in own and area[3] in own} - notes
    foreign = [a for a in grid.merges if a not in present]
    made.parted += [(ledger.sheet, area) for area in sorted(present - wanted)]
    made.merged += [(ledger.sheet, a) for a in sorted(wanted - present) if not any(_overlap(a, other) for other in foreign)]
    fresh = [row for row in cells if grid.value(row, ledger.own[_ID]) is None and row not in ledger.leftover]
    for first, last in _runs(fresh):
        for names in _neighbours(ledger.own, lambda name: name in _DATES):
            area = (first, ledger.own[names[0]], last, ledger.own[names[-1]])
            made.dressed.append((ledger.sheet, area, names[0] in _DATES))
    usual = {each.row for each in rows if not each.fixed_light}
    for names in _neighbours(ledger.own, lambda name: name in (_LIGHT, _LEFT)):
        formulas_stand = names[0] in (_LIGHT, _LEFT)
        for some in (cells.keys() & usual, cells.keys() - usual) if formulas_stand else (cells.keys(),):
            for first, last in _runs(some):
                within = range(first, last + 1)
                values = [[cells[row].get(name) for name in names] for row in within]
                typed = [[entered[row][name == _LEFT] for name in names] for row in within] if formulas_stand else []
                made.blocks.append(Block(ledger.sheet, first, ledger.own[names[0]], values, typed, alike=first in usual))
    made.stretched.append((ledger.sheet, ledger.last_row))


def _values(row: OwnRow) -> tuple[Value, ...]:
    """An item's own cells in the order of OWN_COLUMNS."""
    return (
        row.light, row.days_left, row.hint or None, row.current, row.feedback, row.done, row.warn_from, row.status or None,
        row.basis or None, row.id or None,
    )  # fmt: skip


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of rows that follow one another."""
    ordered = sorted(rows)
    starts = [row for before, row in pairwise([-1, *ordered]) if row != before + 1]
    ends = [row for row, after in pairwise([*ordered, -1]) if after != row + 1]
    return zip(starts, ends, strict=True)


def _neighbours(places: Mapping[str, int], kind: Callable[[str], bool]) -> Iterator[list[str]]:
    """Names of columns that stand side by side and are of one kind, from left to right."""
    run: list[str] = []
    for name in sorted(places, key=lambda each: places[each]):
        if run and (places[name] != places[run[-1]] + 1 or kind(name) != kind(run[-1])):
            yield run
            run = []
        run.append(name)
    if run:
        yield run


def _rewritten(table: OwnTable, name: str, lines: Sequence[tuple[Value, ...]]) -> Iterator[Block]:
    """A sheet that only the robot writes: its rows, and blanks over what stood there before."""
    first, width = table.header_row + 1, len(BY_NAME[name].columns)
    blank = max(0, table.last_row - table.header_row - len(lines))
    yield from _table_blocks(table, name, first, [*lines, *[(None,) * width] * blank], fit=True)


def _table_blocks(table: OwnTable, name: str, row: int, lines: Sequence[tuple[Value, ...]], *, fit: bool) -> Iterator[Block]:
    """Rows of an own sheet, whose columns a person may have moved; a column of links is one of formulas."""
    order = BY_NAME[name].headers()
    linked = {order[index] for line in lines for index, value in enumerate(line) if isinstance(value, Link)}
    for names in _neighbours(table.columns, lambda each: each in linked) if lines else ():
        at = [order.index(each) for each in names]
        values = [[line[index] for index in at] for line in lines]
        shown = [[value.text if isinstance(value, Link) else value for value in line] for line in values]
        typed = [[_link(value) for value in line] for line in values] if names[0] in linked else []
        yield Block(table.sheet, row, table.columns[names[0]], shown, typed, fit)


def _link(value: Value) -> str:
    """A jump as a formula; a plain text beside links as a formula too, so that nothing in it is taken for one."""
    if isinstance(value, Link):
        place = _literal(f"#{quoted(value.sheet)}!{value.cell}")
        return f"=HYPERLINK({place},{_literal(value.text)})"
    return f"={_literal(as_text(value))}" if as_text(value) else ""


def _literal(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _filled(table: OwnTable, places: Mapping[int, Mapping[str, Value]]) -> Iterator[Block]:
    """Cells of columns that the toolkit alone fills; rows that follow one another are one block."""
    for column in dict.fromkeys(name for values in places.values() for name in values if name in table.columns):
        for first, last in _runs(row for row, values in places.items() if column in values):
            yield Block(table.sheet, first, table.columns[column], [[places[row][column]] for row in range(first, last + 1)])


def _settings(table: OwnTable, values: Mapping[str, Value]) -> Iterator[Block]:
    rows = {as_text(cells.get("项目")): row for row, cells in table.rows}
    extra = table.last_row
    for name, value in values.items():
        row = rows.get(name)
        if row is None:
            extra += 1
            row = extra
            yield Block(table.sheet, row, table.columns["项目"], [[name]])
        yield Block(table.sheet, row, table.columns["值"], [[value]])


def _overlap(one: Area, other: Area) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
