"""Reading a closed workbook: what is looked up beside calamine makes no difference but in time."""

from __future__ import annotations

import pytest

from tests.ledger.test_adopt_release import adopted, judged
from tests.ledger.test_people import changed
from tests.support.sheets import workbook
from toolkit.domain.errors import NotALedger
from toolkit.ledger.package import model, reader
from toolkit.ledger.package.reader import open_package


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
