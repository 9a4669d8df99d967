"""The plan: which slots fall due, and what becomes of those that were missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.calendar.holidays import Day
from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.jobs import KINDS, read_job
from toolkit.domain.slots import MOST_TRIES, Job, Outcome, Run, decide, may_try_again, previous, slots

CALENDAR = Calendar()
START = datetime(2026, 1, 1)
LINES = {
    "daily": ["每个工作日 8:30", "每日 0:00", "每个工作日 8:30、14:00，不补做"],
    "feedback": ["每个工作日 8:30-17:30 每30分钟"],
    "look_back": ["每月1日 9:00", "每月31日 9:00", "每月最后一个工作日 16:00", "每周一、四 8:00", "每年10月1日 9:00"],
    "score": ["2026-01-31、2026-02-17 16:00"],
}
JOBS = [read for name, lines in LINES.items() for line in lines if (read := read_job(name, line))]
moments = st.datetimes(START, datetime(2026, 12, 31))


def job(line: str, name: str = "daily") -> Job:
    found = read_job(name, line)
    assert found
    return found


def days(line: str, first: date, last: date, calendar: Calendar = CALENDAR) -> list[date]:
    plan = job(line, "look_back")
    return [slot.date() for slot in slots(plan, calendar, datetime.combine(first, time()), datetime.combine(last, time(23, 59)))]


def test_workdays_know_holidays_and_worked_weekends() -> None:
    """春节 2026: off from 15 to 23 February, worked on the 14th and the 28th, which are Saturdays."""
    found = days("每个工作日 8:30", date(2026, 2, 12), date(2026, 3, 1))
    assert [day.day for day in found] == [12, 13, 14, 24, 25, 26, 27, 28]


def test_the_office_s_own_holidays_win() -> None:
    """A day off that staff typed into 节假日 has no slot."""
    calendar = Calendar({date(2026, 3, 18): Day(True, "")}, ())
    assert days("每个工作日 8:30", date(2026, 3, 17), date(2026, 3, 19), calendar) == [date(2026, 3, 17), date(2026, 3, 19)]


@pytest.mark.parametrize(
    ("line", "first", "last", "expected"),
    [
        ("每周一 8:00", "2026-02-09", "2026-03-03", ["2026-02-09", "2026-02-24", "2026-03-02"]),  # two Mondays of 春节 are one
        ("每月1日 9:00", "2026-09-01", "2026-11-30", ["2026-09-01", "2026-10-08", "2026-11-02"]),
        ("每月31日 9:00", "2026-02-01", "2026-04-30", ["2026-02-02", "2026-02-28", "2026-03-31", "2026-04-30"]),
        ("每月最后一个工作日 9:00", "2026-01-01", "2026-05-31", ["2026-01-30", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-29"]),
        ("每年1月10日 9:00", "2026-01-01", "2027-02-01", ["2026-01-12", "2027-01-11"]),  # a Saturday, a Sunday
        ("2026-01-31、2026-10-01 9:00", "2026-01-01", "2026-12-31", ["2026-01-31", "2026-10-01"]),  # written out: never moved
    ],
)  # fmt: skip
def test_days(line: str, first: str, last: str, expected: list[str]) -> None:
    """Weekly, monthly, yearly days move off holidays; the end of a month and written dates do not."""
    assert [str(day) for day in days(line, date.fromisoformat(first), date.fromisoformat(last))] == expected


def test_a_near_plan_is_looked_for_each_workday() -> None:
    """提前3个工作日 falls on workdays: what is near and was not told is told then."""
    plan = job("提前3个工作日 8:40", "plan")
    assert slots(plan, CALENDAR, datetime(2026, 9, 30), datetime(2026, 10, 9)) == [
        datetime(2026, 9, 30, 8, 40), datetime(2026, 10, 8, 8, 40),
    ]  # fmt: skip


@given(st.sampled_from(JOBS), moments, moments, moments)
def test_time_may_be_cut_anywhere(plan: Job, a: datetime, b: datetime, c: datetime) -> None:
    """However a stretch is cut in two, the slots are the same, in order, each once, and inside."""
    a, b, c = sorted((a, b, c))
    whole = slots(plan, CALENDAR, a, c)
    assert whole == slots(plan, CALENDAR, a, b) + slots(plan, CALENDAR, b, c)
    assert whole == sorted(set(whole))
    assert all(a < slot <= c and slot.time() in plan.times for slot in whole)
    assert slots(plan, CALENDAR, c, a) == []


@given(st.sampled_from(JOBS), moments)
def test_the_slot_before(plan: Job, now: datetime) -> None:
    """Nothing lies between a slot and the one before it."""
    due = slots(plan, CALENDAR, START, now)
    if len(due) > 1:
        assert previous(plan, CALENDAR, due[-1]) == due[-2]


class Machine:
    """A machine whose clock shows what it is told; what it runs ends as it is told. The journal's part is done as runs.py does."""

    def __init__(self, plan: Job) -> None:
        self.plan, self.since = plan, START
        self.known: dict[datetime, Run] = {}
        self.begun: list[tuple[datetime, datetime]] = []

    def look(self, now: datetime, ends: Outcome = "done") -> None:
        self.known = {
            slot: run for slot, run in self.known.items() if run.outcome not in ("skipped", "missed") or run.started <= now
        }
        due = slots(self.plan, CALENDAR, self.since, now)
        for verdict in decide(self.plan, due, self.known, now, CALENDAR):
            before = self.known.get(verdict.slot)
            outcome: Outcome = ends if verdict.action == "run" else verdict.action
            tries = (before.attempts if before else 0) + (verdict.action == "run")
            self.known[verdict.slot] = Run(self.plan.name, verdict.slot, now, now, outcome, "", tries)
            if verdict.action == "run":
                self.begun.append((verdict.slot, now))


@given(st.sampled_from(JOBS), st.lists(moments, min_size=1, max_size=12))
def test_any_clock_runs_each_slot_once_and_accounts_for_all(plan: Job, looks: list[datetime]) -> None:
    """The clock jumps anywhere, any number of times: no slot is begun twice, none before its time, and after the last look
    (on a workday, where the job is for workdays) each slot so far is run or noted."""
    machine = Machine(plan)
    for now in looks:
        machine.look(now)
    begun = [slot for slot, _ in machine.begun]
    assert len(begun) == len(set(begun))
    assert all(slot <= now for slot, now in machine.begun)
    if not plan.for_workdays or CALENDAR.is_workday(looks[-1].date()):
        assert set(slots(plan, CALENDAR, START, looks[-1])) <= set(machine.known)
    assert not any(run.outcome in ("skipped", "missed") and run.started > looks[-1] for run in machine.known.values())


@given(st.sampled_from([plan for plan in JOBS if plan.catch_up]), moments, st.timedeltas(timedelta(1), timedelta(300)))
def test_a_clock_that_was_ahead_costs_no_slot(plan: Job, now: datetime, ahead: timedelta) -> None:
    """However far it was ahead for one look: set right, each slot that comes is run when it comes, or was run then."""
    machine = Machine(plan)
    machine.look(now)
    machine.look(now + ahead)
    for slot in slots(plan, CALENDAR, now, now + timedelta(days=40)):
        machine.look(slot)
        assert slot in [begun for begun, _ in machine.begun]


@given(st.sampled_from([plan for plan in JOBS if plan.catch_up]), st.lists(moments, min_size=1, max_size=8, unique=True))
def test_what_is_caught_up_is_the_newest(plan: Job, looks: list[datetime]) -> None:
    """With the clock going forward, each look at which something was due runs exactly one slot: the newest."""
    machine = Machine(plan)
    for now in sorted(looks):
        before = len(machine.begun)
        waiting = [slot for slot in slots(plan, CALENDAR, START, now) if slot not in machine.known]
        machine.look(now)
        if waiting and (not plan.for_workdays or CALENDAR.is_workday(now.date())):
            assert machine.begun[before:] == [(waiting[-1], now)]


def test_a_day_off_is_left_alone() -> None:
    """A machine that was off on Friday and starts on Saturday waits for Monday, whose slot stands for both."""
    machine = Machine(job("每个工作日 8:30"))
    machine.since = datetime(2026, 3, 20)
    machine.look(datetime(2026, 3, 21, 10))
    assert machine.known == {}
    machine.look(datetime(2026, 3, 23, 9))
    assert {slot.day: run.outcome for slot, run in machine.known.items()} == {20: "missed", 23: "done"}


def test_skipped_by_policy() -> None:
    """Fetching every 30 minutes makes up for nothing: what is old is left out, what is young is run."""
    machine = Machine(job(KINDS["feedback"].example, "feedback"))
    machine.since = datetime(2026, 3, 19, 12)
    machine.look(datetime(2026, 3, 20, 9, 10))
    outcomes = [run.outcome for run in machine.known.values()]
    assert outcomes == ["skipped"] * 12 + ["done"]
    machine.look(datetime(2026, 3, 20, 22))
    assert list(machine.known.values())[-1].outcome == "skipped"


def test_failures_rest_longer_each_time_and_end() -> None:
    """10, 20, 40, 80, 160 minutes, then a person is needed; a deferred run is tried again as long as it takes."""
    machine = Machine(job("每日 0:00"))
    machine.since = datetime(2026, 3, 19)
    start = datetime(2026, 3, 20, 0, 0)
    for minute in range(23 * 60):
        machine.look(start + timedelta(minutes=minute), "failed")
    waits = [(now - start) // timedelta(minutes=1) for _, now in machine.begun]
    assert waits == [0, 10, 30, 70, 150, 310]
    run = machine.known[start]
    assert run.attempts == MOST_TRIES
    assert not may_try_again(machine.plan, run, start + timedelta(days=9))
    assert may_try_again(machine.plan, replace(run, outcome="deferred"), run.started + timedelta(minutes=10))


def test_what_broke_off_is_begun_again_only_where_nothing_doubles() -> None:
    """A reminder run is (the outbox guards it), a paper is not; a failure that was told is tried again in both."""
    later = datetime(2026, 3, 20, 12)
    run = Run("", datetime(2026, 3, 20, 8), later - timedelta(hours=4), later - timedelta(hours=3), "unknown")
    daily, paper = job("每日 8:00"), job("周例会 每日 8:00", "bulletin")
    assert may_try_again(daily, run, later)
    assert not may_try_again(paper, run, later)
    assert may_try_again(paper, replace(run, outcome="failed"), later)


def test_a_clock_that_went_back_makes_no_failure_wait() -> None:
    """What failed in a future that was none is tried again at once."""
    run = Run("", datetime(2026, 3, 20, 8), datetime(2027, 1, 1), datetime(2027, 1, 1), "failed", attempts=3)
    assert may_try_again(job("每日 8:00"), run, datetime(2026, 3, 20, 9))
