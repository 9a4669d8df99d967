"""The next 编号 follows what staff typed, and never repeats."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.numbers import next_count, next_given, pattern_of, root

TODAY = date(2026, 3, 18)


@pytest.mark.parametrize(
    ("typed", "following"),
    [
        (["2026-001", "2026-065", "2026-064"], "2026-066"),
        (["2026-065", "2026-065.1", "2026-065.2"], "2026-066"),
        (["督〔2026〕9号"], "督〔2026〕10号"),
        (["DC2026065"], "DC2026066"),
        (["DC099"], "DC100"),
        (["2025-120"], "2026-001"),
        (["2025-120", "2026-003", "2025-121"], "2026-004"),
        (["20260317-02"], "20260318-01"),
        (["DC20260318007"], "DC20260318008"),
        (["1", "2", "3"], "4"),
        (["1", "2", "1", "2", "3"], "4"),
        (["3", "3.1", "3.2"], "4"),
        (["A-2026-7"], "A-2026-8"),
    ],
)
def test_the_number_after_the_last(typed: list[str], following: str) -> None:
    """Digits, width, brackets and year as the office writes them; a new year begins at 1; sub-items do not count."""
    pattern = pattern_of(typed[-1], TODAY)
    assert pattern
    assert pattern.say(next_count(pattern, typed)) == following


def test_a_number_of_a_deleted_row_is_not_given_again() -> None:
    """Numbers that only events or registers still know are passed over."""
    pattern = pattern_of("2026-007", TODAY)
    assert pattern
    assert pattern.say(next_count(pattern, ["2026-007"], ["2026-009.1", "DC-44", ""])) == "2026-010"


def test_without_digits_there_is_no_pattern() -> None:
    """What bears no digit cannot be counted on."""
    assert pattern_of("甲", TODAY) is None


def test_given_numbers_count_on() -> None:
    """督办编号 of parents and sub-items both hold their place."""
    assert next_given(["DB-0007", "DB-0012.3", "2026-1", "DB-x"]) == 13


@given(
    st.lists(st.text("20168年-.〔〕号A", min_size=1, max_size=12), min_size=1, max_size=6),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
)
def test_whatever_was_typed_the_next_one_is_new(typed: list[str], today: date) -> None:
    """No text makes it fail, and unless numbers start again on purpose the next one stands nowhere yet."""
    pattern = pattern_of(typed[-1], today)
    if pattern and not pattern.plain:
        following = pattern.say(next_count(pattern, typed))
        assert following not in typed
        assert root(following) == following or pattern.count(following) == 0 or "." in pattern.before + pattern.behind
