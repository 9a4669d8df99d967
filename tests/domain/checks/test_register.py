"""文书登记."""

from collections.abc import Mapping
from dataclasses import replace

from tests.domain.making import a_desk, places
from toolkit.domain.checks.register import check
from toolkit.domain.item import Finding, Raw


def found(*numbers: Raw) -> list[Finding]:
    rows: list[tuple[int, Mapping[str, Raw]]] = [(3 + index, {"文号": number}) for index, number in enumerate(numbers)]
    return list(check(replace(a_desk(), register=rows)))


def test_numbers_in_a_row() -> None:
    """Whatever brackets; another year and another 代字 count apart; numbering may begin anywhere."""
    assert not found("连督交〔2026〕35号", "连督交[2026]36号", "连督交〔2025〕90号", "连督催〔2026〕1号", "另行通知", None)


def test_a_number_twice() -> None:
    """At the later row."""
    assert places(found("连督交〔2026〕1号", "连督交〔2026〕2号", "连督交[2026]第02号")) == [(5, "文号", "error")]


def test_what_is_missing_in_between() -> None:
    """Once a 代字 and year, with the numbers."""
    (finding,) = found("连督交〔2026〕1号", "连督交〔2026〕4号")
    assert (finding.level, finding.row, finding.count) == ("warning", 4, 2)
    assert "缺2号、3号" in finding.message
