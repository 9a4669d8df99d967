"""duban demo where there is no room for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import TODAY
from toolkit.domain.errors import LedgerError, SetupError, UsageError
from toolkit.routines import daily, demo
from toolkit.routines.progress import silent


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A file where a folder should be: a sentence, and nothing made."""
    (tmp_path / "占用").touch()
    with pytest.raises(SetupError, match="无法在"):
        demo.run(tmp_path / "占用" / "演示", today=TODAY, progress=silent)
    assert [path.name for path in tmp_path.iterdir()] == ["占用"]


def test_a_folder_with_files(tmp_path: Path) -> None:
    """Somebody's files are not mixed with invented ones."""
    (tmp_path / "别人的.txt").touch()
    with pytest.raises(UsageError, match="已有文件"):
        demo.run(tmp_path, today=TODAY, progress=silent)
    assert [path.name for path in tmp_path.iterdir()] == ["别人的.txt"]


@pytest.mark.parametrize("there", [False, True])
def test_a_failure_half_way_leaves_nothing(there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next run finds the folder as this one did: missing, or empty."""
    root = tmp_path / "新" / "演示"
    if there:
        root.mkdir(parents=True)

    def full(*_args: object, **_options: object) -> None:
        raise LedgerError("磁盘已满")

    with monkeypatch.context() as patch:
        patch.setattr(daily, "run", full)
        with pytest.raises(LedgerError):
            demo.run(root, today=TODAY, progress=silent)
    assert root.exists() == there
    assert not any((root if there else tmp_path).iterdir())
    assert demo.run(root, today=TODAY, progress=silent).ledger.exists()
