"""From a sheet as staff keep it to items: section rows, blocks of merged rows, totals, notes, empty rows between."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.domain.changes import OWN_COLUMNS
from toolkit.domain.item import LIGHTS, Item, Node, Raw, as_text
from toolkit.ledger.book import Grid, LedgerSheet, plain
from toolkit.ledger.header import Header, find_header, read_header
from toolkit.ledger.package.cells import number

OWN_PREFIX = "督办_"
_TOTAL = re.compile(r"[(\uff08]?(?:(?:合|总|小|共)\s*计|汇\s*总)[)\uff09]?[:\uff1a]?")
_SECTION = re.compile(
    r"(?:[一二三四五六七八九十]+[、.\uff0e]|[(\uff08][一二三四五六七八九十]+[)\uff09]|第[一二三四五六七八九十]+[部分章节类]|[IVX]+[、.\uff0e])"
)
_NOTE = re.compile(r"(?:注|备注|说明|填报说明|填表说明|填报单位|填报人|填表人|制表|审核人?|联系人)\s*[:\uff1a\d]")
_MEASURE = re.compile(
    r"[(\uff08](?:单位[:\uff1a])?(?:[万亿]?元|%|\uff05|[个家件项人户次处座所条台套辆亩]|[万平立]?方?公?[里米]|平方公里|公顷|吨|年|月|日|天|是/否)[)\uff09]"
)
"""A unit of measure in a row of its own below the header: （万元）."""
_KEYS = ("编号", "督查事项")
_KEPT = ("灯", "办理状态", "督办编号")
"""Own columns that are read back."""


def own_header(grid: Grid, area: tuple[int, int, int, int]) -> dict[str, int]:
    """Own column name -> column number, by the header texts within an area of header cells."""
    r1, c1, _r2, c2 = area
    texts = {column: as_text(grid.value(r1, column)) for column in range(c1, c2 + 1)}
    found: dict[str, int] = {}
    for prefix in (OWN_PREFIX, ""):  # a prefix was given where staff have a column of that name themselves
        for column, text in texts.items():
            name = text.removeprefix(prefix)
            if text == prefix + name and name in OWN_COLUMNS:
                found.setdefault(name, column)
    return found


def read_ledger(
    grid: Grid,
    *,
    header_rows: tuple[int, int] | None = None,
    overrides: Mapping[str, str] | None = None,
    own: Mapping[str, int] | None = None,
) -> LedgerSheet | None:
    """The ledger in a sheet, None where no header is found.

    header_rows: where the header is known; overrides: field -> letter or header text; own: own columns of an adopted sheet.
    """
    own = own or {}
    mine = frozenset(own.values())
    header = read_header(grid, header_rows, mine) if header_rows else find_header(grid, mine)
    if header is None:
        return None
    if overrides:
        header = read_header(grid, header.rows, mine, overrides)
    if not header.texts:
        return None
    return _Reader(grid, header, dict(own)).read()


@dataclass(slots=True)
class _Reader:
    grid: Grid
    header: Header
    own: dict[str, int]
    fields: dict[int, str] = field(init=False)
    staff: list[int] = field(init=False)
    down: dict[tuple[int, int], int] = field(init=False)
    blocks: dict[tuple[int, int], int] = field(init=False)
    wide: set[int] = field(init=False)
    numbering: int | None = field(init=False)
    merged_rows: set[int] = field(init=False)
    kept: list[tuple[str, int]] = field(init=False)
    milestones: int | None = field(init=False)
    """The column 时间节点."""
    repeated: dict[int, frozenset[str]] = field(init=False)
    """What stands in each column of a row that repeats the header."""

    def __post_init__(self) -> None:
        self.fields = {number(letter): name for name, letter in self.header.columns.items()}
        self.kept = [(name, self.own[name] - 1) for name in _KEPT if name in self.own]
        self.staff = sorted(number(letter) for letter in self.header.texts)
        self.milestones = next((column for column, name in self.fields.items() if name == "时间节点"), None)
        self.repeated = {number(letter): frozenset(text.split("|")) for letter, text in self.header.texts.items()}
        last = self.header.rows[1]
        self.down, self.blocks, self.wide, self.merged_rows = {}, {}, set(), set()
        self.numbering = next(
            (number(c) for c, t in self.header.texts.items() if "".join(t.split()) in ("序号", "No.", "No", "NO.")), None
        )
        for r1, c1, r2, c2 in self.grid.merges:
            if r1 <= last:
                continue
            if r2 > r1:
                self.blocks[(r1, c1)] = r2
                for row in range(r1 + 1, r2 + 1):
                    self.down[(row, c1)] = r1
                self.merged_rows.update(range(r1, r2 + 1))
            if c2 > c1 and c1 <= self.staff[0] + 1 and (c2 - c1 + 1) * 2 >= len(self.staff):
                self.wide.update(range(r1, r2 + 1))

    def read(self) -> LedgerSheet:
        keys = [column for column, name in self.fields.items() if name in _KEYS]
        items: list[Item] = []
        leftover: list[int] = []
        section, row, total = "", self.header.rows[1] + 1, len(self.grid.rows)
        shared = dict(self.header.columns)
        while row <= total:
            filled = self._filled(row)
            kind = self._kind(row, filled)
            if kind == "section":
                section = as_text(self.grid.value(row, filled[0]))
            if kind != "item":
                if self._carries_own(row):
                    leftover.append(row)
                row += 1
                continue
            last = self._block_end(row, keys)
            while last < total and self._continues(last + 1):
                last += 1
            items.append(self._item(row, last, section, shared))
            row = last + 1
        used = [c for c in self.staff if c not in self.own.values()]
        named = set(self.header.columns.values())
        return LedgerSheet(
            sheet=self.grid.name,
            header=self.header.rows,
            columns=shared,
            headers=dict(self.header.texts),
            width=max(used, default=1),
            first_row=self.header.rows[1] + 1,
            last_row=max((item.last_row for item in items), default=self.header.rows[1] + 1),
            items=tuple(items),
            own=self.own,
            unmapped=tuple(t.rpartition("|")[2] for c, t in self.header.texts.items() if c not in named),
            leftover=tuple(leftover),
        )

    def _filled(self, row: int) -> list[int]:
        cells = self.grid.rows[row - 1]
        size = len(cells)
        return [column for column in self.staff if column <= size and cells[column - 1] not in ("", None)]

    def _kind(self, row: int, filled: list[int]) -> str:
        """item, section, total, note, header (repeated, numbered columns, units of measure), or empty."""
        if not filled:
            return "empty"
        if row in self.grid.totals:
            return "total"
        first = self.grid.value(row, filled[0])
        if isinstance(first, str):
            text = first.strip()
            if not text and len(filled) == 1:
                return "empty"
            if _TOTAL.fullmatch(text):
                return "total"
            if row in self.wide or (len(filled) == 1 and self.fields.get(filled[0]) != "督查事项"):
                if _NOTE.match(text):
                    return "note"
                if row in self.wide or _SECTION.match(text):
                    return "section"
            if len(filled) == 1 and _SECTION.match(text) and len(text) <= 30 and len(self.staff) > 2:
                return "section"
            if len(filled) == 1 and _NOTE.match(text):
                return "note"
            if _MEASURE.fullmatch(text) and all(_MEASURE.fullmatch(as_text(self.grid.value(row, c))) for c in filled):
                return "header"
            if len(filled) > 2 and text in self.repeated[filled[0]] and self._repeats(row, filled):
                return "header"
        if len(filled) > 3 and _numbered(first, 1) and self._numbers(row, filled):
            return "header"
        if len(filled) == 1 and (self.fields.get(filled[0]) == "编号" or filled[0] == self.numbering):
            return "empty"
        return "item"

    def _repeats(self, row: int, filled: list[int]) -> bool:
        """Whether a row says the header again."""
        return all(as_text(self.grid.value(row, column)) in self.repeated[column] for column in filled)

    def _numbers(self, row: int, filled: list[int]) -> bool:
        """Whether a row counts the columns below their names."""
        return all(_numbered(self.grid.value(row, column), count) for count, column in enumerate(filled, 1))

    def _block_end(self, row: int, keys: list[int]) -> int:
        if not self.blocks:
            return row
        columns = [*keys, *([self.numbering] if self.numbering else [])]
        end = max((self.blocks.get((row, column), row) for column in columns), default=row)
        for below in range(row + 1, end + 1):
            if any(self.blocks.get((row, c), row) < below and self.grid.value(below, c) is not None for c in columns):
                return below - 1
        return end

    def _continues(self, row: int) -> bool:
        """A row that only adds a milestone to the item above it, without merged cells."""
        node = self.milestones
        if node is None or self.grid.value(row, node) is None or (row, node) in self.down or row in self.wide:
            return False
        names = {self.fields.get(column, "") for column in self._filled(row)}
        return names <= {"时间节点", ""} and not (self.numbering and self.grid.value(row, self.numbering) is not None)

    def _value(self, row: int, column: int) -> Raw:
        found = self.grid.value(row, column)
        if found is None and (row, column) in self.down:
            found = self.grid.value(self.down[(row, column)], column)
        return found.strip() or None if isinstance(found, str) else found

    def _plain_row(self, row: int) -> dict[str, Raw]:
        """The cells of an item in one row, where nothing is merged into it: the usual case, and most of the reading time."""
        cells: dict[str, Raw] = {}
        values = self.grid.rows[row - 1]
        size = len(values)
        for column, name in self.fields.items():
            found = values[column - 1] if column <= size else None
            if isinstance(found, str):
                if found:
                    cells[name] = found.strip() or None
            elif found is not None:
                cells[name] = plain(found)
        return cells

    def _item(self, row: int, last: int, section: str, shared: Mapping[str, str]) -> Item:
        nodes: tuple[Node, ...] = ()
        single = last == row and row not in self.merged_rows
        cells: dict[str, Raw] = self._plain_row(row) if single else {}
        for column, name in () if single else self.fields.items():
            value = self._value(row, column)
            if last > row:
                lines = [
                    (r, v)
                    for r in range(row, last + 1)
                    if (r, column) not in self.down and (v := self._value(r, column)) is not None
                ]
                if name in ("时间节点", "完成时限") and len(lines) > 1:
                    value = lines[-1][1] if name == "完成时限" else value
                    nodes = nodes or tuple(Node(r, v) for r, v in lines)
                elif value is None and lines:
                    value = lines[0][1]
            cells[name] = value
        values = self.grid.rows[row - 1]
        size = len(values)
        own = {name: values[at] for name, at in self.kept if at < size}
        return Item(as_text(cells.get("编号")), self.grid.name, row, last, cells, shared, nodes, section, own)

    def _carries_own(self, row: int) -> bool:
        """Whether a light of ours still stands in a row; a note that staff typed there is none."""
        column = self.own.get("灯")
        return column is not None and as_text(self.grid.value(row, column)).rstrip("·") in LIGHTS


def _numbered(cell: Raw, count: int) -> bool:
    """Whether a cell says （1） or 1."""
    return as_text(cell).strip("()\uff08\uff09") == str(count)
