"""What is typed into an open workbook for a person stays the text that it is."""

from __future__ import annotations

import pytest

from toolkit.ledger.live.staffcell import _literal


@pytest.mark.parametrize(
    "text", ["=1+1", "-", "@x", "'x", "2026-03-05", "3/4", "12", "50%", "10:30", "2026年3月5日", "TRUE", "1,000"]
)
def test_what_a_program_would_read_is_marked_as_text(text: str) -> None:
    """Formulas, numbers, dates and truth values in a cell of staff's that held them as text."""
    assert _literal(text) == "'" + text


@pytest.mark.parametrize("text", ["已办结", "3月5日已反馈", "truely", "", "12项已完成\n2026-03-05"])
def test_a_sentence_is_left_alone(text: str) -> None:
    """Nothing is put before what can only be text."""
    assert _literal(text) == text
