"""收文登记: what came in and was approved becomes one or several items 〔五(一) 分解立项〕."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.domain.changes import NewItem, Value
from toolkit.domain.desk import Rows
from toolkit.domain.item import Raw, as_text
from toolkit.domain.numbers import Pattern, next_count, next_given, pattern_of
from toolkit.domain.reading.celldate import cell_date

_PARTS = re.compile(r"[|\uff5c]")
_COUNTED = re.compile(r"^\s*(?:[(\uff08]?\d{1,2}[)\uff09、]|\d{1,2}[.\uff0e](?!\d)|[①-⑳])\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """One item to be: the matter, and what its line says besides of 牵头单位 and 完成时限 ("" where it says nothing)."""

    matter: str
    unit: str = ""
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One approved row of 收文登记 that has not been taken in yet. received, approved: None where the cell names no full day."""

    row: int
    number: str
    sender: str
    title: str
    source: str
    approver: str
    received: date | None = None
    approved: date | None = None
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """An item that a paper became: parent is the number of the item of which it is a part, "" for none."""

    paper: Paper
    item: NewItem
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What stands in 收文登记: papers to be taken in, how many wait for approval, and (row, sentence) of what cannot be taken."""

    papers: tuple[Paper, ...] = ()
    waiting: int = 0
    left: tuple[tuple[int, str], ...] = ()


def read_intake(rows: Rows) -> Received:
    """Rows of 收文登记: 批准人 filled and 事项编号 empty is approved; without 批准人 it waits; with 事项编号 it is done."""
    papers: list[Paper] = []
    left: list[tuple[int, str]] = []
    waiting = 0
    for row, cells in rows:
        text = {name: as_text(raw) for name, raw in cells.items()}
        if text.get("事项编号") or not any(text.get(name) for name in ("来文号", "来文内容", "拆分为")):
            continue
        if not text.get("批准人"):
            waiting += 1
            continue
        lines = tuple(_lines(text.get("拆分为", "")))
        if not text.get("来文内容") and len(lines) != 1:
            left.append((row, "已批准，但没有填写“来文内容”，未登入台账；请补填"))
            continue
        unread = [name for name in ("收文日期", "批准日期") if text.get(name) and cell_date(cells.get(name)) is None]
        left += [(row, f"{name}“{text[name]}”读不出是哪一天，立项日期请在台账中核对") for name in unread]
        papers.append(
            Paper(
                row, text.get("来文号", ""), text.get("来文单位", ""), text.get("来文内容", "") or lines[0].matter, text.get("事项来源", ""),
                text["批准人"], cell_date(cells.get("收文日期")), cell_date(cells.get("批准日期")), lines,
            )
        )  # fmt: skip
    return Received(tuple(papers), waiting, tuple(left))


def _lines(text: str) -> Iterator[Line]:
    """拆分为: one item a line, 事项｜牵头单位｜完成时限; a count at the beginning (1. ① （1）) is left out."""
    for line in text.splitlines():
        parts = [part.strip() for part in _PARTS.split(_COUNTED.sub("", line))]
        if parts[0]:
            yield Line(*parts[:3])


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger that takes items in, as numbering needs it.

    numbers: 编号 of its rows as typed, top to bottom, empty ones left out; rows: how many items it has; fields: canonical
    field -> header text; known: every number met anywhere (ids, events, registers, last year's), so that none is used twice.
    """

    fields: Mapping[str, str]
    numbers: Sequence[Raw]
    rows: int
    known: Iterable[str]


def take_in(papers: Sequence[Paper], ledger: Ledger, today: date) -> list[Taken]:
    """The new items of approved papers, in order, numbered after the staff's own pattern.

    One line or none is one item; several are a parent with sub-items .1 .2. Where staff number nothing, items get the next
    督办编号 and 编号 stays empty.
    """
    typed = [as_text(number) for number in ledger.numbers]
    known = [*typed, *ledger.known]
    pattern = _pattern(ledger, typed, today)
    number = isinstance(ledger.numbers[-1], int | float) if ledger.numbers else False
    count = next_count(pattern, typed, known) if pattern else next_given(known)
    given = pattern or Pattern("DB-", "", 4)
    taken: list[Taken] = []
    for paper in papers:
        top = given.say(count)
        count += 1
        only = paper.lines[0] if len(paper.lines) == 1 else Line(paper.title)
        value: Value = int(top) if number and top.isdecimal() else top
        taken.append(_item(paper, only, ledger, top, value if pattern else None))
        for index, line in enumerate(paper.lines if len(paper.lines) > 1 else (), 1):
            child = f"{top}.{index}"
            taken.append(_item(paper, line, ledger, child, child if pattern else None, top))
    return taken


def _pattern(ledger: Ledger, typed: Sequence[str], today: date) -> Pattern | None:
    if "编号" not in ledger.fields or (ledger.rows and not typed):
        return None
    return pattern_of(typed[-1], today) if typed else Pattern(f"{today.year}-", "", 3)


def _item(paper: Paper, line: Line, ledger: Ledger, name: str, typed: Value, parent: str = "") -> Taken:
    """The cells of an item: what 收文登记 says, and nothing that it does not say."""
    header = ledger.fields.get("立项日期", "")
    opened = paper.received if any(word in header for word in "收来") else paper.approved or paper.received
    cells: dict[str, Value] = {
        "编号": typed, "督查事项": line.matter, "事项来源": paper.source or None, "文号": paper.number or None, "立项日期": opened,
        "牵头单位": line.unit or None, "完成时限": line.limit or None, "备注": f"来文单位：{paper.sender}" if paper.sender else None,
    }  # fmt: skip
    return Taken(paper, NewItem(name, {field: value for field, value in cells.items() if value is not None}), parent)
