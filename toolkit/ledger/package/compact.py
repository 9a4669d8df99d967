"""Takes rows out of a list and closes the gaps: kept rows move up with all that is theirs, freed rows stay blank at the end.

The list keeps its extent, so whatever stands around it (totals, notes, filters, tables, drop-downs, rules, names, charts)
stays right where it is and goes on meaning the same area.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from toolkit.domain.errors import LayoutError
from toolkit.ledger.package import calcchain, notes, xmlscan
from toolkit.ledger.package.cells import LAST_COLUMN, letters
from toolkit.ledger.package.reader import quoted
from toolkit.ledger.package.session import Session
from toolkit.ledger.package.sheetdata import Rows
from toolkit.ledger.package.sheetpart import Area, SheetPart, area, ref

_REF = re.compile(rb"(\sr\s*=\s*[\"'])([A-Z]+)?\d+([\"'])")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Z]+\d+)[\"']")
_VALUE_TYPE = re.compile(rb"\s+t\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_HIDDEN = re.compile(rb"\s+(?:hidden|collapsed)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_ATTRIBUTE = re.compile(rb"(\w+)\s*=\s*[\"']([^\"']*)[\"']")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f\b[^>]*>([^<]*)</")
_OTHER_ROW = re.compile(r"(?<![A-Za-z0-9_.!'])\$?[A-Z]{1,3}\$?(\d+)(?![\d(A-Za-z_])")


@dataclass(slots=True)
class Moved:
    """Where rows went: old row -> new row, for the kept rows of a list; None for those that are gone."""

    rows: Mapping[int, int | None]
    warnings: list[str] = field(default_factory=list)

    def row(self, old: int) -> int | None:
        """The new number of a row; the same for a row outside of the list."""
        return self.rows.get(old, old)


def compact(session: Session, name: str, listed: range, kept: Sequence[int], clear: Set[int] = frozenset()) -> Moved:
    """Leaves of the rows `listed` only `kept` (in order), moved together to the top of them; cells of `clear` columns go.

    Raises LayoutError where a formula there cannot be moved (array formulas, shared ones that reach beyond the list).
    """
    places = dict(zip(kept, listed, strict=False))
    moved = Moved({row: places.get(row) for row in listed})
    sheet = session.sheet(name)
    _Mover(sheet, name, listed, moved, clear).move()
    _merges(sheet, listed, moved, clear)
    _links(sheet, listed, moved)
    moved.warnings += notes.move(session, name, listed, moved.row)
    moved.warnings += _pointing(session, name, listed)
    calcchain.drop_if_listed(session, name, frozenset(range(1, LAST_COLUMN + 1)))
    return moved


class _Mover:
    """Writes the rows of one sheet anew."""

    def __init__(self, sheet: SheetPart, name: str, listed: range, moved: Moved, clear: Set[int]) -> None:
        self.sheet, self.name, self.listed, self.moved, self.clear = sheet, name, listed, moved, clear
        self.rows: Rows = sheet.rows_as_read()
        self.freed = listed[sum(new is not None for new in moved.rows.values()) :]
        self.p = sheet.prefix.encode()
        self.formula = re.compile(rb"<" + self.p + rb"f\b([^>]*?)(?:/>|>(.*?)</" + self.p + rb"f\s*>)", re.DOTALL)
        self.shared: dict[bytes, tuple[str, str]] = {}
        self.carried: dict[tuple[int, int], bytes] = _tops(sheet, listed, moved, self.rows)

    def move(self) -> None:
        data = self.rows.mask
        pieces: list[bytes] = []
        made: dict[int, bytes] = {}
        before = after = None
        for row, start, open_end, body_end in self.rows.spans():
            whole_end = (
                data.index(b">", body_end) + 1 if body_end > open_end or data[open_end - 2 : open_end] != b"/>" else open_end
            )
            if row in self.listed:
                before = start if before is None else before
                after = whole_end
                new = self.moved.row(row)
                self._learn(row, open_end, body_end)
                if new is not None:
                    made[new] = self._row(row, new, start, open_end, body_end)
                if row in self.freed:
                    made[row] = self._blank(start, open_end, body_end)
            elif self._shares(open_end, body_end):
                raise LayoutError(
                    f"工作表“{self.name}”第{row}行的公式与台账内的公式连在一起，不能结转：请把该公式重新填写一遍再试"
                )
        if before is None or after is None:
            return
        pieces = [
            self.rows.data[self.rows.start : before],
            *(made[row] for row in sorted(made)),
            self.rows.data[after : self.rows.end],
        ]
        self.sheet.set_rows(b"".join(pieces))

    def _row(self, row: int, new: int, start: int, open_end: int, body_end: int) -> bytes:
        tag = _REF.sub(rb"\g<1>%d\g<3>" % new, self.rows.mask[start:open_end], count=1)
        there = {column: match.group() for column, match in self.rows.cells_in(open_end, body_end)}
        there |= {column: cell for (heir, column), cell in self.carried.items() if heir == row}
        cells = [self._cell(there[column], letters(column), row, new) for column in sorted(there) if column not in self.clear]
        if not cells:
            return tag if tag.endswith(b"/>") else b"".join((tag, b"</", self.p, b"row>"))
        return b"".join((tag[:-2] + b">" if tag.endswith(b"/>") else tag, *cells, b"</" + self.p + b"row>"))

    def _blank(self, start: int, open_end: int, body_end: int) -> bytes:
        """A freed row: its look without its values, shown again if it was hidden."""
        tag = _HIDDEN.sub(b"", self.rows.mask[start:open_end])
        cells = []
        for column, match in self.rows.cells_in(open_end, body_end):
            if column not in self.clear:
                head = match.group()[: len(self.p) + 2 + len(match.group(1))]
                cells.append(_VALUE_TYPE.sub(b"", head) + b"/>")
        return tag if tag.endswith(b"/>") else b"".join((tag, *cells, b"</" + self.p + b"row>"))

    def _cell(self, cell: bytes, column: str, row: int, new: int) -> bytes:
        """A cell in its new place, its formula meaning the cells beside it as before."""
        place = _PLACE.search(cell)
        origin = place.group(1).decode() if place else f"{column}{row}"
        cell = _REF.sub(rb"\g<1>%b%d\g<3>" % (column.encode(), new), cell, count=1)
        found = self.formula.search(cell)
        if not found:
            return cell
        attributes = dict(_ATTRIBUTE.findall(found.group(1)))
        kind = attributes.get(b"t", b"normal")
        if kind in (b"array", b"dataTable"):
            raise LayoutError(f"工作表“{self.name}”{column}{row}是数组公式，不能结转：请改为普通公式或数值后再试")
        text = html.unescape((found.group(2) or b"").decode())
        if kind == b"shared":
            text, origin = self.shared.get(attributes.get(b"si", b""), (text, origin))
        own = int(origin.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        if any(int(number) != own and int(number) in self.listed for number in _OTHER_ROW.findall(text)):
            self.moved.warnings.append(f"“{self.name}”{column}{new}的公式引用了别的行，结转后请核对")
        from openpyxl.formula.translate import Translator, TranslatorError  # late: all of openpyxl comes with it

        try:
            moved = Translator("=" + text, origin=origin).translate_formula(f"{column}{new}")[1:]
        except TranslatorError as beyond:
            raise LayoutError(f"工作表“{self.name}”{column}{row}的公式引用了上面的行，不能结转：请改为数值后再试") from beyond
        fresh = b"<%bf>%b</%bf>" % (self.p, xmlscan.text(moved).encode(), self.p)
        return cell[: found.start()] + fresh + cell[found.end() :]

    def _learn(self, row: int, start: int, end: int) -> None:
        """Remembers the first of each group of shared formulas, which may be in a row that goes."""
        for column, match in self.rows.cells_in(start, end):
            found = self.formula.search(match.group())
            attributes = dict(_ATTRIBUTE.findall(found.group(1))) if found else {}
            if found and attributes.get(b"t") == b"shared" and found.group(2):
                place = _PLACE.search(match.group())
                self.shared[attributes.get(b"si", b"")] = (
                    html.unescape(found.group(2).decode()), place.group(1).decode() if place else f"{letters(column)}{row}",
                )  # fmt: skip

    def _shares(self, start: int, end: int) -> bool:
        for found in self.formula.finditer(self.rows.mask, start, end):
            attributes = dict(_ATTRIBUTE.findall(found.group(1)))
            if attributes.get(b"t") == b"shared" and not found.group(2) and attributes.get(b"si", b"") in self.shared:
                return True
        return False


def _tops(sheet: SheetPart, listed: range, moved: Moved, rows: Rows) -> dict[tuple[int, int], bytes]:
    """What a merged cell shows stands in its first row: where that goes, (row, column) of the first kept row -> that cell."""
    wanted: dict[tuple[int, int], tuple[int, int]] = {}
    for (r1, c1, r2, _), _ in sheet.merges():
        if r2 > r1 and r1 in listed and moved.row(r1) is None:
            heir = next((row for row in range(r1, r2 + 1) if moved.row(row) is not None), None)
            if heir is not None:
                wanted[(r1, c1)] = (heir, c1)
    if not wanted:
        return {}
    found, tops = {}, {row for row, _ in wanted}
    for row, _, open_end, body_end in rows.spans():
        if row in tops:
            for column, match in rows.cells_in(open_end, body_end):
                if (row, column) in wanted:
                    found[wanted[(row, column)]] = match.group()
    return found


def _merges(sheet: SheetPart, listed: range, moved: Moved, clear: Set[int]) -> None:
    def places() -> Iterator[Area]:
        for (r1, c1, r2, c2), _ in sheet.merges():
            if r2 < listed.start or r1 >= listed.stop:
                yield r1, c1, r2, c2
                continue
            rows = [new for row in range(r1, r2 + 1) if (new := moved.row(row)) is not None]
            if rows and c1 not in clear and (len(rows) > 1 or c2 > c1):
                yield min(rows), c1, max(rows), c2

    sheet.replace_merges(places())


def _links(sheet: SheetPart, listed: range, moved: Moved) -> None:
    """Hyperlinks of cells go where their cells go."""
    parent = sheet.element("hyperlinks")
    gone = []
    for element in parent.children if parent else []:
        where = area(element.attributes.get("ref", ""))
        if where and where[0] in listed:
            new = moved.row(where[0])
            if new is None:
                gone.append(element)
            elif new != where[0]:
                sheet.set_attribute(element, "ref", ref((new, where[1], new + where[2] - where[0], where[3])))
    if parent and gone:
        sheet.drop(parent, gone)


def _pointing(session: Session, name: str, listed: range) -> list[str]:
    """Formulas of other sheets that point to single cells of the list: they would now show another item."""
    pointer = re.compile(re.escape(quoted(name).encode()) + rb"!\$?[A-Z]+\$?(\d+)(?![\d:])")
    found = []
    for each in session.workbook.sheets:
        if each.worksheet and each.name != name:
            formulas = _FORMULA.findall(session.workbook.package.read(each.part))
            if any(int(row) in listed for text in formulas for row in pointer.findall(text)):
                found.append(f"“{each.name}”中有公式引用“{name}”的个别单元格，结转后所指的事项可能变了，请核对")
    return found
