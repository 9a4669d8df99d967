"""Lines of [jobs]: read as written, refused where they could mean anything else."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.jobs import EXAMPLES, KINDS, default_jobs, read_days, read_job, read_times, title, twice


@pytest.mark.parametrize("name", KINDS)
def test_each_example_is_understood(name: str) -> None:
    """The line that an error shows as an example is one."""
    job = read_job(name, KINDS[name].example)
    assert job
    assert job.routine == KINDS[name].routine
    assert job.times


@pytest.mark.parametrize("line", EXAMPLES)
def test_ways_of_saying_when(line: str) -> None:
    """Each way that the guide shows is understood for any job."""
    assert read_job("backup", line)


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("每个工作日　8：30", "每个工作日 8:30"),
        ("工作日8:30", "每个工作日 8:30"),
        ("周一、周四 8:00", "每周一、四 8:00"),
        ("星期日 8:00", "每周天 8:00"),
        ("每月1号 9:00", "每月1日 9:00"),
        ("每月末工作日 9:00", "每月最后一个工作日 9:00"),
        ("每个工作日 8:30～17:30，每30分钟", "每个工作日 8:30-17:30 每30分钟"),
    ],
)
def test_the_same_in_other_words(line: str, same: str) -> None:
    """Full-width marks, spaces and the usual variants mean the same."""
    one, other = read_job("backup", line), read_job("backup", same)
    assert one
    assert other
    assert (one.days, one.times) == (other.days, other.times)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("daily", ""),
        ("daily", "每个工作日"),
        ("daily", "8:30"),
        ("daily", "每个工作日 24:30"),
        ("daily", "每个工作日 8:30、"),
        ("daily", "每月32日 8:30"),
        ("daily", "每年2月30日 8:30"),
        ("daily", "2026-02-30 8:30"),
        ("daily", "有空的时候 8:30"),
        ("daily", "每个工作日 17:30-8:30 每30分钟"),
        ("daily", "每个工作日 8:30-17:30 每0分钟"),
        ("daily", "提前3个工作日 8:30"),
        ("plan", "每月1日 8:30"),
        ("bulletin", "每周一 8:00"),
        ("bulletin", "日报 每周一 8:00"),
        ("bulletin", "一页纸 每周一 8:00"),
        ("bulletin", "周例会（王市长） 每周一 8:00"),
    ],
)
def test_what_cannot_be_meant(name: str, line: str) -> None:
    """None, never a guess."""
    assert read_job(name, line) is None


def test_policy_and_paper() -> None:
    """The end of a line turns the policy; a bulletin's line names its kind, by its long name too, and a leader."""
    assert not getattr(read_job("daily", "每个工作日 8:30，错过不补做"), "catch_up", True)
    assert getattr(read_job("feedback", "每个工作日 8:30 补做"), "catch_up", False)
    job = read_job("bulletin", "领导一页纸（王市长） 每周五 15:00")
    assert job
    assert (job.name, job.about, title(job.name)) == ("bulletin:一页纸:王市长", ("一页纸", "王市长"), "简报（一页纸，王市长）")
    assert twice((job, job)) == job.name
    assert twice(default_jobs()) == ""


def test_every_so_many_minutes() -> None:
    """The last time is that of the window, as far as the step meets it."""
    assert read_times("8:30-9:40 每30分钟") == (time(8, 30), time(9), time(9, 30))


@given(st.text(alphabet="每个工作日周月年末最后一二、，,：:-0123456789 提前分钟补做（）()", max_size=24))
def test_any_text_is_read_or_refused(line: str) -> None:
    """Never an exception."""
    for name in KINDS:
        read_job(name, line)
    read_days(line)
    read_times(line)
