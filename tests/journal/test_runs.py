"""What the clock did, as the journal keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from toolkit.domain.slots import Run
from toolkit.journal.runs import BROKE_OFF, Runs

SLOT = datetime(2026, 3, 18, 8, 30)
NOW = datetime(2026, 3, 18, 9, 0, 5)
DAY = timedelta(days=1)


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Runs]:
    with Runs(tmp_path / "journal.sqlite3", 5.0) as opened:
        yield opened


def test_a_slot_has_one_row(runs: Runs) -> None:
    """What is known later stands in the place of what was known before, to the second."""
    runs.put(Run("daily", SLOT, NOW, None, "running"))
    ended = Run("daily", SLOT, NOW, NOW + DAY, "done", "事项3个", 2)
    runs.put(ended)
    runs.put(Run("backup", SLOT, NOW, NOW, "done"))
    assert runs.known("daily", SLOT) == {SLOT: ended}
    assert runs.known("daily", SLOT + DAY) == {}


def test_a_run_without_an_end_is_unknown(runs: Runs) -> None:
    """Once nobody else can be running, what has begun and not ended was cut off."""
    runs.put(Run("daily", SLOT, NOW, None, "running"))
    runs.put(Run("daily", SLOT - DAY, NOW, NOW, "done"))
    runs.end_broken()
    found = runs.known("daily", SLOT - DAY)
    assert [(run.outcome, run.detail) for run in found.values()] == [("done", ""), ("unknown", BROKE_OFF)]
    assert found[SLOT].finished == NOW


def test_a_plan_is_watched_from_the_day_on_which_it_was_first_seen(runs: Runs) -> None:
    """Later looks change nothing; other words begin anew; so does a clock that went back before that day."""
    first = datetime(2026, 3, 18)
    assert runs.first_watched() is None
    assert runs.watch("daily", "每日 8:30", NOW) == first
    assert runs.watch("daily", "每日 8:30", NOW + 40 * DAY) == first
    assert runs.watch("daily", "每日 9:30", NOW + 41 * DAY) == first + 41 * DAY
    assert runs.watch("daily", "每日 9:30", NOW) == first
    assert runs.first_watched() == first


def test_what_has_not_come_yet_was_not_missed(runs: Runs) -> None:
    """A clock that was ahead noted slots as missed: set right, it forgets them, and keeps what was run."""
    runs.watch("daily", "每日 8:30", NOW)
    runs.put(Run("daily", SLOT - DAY, NOW, NOW, "missed"))
    for days, outcome in enumerate(("missed", "missed", "skipped", "done")):
        runs.put(Run("daily", SLOT + days * DAY, NOW + 9 * DAY, NOW + 9 * DAY, outcome))  # type: ignore[arg-type]
    runs.watch("daily", "每日 8:30", NOW)
    assert {run.slot: run.outcome for run in runs.known("daily", SLOT - DAY).values()} == {
        SLOT - DAY: "missed",
        SLOT + 3 * DAY: "done",
    }


def test_troubles_end_with_the_next_good_run(runs: Runs) -> None:
    """What failed is told until a later slot of the same job has come to a good end."""
    runs.put(Run("daily", SLOT, NOW, NOW, "failed", "服务器连不上", 6))
    runs.put(Run("backup", SLOT + DAY, NOW, NOW, "done"))
    assert [run.detail for run in runs.troubles()] == ["服务器连不上"]
    runs.put(Run("daily", SLOT + DAY, NOW + DAY, NOW + DAY, "done"))
    assert runs.troubles() == []
    assert [(run.job, run.slot) for run in runs.latest(1)] == [("daily", SLOT + DAY)]
