"""What a routine wants written, as one value."""

from __future__ import annotations

from toolkit.domain.changes import ChangeSet


def test_nothing_to_write() -> None:
    """A change set is false only where all of its parts are empty."""
    assert not ChangeSet()
    assert ChangeSet(ledgers={"督查台账": ()})
    assert ChangeSet(rewritten={"校验结果": ()})
    assert ChangeSet(appended={"过程记录": ()})
    assert ChangeSet(settings={"台账标识": "a"})
