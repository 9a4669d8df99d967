"""Finding what comes with the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.domain.errors import SetupError
from toolkit.routines import shipped as module
from toolkit.routines.shipped import shipped


@pytest.mark.parametrize("parts", [("workbooks", "督查台账.xlsx"), ("mail_templates",), ("slip_templates", "交办单.docx")])
def test_shipped_data_is_found(parts: tuple[str, ...]) -> None:
    """Ledger and templates are there."""
    assert shipped(*parts).exists()


def test_the_installed_package_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a wheel the data lies inside the package."""
    (tmp_path / "shipped" / "workbooks").mkdir(parents=True)
    monkeypatch.setattr(module, "_PLACES", (tmp_path / "shipped", *module._PLACES))
    assert shipped("workbooks") == tmp_path / "shipped" / "workbooks"
    assert shipped("mail_templates") != tmp_path / "shipped" / "mail_templates"


def test_what_is_missing_is_named() -> None:
    """An installation that is not whole says what is lacking."""
    with pytest.raises(SetupError, match=r"workbooks/没有\.xlsx"):
        shipped("workbooks", "没有.xlsx")
