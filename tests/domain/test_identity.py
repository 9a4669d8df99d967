"""Who each row is: 编号 where it is unique, else the 督办编号, else a new one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import an_item
from toolkit.domain.identity import with_ids
from toolkit.domain.item import Item


def row(number: str | None, given_id: str | None = None) -> Item:
    """An item with a typed 编号 and the 督办编号 that the toolkit gave it."""
    return an_item("", 编号=number, own={"督办编号": given_id} if given_id else {})


def ids(*items: Item, known: tuple[str, ...] = ()) -> list[str]:
    return [item.id for item in with_ids(items, known)]


def test_own_numbers() -> None:
    """A 编号 that stands once is the id, whatever the toolkit gave."""
    assert ids(row("A1"), row("A2", "DB-0007")) == ["A1", "A2"]


def test_copied_rows() -> None:
    """Of rows with one 编号 each keeps its 督办编号; a copied 督办编号 stays with the first; the others get the next free one."""
    assert ids(row("A1", "DB-0003"), row("A1", "DB-0003"), row("A1")) == ["DB-0003", "DB-0004", "DB-0005"]


def test_no_number() -> None:
    """Rows without a 编号 are counted on behind every number that is known, also of events and the register."""
    assert ids(row(None), row(""), known=("DB-0041", "旧-12")) == ["DB-0042", "DB-0043"]
    assert ids(row(None)) == ["DB-0001"]


def test_a_given_number_that_somebody_typed() -> None:
    """A 督办编号 that is another row's own 编号 is not given twice."""
    assert ids(row("DB-0002"), row(None, "DB-0002")) == ["DB-0002", "DB-0003"]


def test_unchanged_items_stay_the_same() -> None:
    """An item that already bears its id is not copied."""
    item = an_item("A1", 编号="A1")
    assert with_ids([item])[0] is item


NUMBERS = st.one_of(st.none(), st.sampled_from(["A1", "A2", "DB-0001", "DB-0002"]))


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=8), st.lists(st.sampled_from(["DB-0001", "DB-0003", "x"])))
def test_always_unique(rows: list[tuple[str | None, str | None]], known: list[str]) -> None:
    """No two items share an id, and the same rows get the same ids again."""
    items = [row(number, given_id) for number, given_id in rows]
    found = with_ids(items, known)
    assert len({item.id for item in found}) == len(items)
    assert with_ids(found, known) == found
