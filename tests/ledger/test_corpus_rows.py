"""New rows and carried items on nasty workbooks: said no to, or done so that nothing of theirs is lost."""

from __future__ import annotations

import pytest

from tests.ledger.journey import audit, part_of, readable
from tests.ledger.test_adopt_release import adopted, judged
from tests.support.corpus import Case, all_cases
from tests.support.parts import foreign, parts
from toolkit.domain.changes import ChangeSet, NewItem
from toolkit.domain.errors import LayoutError
from toolkit.ledger import carry
from toolkit.ledger.package import model, patcher, reader

KEPT = [case for case in all_cases().values() if not case.refused]


def says_what_to_do(refused: LayoutError) -> None:
    assert "请" in str(refused)


@pytest.mark.parametrize("case", KEPT, ids=lambda case: case.name)
def test_new_rows_leave_every_old_cell_as_it_was(case: Case) -> None:
    """The two new items are read, every old cell has the same bytes, and only parts that list rows have changed."""
    before = judged(adopted(case.make(), sheet=case.sheet).data)
    part = reader.open_package(before)
    book = model.build(part)
    ledger = next(each for each in book.ledgers if each.sheet == case.sheet)
    items = [NewItem(f"N{index}", {"督查事项": f"新事项{index}", "编号": f"N{index}"}) for index in (1, 2)]
    try:
        after, _ = patcher.apply(part, book, ChangeSet(items={case.sheet: items}))
    except LayoutError as refused:
        says_what_to_do(refused)
        return
    new = next(each for each in model.build(reader.open_package(after)).ledgers if each.sheet == case.sheet)
    assert [item.cells for item in new.items[: len(ledger.items)]] == [item.cells for item in ledger.items]
    assert [item.cells["督查事项"] for item in new.items[len(ledger.items) :]] == ["新事项1", "新事项2"]
    was, now, page = parts(before), parts(after), part_of(before, case.sheet)
    changed = {name for name in was if was[name] != now[name]}
    assert {
        name
        for name in changed
        if "/tables/" not in name and not name.endswith(("workbook.xml", "book.xml", "styles.xml", "formate.xml"))
    } <= {page}
    a, b = foreign(was[page]).cells, foreign(now[page]).cells
    fresh = {row for item in new.items[len(ledger.items) :] for row in range(item.row, item.last_row + 1)}
    assert {key: cell for key, cell in b.items() if int(key.partition(",")[0]) not in fresh} == {
        key: cell for key, cell in a.items() if int(key.partition(",")[0]) not in fresh
    }
    if not case.odd:
        readable(after)
        assert audit(after) <= audit(before)


@pytest.mark.parametrize("case", KEPT, ids=lambda case: case.name)
def test_carried_items_bring_all_their_cells(case: Case) -> None:
    """Every other item goes: the rest has the cells it had, other sheets are the same bytes, and other programs read it."""
    before = judged(adopted(case.make(), sheet=case.sheet).data)
    part = reader.open_package(before)
    book = model.build(part)
    ledger = next(each for each in book.ledgers if each.sheet == case.sheet)
    going = [item for index, item in enumerate(ledger.items) if index % 2 == 0]
    try:
        after = carry.carried(part, book, {(item.sheet, item.row) for item in going}, {}).data
    except LayoutError as refused:
        says_what_to_do(refused)
        return
    new = next(each for each in model.build(reader.open_package(after)).ledgers if each.sheet == case.sheet)
    assert [item.cells for item in new.items] == [item.cells for item in going]
    assert [len(item.nodes) for item in new.items] == [len(item.nodes) for item in going]
    was, now, page = parts(before), parts(after), part_of(before, case.sheet)
    pages = {name for name in was if "/sheet" in name and name.endswith(".xml") and "/_rels/" not in name} - {page}
    assert {name: was[name] for name in pages} == {name: now[name] for name in pages}
    if not case.odd:
        readable(after)
        assert audit(after) <= audit(before)
