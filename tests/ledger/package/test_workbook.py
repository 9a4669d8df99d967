"""workbook.xml, relations and edits of single attributes."""

from __future__ import annotations

import pytest

from tests.support.corpus import edited, packed, swap
from tests.support.parts import parts
from tests.support.sheets import workbook
from toolkit.domain.errors import NotALedger
from toolkit.ledger.package import reader, xmlscan
from toolkit.ledger.package.container import Package
from toolkit.ledger.package.session import Session
from toolkit.ledger.package.workbook import with_relation
from toolkit.ledger.package.xmlscan import Tree

BOOK, RELS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def test_names_into_an_empty_list() -> None:
    """<definedNames/> is opened for new names; what was changed is changed in place."""
    data = edited({BOOK: swap("<calcPr", "<definedNames/><calcPr")})
    session = Session(reader.open_package(data))
    session.names[("甲", None)] = '"a<b"'
    after = session.finish()
    assert '<definedNames><definedName name="甲">"a&lt;b"</definedName></definedNames>' in parts(after)[BOOK].decode()
    again = Session(reader.open_package(after))
    again.names[("甲", None)] = "1"
    assert reader.open_package(again.finish()).names == {("甲", None): "1"}


def test_a_relation_into_every_kind_of_list() -> None:
    """None yet, an empty one, one with entries."""
    package = Package(workbook())
    made = with_relation(package, "xl/worksheets/sheet1.xml", None, "rId1", "drawing", "/x.xml")
    assert [e.attributes["Id"] for e in Tree(made).root.children] == ["rId1"]
    opened = with_relation(package, "xl/workbook.xml", b'<Relationships xmlns="u"/>', "rId7", "drawing", "/x.xml")
    assert [e.attributes["Id"] for e in Tree(opened).root.children] == ["rId7"]
    more = with_relation(package, "xl/workbook.xml", None, "rId77", "drawing", "/x.xml")
    assert more.endswith(b'Target="/x.xml"/></Relationships>')


def test_a_package_without_a_workbook() -> None:
    """Content types of a workbook alone make none."""
    members = parts(workbook())
    del members[BOOK]
    with pytest.raises(NotALedger, match="不是Excel工作簿"):
        reader.open_package(packed(members))


def test_a_sheet_that_is_no_worksheet() -> None:
    """Asking for what is not there is one sentence."""
    with pytest.raises(NotALedger, match="没有工作表"):
        Session(reader.open_package(workbook())).sheet("没有")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        (b"<a ref='x'/>", b"<a ref='it&apos;s'/>"),
        (b'<a ref="x"></a>', b'<a ref="it\'s"></a>'),
        (b"<a></a>", b'<a ref="it\'s"></a>'),
        (b"<a/>", b'<a ref="it\'s"/>'),
    ],
)
def test_one_attribute_anew(tag: bytes, expected: bytes) -> None:
    """In the quotes that stand there, or added at the end of the tag."""
    tree = Tree(tag)
    assert xmlscan.splice(tag, [xmlscan.set_attribute(tree, tree.root, "ref", "it's")]) == expected


def test_edits_that_overlap_are_a_mistake_of_ours() -> None:
    """Never written half."""
    with pytest.raises(AssertionError, match="overlapping"):
        xmlscan.splice(b"abcdef", [(0, 3, b"x"), (2, 4, b"y")])
