"""New items below the last one of a ledger: as if somebody had typed them there, looking like the row above.

Nothing that stands in the sheet is written. What Excel extends when a person goes on typing is extended: table, filter,
print area, drop-downs and colour rules that end with the last item. Where a row cannot be added without pushing something
aside (a totals row, notes, a protected sheet), it is refused with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from toolkit.domain.changes import NewItem, Value
from toolkit.domain.errors import LayoutError
from toolkit.domain.wording import text_lines
from toolkit.ledger.book import Grid, LedgerSheet, Workbook
from toolkit.ledger.package import tables
from toolkit.ledger.package.cells import LAST_ROW, cell, letters, number
from toolkit.ledger.package.reader import quoted, target
from toolkit.ledger.package.session import Session
from toolkit.ledger.package.sheetdata import RowLook
from toolkit.ledger.package.sheetpart import Area, SheetPart, area, ref
from toolkit.ledger.package.workbook import WorkbookPart
from toolkit.ledger.package.xmlscan import Element

_NOT_COPIED = re.compile(rb"""\s+(?:r|spans|hidden|collapsed)\s*=\s*(?:"[^"]*"|'[^']*')""")
_HEIGHT = re.compile(rb"""\s+ht\s*=\s*(?:"[^"]*"|'[^']*')""")
_FIXED = re.compile(rb"""\scustomHeight\s*=\s*["'](?:1|true)["']""")
_LINE, _PADDING = 14.5, 6
"""Points that a line of text takes, and that stay free above and below."""
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")


def put(part: WorkbookPart, model: Workbook, items: Mapping[str, Sequence[NewItem]]) -> tuple[bytes, list[str]]:
    """The workbook's bytes with new rows in its ledgers (ledger sheet -> items), and warnings for staff.

    Raises LayoutError where the sheet is not adopted or a row cannot be added safely; it says why and what to do.
    """
    session, warnings = Session(part), list[str]()
    ledgers = {ledger.sheet: ledger for ledger in model.ledgers}
    for name, rows in items.items():
        grid = model.grid(name)
        if name not in ledgers or grid is None:
            raise LayoutError(f"工作表“{name}”还没有纳管：请先运行 duban adopt --sheet {name}")
        if rows:
            warnings += _Below(session, ledgers[name], grid, len(rows)).put(rows)
    return session.finish(), warnings


class _Below:
    """The place below a ledger's last item, for so many new rows."""

    def __init__(self, session: Session, ledger: LedgerSheet, grid: Grid, count: int) -> None:
        self.session, self.ledger, self.grid = session, ledger, grid
        self.sheet: SheetPart = session.sheet(ledger.sheet)
        self.last = ledger.items[-1].last_row if ledger.items else ledger.header[1]
        self.rows = range(self.last + 1, self.last + 1 + count)
        self.own = frozenset(ledger.own.values())
        model_row = ledger.items[-1].row if ledger.items else 0
        self.model_row = model_row
        self.looks = self.sheet.looks({model_row, *self.rows})
        self.above: RowLook = self.looks.get(model_row) or RowLook(b"", {}, frozenset())
        self._day_styles: dict[int, int | None] = {}

    def put(self, items: Sequence[NewItem]) -> list[str]:
        self._refuse()
        writes: dict[int, dict[int, bytes]] = {}
        tags: dict[int, bytes] = {}
        columns = {name: number(letter) for name, letter in self.ledger.columns.items()}
        for row, item in zip(self.rows, items, strict=True):
            values = {columns[name]: value for name, value in item.cells.items() if name in columns}
            there = self.looks.get(row)
            writes[row] = self._row(row, values, there)
            tags[row] = self._tag(values)
            identity = self.ledger.own.get("督办编号")
            if identity:
                writes[row][identity] = self._cell(row, identity, item.id, self.session.look.center)
        written = {column for cells in writes.values() for column in cells}
        for row, cells in writes.items():  # what one row has, all have: a blank keeps the look that is there
            there = self.looks.get(row)
            for column in written - cells.keys():
                cells[column] = self._cell(row, column, None, self._style(column, there))
        self.sheet.write(writes, written, (), tags)
        self._extend()
        return self._warnings()

    def _row(self, row: int, values: Mapping[int, Value], there: RowLook | None) -> dict[int, bytes]:
        """Its cells: the values, and blanks that look like the row above where the sheet has no such row yet."""
        blanks = {} if there else {c: s for c, s in self.above.styles.items() if c not in self.own and c <= self.ledger.width}
        made = {column: self._cell(row, column, None, style) for column, style in blanks.items()}
        for column, value in values.items():
            style = self._style(column, there)
            if isinstance(value, date):
                value, style = self._day(column, value, style)
            made[column] = self._cell(row, column, value, style)
        return made

    def _style(self, column: int, there: RowLook | None) -> int:
        """The look of a new cell: its own where the sheet has that cell, else that of the row above, else the column's."""
        found = there.styles.get(column) if there else None
        return found if found is not None else self.above.styles.get(column, self.sheet.column(column)[0])

    def _day(self, column: int, day: date, style: int) -> tuple[Value, int]:
        """A date in the look of the column's nearest date above; as text where the column shows no dates."""
        if column not in self._day_styles:
            dated = next((i.row for i in reversed(self.ledger.items) if isinstance(self.grid.value(i.row, column), date)), 0)
            look = self.sheet.looks({dated}).get(dated)
            self._day_styles[column] = look.styles.get(column) if look else None
        found = self._day_styles[column]
        if found is not None:
            return day, found
        return (day, self.session.look.date) if not self.ledger.items and not style else (day.isoformat(), style)

    def _cell(self, row: int, column: int, value: Value, style: int) -> bytes:
        where = f"{letters(column)}{row}"
        return cell(where, style, value, prefix=self.sheet.prefix, date1904=self.session.workbook.date1904)

    def _tag(self, values: Mapping[int, Value]) -> bytes:
        """The attributes of the row above, but for its number and its being hidden; a height that staff have not fixed is
        that of the new row's own texts."""
        attributes = _NOT_COPIED.sub(b"", self.above.attributes)
        if _FIXED.search(attributes):
            return attributes
        lines = max((text_lines(str(v), self.sheet.column(c)[1] - 1) for c, v in values.items() if isinstance(v, str)), default=1)
        return _HEIGHT.sub(b"", attributes) + b' ht="%.1f"' % min(_PADDING + _LINE * lines, 400)

    def _refuse(self) -> None:
        name, first, last = self.ledger.sheet, self.rows[0], self.rows[-1]
        protection = self.sheet.element("sheetProtection")
        if protection is not None and protection.attributes.get("sheet") in ("1", "true"):
            raise LayoutError(f"工作表“{name}”设有保护，不能加行：请撤消工作表保护（审阅→撤消工作表保护），保存后再试")
        if number(self.ledger.columns.get("编号", "")) in self.above.formulas:
            raise LayoutError(
                f"工作表“{name}”的编号列是公式，行一动编号就变：请先改为固定的编号（复制，再选择性粘贴为数值）后再试"
            )
        if last > LAST_ROW:
            raise LayoutError(f"工作表“{name}”已到最后一行，不能加行：请删除多余的行后再试")
        columns = [*(c for c in range(1, self.ledger.width + 1)), *self.own]
        for row in range(first, len(self.grid.rows) + 1):
            mine = row in self.ledger.leftover
            typed = next((c for c in columns if not (mine and c in self.own) and self.grid.value(row, c) is not None), 0)
            if typed:
                raise LayoutError(
                    f"工作表“{name}”的事项下面（{letters(typed)}{row}）还有合计、说明或预填的内容，不能自动加行："
                    f"请把它移到台账上方或别的工作表，或先删去，再运行一次"
                )
        for r1, c1, r2, c2 in (*self.grid.merges, *self.grid.tables):
            if (
                r2 >= first
                and r1 <= last
                and c1 <= max(columns)
                and not (r1 <= self.last and (r1, c1, r2, c2) in self.grid.tables)
            ):
                raise LayoutError(
                    f"工作表“{name}”第{max(r1, first)}行有合并的单元格或另一张表格，不能自动加行：请取消合并或移开后再试"
                )
        if any(r1 <= self.last <= r2 and r2 in self.grid.totals for r1, _, r2, _ in self.grid.tables):
            raise LayoutError(f"工作表“{name}”的表格带有汇总行，不能自动加行：请在“表设计”中取消“汇总行”后再试")
        hidden = next((row for row in self.rows if row in self.looks and _HIDDEN.search(self.looks[row].attributes)), 0)
        if hidden:
            raise LayoutError(f"工作表“{name}”第{hidden}行是隐藏的，新事项会看不见：请取消隐藏后再试")

    def _extend(self) -> None:
        more = len(self.rows)
        across = [
            where for where, _ in self.sheet.merges() if where[0] == where[2] == self.model_row and where[3] <= self.ledger.width
        ]
        self.sheet.add_merges((row, c1, row, c2) for row in self.rows for _, c1, _, c2 in across)
        for element in _ranges(self.sheet):
            self._lengthen_list(element, more)
        filtered = self.sheet.element("autoFilter")
        where = area(filtered.attributes.get("ref", "")) if filtered else None
        if filtered and where and where[2] == self.last:
            self.sheet.set_attribute(filtered, "ref", ref(_longer(where, more)))
        dimension = self.sheet.element("dimension")
        size = area(dimension.attributes.get("ref", "")) if dimension else None
        if dimension and size and size[2] < self.rows[-1]:
            self.sheet.set_attribute(dimension, "ref", ref((size[0], size[1], self.rows[-1], size[3])))
        tables.lengthen(self.session, self.ledger.sheet, self.last, more)
        index = self.session.index(self.ledger.sheet)
        for name in ("_xlnm.Print_Area", "_xlnm._FilterDatabase"):
            named = target(self.session.workbook.names.get((name, index), ""))
            if named and named[1][2] == self.last:
                r1, c1, r2, c2 = named[1]
                self.session.names[(name, index)] = f"{quoted(named[0])}!${letters(c1)}${r1}:${letters(c2)}${r2 + more}"

    def _lengthen_list(self, element: Element, more: int) -> None:
        """A list of areas (sqref) in which those of several rows that end with the last item take in the new ones."""
        inside = element.name == "sqref"
        text = self.sheet.tree.inner(element).decode() if inside else element.attributes.get("sqref", "")
        areas = [(each, area(each)) for each in text.split()]
        new = " ".join(ref(_longer(a, more)) if a and a[0] < a[2] == self.last else each for each, a in areas)
        if new == " ".join(text.split()):
            return
        if inside:
            self.sheet.set_text(element, new)
        else:
            self.sheet.set_attribute(element, "sqref", new)

    def _warnings(self) -> list[str]:
        left = "、".join(letters(c) for c in sorted(self.above.formulas - self.own))
        rows = f"第{self.rows[0]}行" if len(self.rows) == 1 else f"第{self.rows[0]}至{self.rows[-1]}行"
        return [f"“{self.ledger.sheet}”{left}列的公式没有下填到新增的{rows}：请在Excel中从上一行向下填充"] if left else []


def _ranges(sheet: SheetPart) -> Iterator[Element]:
    """The elements of a sheet that say where drop-downs and colour rules hold, those for newer programs too."""
    yield from sheet.tree.root.all("conditionalFormatting")
    validations = sheet.element("dataValidations")
    yield from validations.children if validations else ()
    waiting = sheet.tree.root.all("extLst")
    while waiting:
        element = waiting.pop()
        waiting += element.children
        if element.name == "sqref":
            yield element


def _longer(where: Area, more: int) -> Area:
    return where[0], where[1], where[2] + more, where[3]
