"""How what was typed at the prompt becomes a value."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from toolkit.domain.errors import UsageError
from toolkit.entry.options import read_day, read_header_rows, read_kind, read_limit, read_mapping, split_values


def test_read_day() -> None:
    """年-月-日, with or without leading zeros."""
    assert read_day("--today", "2026-03-05") == date(2026, 3, 5)
    assert read_day("--from", " 2026-3-5 ") == date(2026, 3, 5)


@given(st.text())
def test_any_other_text_is_refused_by_name(text: str) -> None:
    """What is no day gets a sentence that names the option, never another exception."""
    assume(not re.fullmatch(r"\s*\d{4}-\d{1,2}-\d{1,2}\s*", text))
    with pytest.raises(UsageError, match="--today"):
        read_day("--today", text)


@pytest.mark.parametrize(("text", "rows"), [("3", (3, 3)), ("3-4", (3, 4)), ("3–4", (3, 4)), (None, None)])
def test_read_header_rows(text: str | None, rows: tuple[int, int] | None) -> None:
    """One row or first and last."""
    assert read_header_rows(text) == rows


@pytest.mark.parametrize("text", ["", "0", "4-3", "a", "3-", "1-2-3"])
def test_header_rows_that_make_no_sense(text: str) -> None:
    """A sentence with the text and the way to write it."""
    with pytest.raises(UsageError, match="如 3 或 3-4"):
        read_header_rows(text)


def test_split_values() -> None:
    """Repeated, parted by commas of either width, each once, in order."""
    assert split_values(["A1,A2", "A3，A1", " "]) == ["A1", "A2", "A3"]
    assert split_values(None) == []


def test_read_mapping() -> None:
    """字段=列, with either equals sign."""
    assert read_mapping(["完成时限=F,备注＝K"]) == {"完成时限": "F", "备注": "K"}


@pytest.mark.parametrize("text", ["完成时限", "=F", "完成时限="])
def test_mapping_without_both_sides(text: str) -> None:
    """A sentence, not a guess."""
    with pytest.raises(UsageError, match="字段=列"):
        read_mapping([text])


@pytest.mark.parametrize(
    ("text", "kind"), [("交办单", "交办单"), ("政务督查交办单", "交办单"), ("督查催办单", "催办单"), ("督办通知", "督办通知")]
)
def test_read_kind(text: str, kind: str) -> None:
    """A slip's short or full name."""
    assert read_kind(text) == kind


def test_unknown_kind_lists_the_known() -> None:
    """The sentence names all four."""
    with pytest.raises(UsageError, match="督办通知、交办单、催办单、告诫单"):
        read_kind("通报")


def test_read_limit() -> None:
    """A whole number from 1, or none."""
    assert read_limit("3") == 3
    assert read_limit(None) is None
    for text in ("0", "-1", "三", "1.5", ""):
        with pytest.raises(UsageError, match="--limit"):
            read_limit(text)
