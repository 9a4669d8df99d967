"""The 提醒规则 sheet: which reasons are worth a mail, how many workdays before and how often, and on which days the
office's own people get a digest (本室规则). What an older workbook does not say is as the shipped rows have it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.item import Finding, Raw, as_text
from toolkit.domain.settings import Settings
from toolkit.domain.sheets import DIGESTS, REMINDERS

EVERY_DAY = frozenset(range(7))
_DAYS = {f"{week}{day}": number for week in ("星期", "周") for number, day in enumerate("一二三四五六日")} | {
    "星期天": 6,
    "周天": 6,
}
_SPLIT = re.compile(r"[、,;\uff0c\uff1b\s和]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. ahead: workdays before the day (None: when the light turns 黄); every: workdays until the same is said again
    (None: as 设置 says); weekdays: of a digest, 0 is Monday."""

    on: bool = True
    ahead: int | None = None
    every: int | None = None
    weekdays: frozenset[int] = EVERY_DAY


@dataclass(frozen=True, slots=True)
class Rules:
    """The rule of every reason and of every digest, by name."""

    rules: Mapping[str, Rule] = field(default_factory=lambda: _DEFAULT)

    def __getitem__(self, name: str) -> Rule:
        return self.rules[name]


def read_rules(rows: Sequence[tuple[int, Mapping[str, Raw]]]) -> tuple[Rules, list[Finding]]:
    """Rows of 提醒规则 -> rules (the default for what is not named), and findings for cells that cannot be used."""
    found, findings = dict(_DEFAULT), []
    for row, cells in rows:
        name = as_text(cells.get("提醒"))
        if not name:
            continue
        if name not in found:
            findings.append(_finding(row, "提醒", name, f"没有“{name}”这种提醒，请从下拉列表中选"))
            continue
        rule, problems = _rule(cells, _DEFAULT[name], digest=name in DIGESTS)
        found[name] = rule
        findings += [_finding(row, column, as_text(cells.get(column)), message) for column, message in problems]
    return Rules(found), findings


def may_write(settings: Settings, calendar: Calendar, day: date) -> bool:
    """Whether mails go on this day at all: no day off (unless the office wants it), none of its 免打扰日期."""
    return day not in settings.quiet and (not settings.workdays_only or calendar.is_workday(day))


def digest_due(rule: Rule, settings: Settings, calendar: Calendar, today: date) -> bool:
    """Whether a digest goes today: on its weekday, or, where that was a day without mail, on the next one of the week."""
    if not rule.on or not may_write(settings, calendar, today):
        return False
    day = today
    while day.weekday() not in rule.weekdays:
        if day.weekday() == 0:
            return False
        day -= timedelta(days=1)
        if may_write(settings, calendar, day):
            return False
    return True


def _rule(cells: Mapping[str, Raw], default: Rule, *, digest: bool) -> tuple[Rule, list[tuple[str, str]]]:
    problems: list[tuple[str, str]] = []
    switch = as_text(cells.get("启用"))
    if switch not in ("", "是", "否"):
        problems.append(("启用", "请填“是”或“否”，已按“是”处理"))
    numbers: dict[str, int | None] = {}
    for column in ("提前工作日", "间隔工作日"):
        text = as_text(cells.get(column))
        numbers[column] = int(text) if text.isdecimal() and len(text) < 4 and int(text) <= 250 else None
        if text and numbers[column] is None:
            problems.append((column, "请填0至250的整数，或留空；已按留空处理"))
    weekdays, text = default.weekdays, as_text(cells.get("发送日"))
    if digest and text:
        named = [_DAYS.get(part) for part in _SPLIT.split(text) if part]
        if text in ("每个工作日", "每天", "每日"):
            weekdays = EVERY_DAY
        elif named and None not in named:
            weekdays = frozenset(day for day in named if day is not None)
        else:
            problems.append(("发送日", "请填“每个工作日”，或“星期一、星期四”的样式；已按默认的发送日处理"))
    return Rule(switch != "否", numbers["提前工作日"], numbers["间隔工作日"], weekdays), problems


def _finding(row: int, column: str, value: str, message: str) -> Finding:
    letter = chr(ord("A") + REMINDERS.headers().index(column))
    return Finding(REMINDERS.name, row, letter, column, REMINDERS.name, "error", f"“{value}”：{message}", value)


_DEFAULT: Mapping[str, Rule] = {
    str(row[1]): _rule(dict(zip(REMINDERS.headers(), row, strict=True)), Rule(), digest=row[1] in DIGESTS)[0]  # type: ignore[arg-type]
    for row in REMINDERS.rows
}
