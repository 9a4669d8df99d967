"""The drop-downs of the 规则 sheet: one field, one way to compare, one value (or another field)."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date

from toolkit.domain.checks.common import blank, quote
from toolkit.domain.checks.values import BLANK, Blank, Day, as_day, plain
from toolkit.domain.item import Raw, as_text
from toolkit.domain.reading.celldate import cell_date

Values = Mapping[str, object]
_DAYS: dict[str, Callable[[int, int], bool]] = {"早于": operator.lt, "晚于": operator.gt}
_SIZES: dict[str, Callable[[float, float], bool]] = {"小于": operator.lt, "大于": operator.gt}


class RuleError(ValueError):
    """A row of the 规则 sheet that makes no test; the message is Chinese and says what to mend."""


def comparison(field: str, word: str, raw: Raw, other: str = "") -> Callable[[Values], bool]:
    """(字段, 比较, 值) -> a test of {field: value}; other: the field whose cell is the value, "" for the value as typed.

    An empty cell is never earlier, later, larger, smaller, equal to or containing anything. RuleError where it makes no sense.
    """
    if word == "为空":
        return lambda values: isinstance(values[field], Blank)
    if word == "不为空":
        return lambda values: not isinstance(values[field], Blank)
    if not other and blank(raw):
        raise RuleError(f"比较{quote(word)}需要在“值”一栏填写内容")
    right = (lambda values: values[other]) if other else _constant(word, raw)
    if word in _DAYS:
        return _dates(field, _DAYS[word], right)
    if word in _SIZES:
        return _numbers(field, _SIZES[word], right)
    if word in ("等于", "不等于"):
        wanted = word == "等于"
        return lambda values: _same(values[field], right(values)) is wanted
    if word in ("包含", "不包含"):
        wanted = word == "包含"
        return lambda values: _holds(values[field], right(values)) is wanted
    raise RuleError(f"“比较”{quote(word)}不能识别；请从下拉框中选择")


def _constant(word: str, raw: Raw) -> Callable[[Values], object]:
    value: object = raw.strip() if isinstance(raw, str) else raw
    if word in _DAYS:
        day = cell_date(raw)
        if day is None:
            raise RuleError(f"“值”{quote(raw)}不是日期；请填日期、“今天”或一个日期字段")
        value = as_day(day)
    elif word in _SIZES:
        value = _number(raw)
        if value is None:
            raise RuleError(f"“值”{quote(raw)}不是数；请填一个数")
    elif isinstance(raw, date):
        value = as_day(raw)
    return lambda _values: value


def _dates(field: str, compare: Callable[[int, int], bool], right: Callable[[Values], object]) -> Callable[[Values], bool]:
    def test(values: Values) -> bool:
        left, value = values[field], right(values)
        return isinstance(left, Day) and isinstance(value, Day) and compare(left.toordinal(), value.toordinal())

    return test


def _numbers(field: str, compare: Callable[[float, float], bool], right: Callable[[Values], object]) -> Callable[[Values], bool]:
    def test(values: Values) -> bool:
        left, value = _number(values[field]), _number(right(values))
        return left is not None and value is not None and compare(left, value)

    return test


def _number(value: object) -> float | None:
    if isinstance(value, int | float):
        return float(value)
    try:
        return float(plain(value)) if isinstance(value, str) else None
    except ValueError:
        return None


def _text(value: object) -> str:
    return "" if value is BLANK else plain(as_text(value))  # type: ignore[arg-type]


def _same(left: object, right: object) -> bool:
    if isinstance(left, Day):
        return left == right
    return left is not BLANK and right is not BLANK and _text(left) == _text(right)


def _holds(left: object, right: object) -> bool:
    wanted = _text(right)
    return bool(wanted) and wanted in _text(left)
