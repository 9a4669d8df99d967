"""Reading a closed workbook: what is looked up beside calamine makes no difference but in time."""

from __future__ import annotations

import pytest

from tests.ledger.test_adopt_release import adopted, judged
from tests.ledger.test_people import changed
from tests.support.corpus import packed
from tests.support.parts import parts
from tests.support.sheets import workbook
from toolkit.domain.errors import NotALedger
from toolkit.ledger.package import model, reader
from toolkit.ledger.package.reader import open_package
from toolkit.ledger.package.xmlscan import PACKAGE_RELS


def test_rows_looked_up_beside_give_the_same_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large ledger part is opened while its values are read; what is written is the same to the byte."""
    once = judged(adopted(workbook()).data)
    wanted = judged(once, "黄")
    monkeypatch.setattr(reader, "BLOCK", 0)
    part = open_package(once)
    model.build(part)
    assert list(part.opened) == ["xl/worksheets/sheet1.xml"]
    assert judged(once, "黄") == wanted


def test_rows_that_cannot_be_patched_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in the way of patching is no reason not to read; who patches hears of it."""
    once = judged(adopted(workbook()).data)
    monkeypatch.setattr(reader, "BLOCK", 0)
    odd = changed(once, lambda xml: xml.replace(b"</sheetData>", b"<![CDATA[ ]]></sheetData>"))
    part = open_package(odd)
    assert model.build(part).ledgers
    assert not part.opened
    with pytest.raises(NotALedger):
        judged(odd, "黄")


def test_many_different_values_are_read_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only so many are looked out for; the values stay what they are."""
    once = judged(adopted(workbook()).data)
    wanted = [list(grid.rows) for grid in reader.read_grids(open_package(once))]
    monkeypatch.setattr(reader, "MOST_SHARED", 2)
    assert [list(grid.rows) for grid in reader.read_grids(open_package(once))] == wanted


def test_a_package_without_a_workbook_is_none() -> None:
    """Relations that name no workbook."""
    members = parts(workbook()) | {"_rels/.rels": b'<Relationships xmlns="%s"/>' % PACKAGE_RELS.encode()}
    with pytest.raises(NotALedger, match="不是Excel工作簿"):
        open_package(packed(members))
