"""duban doctor: everything that a first day needs, looked at in turn, each with the mend. Nothing is written or sent.

doctor_machine.py  this computer: Python, parts, clock, disk, fonts, LibreOffice
doctor_desk.py     the workspace, the ledger, the journal, the templates
doctor_mail.py     mail settings, passwords; on a person's word a mail to ourselves
doctor_clock.py    whether run-due is in the hands of the system's scheduler, and what it did not bring to an end
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from toolkit.domain.errors import SetupError, UsageError
from toolkit.routines import doctor_clock, doctor_desk, doctor_machine, doctor_mail
from toolkit.routines.findings import Check
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """What was looked at, in order; exit status 1 where something needs a mend."""

    checks: tuple[Check, ...]

    @property
    def exit_status(self) -> int:
        return int(any(not check.ok for check in self.checks))

    def data(self) -> dict[str, object]:
        return {"checks": [check.data() for check in self.checks]}


def run(ledger: Path | None, start: Path, *, mail: bool, today: date, clock: datetime, progress: Progress) -> DoctorReport:
    """Looks at this machine, then at the workspace of `start` (or of a ledger that was named), as far as it can be found.

    clock: what the machine's own clock says, whatever day counts as today; mail: log in to the mail server, and let it send one mail from the sender to itself. Never raises for what it finds.
    """
    return DoctorReport(tuple(_checks(ledger, start, mail, today, clock, progress)))


def _checks(ledger: Path | None, start: Path, mail: bool, today: date, clock: datetime, progress: Progress) -> Iterator[Check]:
    progress("检查这台电脑", 0, 0)
    yield from doctor_machine.checks(clock)
    try:
        workspace = Workspace.find(ledger, start)
    except SetupError as problem:
        yield Check("设置文件", False, str(problem), "按上面所说改正 duban.toml；改不好的，改名保留，再运行 duban setup")
        return
    except UsageError:
        yield Check("工作区", False, f"“{start}”不在工作区里", "先用 cd 进入工作区；还没有的，运行 duban setup 建立")
        return
    progress("检查工作区和台账", 0, 0)
    yield from doctor_desk.checks(workspace, today, clock)
    progress("检查邮件", 0, 0)
    yield from doctor_mail.checks(workspace, clock, mail)
    progress("检查定时运行", 0, 0)
    yield from doctor_clock.checks(workspace, clock)
