"""Chinese characters take two cells of a screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.entry.textwidth import clean, pad, width, wrap


@pytest.mark.parametrize(("text", "cells"), [("abc", 3), ("督办", 4), ("，", 2), ("e\u0301", 1), ("", 0)])
def test_width_counts_cells(text: str, cells: int) -> None:
    """A Chinese character or full-width mark is two cells, a combining mark none."""
    assert width(text) == cells


def test_pad_fills_up_to_the_column() -> None:
    """Columns of Chinese and Latin text line up; what is too long stays whole."""
    assert pad("督办", 6) == "督办  "
    assert pad("督办台账", 6) == "督办台账"


def test_wrap_keeps_words_and_closing_marks() -> None:
    """An option's name is never cut in two, and no line begins with a comma."""
    assert list(wrap("不写 --header-rows 也可，请看", 20)) == ["不写 --header-rows", "也可，请看"]
    assert list(wrap("督办工具，好", 8)) == ["督办工具，", "好"]


@given(st.text(), st.integers(4, 40))
def test_wrap_loses_nothing(text: str, cells: int) -> None:
    """Apart from blanks at the ends of lines every character is still there, in order."""
    joined = "".join(wrap(text, cells))
    assert [char for char in joined if not char.isspace()] == [char for char in text if not char.isspace()]


@given(st.text())
def test_clean_text_cannot_steer_a_terminal(text: str) -> None:
    """Whatever a cell holds, what is shown is one printable line of the same length."""
    shown = clean(text)
    assert shown.isprintable()
    assert len(shown) == len(text)


def test_clean_takes_any_value() -> None:
    """None is nothing; an escape sequence loses its escape."""
    assert clean(None) == ""
    assert clean(3) == "3"
    assert clean("\x1b[2J台账\n") == " [2J台账 "
