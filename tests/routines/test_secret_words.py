"""What a person types for a run (a note, a name) is looked at like a cell: 保密法 holds for both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.desk import TODAY, snapshot, take, write_ledger
from toolkit.domain.errors import SecretFound
from toolkit.domain.papers.bulletin import Head
from toolkit.domain.papers.compose import BulletinOrder
from toolkit.routines import bulletin, event, feedback, slip
from toolkit.routines.event import Entry
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

SECRET = "已阅机密★1年文件"


def _enter(path: Path, entry: Entry) -> object:
    return event.run_add(path, Workspace.find(path, path.parent), items=["A1"], entry=entry, today=TODAY, progress=silent)


def _issue(path: Path) -> object:
    return slip.run(
        path, Workspace.find(path, path.parent), kind="交办单", items=["A1"], issue=True, per_unit=False, issuer=SECRET, today=TODAY,
        progress=silent,
    )  # fmt: skip


def _publish(path: Path) -> object:
    order = BulletinOrder("通报", head=Head(issuer=SECRET))
    return bulletin.run(path, Workspace.find(path, path.parent), order=order, pdf=False, today=TODAY, progress=silent)


def _decide(path: Path, note: str, by: str) -> object:
    return feedback.run_reject(
        path, Workspace.find(path, path.parent), ids=["1"], item="A1", note=note, by=by, today=TODAY, progress=silent
    )


@pytest.mark.parametrize(
    "run",
    [
        lambda path: _enter(path, Entry("电话催办", note=SECRET)),
        lambda path: _enter(path, Entry("电话催办", note="答复周五报送", by=SECRET)),
        _issue,
        _publish,
        lambda path: _decide(path, SECRET, ""),
        lambda path: _decide(path, "", SECRET),
    ],
)
def test_marks_of_secrecy_are_refused(run: Callable[[Path], object], tmp_path: Path) -> None:
    """Nothing is written anywhere, and the sentence does not repeat the words."""
    path = write_ledger(tmp_path)
    take(path)
    before = snapshot(tmp_path)
    with pytest.raises(SecretFound, match="疑似涉密") as caught:
        run(path)
    assert "机密" not in str(caught.value)
    assert snapshot(tmp_path) == before
