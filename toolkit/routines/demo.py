"""duban demo: an invented office with some 65 items, on which the main job has just run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from pathlib import Path

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.errors import SetupError, UsageError, os_reason
from toolkit.domain.papers.compose import BulletinOrder
from toolkit.domain.sheets import EVENTS, INTAKE, UNITS
from toolkit.routines import bulletin, daily, init, remind, slip
from toolkit.routines.bulletin import BulletinReport
from toolkit.routines.daily import DailyReport
from toolkit.routines.demo_data import demo_events, demo_intake, demo_items, demo_units
from toolkit.routines.progress import Progress
from toolkit.routines.shipped_workbook import FILE_NAME, shipped_workbook
from toolkit.routines.slip import SlipReport
from toolkit.routines.workspace import Workspace, absolute

TITLE = "连云港市政府督查台账（演示）"
SLIPS_ISSUED = 3


@dataclass(frozen=True, slots=True)
class DemoReport:
    """The workspace made, the main job's report, the slips issued, the bulletin, and what to open."""

    workspace: Path
    ledger: Path
    daily: DailyReport
    slips: SlipReport
    bulletin: BulletinReport
    mails: Path
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        return {
            "workspace": str(self.workspace), "ledger": str(self.ledger), "daily": self.daily.data(), **self.slips.data(),
            "bulletin": str(self.bulletin.path), "mails": str(self.mails),
            "open": [str(self.ledger), *(str(p.path) for p in self.slips.papers), str(self.bulletin.path), str(self.mails)],
        }  # fmt: skip


def run(folder: Path, *, today: date, progress: Progress) -> DemoReport:
    """Makes a workspace in `folder` with the demo ledger; sends the first reminders as a person would (into a folder of
    .eml files), runs `daily`, issues three slips, makes a 《政务督查》. Raises UsageError where the folder holds files already, SetupError where
    it cannot be written. A failure on the way leaves the folder as it was.
    """
    root = absolute(folder)
    ledger = root / FILE_NAME
    calendar = Calendar()
    contents = {
        UNITS.name: demo_units(), EVENTS.name: demo_events(today, calendar), INTAKE.name: demo_intake(today, calendar),
    }  # fmt: skip
    workbook = shipped_workbook(demo_items(today, calendar), TITLE, contents, {"联系电话": "0518-0000000"})
    with _unmade_on_failure(root):
        try:
            root.mkdir(parents=True, exist_ok=True)
            ledger.write_bytes(workbook)
        except OSError as denied:
            raise SetupError(f"无法在“{root}”建立演示工作区（{os_reason(denied)}），请换一个可以写入的文件夹") from denied
        init.run(root, ledger=ledger, today=today, progress=progress)
        workspace = Workspace.find(None, root)
        remind.run(ledger, workspace, send=True, limit=None, today=today, progress=progress)
        first = daily.run(ledger, workspace, today=today, progress=progress)
        due = [proposal for proposal in first.slips if proposal.kind == "交办单"][:SLIPS_ISSUED]
        papers = slip.run(
            ledger, workspace, kind="交办单", items=[proposal.item for proposal in due], issue=True, per_unit=False,
            issuer="督查室主任", today=today, progress=progress,
        )  # fmt: skip
        paper = bulletin.run(ledger, workspace, order=BulletinOrder("政务督查"), pdf=False, today=today, progress=progress)
    return DemoReport(root, ledger, first, papers, paper, workspace.mail_folder)


@contextmanager
def _unmade_on_failure(root: Path) -> Iterator[None]:
    """A folder that is new or empty, and is so again after a failure. Raises UsageError where it holds files already."""
    there = next((folder for folder in (root, *root.parents) if folder.exists()), root)
    try:
        if there == root and any(root.iterdir()):
            raise UsageError(f"“{root}”里已有文件：请换一个空文件夹，或先删除它再运行演示")
    except OSError as denied:
        raise SetupError(f"无法在“{root}”建立演示工作区（{os_reason(denied)}），请换一个可以写入的文件夹") from denied
    try:
        yield
    except BaseException:
        for path in [*root.iterdir()] if root.is_dir() else ():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        for folder in takewhile(lambda folder: folder != there, (root, *root.parents)):
            with suppress(OSError):
                folder.rmdir()
        raise
