"""Any days of a desk: after each thing that people do to rows, every item is still itself, and has its own 督办编号."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import SHEET, TODAY, an_item
from toolkit.domain.identity import with_ids
from toolkit.domain.item import Item, Raw, as_text
from toolkit.domain.memory.recognition import recognised
from toolkit.domain.memory.records import Record, plain, seen

PLACES = ("海州", "连云", "赣榆", "东海", "灌云", "灌南")
WORKS = (
    "新建幼儿园",
    "整治积水点",
    "化解信访积案",
    "改造供水管网",
    "建设农村公路",
    "清理入海排口",
    "推进行道树修剪",
    "新增停车泊位",
)


@dataclass
class Row:
    """One row of the sheet: the test's own name for the item, staff's cells, the 督办编号 that stands beside."""

    truth: int
    cells: dict[str, Raw]
    beside: str


class Clerk:
    """Does one thing to the rows at a time, and now and then several."""

    def __init__(self, chance: random.Random, numbered: bool) -> None:
        self.chance, self.numbered, self.count = chance, numbered, 0
        self.rows = [self.fresh() for _ in range(9)]

    def fresh(self) -> Row:
        self.count += 1
        works, place = WORKS[self.count % 8], PLACES[self.count // 8 % 6]
        cells: dict[str, Raw] = {
            "编号": f"N{self.count:03d}" if self.numbered else None, "督查事项": f"{place}{works}第{self.count}批",
            "牵头单位": f"市{self.chance.choice(works)}局", "完成时限": f"2026年{self.count % 12 + 1}月底前", "责任人": f"科长{self.count}",
        }  # fmt: skip
        return Row(self.count, cells, "")

    def sort_all(self) -> None:
        self.chance.shuffle(self.rows)

    def sort_staff_columns(self) -> None:
        beside = [row.beside for row in self.rows]
        self.chance.shuffle(self.rows)
        for row, key in zip(self.rows, beside, strict=True):
            row.beside = key

    def insert(self) -> None:
        self.rows.insert(self.chance.randrange(len(self.rows) + 1), self.fresh())

    def delete(self) -> None:
        if len(self.rows) > 2:
            self.rows.pop(self.chance.randrange(len(self.rows)))

    def edit(self) -> None:
        row = self.chance.choice(self.rows)
        row.cells[self.chance.choice(["牵头单位", "完成时限", "责任人"])] = f"改{self.chance.random()}"

    def copy(self) -> None:
        """A row copied with its own cells, above or below, and made into another matter, the 编号 left as it was."""
        row, other = self.chance.choice(self.rows), self.fresh()
        cells = other.cells | {"编号": row.cells["编号"]}
        self.rows.insert(self.chance.randrange(len(self.rows) + 1), Row(other.truth, cells, row.beside))

    def renumber(self) -> None:
        if self.numbered:
            for place, row in enumerate(self.rows, 1):
                row.cells["编号"] = f"N{place:03d}"

    def lose_own_cells(self) -> None:
        self.chance.choice(self.rows).beside = ""


@given(st.integers(0, 2**32), st.booleans())
def test_every_item_stays_itself(seed: int, numbered: bool) -> None:
    """Whatever was done, the 督办编号 of an item is the one that it had; a new row has one that no item ever had."""
    chance = random.Random(seed)
    clerk = Clerk(chance, numbered)
    known: dict[int, str] = {}
    records: list[Record] = []
    things = (
        clerk.sort_all, clerk.sort_staff_columns, clerk.insert, clerk.delete, clerk.edit, clerk.copy, clerk.renumber, clerk.lose_own_cells,
    )  # fmt: skip
    for day in range(8):
        if day:
            chance.choice(things)()
        rows = [item(row) for row in clerk.rows]
        found = recognised(rows, records) if records else [None] * len(rows)
        mended = {index: key for index, key in enumerate(found) if key is not None} if records else None
        named = with_ids(rows, (), mended, [record.key for record in records])
        keys = [each.key for each in named]
        assert len(set(keys)) == len({each.id for each in named}) == len(keys)
        for row, key in zip(clerk.rows, keys, strict=True):
            assert known.get(row.truth, key) == key
            assert row.truth in known or key not in known.values()
            known[row.truth], row.beside = key, key
        gone = [replace(record, gone=TODAY) for record in records if record.key not in keys]
        records = [*gone, *(Record(key, SHEET, plain(seen(each))) for key, each in zip(keys, named, strict=True))]


def item(row: Row) -> Item:
    made = an_item("")
    return replace(made, id=as_text(row.cells["编号"]), cells=dict(row.cells), own={"督办编号": row.beside} if row.beside else {})
