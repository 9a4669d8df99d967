"""Backups by their names."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from toolkit.ledger.backups import listed, name_for

WHEN = datetime(2026, 3, 18, 8, 30, 5, 120)


def test_a_name_tells_ledger_time_and_command(tmp_path: Path) -> None:
    """What was written into the name is read from it; files of others, and the other ledger's, are not listed."""
    ledger = tmp_path / "督查 台账.xlsx"
    for name in (
        name_for(ledger, WHEN, "daily"),
        name_for(ledger, WHEN.replace(hour=9)),
        name_for(tmp_path / "督查 台账.副本.xlsx", WHEN, "daily"),
        "督查 台账.20260318.xlsx",
        "督查 台账.20269918-083005-000000.xlsx",
    ):
        (tmp_path / name).write_bytes(b"PK")
    newest, oldest = listed(tmp_path, ledger)
    assert (newest.doing, newest.when.hour, newest.size) == ("", 9, 2)
    assert (oldest.doing, oldest.when) == ("daily", WHEN)
    assert listed(tmp_path / "nowhere", ledger) == []


@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_names_fit_the_file_system(stem: str) -> None:
    """Whatever the ledger and the command are called, the name stays within 255 bytes and in one folder."""
    name = name_for(Path(f"{stem}.xlsx"), WHEN, "feedback-accept/../" + stem)
    assert len(name.encode()) <= 255
    assert Path(name).name == name
