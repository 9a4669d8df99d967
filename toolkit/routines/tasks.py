"""What the clock may run, by name of the routine: each does its work and says in one sentence how it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from toolkit.domain.errors import SetupError
from toolkit.domain.jobs import title
from toolkit.domain.papers.kinds import COUNTING, bulletin_kind
from toolkit.domain.slots import Job, Outcome
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace

OUTCOMES = {"sent": "已发送", "queued": "待发送", "refused": "被拒收", "unknown": "是否送达不明"}


@dataclass(frozen=True, slots=True)
class Work:
    """One slot to be run: the job, its moment by plan, the moment before it (None: the first), and when it is run."""

    job: Job
    slot: datetime
    previous: datetime | None
    workspace: Workspace
    now: datetime
    progress: Progress

    @property
    def today(self) -> date:
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Done:
    """How it went. outcome: done, deferred (the ledger is in use), failed, skipped (there is nothing to run it with)."""

    said: str
    outcome: Outcome = "done"


def perform(work: Work) -> Done:
    """Runs a slot's routine. Raises what the routine raises, SetupError where this version has no such routine."""
    task = TASKS.get(work.job.routine)
    if task is None:
        raise SetupError(
            f"本版本的督办工具还不能定时办“{title(work.job.name)}”：请升级工具，或从 duban.toml 的 [jobs] 中删去这一行"
        )
    return task(work)


def _daily(work: Work) -> Done:
    from toolkit.routines import daily

    report = daily.run(work.workspace.need_ledger(), work.workspace, today=work.today, progress=work.progress)
    if report.deferred is not None:
        said = f"台账没有写入，邮件没有发出，稍后再办：{report.deferred}"
        return Done(said, "failed" if report.stuck else "deferred")
    if report.mailed.trouble:
        return Done(f"台账已写入，邮件没有发完：{report.mailed.trouble}", "failed")
    told = (*report.mailed.notices, *report.mailed.digests)
    states = Counter(OUTCOMES.get(each.state, "发不出") for each in told)
    mails = "、".join(f"{name}{count}" for name, count in states.items())
    lights = "、".join(f"{light}{report.lights[light]}" for light in ("红", "黄") if report.lights[light])
    errors = f"，校验错误{report.findings['error']}处" if report.findings["error"] else ""
    return Done(
        f"事项{report.items}个{f'，{lights}' if lights else ''}{errors}；邮件{len(told)}封{f'（{mails}）' if mails else ''}"
    )


def _feedback(work: Work) -> Done:
    from toolkit.routines import feedback_fetch

    report = feedback_fetch.run(
        work.workspace.need_ledger(), work.workspace, again=False, today=work.today, progress=work.progress
    )
    if report.broken:
        return Done(f"收到{len(report.new)}封后中断：{report.broken}", "failed")
    passed = len(report.passed) + len(report.secret)
    waits = "；台账开着，“反馈收件”表稍后再写" if report.deferred else ""
    return Done(f"收到反馈{len(report.new)}份{f'，未采用{passed}封' if passed else ''}{waits}")


def _backup(work: Work) -> Done:
    from toolkit.routines import safe_copy

    made = safe_copy.make(work.workspace.need_ledger(), work.workspace, now=work.now, progress=work.progress)
    return Done(f"已存入“{work.workspace.backup_dir.name}”文件夹：{'、'.join(path.name for path in made)}")


def _office_note(work: Work) -> Done:
    from toolkit.routines import office_note

    subject: office_note.Subject = "督查计划" if work.job.name == "plan" else "回头看"
    ahead = work.job.days.numbers[0] if work.job.name == "plan" else 0
    report = office_note.run(
        work.workspace.need_ledger(), work.workspace, subject=subject, ahead=ahead, today=work.today, progress=work.progress
    )
    return Done(report.said(), "failed" if report.trouble else "done")


def _bulletin(work: Work) -> Done:
    from toolkit.domain.papers.compose import BulletinOrder
    from toolkit.routines import bulletin

    since = until = None
    kind = bulletin_kind(work.job.about[0])
    assert kind, "read_job lets nothing else in"
    if kind in COUNTING:  # speaks of the time since the one before; the others show the desk as it is
        until = work.slot.date()
        since = work.previous.date() + timedelta(days=1) if work.previous else until.replace(day=1)
    report = bulletin.run(
        work.workspace.need_ledger(), work.workspace, order=BulletinOrder(kind, since, until, work.job.about[1]), pdf=False,
        today=work.today, progress=work.progress,
    )  # fmt: skip
    return Done("；".join((f"草稿“{report.path.name}”已放入“{report.path.parent.name}”文件夹，请人审改", *report.warnings)))


def _assess(work: Work) -> Done:
    from toolkit.routines import assess

    year = work.slot.year - 1 if work.slot.month <= 6 else work.slot.year
    report = assess.run(
        work.workspace.need_ledger(), work.workspace, year=year, facts=False, today=work.today, progress=work.progress
    )
    return Done(
        f"{year}年度得分表“{report.path.name}”已放入“{report.path.parent.name}”文件夹，{len(report.units)}个单位，请人审定"
    )


TASKS: Mapping[str, Callable[[Work], Done]] = {
    "daily": _daily,
    "feedback_fetch": _feedback,
    "backup": _backup,
    "office_note": _office_note,
    "bulletin": _bulletin,
    "assess": _assess,
}
"""Name of the routine -> how the clock runs it."""
