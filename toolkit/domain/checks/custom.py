"""规则: what an office checks for itself, as rows of the 规则 sheet: drop-downs, or one expression (本室规则)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from toolkit.domain.checks.common import blank, quote
from toolkit.domain.checks.comparison import RuleError, comparison
from toolkit.domain.checks.values import BLANK, as_day, value_of
from toolkit.domain.desk import Desk
from toolkit.domain.fields import FIELDS, canonical
from toolkit.domain.item import LEVEL_NAMES, Finding, Item, Level, Raw, as_text
from toolkit.domain.sheets import RULES

RULE = "规则"
DERIVED = ("灯", "办理状态", "剩余天数", "当前时限", "今天")
KNOWN = frozenset((*FIELDS, *DERIVED))
_LEVELS: dict[str, Level] = {name: level for level, name in LEVEL_NAMES.items()}
_LETTERS = dict(zip(RULES.headers(), "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=False))

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class OwnRule:
    """One usable row: fields it looks at (the first is where a finding points), level, the hint to show, and its test."""

    row: int
    name: str
    fields: tuple[str, ...]
    level: Level
    hint: str
    column: str
    test: Callable[[Values], object]


def check(desk: Desk) -> Iterator[Finding]:
    """Each enabled row against every item; a row that cannot be read, or fails on an item, becomes a finding and stops."""
    for row, cells in desk.rules:
        if as_text(cells.get("启用")) == "否" or all(blank(cells.get(name)) for name in ("字段", "比较", "表达式")):
            continue
        column = "字段" if blank(cells.get("表达式")) else "表达式"
        try:
            rule = _read(row, cells, column)
        except RuleError as problem:
            yield _broken(row, column, cells.get(column), f"规则{quote(_name(cells))}不能使用：{problem}")
            continue
        yield from _run(desk, rule)


def _read(row: int, cells: Mapping[str, Raw], column: str) -> OwnRule:
    if column == "表达式":
        from toolkit.domain.checks.expression import (
            compile_expression,
        )  # late: most ledgers have no expressions, and Jinja takes time

        test, fields = compile_expression(as_text(cells.get("表达式")), KNOWN)
    else:
        typed = as_text(cells.get("字段"))
        field = typed if typed in KNOWN else canonical(typed)
        if field is None:
            raise RuleError(f"“字段”{quote(typed)}不是字段名；请填台账字段，如：完成时限")
        value = cells.get("值")
        other = as_text(value) if as_text(value) in KNOWN else ""
        test, fields = comparison(field, as_text(cells.get("比较")), value, other), (field, other) if other else (field,)
    hint = as_text(cells.get("提示")) or "不符合本室规则，请核对"
    return OwnRule(row, _name(cells), fields, _LEVELS.get(as_text(cells.get("级别")), "warning"), hint, column, test)


def _run(desk: Desk, rule: OwnRule) -> Iterator[Finding]:
    value = partial(_value, desk)
    for item in desk.items:
        try:
            hit = bool(rule.test({name: value(item, name) for name in rule.fields}))
        except Exception as problem:  # whatever a rule of staff's own does, it must not stop the others
            cause = " ".join(str(problem).split())[:80]
            message = f"规则{quote(rule.name)}用到“{item.sheet}”表第{item.row}行时不能计算（{cause}），已停用本规则；请修改，或先判断该栏不为空"
            yield _broken(rule.row, rule.column, rule.name, message)
            return
        if hit:
            yield _finding(item, rule)


def _value(desk: Desk, item: Item, name: str) -> object:
    if name not in DERIVED:
        return value_of(item, name, desk.today)
    if name == "今天":
        return as_day(desk.today)
    judgement = desk.judgement_of(item)
    if judgement is None:
        return BLANK
    if name == "灯":
        return judgement.light
    if name == "办理状态":
        return judgement.status
    if name == "剩余天数":
        return BLANK if judgement.days_left is None else judgement.days_left
    return as_day(judgement.current.due) if judgement.current and judgement.current.due else BLANK


def _finding(item: Item, rule: OwnRule) -> Finding:
    field = next((name for name in rule.fields if item.has(name)), "督查事项")
    shown = quote(item.raw(field)) if not blank(item.raw(field)) else "为空"
    message = f"{rule.hint}（“{field}”{shown}；本室规则“{rule.name}”）"
    return Finding(item.sheet, item.row, item.place(field), field, rule.name, rule.level, message, item.text(field), 1, item.id)


def _broken(row: int, column: str, raw: Raw, message: str) -> Finding:
    return Finding(RULES.name, row, _LETTERS[column], column, RULE, "error", message, as_text(raw))


def _name(cells: Mapping[str, Raw]) -> str:
    return as_text(cells.get("名称"))[:20] or "自定规则"
