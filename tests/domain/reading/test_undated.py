"""Texts without a day: as good as empty, open, urging, or to be asked about."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.reading.datetext import read_text
from toolkit.domain.reading.undated import is_nothing, urges


@pytest.mark.parametrize("text", ["", " ", "/", "—", "无", "暂无", "没有明确时限", "不限", "N/A", "…", "×", "无时限要求"])
def test_nothing(text: str) -> None:
    """The cell says no more than an empty one."""
    assert is_nothing(text)
    assert read_text(text, date(2026, 3, 2)).kind == "open"


@pytest.mark.parametrize("text", ["长期", "待定", "尽快", "TBD", "6月底前", "无锡"])
def test_something(text: str) -> None:
    """It says something, if only that a date is to come."""
    assert not is_nothing(text)


@pytest.mark.parametrize(
    ("text", "urging"),
    [("尽快", True), ("立即整改", True), ("ASAP", True), ("立行立改,长期坚持", False), ("适时", False), ("待定", False)],
)
def test_urging(text: str, urging: bool) -> None:
    """尽快 sets no date; who says 长期 besides has said that there is none."""
    assert read_text(text, date(2026, 3, 2)).kind == "open"
    assert urges(text) is urging


@given(st.text())
def test_any_text(text: str) -> None:
    """Never an exception."""
    assert isinstance(is_nothing(text), bool)
    assert isinstance(urges(text), bool)
