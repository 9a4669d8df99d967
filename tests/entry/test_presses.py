"""One press at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.domain.errors import LedgerBusy, UsageError
from toolkit.entry.presses import Presses

LONG_AGO, FAR_AHEAD = "2020-01-01 00:00:00", "2100-01-01 00:00:00"


def test_a_press_while_another_is_at_work(tmp_path: Path) -> None:
    """The second one is told to wait, whatever the button."""
    presses = Presses(tmp_path / "state", tmp_path / "台账.xlsm")
    with presses.one("issue", FAR_AHEAD), pytest.raises(LedgerBusy, match="还在办理"), presses.one("remind", FAR_AHEAD):
        pass


def test_a_press_made_before_the_work_was_done(tmp_path: Path) -> None:
    """Pressed twice before anything could be seen: the second press does nothing; a later one works."""
    presses = Presses(tmp_path, tmp_path / "台账.xlsm")
    with presses.one("issue", LONG_AGO):
        pass
    with pytest.raises(LedgerBusy, match="连按"), presses.one("issue", LONG_AGO):
        pass
    with presses.one("issue", FAR_AHEAD), pytest.raises(LedgerBusy), presses.one("issue", FAR_AHEAD):
        pass


def test_a_press_that_failed_may_be_made_again(tmp_path: Path) -> None:
    """What was not done is not called done."""
    presses = Presses(tmp_path, tmp_path / "台账.xlsm")
    with pytest.raises(UsageError), presses.one("issue", LONG_AGO):
        raise UsageError("请先选中")
    with presses.one("issue", LONG_AGO):
        pass
