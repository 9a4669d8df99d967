"""Which row is which item: people sort, insert, copy, cut and renumber, and the own columns do not always go along.

A 督办编号 beside a row is believed where the row is what was last seen under it. Else what stands in the row decides:
first rows that are the same to the letter, then rows that were only renumbered, then the likest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from toolkit.domain.item import Item, as_text
from toolkit.domain.memory.records import Record, plain, seen

NEW = ""
"""A row that is none of the items known."""
_ALIKE = 0.6
"""From here on two texts are two wordings of one matter (ratio of difflib)."""
_HALF = 0.5

Fields = Mapping[str, str]
_Same = Callable[[Fields, Fields], bool]


def recognised(rows: Sequence[Item], records: Sequence[Record]) -> list[str | None]:
    """For each row the 督办编号 of the item that it is, NEW for none of these, None where the 督办编号 beside it is not among
    the records and nothing speaks against it. No item is found twice."""
    return _Search(rows, records).run()


class _Search:
    def __init__(self, rows: Sequence[Item], records: Sequence[Record]) -> None:
        self.now: list[Fields] = [plain(seen(row)) for row in rows]
        self.carried = [as_text(row.own.get("督办编号")) for row in rows]
        self.open = {record.key: record for record in sorted(records, key=lambda record: record.gone is not None)}
        self.known = frozenset(self.open)
        self.found: dict[int, str] = {}

    def run(self) -> list[str | None]:
        self._believed(lambda now, then: now == then)
        self._same(lambda fields: fields)
        self._believed(lambda now, then: _unnumbered(now) == _unnumbered(then))
        self._same(_unnumbered)
        self._likest()
        return [self.found.get(index, NEW if self._unknown(index) else None) for index in range(len(self.now))]

    def _unknown(self, index: int) -> bool:
        return not self.carried[index] or self.carried[index] in self.known

    def _take(self, index: int, key: str) -> None:
        self.found[index] = key
        del self.open[key]

    def _rest(self) -> Iterator[int]:
        return (index for index in range(len(self.now)) if index not in self.found)

    def _believed(self, same: _Same) -> None:
        """Rows that are what was seen under the 督办编号 beside them."""
        for index in list(self._rest()):
            record = self.open.get(self.carried[index])
            if record is not None and same(self.now[index], record.fields):
                self._take(index, record.key)

    def _same(self, told: Callable[[Fields], Fields]) -> None:
        """Rows that are to the letter what was seen elsewhere, in all that is told of them: sorted, cut and pasted, or
        without their own cells. Of several such the first, unless the 编号 is left out: then none."""
        known: dict[frozenset[tuple[str, str]], list[str]] = defaultdict(list)
        for record in self.open.values():
            known[frozenset(told(record.fields).items())].append(record.key)
        for index in list(self._rest()):
            keys = known.get(frozenset(told(self.now[index]).items()))
            if keys and self.now[index].get("督查事项") and (told is not _unnumbered or len(keys) == 1):
                self._take(index, keys.pop(0))

    def _likest(self) -> None:
        """The others: by 编号, by the 督办编号 beside them, by their matter; the surest first."""
        numbers = _once(record.fields.get("编号", "") for record in self.open.values())
        matters = _once(record.fields.get("督查事项", "") for record in self.open.values())
        typed = Counter(self.now[index].get("编号", "") for index in range(len(self.now)))
        by_number = {record.fields["编号"]: record.key for record in self.open.values() if record.fields.get("编号") in numbers}
        by_matter = {
            record.fields["督查事项"]: record.key for record in self.open.values() if record.fields.get("督查事项") in matters
        }
        pairs: list[tuple[float, int, str]] = []
        for index in self._rest():
            now, number = self.now[index], self.now[index].get("编号", "")
            same_number = by_number.get(number, "") if typed[number] == 1 else ""
            candidates = dict.fromkeys((same_number, self.carried[index], by_matter.get(now.get("督查事项", ""), "")))
            likely = [(self._sure(index, key, key == same_number), key) for key in candidates if key in self.open]
            pairs += [(-sure, index, key) for sure, key in likely if sure]
        for _, index, key in sorted(pairs):
            if index not in self.found and key in self.open:
                self._take(index, key)

    def _sure(self, index: int, key: str, same_number: bool) -> float:
        """How much speaks for a row being an item, 0 where it is not enough."""
        now, record = self.now[index], self.open[key]
        share, alike = _share(now, record.fields), _alike(now.get("督查事项", ""), record.fields.get("督查事项", ""))
        carried = self.carried[index] == key
        like = alike or share >= _HALF
        rewritten = same_number and carried and record.gone is None
        if not (rewritten or (like and (same_number or carried or share >= _HALF))):
            return 0
        return share + same_number + _HALF * carried + _HALF * alike


def _unnumbered(fields: Fields) -> Fields:
    return {name: text for name, text in fields.items() if name != "编号"}


def _once(texts: Iterable[str]) -> frozenset[str]:
    """Those that stand once, the empty one left out."""
    return frozenset(text for text, count in Counter(texts).items() if text and count == 1)


def _share(now: Fields, then: Fields) -> float:
    """The share of filled fields, the 编号 apart, that are the same."""
    names = (now.keys() | then.keys()) - {"编号"}
    return sum(now.get(name) == then.get(name) for name in names) / len(names) if names else 0.0


def _alike(one: str, other: str) -> bool:
    return bool(one and other) and (one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE)
