"""What people changed, kept for good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from toolkit.domain.memory.records import Change, FormerName
from toolkit.journal.changes import Changes

FIRST, LATER = date(2026, 3, 5), date(2026, 3, 9)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Changes]:
    with Changes(tmp_path / "journal.sqlite3", 1) as opened:
        yield opened


def test_an_items_changes_in_order(journal: Changes) -> None:
    """By 督办编号, as they were noticed; other items and other ledgers apart."""
    mine = [Change(FIRST, "A1", "A1", "新增", after="建设学校"), Change(LATER, "A1", "A1", "修改", "备注", "", "好")]
    journal.add("L", [mine[0], Change(FIRST, "A2", "A2", "新增"), mine[1]])
    journal.add("L2", [Change(FIRST, "A1", "A1", "消失")])
    assert journal.of("L", "A1") == mine


def test_former_names(journal: Changes) -> None:
    """A 编号 that was given up leads to its item, with the day on which that was noticed."""
    journal.add("L", [Change(LATER, "A1", "B1", "改号", "编号", "A1", "B1"), Change(LATER, "A2", "A2", "修改", "编号", "", "A2")])
    assert journal.former_names("L") == [FormerName("A1", "A1", LATER)]
    assert journal.keys_named("L", "B1") == ["A1"]
    assert journal.keys_named("L", "C9") == []
