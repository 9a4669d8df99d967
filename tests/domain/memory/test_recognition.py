"""Which row is which item, whatever people do to rows and whatever became of the own columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import SHEET, an_item
from toolkit.domain.identity import with_ids
from toolkit.domain.item import Item, Raw
from toolkit.domain.memory.recognition import NEW, recognised
from toolkit.domain.memory.records import Record, plain, seen

WORDS = ("建设学校", "整治积水", "化解信访积案", "修剪行道树", "改造老旧小区", "新开公交线路", "修缮步道", "清理河道")
UNITS = ("市教育局", "市住建局", "市信访局")


def row(number: Raw, matter: str, unit: str = "市教育局", beside: str = "", **cells: Raw) -> Item:
    """A row with a 督办编号 beside it."""
    item = an_item(
        "", own={"督办编号": beside} if beside else {}, 编号=number, 督查事项=matter, 牵头单位=unit, 完成时限="2026年底前"
    )
    return replace(item, cells=item.cells | cells)


def record(key: str, item: Item, gone: date | None = None) -> Record:
    return Record(key, SHEET, plain(seen(item)), gone)


KNOWN = [record(f"A{n}", row(f"A{n}", WORDS[n], UNITS[n % 3])) for n in range(4)]


def known(n: int, beside: str = "", **cells: Raw) -> Item:
    """The row of one of the known items."""
    found = row(f"A{n}", WORDS[n], UNITS[n % 3], beside or f"A{n}")
    return replace(found, cells=found.cells | cells)


def test_untouched_rows() -> None:
    """What stands where it stood."""
    assert recognised([known(n) for n in range(4)], KNOWN) == ["A0", "A1", "A2", "A3"]


def test_own_columns_left_behind_by_a_sort() -> None:
    """The rows are what they say, not what stands beside them."""
    assert recognised([known(3 - n, f"A{n}") for n in range(4)], KNOWN) == ["A3", "A2", "A1", "A0"]


def test_renumbered_rows() -> None:
    """Counts that moved on by one: each row stays itself, though its 编号 was another's."""
    rows = [known(n, 编号=f"A{n + 1}") for n in range(4)]
    assert recognised(rows, KNOWN) == ["A0", "A1", "A2", "A3"]


def test_renumbered_and_edited() -> None:
    """A further cell that changed makes no difference."""
    rows = [known(n, 编号=f"A{n + 1}", 完成时限="2027年3月底前") for n in range(4)]
    assert recognised(rows, KNOWN) == ["A0", "A1", "A2", "A3"]


def test_a_new_row_under_a_number_that_moved_on() -> None:
    """A row inserted at the top takes the first number; the others are counted on."""
    rows = [row("A0", "筹备人代会"), *(known(n, 编号=f"A{n + 1}") for n in range(4))]
    assert recognised(rows, KNOWN) == [NEW, "A0", "A1", "A2", "A3"]


def test_a_copied_row() -> None:
    """Of a row and its copy, the one that is as it was last seen keeps the 督办编号, wherever it stands."""
    assert recognised([known(1, 督查事项="整治积水（二期）"), known(1)], KNOWN) == [NEW, "A1"]


def test_a_row_rewritten_under_its_number() -> None:
    """The 编号 is staff's own: a row that bears it is that item, whatever else was changed."""
    changed = known(2, 督查事项="另一件事", 牵头单位="市水利局", 完成时限="长期")
    assert recognised([changed], KNOWN) == ["A2"]


def test_a_number_used_again() -> None:
    """The same 编号 alone is not enough: a row without the 督办编号 and without any likeness is another item."""
    assert recognised([row("A2", "筹备人代会", "市水利局", 完成时限="长期")], KNOWN) == [NEW]
    assert recognised([row("A2", WORDS[2], "市水利局", 完成时限="长期")], KNOWN) == ["A2"]


def test_sorted_and_numbered_anew_by_place() -> None:
    """The new 编号 agrees with the 督办编号 left behind; what stands in the rows says whose they are."""
    assert recognised([known(3 - n, f"A{n}", 编号=f"A{n}") for n in range(4)], KNOWN) == ["A3", "A2", "A1", "A0"]


def test_another_matter_typed_over_a_row() -> None:
    """New 编号, new matter, other unit: a new item, though the old 督办编号 still stands beside it."""
    assert recognised([known(2, 编号="A9", 督查事项="筹备人代会", 牵头单位="市水利局")], KNOWN) == [NEW]


def test_reworded_where_staff_number_nothing() -> None:
    """Without 编号 the 督办编号 beside a row is believed as long as the row is like what it was."""
    then = record("DB-0001", row(None, "推进全市中小学校建设"))
    assert recognised([row(None, "推进全市中小学建设（含幼儿园）", "市水利局", "DB-0001")], [then]) == ["DB-0001"]
    assert recognised([row(None, "筹备人代会", "市水利局", "DB-0001", 责任人="甲", 文号="1号")], [then]) == [NEW]


def test_cut_and_pasted_without_own_cells() -> None:
    """A row that lost its own cells on the way is known by what stands in it."""
    assert recognised([row("A2", WORDS[2], UNITS[2])], KNOWN) == ["A2"]


def test_a_row_that_comes_back() -> None:
    """Pasted again a week later it is the old item; another matter under its number is not."""
    gone = replace(KNOWN[1], gone=date(2026, 3, 1))
    assert recognised([row("A1", WORDS[1], UNITS[1])], [gone]) == ["A1"]
    assert recognised([row("A1", "筹备人代会", "市水利局")], [gone]) == [NEW]


def test_a_number_that_is_not_among_the_records() -> None:
    """What another program or a broken run gave is left to stand."""
    assert recognised([row("A7", "新事项", beside="DB-0009")], KNOWN) == [None]


CELLS = st.fixed_dictionaries(
    {
        "编号": st.sampled_from([None, "1", "2", "3"]),
        "督查事项": st.sampled_from([None, *WORDS]),
        "牵头单位": st.sampled_from(UNITS),
    }
)
LEDGER = st.lists(CELLS, max_size=8)


def filled(cells: Mapping[str, Raw]) -> Item:
    return replace(an_item(""), cells=dict(cells))


@given(LEDGER, LEDGER, st.lists(st.sampled_from(["", "1", "2", "DB-0001", "DB-0002", "x"]), min_size=8, max_size=8))
def test_never_two_rows_for_one_item(before: list[Mapping[str, Raw]], now: list[Mapping[str, Raw]], beside: list[str]) -> None:
    """Whatever was seen and whatever stands there: no item twice, every id and every 督办编号 once."""
    then = with_ids([filled(cells) for cells in before])
    records = [record(item.key, item) for item in then]
    rows = [replace(filled(cells), own={"督办编号": key}) for cells, key in zip(now, beside, strict=False)]
    found = recognised(rows, records)
    named = with_ids(rows, (), {index: key for index, key in enumerate(found) if key is not None})
    keys = [key for key in found if key]
    assert len(keys) == len(set(keys))
    assert len({item.id for item in named}) == len({item.key for item in named}) == len(rows)


@given(st.permutations(range(8)), st.permutations(range(8)))
def test_any_order_of_rows_beside_any_order_of_own_columns(rows: list[int], own: list[int]) -> None:
    """Items that differ are found again in whatever order rows and own columns are."""
    items = [row(None, word, UNITS[n % 3]) for n, word in enumerate(WORDS)]
    records = [record(f"DB-{n}", item) for n, item in enumerate(items)]
    shuffled = [replace(items[n], own={"督办编号": f"DB-{own[place]}"}) for place, n in enumerate(rows)]
    assert recognised(shuffled, records) == [f"DB-{n}" for n in rows]
