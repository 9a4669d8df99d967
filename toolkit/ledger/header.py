"""Where a ledger's header stands, and which column means what."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.domain.errors import LayoutError
from toolkit.domain.fields import FIELDS, canonical, is_ledger_header, match_headers, score_header
from toolkit.domain.item import as_text
from toolkit.ledger.book import Grid
from toolkit.ledger.package.cells import letters

SEARCH_ROWS = 40
"""How far down a header is looked for."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: its rows, the text of each column ("上级|下级" for two rows), field -> letter, and how sure (fields named)."""

    rows: tuple[int, int]
    texts: Mapping[str, str]
    columns: Mapping[str, str]
    score: int


def find_header(grid: Grid, own: frozenset[int] = frozenset()) -> Header | None:
    """The best header of a sheet, None where nothing looks like one; own columns are not looked at."""
    best: Header | None = None
    for row in range(1, min(SEARCH_ROWS, len(grid.rows)) + 1):
        if sum(1 for cell in grid.rows[row - 1] if cell not in ("", None)) < 2:
            continue
        header = read_header(grid, (row, _bottom(grid, row, own)), own)
        if is_ledger_header(list(header.texts.values())) and (best is None or header.score > best.score):
            best = header
    return best


def read_header(
    grid: Grid, rows: tuple[int, int], own: frozenset[int] = frozenset(), overrides: Mapping[str, str] | None = None
) -> Header:
    """The header in given rows. overrides: field -> column letter or header text, as staff said at adoption."""
    texts = _texts(grid, rows, own)
    columns = match_headers(texts)
    for named, where in (overrides or {}).items():
        name, letter = field_named(named), _override(named, where, texts)
        columns = {f: c for f, c in columns.items() if c != letter or f == name}
        columns[name] = letter
    return Header(rows, texts, columns, score_header(list(texts.values())))


def field_named(name: str) -> str:
    """The canonical field that --map names, also by another of its names (责任单位). LayoutError lists the fields otherwise."""
    known = name if name in FIELDS else canonical(name)
    if known is None:
        raise LayoutError(f"“{name}”不是可对应的字段，可用的字段有：{'、'.join(FIELDS)}")
    return known


def remembered(letter: str, texts: Mapping[str, str]) -> str:
    """How a column is found again after it has moved: by its header text where no other column has it, else by its letter."""
    text = " ".join(texts.get(letter, letter).rpartition("|")[2].split())
    return text if text and named_so(text, texts) == [letter] else letter


def named_so(text: str, texts: Mapping[str, str]) -> list[str]:
    """Letters of the columns with this header text, of which the last level is enough."""
    return [each for each, header in texts.items() if _fold(text) in (_fold(header), _fold(header.rpartition("|")[2]))]


def _override(name: str, where: str, texts: Mapping[str, str]) -> str:
    letter, same = where.strip().upper(), named_so(where, texts)
    if letter in texts:
        return letter
    if len(same) == 1:
        return same[0]
    if letter.isascii() and letter.isalpha() and len(letter) <= 3:
        return letter
    raise LayoutError(f"表头中没有（或不止一列）“{where}”：请用列标，如 {name}=H")


def _texts(grid: Grid, rows: tuple[int, int], own: frozenset[int]) -> dict[str, str]:
    first, last = rows
    across = {(r1, c): c1 for r1, c1, r2, c2 in grid.merges if first <= r1 <= last and c2 > c1 for c in range(c1, c2 + 1)}
    width = max((len(grid.rows[r - 1]) for r in range(first, min(last, len(grid.rows)) + 1)), default=0)
    texts = {}
    for column in range(1, width + 1):
        if column in own:
            continue
        parts: list[str] = []
        for row in range(first, last + 1):
            part = as_text(grid.value(row, across.get((row, column), column)))
            if part and part not in parts:
                parts.append(part)
        if parts:
            texts[letters(column)] = "|".join(parts[-2:])
    return texts


def _bottom(grid: Grid, row: int, own: frozenset[int]) -> int:
    """The last row of a header that begins at `row`: as far as its merged cells reach, or one below a parent over several columns."""
    bottoms = [r2 for r1, c1, r2, _ in grid.merges if r1 == row and c1 not in own and r2 > row]
    if bottoms:
        return min(max(bottoms), row + 2)
    parents = [(c1, c2) for r1, c1, r2, c2 in grid.merges if r1 == row == r2 and c2 > c1]
    below = row + 1
    if parents and all(any(as_text(grid.value(below, c)) for c in range(c1, c2 + 1)) for c1, c2 in parents) and len(parents) < 6:
        under = {c for c1, c2 in parents for c in range(c1, c2 + 1)}
        filled = (
            {c for c in range(1, len(grid.rows[below - 1]) + 1) if as_text(grid.value(below, c))}
            if below <= len(grid.rows)
            else set()
        )
        if filled and filled <= under and not any(isinstance(grid.value(below, c), int | float) for c in filled):
            return below
    return row


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
