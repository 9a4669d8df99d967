"""How units are scored at the end of a year 〔八(二)〕: the rows of the 评分规则 sheet. All of it is 本室规则; people decide what it is used for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit.domain.changes import Link
from toolkit.domain.item import Finding, Raw, as_text
from toolkit.domain.sheets import SCORES

Measure = Literal["按时反馈", "按时办结", "一次通过", "及时签收", "催办", "告诫"]
SHARES: tuple[Measure, ...] = ("按时反馈", "按时办结", "一次通过", "及时签收")
"""Scored by the share that was done well."""
TIMES: tuple[Measure, ...] = ("催办", "告诫")
"""Deducted each time."""


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """points: of a share, what a unit gets that did everything well; of 催办 and 告诫, what each time costs, up to most (None: no limit)."""

    measure: Measure
    points: float
    most: float | None = None


DEFAULT_ROWS: Sequence[tuple[int, Mapping[str, Raw]]] = [
    (3 + place, {name: value for name, value in zip(SCORES.headers(), row, strict=True) if not isinstance(value, Link)})
    for place, row in enumerate(SCORES.rows)
]
"""The sheet as it comes."""


def read_scores(rows: Sequence[tuple[int, Mapping[str, Raw]]]) -> tuple[tuple[ScoreRule, ...], list[Finding]]:
    """Rows of 评分规则 (worksheet row, {column: cell}) -> the rules in use, and findings for rows that cannot be used.

    A ledger without the sheet, or with an empty one, is scored by the default rows.
    """
    rows = rows or DEFAULT_ROWS
    rules: dict[Measure, ScoreRule] = {}
    findings: list[Finding] = []
    for row, cells in rows:
        name = as_text(cells.get("指标"))
        if not name or as_text(cells.get("启用")) == "否":
            continue
        measure = next((each for each in (*SHARES, *TIMES) if each == name), None)
        points, most = _number(cells.get("分值")), _number(cells.get("最多扣分"))
        if measure is None:
            findings.append(
                _finding(row, "指标", name, f"没有“{name}”这项指标，可用的有：{'、'.join((*SHARES, *TIMES))}；这一行没有使用")
            )
        elif measure in rules:
            findings.append(_finding(row, "指标", name, f"“{name}”写了两行，以上面一行为准；请删去一行"))
        elif points is None or points < 0:
            findings.append(_finding(row, "分值", as_text(cells.get("分值")), f"“{name}”的分值请填不小于0的数；这一行没有使用"))
        else:
            if as_text(cells.get("最多扣分")) and most is None:
                findings.append(_finding(row, "最多扣分", as_text(cells.get("最多扣分")), "最多扣分请填数；已按不限处理"))
            rules[measure] = ScoreRule(measure, points, most if measure in TIMES else None)
    return tuple(rules.values()), findings


def _number(raw: Raw) -> float | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | float):
        return float(raw)
    try:
        return float(as_text(raw))
    except ValueError:
        return None


def _finding(row: int, column: str, value: str, message: str) -> Finding:
    letter = chr(ord("A") + SCORES.headers().index(column))
    return Finding(SCORES.name, row, letter, column, SCORES.name, "error", message, value)
