"""duban demo where there is no room for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import TODAY
from toolkit.domain.errors import SetupError, UsageError
from toolkit.routines import demo
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
