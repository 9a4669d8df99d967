"""The closed workbook behind the port, and the original that release gives back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.sheets import workbook
from toolkit.domain.changes import ChangeSet, OwnRow
from toolkit.domain.errors import LayoutError, LedgerError
from toolkit.domain.sheets import EVENTS, FINDINGS, SETTINGS
from toolkit.ledger import adopt
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.package import patcher
from toolkit.ledger.package.cells import LAST_ROW


def taken(path: Path, ledger_id: str = "x1") -> ClosedBook:
    """A ledger adopted on disk."""
    book = ClosedBook(path, path.parent / ".duban")
    grid, ledger, _ = adopt.choose(book.read(), None, None, {})
    book.adopt(grid, ledger, settings={"台账标识": ledger_id})
    book.save(ledger_id=ledger_id, adopted=True)
    return book


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "台账.xlsx"
    place.write_bytes(workbook())
    return place


def test_release_gives_the_original_bytes_back(path: Path) -> None:
    """Where only the toolkit saved in between, the file is the very same again."""
    before = path.read_bytes()
    taken(path)
    again = ClosedBook(path, path.parent / ".duban")
    again.read()
    again.apply(ChangeSet(appended={EVENTS.name: [(None, "A1", None, "签收", None, "=1+1", None, None)]}), "x1")
    last = ClosedBook(path, path.parent / ".duban")
    last.read()
    last.release("x1")
    last.save()
    assert path.read_bytes() == before


def test_original_is_not_given_back_after_somebody_saved(path: Path) -> None:
    """A save by anybody else ends that: surgery on what is there now, never an old state."""
    taken(path)
    edited = path.read_bytes().replace(b"docProps/core.xml", b"docProps/core.xml")
    path.write_bytes(edited + b"")
    other = ClosedBook(path, path.parent / ".duban")
    other.read()
    other.apply(ChangeSet(settings={"办公室名称": "乙"}))  # saved without noting it: as another program would
    book = ClosedBook(path, path.parent / ".duban")
    book.read()
    book.apply(ChangeSet(settings={"办公室名称": "丙"}), "x1")
    from toolkit.ledger import originals

    assert originals.untouched(path.parent / ".duban" / "original", "x1", path.read_bytes()) is None


def test_appended_rows_and_settings(path: Path) -> None:
    """Rows go below what stands there, settings into their own row; text that begins like a formula stays text."""
    taken(path)
    book = ClosedBook(path, path.parent / ".duban")
    book.read()
    rows = [
        (None, "A1", "市教育局", "反馈", "电话", "=HYPERLINK(1)", None, None),
        (None, "A2", None, "签收", None, None, None, None),
    ]
    book.apply(ChangeSet(appended={EVENTS.name: rows}, settings={"发送电脑": "PC-1"}, rewritten={FINDINGS.name: []}))
    model = ClosedBook(path, path.parent / ".duban").read()
    assert [cells["内容"] for _, cells in model.own[EVENTS.name].rows] == ["=HYPERLINK(1)", None]
    assert [row for row, _ in model.own[EVENTS.name].rows] == [3, 4]
    values = {str(cells["项目"]): cells["值"] for _, cells in model.own[SETTINGS.name].rows}
    assert values["发送电脑"] == "PC-1"


def test_writing_to_what_is_not_adopted_is_refused(path: Path) -> None:
    """A ledger without own columns cannot take own cells."""
    book = ClosedBook(path, path.parent / ".duban")
    book.read()
    with pytest.raises(LayoutError, match="duban adopt"):
        book.apply(ChangeSet(ledgers={"督查台账": []}))


def test_nothing_to_write_writes_nothing(path: Path) -> None:
    """No change, no save, no backup."""
    book = ClosedBook(path, path.parent / ".duban")
    book.read()
    assert not book.save()
    assert not (path.parent / ".duban").exists()


def test_the_original_that_cannot_be_kept_stops_adoption(path: Path) -> None:
    """Where no original can be put down the ledger stays as it is."""
    before = path.read_bytes()
    (path.parent / ".duban").mkdir()
    (path.parent / ".duban" / "original").write_bytes(b"a file where a folder should be")
    with pytest.raises(LedgerError, match="保存台账原件"):
        taken(path)
    assert path.read_bytes() == before


def test_a_lost_original_is_not_given_back(path: Path) -> None:
    """The chain alone is not enough: then release works by surgery."""
    taken(path)
    (path.parent / ".duban" / "original" / "x1.原件").unlink()
    book = ClosedBook(path, path.parent / ".duban")
    book.read()
    book.release("x1")
    book.save()
    assert not ClosedBook(path, path.parent / ".duban").read().own


def test_a_row_below_the_last_and_a_lost_sheet(path: Path) -> None:
    """What cannot be written to is said; a setting that staff have deleted comes back in a row of its own."""
    taken(path)
    book = ClosedBook(path, path.parent / ".duban")
    with pytest.raises(LedgerError, match="还没有读取"):
        book.change(ChangeSet())
    book.read()
    below = OwnRow(LAST_ROW + 1, LAST_ROW + 1, "红", 1, "", None, None, None, None, "在办", "", "N")
    with pytest.raises(LayoutError, match="最后一行"):
        book.change(ChangeSet(ledgers={"督查台账": [below]}))
    book.apply(ChangeSet(settings={"新设一项": "甲"}))
    values = {str(cells["项目"]): cells["值"] for _, cells in ClosedBook(path, path.parent).read().own[SETTINGS.name].rows}
    assert values["新设一项"] == "甲"
    part, model = book._opened()
    part.names = {}
    with pytest.raises(LayoutError, match="缺少工作表"):
        patcher.apply(part, replace(model, own={}), ChangeSet(settings={"甲": "乙"}))
