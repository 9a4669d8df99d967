"""What doctor looks at of the clock: who starts it, whether it was started, and what it did not bring to a good end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from toolkit.domain.errors import SetupError
from toolkit.domain.words import SCHEDULERS
from toolkit.journal.glance import Glance
from toolkit.routines import scheduling
from toolkit.routines.findings import Check
from toolkit.routines.scheduling import ScheduleReport
from toolkit.routines.workspace import Workspace

PATIENCE = timedelta(hours=1)
"""So long a clock that is started every 15 minutes may be silent while the machine is on."""


def checks(workspace: Workspace, clock: datetime) -> Iterator[Check]:
    """An office may run duban daily by hand: a clock that nobody handed over is told, and is no fault."""
    with Glance(workspace.journal_path) as journal:
        looked, failed = journal.last_look(), sorted({run["title"] for run in journal.troubles()})
    try:
        found = scheduling.look(workspace, None, only_print=False)
    except SetupError:
        yield Check("定时运行", True, f"看不到系统的定时任务（用 duban schedule show 查看），{_said(looked)}")
    else:
        yield _handed(found, looked, clock)
    yield from plans(workspace)
    if failed:
        mend = "运行 duban status 和 duban log 看原因，解决后运行 duban run-due"
        yield Check("定时任务", False, f"没有办成：{'、'.join(failed)}", mend)


def plans(workspace: Workspace) -> Iterator[Check]:
    """Jobs that cannot come off as things are set."""
    if any(job.name == "feedback" for job in workspace.config.jobs) and not workspace.config.imap.host:
        mend = "运行 duban setup 填写收信服务器，或运行 duban setup --job feedback=不办 --yes"
        yield Check("自动收反馈", False, "定了时间，但没有开通用邮件收反馈", mend)


def _handed(found: ScheduleReport, looked: datetime | None, clock: datetime) -> Check:
    if not found.installed:
        if looked and timedelta() <= clock - looked < PATIENCE:
            return Check("定时运行", True, f"没有交给系统，由常驻的 duban serve 或人工运行，{_said(looked)}")
        by_hand = "没有开通，每天要有人运行 duban daily；要到点自动办，请运行 duban schedule install"
        return Check("定时运行", True, f"{by_hand}（{_said(looked)}）" if looked else by_hand)
    detail = f"已交给{SCHEDULERS[found.system]}，{_said(looked)}"
    if scheduling.outdated(found):
        return Check("定时运行", False, f"{detail}；开通以后程序或工作区换过地方", "请在工作区再运行一次 duban schedule install")
    since = max((moment for moment in (looked, scheduling.handed_over(found)) if moment), default=None)
    if since and clock - since >= PATIENCE:
        mend = "电脑刚开机的，过几分钟再看；仍是这样的，先运行 duban run-due 看提示，再运行一次 duban schedule install"
        return Check("定时运行", False, detail, mend)
    return Check("定时运行", True, detail)


def _said(looked: datetime | None) -> str:
    return f"最近一次运行在{looked:%Y-%m-%d %H:%M}" if looked else "还没有运行过"
