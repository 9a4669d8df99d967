"""One worksheet part: cells of ours go in anywhere and come out again, and every other byte is as it was."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.corpus import all_cases
from tests.support.parts import foreign, parts
from tests.support.sheets import workbook
from toolkit.domain.errors import NotALedger
from toolkit.ledger.package.cells import LAST_ROW, cell, letters
from toolkit.ledger.package.sheetpart import SheetPart, area

SHEET = parts(workbook())["xl/worksheets/sheet1.xml"]
OWN = range(20, 26)


@lru_cache(maxsize=1)
def sheets() -> list[tuple[str, bytes]]:
    """Every worksheet part of every workbook that is not refused; not those with unnumbered or far cells in our columns."""
    found = []
    for case in all_cases().values():
        if case.refused or case.name == "250 sheets":
            continue
        for name, content in parts(case.make()).items():
            if name.endswith(".xml") and b"sheetData" in content[:4096] and b"<worksheet" in content[:300]:
                found.append((f"{case.name}: {name}", content))
    return found


def patched(part: bytes, writes: dict[int, dict[int, bytes]], clear: range = range(0)) -> bytes:
    sheet = SheetPart(part, "x")
    sheet.write(writes, set(OWN), clear)
    pieces = sheet.edited()
    return part if pieces is None else b"".join(pieces)


@settings(max_examples=200)
@given(data=st.data())
def test_random_cells_of_random_sheets(data: st.DataObject) -> None:
    """Values of every kind into any rows: foreign cells, rows and elements stay; the same again changes nothing; cleared, the
    part is the same bytes as before."""
    name, part = data.draw(st.sampled_from(sheets()))
    prefix = SheetPart(part, name).prefix
    value = st.one_of(
        st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.floats(allow_nan=False, allow_infinity=False), st.text()
    )
    places = st.dictionaries(st.integers(1, 60), st.dictionaries(st.sampled_from(OWN), value, min_size=1), max_size=8)
    writes = {
        row: {column: cell(f"{letters(column)}{row}", 0, each, prefix=prefix) for column, each in cells.items()}
        for row, cells in data.draw(places).items()
    }
    once = patched(part, writes)
    before, after = foreign(part), foreign(once, set(OWN))
    assert after.cells == before.cells
    assert after.around == before.around
    assert patched(once, writes) == once
    assert patched(once, {}, range(1, LAST_ROW + 1)).replace(b"<sheetData></sheetData>", b"<sheetData/>") == part


@pytest.mark.parametrize("text", ["", "A", "1", "A1:B", "A1:B2:C3", "$A", "Sheet!A1"])
def test_what_is_no_area(text: str) -> None:
    """References that are none give None, never a guess."""
    assert area(text) is None


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (SHEET.replace(b"sheetData", b"rows"), "没有数据区"),
        (SHEET.replace(b"</sheetData>", b""), "不完整"),
        (SHEET.replace(b"<sheetData>", b'<x a="<sheetData>"/><sheetData>'), "完整|特殊"),
        (SHEET.replace(b"<sheetData>", b"<x a=\"'<sheetData>'\"/><sheetData>").replace(b"<sheetData>'", b"&lt;sheetData>'"), ""),
    ],
)
def test_rows_that_cannot_be_told(part: bytes, words: str) -> None:
    """No list of rows, or one whose beginning is not certain: refused; a text that only looks like one is not."""
    if not words:
        assert SheetPart(part, "x").prefix == ""
        return
    with pytest.raises(NotALedger, match=words):
        SheetPart(part, "x")
