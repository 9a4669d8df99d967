"""Foreign text made fit to stand in a letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.mailing.letter import fit_text, one_line

ANY_TEXT = st.text(st.characters(blacklist_categories=()))


@given(ANY_TEXT)
def test_any_text_becomes_fit(text: str) -> None:
    """Nothing is left that cannot be encoded, ends a header line or turns the direction of reading."""
    fit = fit_text(text)
    fit.encode()
    assert not set(fit) & {"\r", "\x00", "\x1b", "\x85", "\u2028", "\u202e", "\ufeff"}
    assert fit_text(fit) == fit
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("督查\r\nBcc: x@y.example", "督查 Bcc: x@y.example"),
        ("  督查\u3000提醒\t", "督查 提醒"),
        ("👨‍👩‍👧 半个\ud83d", "👨‍👩‍👧 半个\ufffd"),
        ("gnp.\u202etxt", "gnp.txt"),
        ("", ""),
    ],
)
def test_one_line(text: str, line: str) -> None:
    """Line ends and runs of blanks become one blank; whole emoji stay."""
    assert one_line(text) == line
