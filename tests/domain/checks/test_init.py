"""All rules together."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

import toolkit.domain.checks as checks
from tests.domain.making import a_desk, an_item
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, Raw


def test_gravest_first_then_by_place() -> None:
    """Errors before warnings before hints, each by sheet and row."""
    items = [
        an_item("A1", 9, 督查事项=None, 事项来源="领导批示", 批示人=None, 状态="已超期"),
        an_item("A2", 4, 督查事项=None, 事项来源="领导批示", 批示人=None, 状态="已超期"),
    ]
    found = [(finding.level, finding.row) for finding in checks.run_checks(a_desk(*items))]
    ranks = [(("error", "warning", "hint").index(level), row) for level, row in found]
    assert ranks == sorted(ranks)
    assert {level for level, _ in found} == {"error", "warning", "hint"}


def test_crashing_rule_becomes_a_finding_and_keeps_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it found before it broke stays, and the other rules run."""

    def check(desk: Desk) -> Iterator[Finding]:
        yield Finding("督查台账", 3, "A", "督查事项", "坏规则", "hint", "先找到一处")
        raise KeyError("编号")

    broken = SimpleNamespace(RULE="坏规则", check=check)
    monkeypatch.setattr(checks, "RULES", (broken, *checks.RULES))
    found = checks.run_checks(a_desk(an_item(督查事项=None, 交办日期=date(2026, 9, 1))))
    assert {"校验程序", "坏规则", "必填"} <= {finding.rule for finding in found}
    assert "KeyError" in next(finding.message for finding in found if finding.rule == "校验程序")


def test_nothing_to_check_is_no_problem() -> None:
    """An empty ledger has no findings."""
    assert checks.run_checks(a_desk()) == []


def test_items_that_were_not_judged_are_checked_all_the_same() -> None:
    """What needs no judgement is found, and nothing crashes."""
    cells: dict[str, Raw] = dict.fromkeys(("事项来源", "完成时限", "状态", "报送周期", "交办日期", "办结日期"), "待定")
    item = an_item(columns=tuple(cells))
    item.cells |= {**cells, "督查事项": None}
    rules = {finding.rule for finding in checks.run_checks(replace(a_desk(item), judgements={}))}
    assert rules == {"必填", "日期", "事项来源", "单位邮箱"}


def test_every_rule_has_a_short_name_of_its_own() -> None:
    """Findings are grouped by it."""
    names = [rule.RULE for rule in checks.RULES]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 5 for name in names)
