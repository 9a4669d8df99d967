"""Papers that wait for their number to be registered: whatever stops a run, the saved register decides what becomes of them.

An issued paper is written under a waiting name first. Once the ledger that names it is saved, it gets its own name; if it never
was, the paper goes and its number stays free. So no number is lost, and none is given twice.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from toolkit.domain.desk import Rows
from toolkit.domain.errors import DubanError
from toolkit.domain.item import as_text
from toolkit.domain.sheets import REGISTER
from toolkit.ledger.closed import ClosedBook
from toolkit.routines.workspace import Workspace

_MARK = ".待登记"


def waiting_place(path: Path) -> Path:
    """Where a paper waits: beside its place, under a hidden name."""
    return path.with_name(f".{path.name}{_MARK}")


def shown_place(path: Path, workspace: Workspace) -> str:
    """A paper's place as the register names it: relative to the workspace, with / on every system."""
    return os.path.relpath(path, workspace.root).replace("\\", "/")


def registered_places(rows: Rows) -> frozenset[str]:
    """The 文件 column of 文书登记."""
    return frozenset(as_text(cells.get("文件")) for _, cells in rows)


def settle(workspace: Workspace, places: Collection[str]) -> None:
    """Each waiting paper whose place is registered gets its name, the others go; what another program holds open waits on."""
    for waiting in workspace.papers_dir.rglob(f".*{_MARK}"):
        path = waiting.with_name(waiting.name.removeprefix(".").removesuffix(_MARK))
        with suppress(OSError):
            if shown_place(path, workspace) in places:
                waiting.replace(path)
            else:
                waiting.unlink()


def settle_by_disk(ledger: Path, workspace: Workspace) -> None:
    """The same after a run was stopped: by the register of the ledger file as it lies there now. Where that cannot be read, all wait."""
    with suppress(OSError, DubanError):
        table = ClosedBook(ledger, workspace.state_dir).read().own.get(REGISTER.name)
        settle(workspace, registered_places(table.rows if table else ()))
