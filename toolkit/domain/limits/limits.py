"""The 时限规则 sheet: which deadline an item has that names none itself (五(五), 七(二), 代表法, 本室规则)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit.domain.item import Finding, Item, Raw, as_text
from toolkit.domain.sheets import LIMITS, SOURCES
from toolkit.domain.sources import classify, source_of

ALL = "全部"
Unit = Literal["工作日", "日", "月"]
Start = Literal["交办日", "文件下发日", "纪要下发日"]
_KINDS: dict[str, Literal["反馈", "报告", "办结"]] = {"反馈": "反馈", "报告": "报告", "办结": "办结"}
_UNITS: dict[str, Unit] = {"工作日": "工作日", "日": "日", "天": "日", "月": "月", "个月": "月"}
_STARTS: dict[str, Start] = {"交办日": "交办日", "文件下发日": "文件下发日", "纪要下发日": "纪要下发日"}
_PARTS = re.compile(r"[、,;\uff0c\uff1b\n]")
_MOST: dict[str, int] = {"工作日": 500, "日": 3660, "月": 120}


@dataclass(frozen=True, slots=True)
class Limit:
    """One rule: items of these sources have this kind of deadline, amount × unit after the start day.

    sources: canonical names or an office's own words, or "全部"; amount: None where the office gives no number
    (then no date is computed, and a check asks for one); basis: the clause, as it is cited.
    """

    sources: tuple[str, ...]
    kind: Literal["反馈", "报告", "办结"]
    amount: int | None
    unit: Unit
    start: Start
    basis: str


def read_limits(rows: Sequence[tuple[int, Mapping[str, Raw]]]) -> tuple[tuple[Limit, ...], list[Finding]]:
    """Rows of 时限规则 -> rules in the order of the sheet, and findings for rows that cannot be used."""
    limits: list[Limit] = []
    findings: list[Finding] = []
    for row, cells in rows:
        texts = {name: as_text(cells.get(name)) for name in LIMITS.headers()}
        if texts["启用"] == "否" or not any(text for name, text in texts.items() if name != "启用"):
            continue
        try:
            limits.append(_limit(texts))
        except _RowError as problem:
            findings.append(_finding(row, problem.column, texts[problem.column], str(problem), "error"))
            continue
        for name in limits[-1].sources:
            if name != ALL and name not in SOURCES:
                message = f"事项来源“{name}”不在八类来源之内，只与台账中写法完全相同的事项相符，请核对"
                findings.append(_finding(row, "事项来源", texts["事项来源"], message, "hint"))
    return tuple(limits), findings


def limit_for(item: Item, limits: Sequence[Limit]) -> Limit | None:
    """The first rule that fits the item's source, None where none does."""
    source = source_of(item)
    return first_match(source.name if source else "", item.text("事项来源"), limits)


def first_match(name: str, typed: str, limits: Sequence[Limit]) -> Limit | None:
    """The first rule for a canonical source name ("" if unknown), or for the words as typed."""
    for limit in limits:
        if ALL in limit.sources or (name and name in limit.sources) or (typed and typed in limit.sources):
            return limit
    return None


class _RowError(ValueError):
    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def _limit(texts: Mapping[str, str]) -> Limit:
    kind = _KINDS.get(texts["种类"])
    if kind is None:
        raise _RowError("种类", "种类请填“反馈”“报告”或“办结”，本行规则未使用")
    sources = _sources(texts["事项来源"])
    if not sources:
        raise _RowError("事项来源", "请填写事项来源（几类用顿号隔开），或填“全部”；本行规则未使用")
    start = _STARTS.get(texts["起算日"] or "交办日")
    if start is None:
        raise _RowError("起算日", "起算日请填“交办日”“文件下发日”或“纪要下发日”，本行规则未使用")
    unit = _UNITS.get(texts["单位"])
    amount = _amount(texts["数量"])
    if amount is not None:
        if unit is None:
            raise _RowError("单位", "单位请填“工作日”“日”或“月”，本行规则未使用")
        if amount > _MOST[unit]:
            raise _RowError("数量", f"数量不能超过{_MOST[unit]}，本行规则未使用")
    return Limit(sources, kind, amount, unit or "工作日", start, texts["依据"] or "本室规则")


def _sources(text: str) -> tuple[str, ...]:
    names: list[str] = []
    for part in _PARTS.split(text):
        typed = part.strip()
        if not typed:
            continue
        source = classify(typed)
        names.append(source.name if source and typed != ALL else typed)
    return tuple(dict.fromkeys(names))


def _amount(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text) == 0:
        raise _RowError("数量", "数量请填大于0的整数，或留空；本行规则未使用")
    return int(text)


def _finding(row: int, column: str, value: str, message: str, level: Literal["error", "hint"]) -> Finding:
    letter = chr(ord("A") + LIMITS.headers().index(column))
    return Finding(LIMITS.name, row, letter, column, "时限规则", level, f"“{value}”：{message}" if value else message, value)


DEFAULT_LIMITS: tuple[Limit, ...] = read_limits(
    [(3 + index, dict(zip(LIMITS.headers(), row, strict=True))) for index, row in enumerate(LIMITS.rows)]  # type: ignore[arg-type]
)[0]
"""The rules that stand in a new 时限规则 sheet; they serve a ledger that has no such sheet yet."""
