"""The clock's plan as data: on which days and at what times a job falls due, and what is to be done about each slot now.

A slot is a moment of the plan. Each runs once: what is known of it stands in the journal's table `runs`. Nothing here reads
a clock: `now` is an argument, and it may jump either way between two calls.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from toolkit.domain.calendar.workdays import Calendar

Rule = Literal["每日", "每个工作日", "每周", "每月", "月末工作日", "每年", "日期", "提前"]
Outcome = Literal["running", "done", "deferred", "skipped", "failed", "unknown", "missed"]
"""running: begun; deferred: the ledger was in use; unknown: begun by a process that died. skipped, missed: never begun."""
NEVER_BEGUN: frozenset[Outcome] = frozenset({"skipped", "missed"})
TOLD: dict[Outcome, str] = {
    "running": "failed", "unknown": "failed", "failed": "failed", "deferred": "skipped", "skipped": "skipped", "missed": "missed", "done": "done",
}  # fmt: skip
"""How --json calls an outcome."""
SAID: dict[Outcome, str] = {
    "running": "正在运行", "unknown": "中断", "failed": "失败", "deferred": "推迟", "skipped": "不补做", "missed": "错过", "done": "完成",
}  # fmt: skip

LOOK_BACK = timedelta(days=400)
"""Slots older than this are no longer looked for: a yearly job of a machine that was off for a year is still seen."""
LEAP = timedelta(days=31)
"""A clock that went on so far between two looks is doubted: it is wrong, or the machine was off so long that a person should look."""
ON_TIME = timedelta(hours=2)
"""A slot this young is run even where the job says that missed ones are left out."""
BUSY_WAIT = timedelta(minutes=10)
"""After this a deferred run is tried again, as often as it takes."""
FIRST_WAIT, MOST_TRIES = timedelta(minutes=10), 6
"""A failed run is tried again after 10, 20, 40, 80, 160 minutes, then a person is needed."""


@dataclass(frozen=True, slots=True)
class Days:
    """Which days. numbers: weekdays (0 = Monday) of 每周, the day of 每月, month and day of 每年, of 提前 the workdays within which
    something is near (it is looked for each workday); dates: of 日期. A day of 每周, 每月, 每年 that is no workday moves to the next one (本室规则); a date written out never moves."""

    rule: Rule
    numbers: tuple[int, ...] = ()
    dates: frozenset[date] = frozenset()

    def falls(self, day: date, calendar: Calendar) -> bool:
        """Whether the plan names this day."""
        match self.rule:
            case "每日":
                return True
            case "每个工作日" | "提前":
                return calendar.is_workday(day)
            case "月末工作日":
                last = day.replace(day=monthrange(day.year, day.month)[1])
                return day == (last if calendar.is_workday(last) else calendar.back(last, 1))
            case "日期":
                return day in self.dates
        if not calendar.is_workday(day):
            return False
        while not self._named(day):
            day -= timedelta(days=1)
            if calendar.is_workday(day):
                return False
        return True

    def _named(self, day: date) -> bool:
        if self.rule == "每周":
            return day.weekday() in self.numbers
        month, number = (day.month, self.numbers[0]) if self.rule == "每月" else (self.numbers[0], self.numbers[1])
        return day.month == month and day.day == min(number, monthrange(day.year, day.month)[1])


@dataclass(frozen=True, slots=True)
class Job:
    """One line of [jobs]: its name, the routine behind it, what that is about (a kind of bulletin), days, times, and what
    becomes of missed slots (catch_up: the newest is made up for once; else they are left out).

    about: kind of bulletin and leader; repeatable: whether a run that broke off may simply be begun again, because nothing can be doubled by it;
    said: the words of duban.toml: a job with other words is another plan.
    """

    name: str
    routine: str
    days: Days
    times: tuple[time, ...]
    catch_up: bool = True
    repeatable: bool = True
    about: tuple[str, str] = ("", "")
    said: str = ""

    @property
    def for_workdays(self) -> bool:
        """Whether it is left alone on days off, when missed slots are concerned as well."""
        return self.days.rule in ("每个工作日", "提前")


@dataclass(frozen=True, slots=True)
class Run:
    """What is known of a slot: when it was begun and ended (None: not), how, in one sentence, and the how-manieth try it was."""

    job: str
    slot: datetime
    started: datetime
    finished: datetime | None
    outcome: Outcome
    detail: str = ""
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done about a slot now, and why in a Chinese sentence ("" for one that simply falls due)."""

    slot: datetime
    action: Literal["run", "skipped", "missed"]
    why: str = ""


def slots(job: Job, calendar: Calendar, since: datetime, until: datetime) -> list[datetime]:
    """The slots after `since` up to and including `until`, in order of time; none where until is not later."""
    return list(_slots(job, calendar, since, until))


def _slots(job: Job, calendar: Calendar, since: datetime, until: datetime) -> Iterator[datetime]:
    times = sorted(set(job.times))
    for number in range(since.toordinal(), until.toordinal() + 1):
        day = date.fromordinal(number)
        if job.days.falls(day, calendar):
            for at in times:
                slot = datetime.combine(day, at)
                if since < slot <= until:
                    yield slot


def previous(job: Job, calendar: Calendar, slot: datetime) -> datetime | None:
    """The slot before one, None where there was none in LOOK_BACK."""
    found = slots(job, calendar, slot - LOOK_BACK, slot - timedelta(microseconds=1))
    return found[-1] if found else None


def decide(job: Job, due: Sequence[datetime], known: Mapping[datetime, Run], now: datetime, calendar: Calendar) -> list[Verdict]:
    """What is to be done about the slots that fell due, in order of time; what is settled is not among it.

    due: all slots up to now; known: what became of them. At most one of them is to be run: the newest.
    A job for workdays is left alone on a day off; its missed slots wait for the next workday.
    """
    if not due or (job.for_workdays and not calendar.is_workday(now.date())):
        return []
    newest = due[-1]
    fresh = [slot for slot in due if slot not in known]
    found = [_left(job, slot, newest) for slot in fresh if slot != newest]
    if newest not in known:
        late = now - newest > ON_TIME
        if job.catch_up or not late:
            found.append(Verdict(newest, "run", f"补做{_said(newest)}的" if late else ""))
        else:
            found.append(_left(job, newest, newest))
    elif may_try_again(job, known[newest], now):
        found.append(Verdict(newest, "run", f"第{known[newest].attempts + 1}次"))
    return found


def may_try_again(job: Job, run: Run, now: datetime) -> bool:
    """Whether a run that did not come to its end is to be begun again now; a clock that went back makes nobody wait."""
    if run.finished is None or run.outcome not in ("deferred", "failed", "unknown"):
        return False
    if run.outcome != "deferred" and (run.attempts >= MOST_TRIES or not (job.repeatable or run.outcome == "failed")):
        return False
    return run.finished > now or now - run.finished >= wait_after(run)


def wait_after(run: Run) -> timedelta:
    """How long a run that did not come to its end rests."""
    return BUSY_WAIT if run.outcome == "deferred" else FIRST_WAIT * 2 ** (run.attempts - 1)


def _left(job: Job, slot: datetime, newest: datetime) -> Verdict:
    if job.catch_up:
        return Verdict(slot, "missed", f"错过，由{_said(newest)}的一次一并办理")
    return Verdict(slot, "skipped", "错过，按设置不补做")


def _said(slot: datetime) -> str:
    return f"{slot.month}月{slot.day}日{slot:%H:%M}"
