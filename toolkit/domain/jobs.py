"""[jobs] of duban.toml: what the clock may do, and how its lines are read (每个工作日 8:30; 周例会 每周一 8:00)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from toolkit.domain.papers.kinds import bulletin_kind
from toolkit.domain.slots import Days, Job

WEEKDAYS = "一二三四五六日"
MARKS = str.maketrans("：，～—–－　至（）", ":,----" + " -()")


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of job: how it is called, its routine, what becomes of missed slots, whether a broken run may be begun again,
    and a line as an example."""

    title: str
    routine: str
    catch_up: bool
    repeatable: bool
    example: str


KINDS: Mapping[str, Kind] = {
    "feedback": Kind("收取反馈", "feedback_fetch", False, True, "每个工作日 8:30-17:30 每30分钟"),
    "daily": Kind("每日工作", "daily", True, True, "每个工作日 8:30"),
    "backup": Kind("备份", "backup", True, True, "每日 12:10"),
    "plan": Kind("督查计划提醒", "office_note", True, True, "提前3个工作日 8:40"),
    "look_back": Kind("回头看提醒", "office_note", True, True, "每月1日 9:00"),
    "score": Kind("年度考评", "assess", True, False, "每年1月10日 9:00"),
    "bulletin": Kind("简报", "bulletin", True, False, "周例会 每周一 8:00"),
}
"""Keys of [jobs], in the order in which jobs are run that fall due together: answers are taken in before anybody is reminded. A paper (score, bulletin) that a power cut broke off is not made again by itself: it may lie there already."""
OFF = "不办"
"""A line that says of a job that it is not to be run; to leave the line out says the same."""
DEFAULTS: Mapping[str, str] = {name: KINDS[name].example for name in ("daily", "backup")}
"""What the clock does where duban.toml has no [jobs]."""
EXAMPLES = (
    "每个工作日 8:30",
    "每周一、四 8:00",
    "每月1日 9:00",
    "每月最后一个工作日 16:00",
    "每年1月10日 9:00",
    "2026-03-31、2026-06-30 16:00",
    "每个工作日 8:30-17:30 每30分钟",
)

_LINE = re.compile(r"(?P<days>.+?)\s*(?P<times>\d{1,2}:\d{2}.*)")
_MISSED = re.compile(r"[\s,;]*(?:错过)?(?P<no>不)?补做?$")
_EVERY = re.compile(r"(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})\s*,?\s*每(?:隔)?(\d{1,3})分钟?")
_TIMES = re.compile(r"\d{1,2}:\d{2}(?:\s*[、,]\s*\d{1,2}:\d{2})*")
_WEEK = re.compile(r"(?:每周|每星期|周|星期)([一二三四五六日天](?:[、,和]?(?:周|星期)?[一二三四五六日天])*)")
_MONTH = re.compile(r"每月(\d{1,2})[日号]")
_LAST = re.compile(r"每?月(?:末|底|最后)(?:的)?(?:一个|1个)?工作日")
_YEAR = re.compile(r"每年(\d{1,2})月(\d{1,2})[日号]")
_AHEAD = re.compile(r"提前(\d{1,2})个?工作日")
_DATES = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:\s*[、,]\s*\d{4}-\d{1,2}-\d{1,2})*")
_PAPER = re.compile(r"(?P<kind>\S+?)(?:\((?P<who>[^)]+)\))?\s+(?P<rest>\S.*)")


def read_job(name: str, line: str) -> Job | None:
    """A line of [jobs] under its key -> the job; None where the line cannot be understood. The key must be one of KINDS.

    A bulletin's line begins with its kind, that of a 一页纸 with the leader in brackets: 一页纸（王市长） 每周一 8:00.
    """
    kind, text = KINDS[name], line.translate(MARKS).strip()
    about = ("", "")
    if name == "bulletin":
        paper = _PAPER.fullmatch(text)
        what = bulletin_kind(paper["kind"]) if paper else None
        if not paper or what is None or (what == "一页纸") != bool(paper["who"]):
            return None
        about, text = (what, (paper["who"] or "").strip()), paper["rest"]
    missed = _MISSED.search(text)
    whole = _LINE.fullmatch(text[: missed.start()] if missed else text)
    if not whole:
        return None
    days, times = read_days(whole["days"].strip()), read_times(whole["times"].strip())
    if days is None or not times or (days.rule == "提前") != (name == "plan"):
        return None
    catch_up = not missed["no"] if missed else kind.catch_up
    called = "".join((name, *(f":{part}" for part in about if part)))
    return Job(called, kind.routine, days, times, catch_up, kind.repeatable, about, line)


def lines_of(name: str, text: str) -> list[str]:
    """What a person typed for one key of [jobs], as its lines: bulletins may be several, parted by ；. [] for 不办 and for nothing."""
    parts = re.split("[；;]", text) if name == "bulletin" else [text]
    return [line for part in parts if (line := part.strip()) and line != OFF]


def read_days(text: str) -> Days | None:
    """每个工作日, 每周一、四, 每月最后一个工作日 … -> the rule; None where it is none."""
    if text in ("每日", "每天"):
        return Days("每日")
    if text in ("每个工作日", "每工作日", "工作日"):
        return Days("每个工作日")
    if _LAST.fullmatch(text):
        return Days("月末工作日")
    if found := _WEEK.fullmatch(text):
        return Days(
            "每周", tuple(sorted({WEEKDAYS.index("日" if c == "天" else c) for c in found[1] if c in "一二三四五六日天"}))
        )
    if found := _AHEAD.fullmatch(text):
        return Days("提前", (int(found[1]),))
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found[1]) <= 31:
        return Days("每月", (int(found[1]),))
    if (found := _YEAR.fullmatch(text)) and _day(2024, found[1], found[2]):
        return Days("每年", (int(found[1]), int(found[2])))
    if _DATES.fullmatch(text):
        dates = [_day(*each.split("-")) for each in re.split(r"\s*[、,]\s*", text)]
        return Days("日期", dates=frozenset(day for day in dates if day)) if all(dates) else None
    return None


def read_times(text: str) -> tuple[time, ...]:
    """8:30 · 8:30、14:00 · 8:30-17:30 每30分钟 -> the times of a day; () where it is none of these."""
    if found := _EVERY.fullmatch(text):
        first, last, step = _time(found[1]), _time(found[2]), int(found[3])
        return _stepped(first, last, step) if first and last and step and first <= last else ()
    if not _TIMES.fullmatch(text):
        return ()
    times = [_time(each) for each in re.split(r"\s*[、,]\s*", text)]
    return tuple(each for each in times if each is not None) if None not in times else ()


def _stepped(first: time, last: time, minutes: int) -> tuple[time, ...]:
    start = datetime.combine(date.min, first)
    count = int((datetime.combine(date.min, last) - start) / timedelta(minutes=minutes))
    return tuple((start + timedelta(minutes=minutes * step)).time() for step in range(count + 1))


def _time(text: str) -> time | None:
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None


def _day(year: int | str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def default_jobs() -> tuple[Job, ...]:
    """The jobs of a workspace whose duban.toml has no [jobs]."""
    found = [read_job(name, line) for name, line in DEFAULTS.items()]
    return tuple(job for job in found if job)


def twice(jobs: Sequence[Job]) -> str:
    """The name of a job that stands there twice, "" where none does."""
    names = [job.name for job in jobs]
    return next((name for name in names if names.count(name) > 1), "")


def title(name: str) -> str:
    """How a job is called to people: daily -> 每日工作; bulletin:周例会 -> 简报（周例会）."""
    key, _, about = name.partition(":")
    known = KINDS[key].title if key in KINDS else key
    return f"{known}（{about.replace(':', '，')}）" if about else known
