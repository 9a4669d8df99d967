"""A ChangeSet as blocks of cells, without any spreadsheet program."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.sheets import workbook
from toolkit.domain.changes import Accepted, ChangeSet, Link, NewItem
from toolkit.domain.errors import LedgerBusy, LedgerError
from toolkit.domain.sheets import EVENTS, FINDINGS, REGISTER, SETTINGS
from toolkit.ledger.book import Workbook
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.live.book import LiveBook
from toolkit.ledger.live.plan import plan
from toolkit.routines import adopt
from toolkit.routines.opening import open_office
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace
from toolkit.routines.writing import changes

TODAY = date(2022, 7, 1)


@pytest.fixture
def taken(tmp_path: Path) -> tuple[Workbook, ChangeSet]:
    """An adopted ledger as read, and what `deadlines` would write."""
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook(title="2022年督查台账"))
    workspace = Workspace.find(path, tmp_path)
    adopt.run(path, workspace, sheet=None, header_rows=None, mapping={}, dry_run=False, today=TODAY, progress=silent)
    book = ClosedBook(path, tmp_path / "x")
    model = book.read()
    office = open_office(book, workspace, TODAY, silent)
    return model, changes(office.judgements(), office.checked())


def test_own_cells_are_few_blocks(taken: tuple[Workbook, ChangeSet]) -> None:
    """Rows that follow one another and columns of one kind are one block, however many they are; only own columns are touched."""
    model, wanted = taken
    [ledger] = model.ledgers
    blocks = [block for block in plan(model, wanted).blocks if block.sheet == ledger.sheet]
    assert len(blocks) <= 4
    own = set(ledger.own.values())
    assert all(set(range(block.column, block.last[1] + 1)) <= own for block in blocks)
    assert all(block.row > ledger.header[1] for block in blocks)
    assert sum(len(block.rows) * len(block.rows[0]) for block in blocks) == len(own) * (ledger.last_row - ledger.first_row + 1)


def test_what_staff_merged_below_the_list_stays(taken: tuple[Workbook, ChangeSet]) -> None:
    """A note below the list that stands in our columns is not parted, an empty block that a deleted item left is."""
    model, wanted = taken
    [ledger] = model.ledgers
    first, last = min(ledger.own.values()), max(ledger.own.values())
    grid, end = model.grid(ledger.sheet), ledger.last_row
    assert grid is not None
    note, left = (end + 3, first, end + 3, last), (end + 5, first, end + 6, first)
    rows = [list(row) for row in grid.rows]
    rows += [[""] * (last + 1) for _ in range(end + 7 - len(rows))]
    rows[end + 2][first - 1] = "备注：本页由督查室填写"
    merged = replace(grid, rows=rows, merges=(*grid.merges, note, left))
    grids = tuple(merged if each is grid else each for each in model.grids)
    assert [area for _, area in plan(replace(model, grids=grids), wanted).parted] == [left]


def test_only_formulas_of_ours_are_formulas(taken: tuple[Workbook, ChangeSet]) -> None:
    """Texts go in as values; a link is a formula in which quotes of a sheet's name or a text cannot end the string."""
    model, _ = taken
    row = ("错误", Link('a"b!C3', 'x"y', "C3"), "=1+1", "字段", "规则", '=HYPERLINK("x")', None, 1)
    blocks = plan(model, ChangeSet(rewritten={FINDINGS.name: [row]})).blocks
    formulas = [text for block in blocks for line in block.formulas for text in line if text]
    assert formulas == ['=HYPERLINK("#\'x""y\'!C3","a""b!C3")']
    values = [cell for block in blocks if not block.formulas for cell in block.rows[0]]
    assert "=1+1" in values


def test_what_cannot_be_worked_out_again_is_saved_at_once(taken: tuple[Workbook, ChangeSet]) -> None:
    """Events and settings are permanent, own cells are not, and an empty list is nothing."""
    model, wanted = taken
    assert not plan(model, wanted).permanent
    assert not plan(model, ChangeSet(appended={REGISTER.name: []})).permanent
    event = (TODAY, "1", None, "签收", None, None, None, None)
    made = plan(model, ChangeSet(appended={EVENTS.name: [event]}))
    assert made.permanent
    assert {block.row for block in made.blocks} == {model.own[EVENTS.name].last_row + 1}
    assert plan(model, ChangeSet(settings={"发送电脑": "甲"})).permanent
    assert plan(model, ChangeSet(filled={SETTINGS.name: {3: {"值": "x"}}})).permanent


def test_new_rows_need_a_closed_file(taken: tuple[Workbook, ChangeSet]) -> None:
    """New items are refused with a sentence that says what to do; an accepted answer is saved at once."""
    model, _ = taken
    sheet = model.ledgers[0].sheet
    with pytest.raises(LedgerBusy, match="保存并关闭"):
        plan(model, ChangeSet(items={sheet: [NewItem("x", {})]}))
    assert plan(model, ChangeSet(accepted=[Accepted(sheet, 3, 3, "答复")])).permanent


def test_a_book_that_was_not_read_has_nothing_to_tell(tmp_path: Path) -> None:
    """Who asks too early is told so."""
    with pytest.raises(LedgerError, match="还没有读取"):
        _ = LiveBook(tmp_path / "台账.xlsx", None).model
