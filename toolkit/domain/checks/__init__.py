"""The checks of the ledger (校验), one rule a file: a rule takes the desk and yields findings, and never stops another rule."""

from __future__ import annotations

from types import ModuleType

from toolkit.domain.checks import (
    addresses,
    apart,
    audit,
    basis,
    custom,
    dates,
    deadline_text,
    duplicates,
    endless,
    events,
    extensions,
    field_check,
    future,
    hierarchy,
    holidays,
    numbering,
    order,
    originals,
    phases,
    plan,
    register,
    required,
    rows,
    source,
    status,
    stops,
    succession,
    undated,
    units,
)
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding
from toolkit.domain.sheets import FINDINGS

__all__ = ["RULES", "run_checks"]

RULES: tuple[ModuleType, ...] = (
    required, dates, deadline_text, order, future, undated, endless, units, succession, addresses, duplicates, numbering, rows, source,
    basis, status, field_check, audit, hierarchy, phases, stops, extensions, originals, apart, events, register, plan, holidays, custom,
)  # fmt: skip
_SEVERITY = {"error": 0, "warning": 1, "hint": 2}


def run_checks(desk: Desk) -> list[Finding]:
    """All findings of all rules, the gravest first, then by sheet and row; a rule that crashes becomes a finding itself."""
    findings: list[Finding] = []
    for rule in RULES:
        try:
            findings.extend(rule.check(desk))
        except Exception as problem:  # one broken rule must not hide what the others found
            findings.append(_crashed(rule, problem, desk))
    findings.sort(key=lambda finding: (_SEVERITY[finding.level], finding.sheet, finding.row))
    return findings


def _crashed(rule: ModuleType, problem: Exception, desk: Desk) -> Finding:
    sheet, row = (desk.items[0].sheet, desk.items[0].row) if desk.items else (FINDINGS.name, 1)
    cause = f"{type(problem).__name__}: {problem}"[:120]
    message = f"校验规则“{rule.RULE}”未能运行完毕（{cause}），其余规则不受影响；请把这一行告知工具维护人员"
    return Finding(sheet, row, "", "", "校验程序", "error", message)
