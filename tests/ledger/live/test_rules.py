"""The colouring rules of an open workbook in Excel's own words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from toolkit.ledger.live.rules import stretch


def applied(row: int, rows: int, areas: int = 1) -> Any:
    cells = lambda r, c: ("cell", r, c)  # noqa: E731
    return SimpleNamespace(
        Row=row, Column=2, Rows=SimpleNamespace(Count=rows), Columns=SimpleNamespace(Count=5), Areas=SimpleNamespace(Count=areas), Cells=cells
    )  # fmt: skip


def test_only_our_rules_grow_and_only_downwards() -> None:
    """Staff's rules, rules over several areas and rules that reach far enough already stay as they are."""
    moved: list[tuple[str, Any]] = []

    def rule(name: str, where: Any, **more: str) -> Any:
        return SimpleNamespace(AppliesTo=where, ModifyAppliesToRange=lambda area: moved.append((name, area)), **more)

    ours = '=AND(督办_着色,$M4="红")'
    listed = [
        rule("ours", applied(4, 10), Formula1=ours),
        rule("far enough", applied(4, 97), Formula1=ours),
        rule("several areas", applied(4, 10, 2), Formula1=ours),
        rule("staff's", applied(4, 10), Formula1="=$A4>1"),
        rule("a bar", applied(4, 10)),
    ]
    formats = SimpleNamespace(Count=len(listed), Item=lambda index: listed[index - 1])

    class Cells:
        FormatConditions = formats

        def __call__(self, row: int, column: int) -> tuple[str, int, int]:
            return "cell", row, column

    sheet = SimpleNamespace(api=SimpleNamespace(Cells=Cells(), Range=lambda first, last: (first, last)))
    stretch(sheet, 100)
    assert moved == [("ours", (("cell", 1, 1), ("cell", 100, 6)))]


def test_an_engine_without_either_is_left_alone() -> None:
    """Nothing is guessed of a program that is neither."""
    stretch(SimpleNamespace(api=SimpleNamespace()), 5)
