"""File names that Windows accepts, and drafts that are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.errors import SetupError
from toolkit.routines.paperfile import fit_name, put, put_beside


@given(st.text(max_size=100))
def test_any_text_makes_a_name(text: str) -> None:
    """No sign that Windows refuses, nothing hidden at either end, never empty."""
    name = fit_name(text)
    assert name
    assert len(name) <= 61
    assert not set(name) & set('<>:"/\\|?*\n\0')
    assert name == name.strip(" .")


@pytest.mark.parametrize("text", ["CON", "con.docx", "lpt1", "NUL."])
def test_names_of_devices(text: str) -> None:
    """Windows would open a printer."""
    assert fit_name(text).startswith("_")


def test_put_beside(tmp_path: Path) -> None:
    """Equal content once, other content under the next name."""
    path = tmp_path / "新" / "稿.docx"
    assert put_beside(path, b"a") == path
    assert put_beside(path, b"a") == path
    assert put_beside(path, b"b").name == "稿（2）.docx"
    assert put_beside(path, b"c").name == "稿（3）.docx"
    assert put_beside(path, b"b").name == "稿（2）.docx"


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """A sentence that says what to do, and nothing left behind."""
    (tmp_path / "占用").touch()
    with pytest.raises(SetupError, match="无法写入"):
        put(tmp_path / "占用" / "稿.docx", b"a")
