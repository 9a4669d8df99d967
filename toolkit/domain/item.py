"""The nouns of the desk: item, event, deadline, finding, judgement (domain words: 督查事项, 过程记录, 时限, 校验问题)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from toolkit.domain.words import LIGHTS as LIGHTS
from toolkit.domain.words import Light as Light

Raw = str | float | int | bool | date | datetime | None
"""A cell as read: text, number, truth value, date, or None where it is empty."""

Status = Literal["待交办", "待签收", "在办", "待审核", "退回重办", "待销号", "已销号", "中止"]
Level = Literal["error", "warning", "hint"]
Kind = Literal["反馈", "办结", "报告", "重报", "续报", "节点"]
Role = Literal["牵头", "责任", "配合"]

STATUSES: tuple[Status, ...] = ("待交办", "待签收", "在办", "待审核", "退回重办", "待销号", "已销号", "中止")
LEVEL_NAMES: Mapping[Level, str] = {"error": "错误", "warning": "提醒", "hint": "提示"}


@dataclass(frozen=True, slots=True)
class Node:
    """One line of an item that is spread over several rows: its own 时间节点 text.

    row: 1-based worksheet row; raw: the cell as typed.
    """

    row: int
    raw: Raw


@dataclass(slots=True)
class Item:
    """One 督查事项: a ledger row, or a block of merged rows.

    id: staff's own 编号 where it is unique, else the 督办编号 in the toolkit's column, else "" (to be given).
    row, last_row: 1-based first and last worksheet row (equal for a plain row).
    cells: canonical field name -> cell as read; a field without a column, or with an empty cell, may be absent.
    columns: canonical field name -> column letter; one mapping shared by all items of a sheet.
    nodes: 时间节点 cells of the block, top to bottom, empty ones left out.
    section: text of the section row above ("一、民生实事"), "" if none.
    own: 灯, 办理状态 and 督办编号 as they stood in the toolkit's own columns when read ({} before adoption).
    number: the 督办编号 that is this item's own, where that is neither the one read nor the id.
    """

    id: str
    sheet: str
    row: int
    last_row: int
    cells: dict[str, Raw]
    columns: Mapping[str, str] = field(default_factory=dict)
    nodes: tuple[Node, ...] = ()
    section: str = ""
    own: Mapping[str, Raw] = field(default_factory=dict)
    number: str = ""

    @property
    def key(self) -> str:
        """The 督办编号: it stays with an item for life, whatever becomes of its 编号."""
        return self.number or as_text(self.own.get("督办编号")) or self.id

    def has(self, name: str) -> bool:
        """Whether the ledger has a column for this field at all."""
        return name in self.columns

    def raw(self, name: str) -> Raw:
        """The cell as typed, None where it is empty or has no column."""
        return self.cells.get(name)

    def text(self, name: str) -> str:
        """The cell as one line of trimmed text, "" where it is empty; dates as 2026-03-05, whole numbers without .0."""
        raw = self.cells.get(name)
        return raw.strip() if isinstance(raw, str) else as_text(raw)

    def place(self, name: str) -> str:
        """The column letter of a field, "" where the ledger has none."""
        return self.columns.get(name, "")


def as_text(raw: Raw) -> str:
    """Any cell value as trimmed text: None -> "", 3.0 -> "3", a date -> ISO, True -> "是"."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == datetime.min.time() else raw.isoformat(" ", "minutes")
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw)


@dataclass(frozen=True, slots=True)
class Event:
    """One row of 过程记录.

    step is the 环节 (签收, 电话催办, 反馈, 审核通过, 退回, 延期, 中止, 恢复, 销号 …); via the 方式;
    row is the worksheet row, 0 for an event that is not in the sheet yet.
    """

    when: date
    item: str
    unit: str
    step: str
    via: str = ""
    what: str = ""
    by: str = ""
    attachment: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date with a basis (依据).

    raw: the text it was read from, "" where a rule gave it; label: what a milestone is for ("竣工交付"), or "";
    due, warn_from: dates (None where nothing can be judged: open or unclear texts);
    basis: one Chinese sentence in which every day named is true; provisional: a year without published holidays;
    soft: 力争-like targets; met: a reply already satisfied it (a milestone, an occurrence, a report).
    """

    kind: Kind
    raw: str
    due: date | None
    warn_from: date | None
    basis: str
    provisional: bool = False
    soft: bool = False
    label: str = ""
    met: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake in the data as a value (校验问题): where, which rule, how bad, and a sentence that quotes the cell.

    column: a letter, "" where the ledger has no such column; count: how many cells it stands for (unknown units: once a name).
    """

    sheet: str
    row: int
    column: str
    field: str
    rule: str
    level: Level
    message: str
    value: str = ""
    count: int = 1
    item: str = ""


@dataclass(slots=True)
class Judgement:
    """What the toolkit thinks of one item today. A value: nobody changes it (not frozen, since that makes each five times slower).

    current: the deadline that counts today (None: nothing to judge, or the unit's clock stands still);
    days_left: calendar days from today to current.due, negative when overdue, None without a current deadline;
    reason: why 中止 (撤销, 并案, 转办, 中止) or why a light was set by hand, else "";
    parts: 分别反馈 with several units: each unit's own judgement; the item then stands where the furthest behind of them does.
    """

    item: Item
    status: Status
    light: Light
    deadlines: tuple[Deadline, ...] = ()
    current: Deadline | None = None
    days_left: int | None = None
    reason: str = ""
    hint: str = ""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's part in an item whose units answer apart (分别反馈): its name, its role, and how it stands by itself."""

    unit: str
    role: Role
    judgement: Judgement
