"""What doctor looks at of the clock: who starts it, and what it did not bring to a good end."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

from toolkit.domain.errors import DubanError
from toolkit.journal.glance import Glance
from toolkit.routines import scheduling
from toolkit.routines.findings import Check
from toolkit.routines.workspace import Workspace


def checks(workspace: Workspace) -> Iterator[Check]:
    """An office may run duban daily by hand: a clock that nobody installed is told, and is no fault."""
    try:
        found = scheduling.look(workspace, None, only_print=False)
    except (DubanError, OSError, subprocess.TimeoutExpired):
        yield Check("定时运行", True, "看不到系统的定时任务；用 duban schedule show 查看")
    else:
        by_hand = "没有开通，每天要有人运行 duban daily；要自动运行，请运行 duban schedule install"
        yield Check("定时运行", True, f"已开通（{found.system}）" if found.installed else by_hand)
    with Glance(workspace.journal_path) as journal:
        failed = sorted({run["title"] for run in journal.troubles()})
    if failed:
        mend = "运行 duban status 和 duban log 看原因，解决后运行 duban run-due"
        yield Check("定时任务", False, f"没有办成：{'、'.join(failed)}", mend)
