"""The 反馈收件 sheet: what came in by mail, one row an answer, written by the toolkit alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolkit.domain.changes import Value
from toolkit.domain.desk import Rows
from toolkit.domain.feedback.answers import Receipt, mark
from toolkit.domain.item import Event, Raw, as_text
from toolkit.domain.papers.escalation import say_day
from toolkit.domain.papers.proposals import Proposal
from toolkit.domain.sheets import RECEIVED


def rows_of(receipts: Sequence[Receipt], standing: Rows) -> list[tuple[Value, ...]]:
    """The whole sheet: every receipt, and what stands there of receipts that this machine's journal does not know."""
    found: dict[int, tuple[Value, ...]] = {
        number: tuple(cells.get(name) for name in RECEIVED.headers()) for number, cells in _numbered(standing)
    }
    found |= {receipt.number: _row(receipt) for receipt in receipts}
    return [found[number] for number in sorted(found)]


def highest(standing: Rows) -> int:
    """The highest 收件编号 that stands in the sheet, 0 without any."""
    return max((number for number, _ in _numbered(standing)), default=0)


def waiting_in(receipts: Iterable[Receipt], standing: Rows) -> frozenset[tuple[str, str]]:
    """(item id, unit) of the answers that wait for a person; the journal knows better than the sheet."""
    known = {receipt.number: receipt for receipt in receipts}
    there = {
        (as_text(cells.get("编号")), as_text(cells.get("单位")))
        for number, cells in _numbered(standing)
        if number not in known and as_text(cells.get("处理")) == "待审"
    }
    ours = {(each.answer.item, each.answer.unit) for each in known.values() if each.state == "待审"}
    return frozenset(pair for pair in there | ours if pair[0])


def entered(receipt: Receipt, events: Mapping[str, Sequence[Event]]) -> bool:
    """Whether 过程记录 (events by item id) holds what a person decided about an answer already, whatever the journal says."""
    return any(mark(receipt.number) in event.what for event in events.get(receipt.answer.item, ()))


def to_decide(receipts: Iterable[Receipt]) -> list[Proposal]:
    """What waits for a person, as proposals of the day."""
    return [
        Proposal(
            "来信待审",
            each.answer.item,
            each.answer.unit,
            f"收件{each.number}，{say_day(each.day)}收到{each.answer.kind}，请采纳或退回",
        )
        for each in receipts
        if each.state == "待审"
    ]


def _numbered(standing: Rows) -> Iterator[tuple[int, Mapping[str, Raw]]]:
    for _, cells in standing:
        number = as_text(cells.get("收件编号"))
        if number.isdecimal():
            yield int(number), cells


def _row(receipt: Receipt) -> tuple[Value, ...]:
    said = receipt.answer
    return (
        receipt.number, receipt.state, receipt.day, said.unit, said.item or None, said.kind, said.what or None, said.progress or None,
        said.done or None, said.problems or None, said.expected or None, receipt.sender, receipt.decided, receipt.note or None,
        receipt.folder or None,
    )  # fmt: skip
