"""Units cells as offices write them, a few hundred of them: roles, labels, separators, classes, brackets, persons."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.domain.units.test_unittext import WIDE, shown
from toolkit.domain.units.unittext import read_units

ROWS = [
    (*line.split("\t"), "", "")[:3]
    for line in (Path(__file__).parents[2] / "data" / "unit_texts.tsv").read_text("utf-8").splitlines()
    if not line.startswith("# ")
]


@pytest.mark.parametrize(("text", "lead", "support"), ROWS)
def test_reads_as_a_clerk_would(text: str, lead: str, support: str) -> None:
    """Every row of the table; a line break stands there as \\n. Wide signs, a full stop and blank edges change nothing."""
    typed = text.replace("\\n", "\n")
    for same in (typed, typed.translate(WIDE), f"{typed}。", f" \u3000{typed}\n"):
        assert shown(read_units(same)) == (lead, support)
