"""Rows and cells of a worksheet part: own cells go in and come out, every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from datetime import date, datetime
from functools import lru_cache

from toolkit.ledger.package import xmlscan

_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_ROW_NUMBER = re.compile(rb"\sr\s*=\s*[\"'](\d+)[\"']")
_CELL_REF = re.compile(rb"\sr\s*=\s*[\"']([A-Z]+)\d+[\"']")


@lru_cache(maxsize=20_000)
def letters(column: int) -> str:
    """1 -> A, 27 -> AA."""
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


@lru_cache(maxsize=20_000)
def number(column: str | bytes) -> int:
    """A -> 1, AA -> 27."""
    out = 0
    for letter in column if isinstance(column, bytes) else column.encode():
        out = out * 26 + letter - 64
    return out


def serial(day: date, date1904: bool = False) -> float | int:
    """The number by which a workbook stores a date."""
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    delta = moment.replace(tzinfo=None) - (_EPOCH_1904 if date1904 else _EPOCH)
    return delta.days + delta.seconds / 86400 if delta.seconds else delta.days


def cell(ref: str, style: int, value: object, *, prefix: str = "", formula: str = "", date1904: bool = False) -> bytes:
    """One cell. value: None (styled blank), text (inline, never a formula), number, truth value or date;
    with `formula` (without '=') the value is the cached result.
    """
    p, f = prefix, ""
    if formula:
        f = f"<{p}f>{xmlscan.text(formula)}</{p}f>"
    head = f'<{p}c r="{ref}" s="{style}"'
    if value is None and not f:
        return f"{head}/>".encode()
    if isinstance(value, bool):
        return f'{head} t="b">{f}<{p}v>{int(value)}</{p}v></{p}c>'.encode()
    if isinstance(value, date):
        value = serial(value, date1904)
    if isinstance(value, int | float):
        return f"{head}>{f}<{p}v>{value!r}</{p}v></{p}c>".encode()
    content = xmlscan.text(str(value or ""))
    if f:
        return f'{head} t="str">{f}<{p}v>{content}</{p}v></{p}c>'.encode()
    space = ' xml:space="preserve"' if content != content.strip() or "\n" in content or "  " in content else ""
    return f'{head} t="inlineStr"><{p}is><{p}t{space}>{content}</{p}t></{p}is></{p}c>'.encode()


class Rows:
    """Patches the inside of <sheetData>.

    writes: row -> {column: cell bytes}; clear: rows whose cells in `own` columns are taken out though nothing is
    written there. A cell of `own` that stands in a written row is replaced; cells of other columns are never touched.
    """

    def __init__(self, inner: bytes, prefix: str) -> None:
        self.inner, p = inner, re.escape(prefix.encode())
        self.prefix = prefix.encode()
        self._row_tag = re.compile(rb"<" + p + rb"row\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
        self._row_end = b"</" + self.prefix + b"row>"
        self._cell = re.compile(rb"<" + p + rb"c\b((?:[^>\"'/]|\"[^\"]*\"|'[^']*')*)(?:/>|>.*?</" + p + rb"c>)", re.DOTALL)
        self._cell_end = b"</" + self.prefix + b"c>"
        self._cell_start = b"<" + self.prefix + b"c "

    def patched(self, writes: Mapping[int, Mapping[int, bytes]], own: Set[int], clear: Set[int] = frozenset()) -> bytes:
        """The new inside; the very same object where nothing changes."""
        inner, pieces, at, previous = self.inner, [], 0, 0
        pending = sorted(writes)
        next_new = 0
        low, high = min(own, default=0), max(own, default=0)
        for tag in self._row_tag.finditer(inner):
            start, open_end = tag.span()
            if start < at:
                continue
            found = _ROW_NUMBER.search(inner, start, open_end)
            row = int(found.group(1)) if found else previous + 1
            previous = row
            while next_new < len(pending) and pending[next_new] < row:
                pieces += [inner[at:start], self._new_row(pending[next_new], writes[pending[next_new]])]
                at, next_new = start, next_new + 1
            if next_new < len(pending) and pending[next_new] == row:
                next_new += 1
                cells: Mapping[int, bytes] = writes[row]
            elif row in clear:
                cells = {}
            else:
                continue
            if inner[open_end - 2 : open_end] == b"/>":
                if cells:
                    body = b"".join(cells[column] for column in sorted(cells))
                    pieces += [inner[at : open_end - 2].rstrip(), b">", body, self._row_end]
                    at = open_end
                continue
            close = inner.index(self._row_end, open_end)
            body = inner[open_end:close]
            new = self._own_tail(body, row, cells, low, high) or self._row_body(body, cells, own, low)
            if new != body:
                pieces += [inner[at:open_end], new]
                at = close
        for row in pending[next_new:]:
            pieces += [inner[at:], self._new_row(row, writes[row])]
            at = len(inner)
        if not pieces:
            return inner
        pieces.append(inner[at:])
        return b"".join(pieces)

    def _new_row(self, row: int, cells: Mapping[int, bytes]) -> bytes:
        body = b"".join(cells[column] for column in sorted(cells))
        return b"<" + self.prefix + b'row r="%d">' % row + body + self._row_end

    def _own_tail(self, body: bytes, row: int, cells: Mapping[int, bytes], low: int, high: int) -> bytes:
        """The usual next day: the row ends with the own cells of the last run, which give way to as many new ones; else b""."""
        at = body.rfind(b'%sr="%s%d"' % (self._cell_start, letters(low).encode(), row))
        if at < 0 or len(cells) != high - low + 1 or body.count(self._cell_start, at) != len(cells):
            return b""
        last = body.rfind(self._cell_start)
        found = _CELL_REF.search(body, last, body.find(b">", last))
        if not found or number(found.group(1)) != high or not self._ends_with_cell(body, last):
            return b""
        return body[:at] + b"".join(cells[column] for column in range(low, high + 1))

    def _row_body(self, body: bytes, cells: Mapping[int, bytes], own: Set[int], low: int) -> bytes:
        last = body.rfind(self._cell_start)
        if last < 0 and not body.strip():
            return b"".join(cells[column] for column in sorted(cells))
        if last >= 0:
            found = _CELL_REF.search(body, last, body.find(b">", last))
            if found and number(found.group(1)) < low and self._ends_with_cell(body, last):
                return body + b"".join(cells[column] for column in sorted(cells))
        pieces, at, column = [], 0, 0
        waiting = sorted(cells)
        for match in self._cell.finditer(body):
            found = _CELL_REF.search(b" " + match.group(1))
            column = number(found.group(1)) if found else column + 1
            ready = [each for each in waiting if each <= column]
            if column in own or ready:
                pieces += [body[at : match.start()], *(cells[each] for each in ready)]
                at = match.end() if column in own else match.start()
                waiting = waiting[len(ready) :]
            tail = match.end()
        if waiting:
            end = max(at, tail if column else 0)
            pieces += [body[at:end], *(cells[each] for each in waiting)]
            at = end
        return b"".join((*pieces, body[at:]))

    def _ends_with_cell(self, body: bytes, last: int) -> bool:
        if body.endswith(self._cell_end):
            return True
        return body.endswith(b"/>") and b"<" not in body[last + 1 :]
