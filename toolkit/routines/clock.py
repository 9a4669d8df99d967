"""duban run-due, duban serve: what the plan says is due is run, once a slot; what was missed is made up for or left out.

One job that fails does not hold the others. A run is entered before it begins and after it ends: what has a beginning and no
end, while nobody else can be running, was cut off with its process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from filelock import FileLock, Timeout

from toolkit.domain.errors import DubanError, LedgerBusy, LedgerChanged, SetupError, os_reason
from toolkit.domain.jobs import title
from toolkit.domain.slots import LEAP, LOOK_BACK, SAID, TOLD, Job, Run, decide, previous, slots
from toolkit.journal.runs import Runs
from toolkit.routines import logbook
from toolkit.routines.almanac import Almanac
from toolkit.routines.progress import Progress
from toolkit.routines.tasks import Done, Work, perform
from toolkit.routines.workspace import Workspace

PATIENCE = 30.0
"""Seconds to wait for another program that writes the journal."""
Doing = Callable[[Work], Done]


@dataclass(frozen=True, slots=True)
class ClockReport:
    """What became of the slots that were looked at in this call, in order of time; trouble: why the clock ran nothing, or ""."""

    runs: tuple[Run, ...] = ()
    trouble: str = ""

    @property
    def exit_status(self) -> int:
        return int(bool(self.trouble) or any(TOLD[run.outcome] == "failed" for run in self.runs))

    def data(self) -> dict[str, object]:
        return {"runs": [run_data(run) for run in self.runs], "trouble": self.trouble or None}


def run_data(run: Run) -> dict[str, object]:
    """One slot as the command line's contract names its parts."""
    return {
        "job": run.job, "slot": run.slot.isoformat(timespec="minutes"), "outcome": TOLD[run.outcome], "title": title(run.job),
        "said": SAID[run.outcome], "detail": run.detail, "attempts": run.attempts,
        "finished": run.finished.isoformat(timespec="seconds") if run.finished else None,
    }  # fmt: skip


@dataclass(slots=True)
class Clock:
    """The clock of one workspace. now: what the clock shows; unexpected: the sentence for an error that nobody foresaw;
    believed: a person named the day, so that it may lie before anything that was ever run; perform: what runs a task."""

    workspace: Workspace
    now: Callable[[], datetime]
    progress: Progress
    unexpected: Callable[[Exception], str]
    believed: bool = False
    perform: Doing = perform
    almanac: Almanac = field(default_factory=Almanac)

    def run_due(self) -> ClockReport:
        """Runs what is due now. Raises LedgerBusy where another clock is at work in this workspace, SetupError or MailError where
        its state folder or journal cannot be used; nothing is run then."""
        with _sole(self.workspace), Runs(self.workspace.journal_path, PATIENCE) as runs:
            now = self.now()
            trouble = "" if self.believed else doubt(now, runs.first_watched(), runs.last_look())
            if trouble:
                return ClockReport(trouble=trouble)
            runs.looks(now)
            runs.end_broken()
            self.almanac.look(self.workspace, self.progress)
            found = [run for job in self.workspace.config.jobs for run in self._job(job, runs)]
        return ClockReport(tuple(sorted(found, key=lambda run: (run.slot, run.job))))

    def _job(self, job: Job, runs: Runs) -> Iterator[Run]:
        now, calendar = self.now(), self.almanac.calendar
        since = max(runs.watch(job.name, job.said, now) - timedelta(seconds=1), now - LOOK_BACK)
        due = slots(job, calendar, since, now)
        known = runs.known(job.name, since)
        verdicts = decide(job, due, known, now, calendar)
        left = [Run(job.name, v.slot, now, now, v.action, v.why, 0) for v in verdicts if v.action != "run"]
        runs.put_all(left)
        self._tell(left)
        yield from left
        for verdict in verdicts:
            if verdict.action == "run":
                before = known.get(verdict.slot)
                begun = Run(job.name, verdict.slot, now, None, "running", verdict.why, before.attempts + 1 if before else 1)
                runs.put(begun)
                done = self._done(
                    Work(job, verdict.slot, previous(job, calendar, verdict.slot), self.workspace, now, self.progress)
                )
                attempts = before.attempts if before and done.outcome == "deferred" else begun.attempts
                ended = replace(begun, finished=self.now(), outcome=done.outcome, detail=done.said, attempts=attempts)
                runs.put(ended)
                self._tell([ended])
                yield ended

    def _done(self, work: Work) -> Done:
        try:
            return self.perform(work)
        except (LedgerBusy, LedgerChanged) as busy:
            return Done(str(busy), "deferred")
        except DubanError as problem:
            return Done(str(problem), "failed")
        except Exception as problem:
            return Done(self.unexpected(problem), "failed")

    def _tell(self, runs: Sequence[Run]) -> None:
        """Into the log; of many slots that were missed the first stands for all."""
        for run in runs if len(runs) <= 3 else runs[:1]:
            more = f"（至{runs[-1].slot:%m-%d %H:%M}，共{len(runs)}次）" if len(runs) > 3 else ""
            what = f"{title(run.job)}（{run.slot:%m-%d %H:%M}）"
            logbook.note(self.workspace, self.now(), "定时", what, f"{SAID[run.outcome]}{more}：{run.detail}")


def troubles(workspace: Workspace) -> tuple[Run, ...]:
    """Slots that did not come to a good end and that no later one of the same job has made good: for whoever shows the state of
    things. () before the clock's first run."""
    if not workspace.journal_path.exists():
        return ()
    with Runs(workspace.journal_path, PATIENCE) as runs:
        return tuple(runs.troubles())


@contextmanager
def _sole(workspace: Workspace) -> Iterator[None]:
    lock = FileLock(workspace.clock_lock_path, timeout=0)
    try:
        workspace.state_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as held:
        raise LedgerBusy("另一个定时任务正在这个工作区运行：不必处理，等它结束即可") from held
    except OSError as denied:
        raise SetupError(
            f"无法在“{workspace.state_dir}”写入（{os_reason(denied)}）：请检查文件夹是否只读、磁盘是否已满"
        ) from denied
    try:
        yield
    finally:
        lock.release()


def doubt(now: datetime, first: datetime | None, last: datetime | None) -> str:
    """Why a clock is not believed, "" where it is: it shows a day before anything was planned, or LEAP after the last look.

    What is sent by a wrong clock cannot be taken back; a person who names the day is believed.
    """
    if first and now < first - timedelta(days=1):
        why = f"早于定时任务开始的{first:%Y年%m月%d日}"
    elif last and now > last + LEAP:
        why = f"比上一次运行（{last:%Y年%m月%d日}）晚了{(now - last).days}天"
    else:
        return ""
    return (
        f"电脑的日期是{now:%Y年%m月%d日}，{why}，疑是时钟有误，本次什么也没有办："
        f"请核对电脑的日期和时间；日期无误的，由人运行一次 duban run-due --today {now:%Y-%m-%d}，以后即恢复自动"
    )
