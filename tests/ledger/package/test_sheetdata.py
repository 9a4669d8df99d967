"""Rows and cells: whatever is patched in, every foreign byte stays."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from toolkit.ledger.package.cells import cell, letters, number, serial
from toolkit.ledger.package.sheetdata import Rows
from toolkit.ledger.package.xmlscan import Tree

FOREIGN = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.sampled_from(
            ['<c r="{r}" s="3"/>', '<c s="1" r="{r}"><v>5</v></c>', '<c r="{r}" t="s"><f t="shared" si="0"/><v>1</v></c>']
        ),
    ),
    max_size=8,
    unique_by=lambda pair: pair[0],
)


@given(
    rows=st.dictionaries(st.integers(1, 30), FOREIGN, max_size=8),
    own=st.sets(st.integers(13, 20), min_size=1),
    written=st.sets(st.integers(1, 35)),
)
def test_foreign_cells_stay_byte_for_byte(rows: dict[int, list[tuple[int, str]]], own: set[int], written: set[int]) -> None:
    """Random rows, random own cells: without the own cells the result is the input, rows in order, nothing twice."""
    inner, foreign = "", []
    for row in sorted(rows):
        cells = [template.format(r=f"{letters(column)}{row}") for column, template in sorted(rows[row])]
        foreign += cells
        inner += f'<row r="{row}" spans="1:12">{"".join(cells)}</row>' if cells else f'<row r="{row}"/>'
    writes = {row: {column: cell(f"{letters(column)}{row}", 9, "我") for column in own} for row in written}
    once = Rows(inner.encode(), "").patched(writes, own)
    tree = Tree(b"<d>" + once + b"</d>")
    found = [tree.bytes_of(c).decode() for r in tree.root.children for c in r.children]
    assert [each for each in found if ' s="9"' not in each] == foreign
    numbers = [int(r.attributes["r"]) for r in tree.root.children]
    assert numbers == sorted(set(rows) | written)
    for r in tree.root.children:
        columns = [number(c.attributes["r"].rstrip("0123456789")) for c in r.children]
        assert columns == sorted(set(columns))
    assert Rows(once, "").patched(writes, own) == once
    assert Rows(inner.encode(), "", scan=Rows(inner.encode(), "").scanned()).patched(writes, own) == once
    cleared = Rows(once, "").patched({}, own, written)
    assert [
        Tree(b"<d>" + cleared + b"</d>").bytes_of(c) for r in Tree(b"<d>" + cleared + b"</d>").root.children for c in r.children
    ] == [each.encode() for each in foreign]


def test_cells_right_of_the_own_columns_stay_there() -> None:
    """Own cells between foreign ones go to their place; rows and cells without references count on."""
    inner = b'<row><c><v>1</v></c><c r="Z1"><v>2</v></c></row><row><c><v>3</v></c></row>'
    out = Rows(inner, "").patched({1: {5: b'<c r="E1"/>'}, 2: {5: b'<c r="E2"/>'}}, {5})
    assert out == b'<row><c><v>1</v></c><c r="E1"/><c r="Z1"><v>2</v></c></row><row><c><v>3</v></c><c r="E2"/></row>'


def test_prefixed_parts_and_extensions_after_the_cells() -> None:
    """A namespace prefix is kept, and own cells stand before a row's extLst."""
    inner = b'<x:row r="1"><x:c r="A1"/><x:extLst><x:ext uri="u"/></x:extLst></x:row>'
    out = Rows(inner, "x:").patched({1: {3: b'<x:c r="C1"/>'}}, {3})
    assert out == b'<x:row r="1"><x:c r="A1"/><x:c r="C1"/><x:extLst><x:ext uri="u"/></x:extLst></x:row>'


def test_same_object_where_nothing_changes() -> None:
    """No write, no copy."""
    inner = b'<row r="1"><c r="A1"/></row>'
    assert Rows(inner, "").patched({}, {5}) is inner


def test_text_is_never_a_formula_or_markup() -> None:
    """What looks like a formula, a tag or an escape is inline text."""
    assert cell("A1", 0, "=1+1") == b'<c r="A1" s="0" t="inlineStr"><is><t>=1+1</t></is></c>'
    assert b"&lt;v&gt;&amp;" in cell("A1", 0, "<v>&")
    assert b"_x005F_x0041_" in cell("A1", 0, "_x0041_")
    assert b"\x00" not in cell("A1", 0, "a\x00b\ud800c")


def test_dates_in_both_date_systems() -> None:
    """Serial numbers of 1900 and 1904."""
    assert serial(date(2026, 1, 1)) == 46023
    assert serial(date(2026, 1, 1), True) == 46023 - 1462
    assert serial(datetime(2026, 1, 1, 12)) == 46023.5


@given(st.integers(1, 16384))
def test_letters_and_numbers(column: int) -> None:
    """Column letters and numbers are each other's inverse."""
    assert number(letters(column)) == column
