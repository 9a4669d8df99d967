"""One editing of a package: what is not there is said, or left alone."""

from __future__ import annotations

import re

import pytest

from tests.support.corpus import packed
from tests.support.parts import parts
from tests.support.sheets import workbook
from toolkit.domain.errors import NotALedger
from toolkit.ledger.carry import Carried
from toolkit.ledger.package.notes import _shifted
from toolkit.ledger.package.reader import open_package
from toolkit.ledger.package.session import Session


def test_a_workbook_without_shared_texts() -> None:
    """Who needs them is told; who does not, is not."""
    members = {name: data for name, data in parts(workbook()).items() if name != "xl/sharedStrings.xml"}
    rels = members["xl/_rels/workbook.xml.rels"]
    members["xl/_rels/workbook.xml.rels"] = re.sub(rb"<Relationship [^>]*sharedStrings[^>]*/>", b"", rels)
    with pytest.raises(NotALedger, match="文字部件"):
        Session(open_package(packed(members))).shared_strings()


def test_what_is_not_there_cannot_be_removed() -> None:
    """A sheet that is gone already, and a part that was asked for twice."""
    data = workbook()
    session = Session(open_package(data))
    session.remove_sheet("没有的表")
    assert session.finish() == data
    session.drop_part("rId9", "xl/calcChain.xml")
    session.drop_part("rId9", "xl/calcChain.xml")
    assert session._dropped == [("rId9", "xl/calcChain.xml")]
    with pytest.raises(NotALedger, match="没有工作表"):
        session.sheet("没有的表")


def test_an_anchor_that_is_written_oddly_stays() -> None:
    """A comment's box goes along with its row; what has not eight numbers is nobody's to move."""
    assert _shifted(b"1, 2, 3, 4, 5, 6, 7, 8", -2) == b"1, 2, 1, 4, 5, 6, 5, 8"
    assert _shifted(b"1, 2, x, 4, 5, 6, 7, 8", 1) == b"1, 2, x, 4, 5, 6, 8, 8"
    assert _shifted(b"1, 2, 3", 1) == b"1, 2, 3"


def test_a_binary_workbook_is_named() -> None:
    """.xlsb under another name."""
    members = parts(workbook())
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(b"sheet.main", b"sheet.binary.main")
    with pytest.raises(NotALedger, match="二进制"):
        open_package(packed(members))


def test_an_address_elsewhere_is_where_it_was() -> None:
    """What is no address, what lies in another sheet, what moved, and what is gone."""
    moved = Carried(moved={"台账": {5: 3, 6: None}})
    assert [moved.place(each) for each in ("台账", "别表!A5", "台账!C5", "'台账'!C6", "台账!C9")] == [
        "台账", "别表!A5", "台账!C3", None, "台账!C9",
    ]  # fmt: skip
