"""Rows and cells of a worksheet part: own cells go in and come out, every other byte stays."""

from __future__ import annotations

import re
from array import array
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain

from toolkit.domain.errors import NotALedger
from toolkit.ledger.package import xmlscan
from toolkit.ledger.package.cells import LAST_ROW, letters, number

_OTHERS = rb"(?:\s+(?!r\s*=)[^\s=>/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*"
_ROW_NUMBER = re.compile(_OTHERS + rb"\s+r\s*=\s*[\"'](\d+)[\"']")
_CELL_REF = re.compile(_OTHERS + rb"\s+r\s*=\s*[\"']([A-Z]+)(\d+)[\"']")
_STYLE = re.compile(rb"\ss\s*=\s*[\"'](\d+)[\"']")


Scan = Sequence[int]
"""Every row of a part in four numbers: its own, where its tag begins, where that ends, where its cells end (there too for
`<row …/>`, -1 where the row is never closed)."""
Cells = Mapping[int, bytes] | bytes
"""A row's own cells: by column, or all of them in one run."""


@dataclass(frozen=True, slots=True)
class RowLook:
    """A row as it is laid out: the attributes of its tag, the style number of each of its cells, columns that hold formulas."""

    attributes: bytes
    styles: Mapping[int, int]
    formulas: frozenset[int]


class Rows:
    """Patches the inside of <sheetData>.

    writes: row -> {column: cell bytes}; clear: rows whose cells in `own` columns are taken out though nothing is
    written there. A cell of `own` that stands in a written row is replaced; cells of other columns are never touched.
    Comments and processing instructions between rows and cells stay where they are. A row that we had to open (it was
    `<row …/>`) is marked by a blank, one that we had to add by a tab before its '>', so that clearing gives back what was.
    """

    def __init__(
        self,
        data: bytes,
        prefix: str,
        mask: bytes | None = None,
        start: int = 0,
        end: int | None = None,
        scan: Scan | None = None,
    ) -> None:
        self.data, self.mask, p = data, xmlscan.masked(data) if mask is None else mask, re.escape(prefix.encode())
        self.start, self.end = start, len(data) if end is None else end
        self.prefix, self._scan = prefix.encode(), scan
        self._row_tag = re.compile(rb"<" + p + rb"row(?=[\s/>])(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
        self._row_end = re.compile(rb"</" + p + rb"row\s*>")
        self._cell = re.compile(
            rb"<" + p + rb"c(?=[\s/>])((?:[^>\"'/]|\"[^\"]*\"|'[^']*')*)(?:/>|>.*?</" + p + rb"c\s*>)", re.DOTALL
        )
        self._inner = re.compile(rb"<" + p + rb"c[\s/>]")
        self._cell_end = b"</" + self.prefix + b"c>"
        self._cell_start = b"<" + self.prefix + b"c"

    def patched(self, writes: Mapping[int, Cells], own: Set[int], clear: Container[int] = ()) -> bytes:
        """The new inside; the very same object where nothing changes. NotALedger for rows out of order."""
        pieces = self.pieces(writes, own, clear)
        return self.data if pieces is None else b"".join(pieces)

    def pieces(
        self, writes: Mapping[int, Cells], own: Set[int], clear: Container[int] = (), tags: Mapping[int, bytes] | None = None
    ) -> list[xmlscan.Buffer] | None:
        """The new inside in pieces, None where nothing changes.

        A row's cells may be given as one run of bytes where they are all the own columns, side by side.
        tags: attributes for rows that have to be added; a row that stands there keeps its own.
        """
        tags = tags or {}
        inner, mask, at, previous = self.data, self.mask, self.start, 0
        view = memoryview(inner)
        pieces: list[xmlscan.Buffer] = []
        pending = sorted(writes)
        next_new = 0
        low, high = min(own, default=0), max(own, default=0)
        for row, start, open_end, end in self._rows():
            if not previous < row <= LAST_ROW or start < at:
                raise NotALedger(f"工作表的行号不按顺序或超出范围（第{row}行），不能保证无损：请用Excel打开并另存为.xlsx再试")
            previous = row
            while next_new < len(pending) and pending[next_new] < row:
                pieces += [view[at:start], self._new_row(pending[next_new], writes, tags)]
                at, next_new = start, next_new + 1
            if next_new < len(pending) and pending[next_new] == row:
                next_new += 1
                cells: Cells = writes[row]
            elif row in clear:
                cells = {}
            else:
                continue
            if mask[open_end - 2 : open_end] == b"/>":
                if cells:
                    pieces += [view[at : open_end - 2], b" >", _joined(cells), b"</" + self.prefix + b"row>"]
                    at = open_end
                continue
            if end < 0:
                raise NotALedger(f"工作表的第{row}行不完整：请用Excel打开并另存为.xlsx再试")
            body = inner[open_end:end]
            shown = body if mask is inner else mask[open_end:end]
            tail = self._own_tail(shown, row, cells, low, high)
            if tail >= 0:
                run = _joined(cells)
                if body[tail:] != run:
                    pieces += [view[at : open_end + tail], run]
                    at = end
                continue
            new = self._row_body(body, shown, row, cells, own)
            if new == body:
                continue
            made = inner[open_end - 2 : open_end - 1] if not new else b""
            if made == b"\t":
                pieces.append(view[at:start])
                at = mask.index(b">", end) + 1
            elif made == b" ":
                pieces += [view[at : open_end - 2], b"/>"]
                at = mask.index(b">", end) + 1
            else:
                pieces += [view[at:open_end], new]
                at = end
        for row in pending[next_new:]:
            pieces += [view[at : self.end], self._new_row(row, writes, tags)]
            at = self.end
        if not pieces:
            return None
        pieces.append(view[at : self.end])
        return pieces

    def find(self, row: int, column: int) -> bytes | None:
        """The bytes of one cell, None where it does not stand there."""
        bodies = ((start, end) for at, _, start, end in self.spans() if at == row)
        cells = (cell for body in bodies for at, cell in self.cells_in(*body) if at == column)
        return next((self.data[cell.start() : cell.end()] for cell in cells), None)

    def filled_columns(self) -> set[int]:
        """The columns in which any cell holds a value or a formula, whatever it shows and whatever a reader makes of the part."""
        inside = re.compile(rb"<" + re.escape(self.prefix) + rb"(?:f|v|is)[\s/>]")
        rows = ((open_end, body_end) for _, _, open_end, body_end in self.spans())
        return {column for row in rows for column, cell in self.cells_in(*row) if inside.search(cell.group())}

    def spans(self) -> Iterator[tuple[int, int, int, int]]:
        """Each row: its number, where its tag begins, where that ends, where its cells end (there too for `<row …/>`)."""
        for row, start, open_end, end in self._rows():
            yield row, start, open_end, max(open_end, end)

    def scanned(self) -> Scan:
        """All rows looked up once, for whoever will patch them later."""
        return array("q", chain.from_iterable(self._rows()))

    def _rows(self) -> Iterable[tuple[int, int, int, int]]:
        """See Scan."""
        if self._scan is None:
            return self._found()
        numbers = iter(self._scan)
        return zip(numbers, numbers, numbers, numbers, strict=True)

    def _found(self) -> Iterator[tuple[int, int, int, int]]:
        row, mask = 0, self.mask
        for tag in self._row_tag.finditer(mask, self.start, self.end):
            start, open_end = tag.span()
            found = _ROW_NUMBER.match(mask, start + len(self.prefix) + 4, open_end)
            row = int(found.group(1)) if found else row + 1
            if mask[open_end - 2 : open_end] == b"/>":
                yield row, start, open_end, open_end
            else:
                closed = self._row_end.search(mask, open_end, self.end)
                yield row, start, open_end, closed.start() if closed else -1

    def cells_in(self, start: int, end: int) -> Iterator[tuple[int, re.Match[bytes]]]:
        """The cells of a row's body with their columns. NotALedger for a cell within a cell: nobody could tell where it ends."""
        column = 0
        for match in self._cell.finditer(self.mask, start, end):
            if self._inner.search(self.mask, match.start() + 1, match.end()):
                raise NotALedger("工作表的单元格里还套着单元格，不能保证无损：请用Excel打开并另存为.xlsx再试")
            found = _CELL_REF.match(match.group(1))
            column = number(found.group(1)) if found else column + 1
            yield column, match

    def looks(self, wanted: Set[int]) -> dict[int, RowLook]:
        """How rows are laid out, those that the part has."""
        found, last = dict[int, RowLook](), max(wanted, default=0)
        for row, start, open_end, body_end in self.spans():
            if row > last:
                break
            if row in wanted:
                cells = list(self.cells_in(open_end, body_end))
                styles = {column: _STYLE.search(cell.group(1)) for column, cell in cells}
                found[row] = RowLook(
                    self.mask[start + len(self.prefix) + 4 : open_end].rstrip(b"/> \t\r\n"),
                    {column: int(style.group(1)) if style else 0 for column, style in styles.items()},
                    frozenset(column for column, cell in cells if b"<" + self.prefix + b"f" in cell.group()),
                )
        return found

    def _new_row(self, row: int, writes: Mapping[int, Cells], tags: Mapping[int, bytes]) -> bytes:
        return b'<%brow r="%d"%b\t>%b</%brow>' % (self.prefix, row, tags.get(row, b""), _joined(writes[row]), self.prefix)

    def _own_tail(self, shown: bytes, row: int, cells: Cells, low: int, high: int) -> int:
        """Where a row's own cells begin, if it is one of the usual two kinds, else -1: its last cell stands left of the own
        columns (first day), or it ends with as many own cells as are to be written, side by side (every later day).
        """
        last = shown.rfind(self._cell_start)
        if not cells or last < 0 or not self._ends_with_cell(shown, last):
            return -1
        found = _CELL_REF.match(shown, last + len(self._cell_start))
        column = number(found.group(1)) if found else 0
        if 0 < column < low:
            return len(shown)
        width = high - low + 1
        if column != high or not (isinstance(cells, bytes) or len(cells) == width):
            return -1
        at = shown.rfind(b'%s r="%s%d"' % (self._cell_start, letters(low).encode(), row))
        return at if at >= 0 and shown.count(self._cell_start, at) == width else -1

    def _row_body(self, body: bytes, shown: bytes, row: int, cells: Cells, own: Set[int]) -> bytes:
        if shown.find(self._cell_start) < 0:
            return _joined(cells) + body
        low = min(own)
        if isinstance(cells, bytes):
            cells = {low: cells}
        pieces, at, column, tail = [], 0, 0, 0
        waiting = sorted(cells)
        for match in self._cell.finditer(shown):
            found = _CELL_REF.match(match.group(1))
            column = number(found.group(1)) if found else column + 1
            if not found and column >= low:
                raise NotALedger("自有列及其右侧有未注明位置的单元格，不能保证无损：请用Excel打开并另存为.xlsx再试")
            if found and column in own and int(found.group(2)) != row:
                raise NotALedger(f"工作表第{row}行中有属于其他行的单元格，不能保证无损：请用Excel打开并另存为.xlsx再试")
            ready = [each for each in waiting if each <= column]
            if column in own or ready:
                pieces += [body[at : match.start()], *(cells[each] for each in ready)]
                at = match.end() if column in own else match.start()
                waiting = waiting[len(ready) :]
            tail = match.end()
        if waiting:
            end = max(at, tail)
            pieces += [body[at:end], *(cells[each] for each in waiting)]
            at = end
        return b"".join((*pieces, body[at:]))

    def _ends_with_cell(self, shown: bytes, last: int) -> bool:
        """Whether a row's body ends with the cell that begins at `last`."""
        if shown.endswith(self._cell_end):
            return True
        return shown.endswith(b"/>") and b"<" not in shown[last + 1 :]


def _joined(cells: Cells) -> bytes:
    return cells if isinstance(cells, bytes) else b"".join(cells[column] for column in sorted(cells))
