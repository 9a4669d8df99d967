"""What people and other programs do to an adopted ledger between two runs."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ledger.journey import part_of, same_around
from tests.ledger.test_adopt_release import adopted, judged, released
from tests.support.corpus import packed
from tests.support.parts import foreign, parts
from tests.support.resave import resaved
from tests.support.sheets import HEADER, ROWS, workbook
from toolkit.domain.changes import OWN_COLUMNS
from toolkit.domain.errors import LayoutError, NotALedger
from toolkit.domain.item import as_text
from toolkit.ledger.book import Workbook
from toolkit.ledger.package import model, reader
from toolkit.ledger.package.session import Session
from toolkit.ledger.package.xmlscan import Tree

REAL = Path(__file__).parent.parent / "data" / "real_shape_ledger.xlsx"
SHEET = "xl/worksheets/sheet1.xml"


def read(data: bytes) -> Workbook:
    return model.build(reader.open_package(data))


def changed(data: bytes, change: Callable[[bytes], bytes], name: str = SHEET) -> bytes:
    members = parts(data)
    new = change(members[name])
    assert new != members[name]
    return packed(members | {name: new})


def copied(data: bytes, title: str = "督查台账 (2)") -> bytes:
    """The ledger sheet copied within the workbook, as Excel does it: the mark becomes a name of the copy as well."""
    part = reader.open_package(data)
    session = Session(part)
    session.add_sheet(title, parts(data)[SHEET])
    session.names[("督办_台账_1", len(part.sheets))] = f"'{title}'!$I$1:$R$1"
    return session.finish()


def merges(data: bytes) -> list[str]:
    parent = Tree(parts(data)[SHEET]).root.find("mergeCells")
    return [each.attributes["ref"] for each in parent.children] if parent else []


def test_a_copied_sheet_is_not_judged() -> None:
    """The copy carries our headers, but nobody adopted it: it is named, not written; release clears it too."""
    once = judged(adopted(workbook()).data)
    both = copied(once)
    book = read(both)
    assert [ledger.sheet for ledger in book.ledgers] == ["督查台账"]
    assert [ledger.sheet for ledger in book.copies] == ["督查台账 (2)"]
    after = judged(both, "黄")
    assert parts(after)[part_of(after, "督查台账 (2)")] == parts(both)[part_of(both, "督查台账 (2)")]
    left = released(after)
    assert "督办_".encode() not in parts(left)[part_of(left, "督查台账 (2)")] + parts(left)["xl/workbook.xml"]


def test_a_copy_is_told_apart_without_marks() -> None:
    """Where a program lost the names, a sheet that repeats the numbers of an earlier one is its copy."""
    both = copied(judged(adopted(workbook()).data))
    bare = changed(
        both, lambda xml: re.sub('<definedName name="督办_台账_1".*?</definedName>'.encode(), b"", xml), "xl/workbook.xml"
    )
    book = read(bare)
    assert [ledger.sheet for ledger in book.ledgers] == ["督查台账"]
    assert [ledger.sheet for ledger in book.copies] == ["督查台账 (2)"]


def test_a_copy_can_be_adopted_on_purpose() -> None:
    """Adopting the copy by name uses the own columns that it already has."""
    both = copied(judged(adopted(workbook()).data))
    result = adopted(both, sheet="督查台账 (2)")
    assert list(result.own.values()) == list(range(9, 19))
    assert [ledger.sheet for ledger in read(result.data).ledgers] == ["督查台账", "督查台账 (2)"]


def test_two_ledgers_in_one_workbook() -> None:
    """Two sheets adopted one after the other are both judged, and one release takes both out; each has its entry column."""
    header = ("编号", "督查事项", "牵头单位", "完成时限")
    rows = [("A1", "推进学校建设", "市教育局", "年底前")]

    def second(book: object, page: object) -> None:
        other = book.add_worksheet("热线台账")  # type: ignore[attr-defined]
        other.write_row(0, 0, header)
        other.write_row(1, 0, ("B1", "路灯不亮", "市城管局", "3月底前"))

    data = workbook(rows, header, decorate=second)
    both = adopted(adopted(data, sheet="督查台账").data, sheet="热线台账").data
    assert [ledger.sheet for ledger in read(both).ledgers] == ["督查台账", "热线台账"]
    after = judged(both)
    assert [as_text(i.own["灯"]) for ledger in read(after).ledgers for i in ledger.items] == ["红", "红"]
    assert judged(after) == after
    left = parts(released(after))
    assert {name for name, content in parts(data).items() if left[name] != content} <= {"xl/styles.xml"}
    assert set(left) == set(parts(data))


@pytest.mark.parametrize("source", ["plain", "real"])
def test_release_after_another_program_saved(source: str) -> None:
    """With shared strings, shared formulas and a calculation chain over our cells, nothing of ours stays in sight."""
    data = REAL.read_bytes() if source == "real" else workbook()
    once = judged(adopted(data).data)
    other = resaved(once)
    assert "xl/calcChain.xml" in parts(other)
    again = judged(other, "黄")
    assert "xl/calcChain.xml" not in parts(again)
    assert [as_text(i.own["灯"]) for i in read(again).ledgers[0].items] == ["黄"] * len(read(once).ledgers[0].items)
    for state in (other, again):
        left = parts(released(state))
        assert foreign(left[SHEET]) == foreign(parts(data)[SHEET])
        assert "督办_".encode() not in left["xl/workbook.xml"] + left[SHEET]
        assert "xl/calcChain.xml" not in left


def test_rows_inserted_and_notes_below() -> None:
    """Blank own cells that an inserted row took over go with release; a note and a look that staff gave a cell below stay."""
    once = judged(adopted(workbook()).data)
    worn = re.search(rb'<c r="I4" (s="\d+")', parts(once)[SHEET])
    assert worn
    below = (
        b'<row r="5"><c r="I5" %b/></row><row r="9"><c r="K9" t="str"><v>note</v></c></row><row r="10"><c r="I10" s="1"/></row>'
    )
    other = changed(once, lambda xml: xml.replace(b"</sheetData>", below % worn.group(1) + b"</sheetData>"))
    assert b">note<" in parts(judged(other))[SHEET]
    left = parts(released(other))[SHEET]
    assert b">note<" in left
    assert b'"I5"' not in left
    assert b'<c r="I10" s="1"/>' in left


def test_rows_left_behind_are_cleared() -> None:
    """An item whose staff cells were emptied leaves no light behind, in none of its block's rows."""
    once = judged(adopted(REAL.read_bytes()).data)

    def emptied(xml: bytes) -> bytes:
        for row in (6, 7):
            xml = re.sub(rb'<c r="[A-L]%d"[^>]*>.*?</c>' % row, b"", re.sub(rb'<c r="[A-L]%d"[^>]*/>' % row, b"", xml))
        return re.sub(rb'<mergeCell ref="[A-L]5:[A-L]7"/>', b"", xml)

    after = judged(changed(once, emptied))
    assert b'"M6"' not in parts(after)[SHEET]
    assert not any(each.startswith("M5") for each in merges(after))


def test_own_merges_never_overlap_staffs() -> None:
    """Where a person merged over one of our columns, our block there stays unmerged."""
    once = adopted(REAL.read_bytes()).data
    after = judged(changed(once, lambda xml: xml.replace(b"</mergeCells>", b'<mergeCell ref="L5:M6"/></mergeCells>')))
    assert "L5:M6" in merges(after)
    assert "M5:M7" not in merges(after)
    assert "N5:N7" in merges(after)


def test_a_column_moved_out_of_the_mark_is_found_by_its_fill() -> None:
    """灯 cut and inserted far to the right is still ours; a column of that name that staff made is not."""
    once = judged(adopted(workbook()).data)
    moved = changed(once, lambda xml: re.sub(rb'<c r="I(\d+)"(.*?</c>)(.*?)</row>', rb'\3<c r="Z\1"\2</row>', xml))
    own = read(moved).ledgers[0].own
    assert own["灯"] == 26
    assert set(own) == set(OWN_COLUMNS)
    assert judged(moved)
    plain = changed(moved, lambda xml: re.sub(rb'<c r="Z1" s="\d+"', b'<c r="Z1"', xml))
    assert "灯" not in read(plain).ledgers[0].own
    with pytest.raises(LayoutError, match="灯"):
        judged(plain)


def test_columns_moved_left_of_the_ledger() -> None:
    """Own columns in front of staff's: judged there, tinted over a whole area, and released."""
    data = workbook([(None,) * 10 + row for row in ROWS], ("",) * 10 + HEADER)
    once = adopted(data)
    swapped = changed(once.data, lambda xml: re.sub(rb'<c r="[A-J]1"[^>]*?(/>|>.*?</c>)', b"", xml))
    letters = "ABCDEFGHIJ"
    right = {"STUVWXYZ"[i] if i < 8 else "A" + "AB"[i - 8]: letters[i] for i in range(10)}

    def move(xml: bytes) -> bytes:
        row = re.search(rb'<row r="1".*?</row>', xml)
        assert row
        ours = re.findall(rb'<c r="([A-Z]+)1"[^>]*?>.*?</c>', row.group())
        cells = dict(zip([c.decode() for c in ours], re.findall(rb'<c r="[A-Z]+1"[^>]*?>.*?</c>', row.group()), strict=True))
        front = b"".join(cells[c].replace(f'"{c}1"'.encode(), f'"{to}1"'.encode()) for c, to in right.items())
        rest = b"".join(cells[c] for c in cells if c not in right)
        return xml.replace(row.group(), b'<row r="1">' + front + rest + b"</row>")

    left = changed(changed(swapped, move), lambda xml: xml.replace(b"$S$1:$AB$1", b"$A$1:$J$1"), "xl/workbook.xml")
    assert list(read(left).ledgers[0].own.values()) == list(range(1, 11))
    after = judged(left)
    assert re.search(rb'conditionalFormatting sqref="A1:R4"', parts(after)[SHEET])
    assert judged(after) == after
    assert "督办_".encode() not in parts(released(after))[SHEET]


def test_own_column_in_the_middle_of_a_table_stops_release() -> None:
    """Columns of a table cannot be cut out without moving staff's cells: a person does it in Excel."""
    columns = [{"header": text} for text in HEADER]
    once = adopted(workbook(decorate=lambda book, page: page.add_table(0, 0, 3, 7, {"columns": columns}))).data
    wider = changed(once, lambda xml: xml.replace(b'ref="A1:R4"', b'ref="A1:S4"'), "xl/tables/table1.xml")
    with pytest.raises(LayoutError, match="表格中间"):
        released(wider)


def test_renamed_moved_and_rewritten_own_sheets() -> None:
    """An own sheet is found by its mark under another title; a rewritten one gets its mark back over its header."""
    once = adopted(workbook()).data
    renamed = changed(
        once,
        lambda xml: xml.replace('name="规则"'.encode(), 'name="我们的规则"'.encode()).replace(
            ">规则!".encode(), ">我们的规则!".encode()
        ),
        "xl/workbook.xml",
    )
    assert read(renamed).own["规则"].sheet == "我们的规则"
    assert adopted(renamed).data == renamed


@pytest.mark.parametrize("cut", range(0, 4000, 97))
def test_broken_bytes_are_never_a_traceback(cut: int) -> None:
    """A byte turned over anywhere in a part: read, or refused with a sentence."""
    data = bytearray(parts(workbook())[SHEET])
    data[cut % len(data)] ^= 0x15
    broken = packed(parts(workbook()) | {SHEET: bytes(data)})
    with contextlib.suppress(NotALedger, LayoutError):
        same_around(broken, judged(adopted(broken).data), "督查台账", set(adopted(broken).own.values()))
