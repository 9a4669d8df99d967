"""What is to be written into a workbook, as pure values: the domain and the routines build it, an adapter applies it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

OWN_COLUMNS: tuple[str, ...] = (
    "灯", "剩余天数", "提示", "当前时限", "反馈时限", "办结时限", "预警日", "办理状态", "依据", "督办编号",
)  # fmt: skip
"""The toolkit's own columns, in the order in which they stand directly right of the ledger."""


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that jumps to another cell of the same workbook when clicked."""

    text: str
    sheet: str
    cell: str


Value = str | int | float | bool | date | datetime | Link | None


@dataclass(frozen=True, slots=True)
class OwnRow:
    """The toolkit's own cells of one item; a block of rows has them once, merged as the block is.

    light and days_left become formulas (over current, warn_from and staff's closing column) whose cached
    values these are; closed-by columns are the adapter's business.
    """

    row: int
    last_row: int
    light: str
    days_left: int | None
    hint: str
    current: date | None
    feedback: date | None
    done: date | None
    warn_from: date | None
    status: str
    basis: str
    id: str
    fixed_light: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """A unit's answer that a person has accepted: the one thing that is ever entered into staff's columns.

    row, last_row: the item's place; append: a line that goes below what stands in 办理情况 ("": none); fill: the 反馈日期,
    entered only where that cell is empty. A column that the ledger does not have is passed over.
    """

    sheet: str
    row: int
    last_row: int
    append: str = ""
    fill: date | None = None


@dataclass(frozen=True, slots=True)
class NewItem:
    """A new row of a ledger, put in on a person's word (intake): its cells by canonical field, and its 督办编号.

    A field without a column in that ledger is left out.
    """

    id: str
    cells: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Everything one routine wants written, in one piece.

    items: ledger sheet name -> new rows below its last item (nothing that stands there is written; put in before all else);
    ledgers: ledger sheet name -> own cells of its items;
    rewritten: own sheet -> all its rows (a sheet that only the robot writes: 校验结果);
    appended: own sheet -> rows added below what stands there;
    filled: own sheet -> worksheet row -> {column: value}, for columns that the toolkit alone fills (收文登记's 事项编号);
    settings: 设置 item -> value (the toolkit's own items only: 台账标识, 发送电脑 …);
    accepted: answers that a person has accepted, entered into staff's columns.
    Rows are tuples in the order of the own sheet's columns (domain/sheets.py).
    """

    ledgers: Mapping[str, Sequence[OwnRow]] = field(default_factory=dict)
    rewritten: Mapping[str, Sequence[tuple[Value, ...]]] = field(default_factory=dict)
    appended: Mapping[str, Sequence[tuple[Value, ...]]] = field(default_factory=dict)
    settings: Mapping[str, Value] = field(default_factory=dict)
    items: Mapping[str, Sequence[NewItem]] = field(default_factory=dict)
    filled: Mapping[str, Mapping[int, Mapping[str, Value]]] = field(default_factory=dict)
    accepted: Sequence[Accepted] = ()

    def __bool__(self) -> bool:
        return bool(
            self.ledgers or self.rewritten or self.appended or self.settings or self.items or self.filled or self.accepted
        )
