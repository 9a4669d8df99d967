"""The code on a form: only the office makes it, and only for one unit, ledger and mail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.feedback.form import find_code, form_code, unit_of

KEY = b"k" * 32
CODE = form_code(KEY, "L1", "市教育局", "mail-1")


def test_the_same_occasion_has_the_same_code() -> None:
    """A form that is made twice for one mail can be answered by either copy."""
    assert form_code(KEY, "L1", "市教育局", "mail-1") == CODE
    assert unit_of(CODE, KEY, "L1", ["市财政局", "市教育局"]) == "市教育局"


@pytest.mark.parametrize(
    ("key", "ledger", "unit", "mail"),
    [(b"x" * 32, "L1", "市教育局", "mail-1"), (KEY, "L2", "市教育局", "mail-1"), (KEY, "L1", "市财政局", "mail-1"), (KEY, "L1", "市教育局", "mail-2")],
)  # fmt: skip
def test_everything_that_is_bound_changes_the_code(key: bytes, ledger: str, unit: str, mail: str) -> None:
    """Another office, ledger, unit or mail has another code."""
    assert form_code(key, ledger, unit, mail) != CODE


def test_a_code_of_another_unit_or_ledger_or_office_is_none() -> None:
    """A unit cannot answer with the form of another one."""
    assert unit_of(CODE, KEY, "L1", ["市财政局"]) == ""
    assert unit_of(CODE, KEY, "L2", ["市教育局"]) == ""
    assert unit_of(CODE, b"x" * 32, "L1", ["市教育局"]) == ""


def test_a_changed_code_is_none() -> None:
    """One character of nonce or seal, and it is no code of the office's."""
    for at in (0, len(CODE) - 1):
        changed = "a" if CODE[at] != "a" else "b"
        changed = changed.upper() if at else changed
        assert unit_of(CODE[:at] + changed + CODE[at + 1 :], KEY, "L1", ["市教育局"]) == ""


def test_the_code_is_found_among_other_words() -> None:
    """Behind its label, in any cell."""
    assert find_code(["校验码（请勿改动）：" + CODE, "x"]) == CODE
    assert find_code(["没有", "x" + CODE, CODE + "2"]) == ""


@given(st.text(), st.lists(st.text()))
def test_any_text_is_no_code(text: str, units: list[str]) -> None:
    """Whatever stands there: no exception, no unit."""
    assert unit_of(text, KEY, "L1", units) == ""
