"""延期 as 本室规则: asked before the date; 续报 never moves it (七(二))."""

from __future__ import annotations

from tests.domain.deadlining import brief, day, of
from tests.domain.making import CALENDAR, an_item
from toolkit.domain.calendar.holidays import Day
from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.item import Deadline, Event
from toolkit.domain.limits.deadlines import deadlines_of
from toolkit.domain.limits.extension import extended, last_date, new_date
from toolkit.domain.limits.limits import DEFAULT_LIMITS
from toolkit.domain.settings import Settings

SETTINGS = Settings()


def asked(when: str, step: str, what: str = "") -> Event:
    return Event(day(when), "A1", "", step, what=what)


def test_extension() -> None:
    """延期 (本室规则): asked before the date, it moves 办结; 续报 never does."""
    item = an_item(交办日期=day("2026-03-11"), 完成时限="2026年6月底前")
    granted = asked("2026-06-25", "延期", "同意延期至2026年9月30日")
    (found,) = of(item, asked("2026-06-20", "延期申请"), granted)
    assert found.basis == "原时限2026-06-30,2026-06-20申请、2026-06-25批准延期→ 2026-09-30,依据本室规则"
    assert (found.kind, str(found.due), found.warn_from) == ("办结", "2026-09-30", CALENDAR.back(day("2026-09-30"), 3))
    assert brief(of(item, asked("2026-06-20", "续报", "延期至2026年9月30日"))) == [("办结", "2026-06-30")]
    assert brief(of(item, asked("2026-06-20", "延期申请", "延期至2026年9月30日"))) == [("办结", "2026-06-30")]


def test_extension_asked_in_time_and_approved_late() -> None:
    """What counts is the day of asking; the last day is in time."""
    item = an_item(交办日期=day("2026-03-11"), 完成时限="2026年6月底前")
    late = asked("2026-07-03", "延期", "延期至2026年9月30日")
    assert brief(of(item, asked("2026-06-30", "延期申请"), late)) == [("办结", "2026-09-30")]
    (refused,) = of(item, asked("2026-07-01", "延期申请"), late)
    assert str(refused.due) == "2026-06-30"
    assert "2026-07-01申请延期,已过时限" in refused.basis


def test_extension_without_a_later_day() -> None:
    """An extension that names no later day changes nothing; a second one counts from the first."""
    item = an_item(交办日期=day("2026-03-11"), 完成时限="2026年6月底前")
    assert brief(of(item, asked("2026-06-01", "延期", "同意"))) == [("办结", "2026-06-30")]
    assert brief(of(item, asked("2026-06-01", "延期", "延期至2026年5月1日"))) == [("办结", "2026-06-30")]
    assert "批准延期" not in of(item, asked("2026-06-01", "延期", "延期至2026年6月30日"))[0].basis
    for what in ("延期一个月", "延期10日", "同意延期"):
        assert brief(of(item, asked("2026-06-01", "延期", what))) == [("办结", "2026-06-30")]
    twice = [asked("2026-06-01", "延期", "延期至2026年8月1日"), asked("2026-07-15", "延期", "延期至2026年9月1日")]
    assert brief(of(item, *twice)) == [("办结", "2026-09-01")]


def test_extension_of_a_reply() -> None:
    """Where an item has no 办结时限 the extension moves the reply that was asked for."""
    item = an_item(交办日期=day("2026-03-11"), 事项来源="领导批示")
    assert brief(of(item, asked("2026-03-16", "延期", "延期至2026年4月10日"))) == [("反馈", "2026-04-10")]
    both = an_item(交办日期=day("2026-03-11"), 完成时限="7月底前开工;11月底前建成", 反馈要求="2027年1月底前反馈")
    assert brief(of(both, asked("2026-10-16", "延期", "延期至2026年12月31日")))[1] == ("办结", "2026-12-31")
    assert of(an_item(完成时限="长期坚持"), asked("2026-03-16", "延期", "延期至2026年4月10日"))[0].due is None


def test_future_events_have_not_happened() -> None:
    """An extension after today does not count yet."""
    item = an_item(交办日期=day("2026-03-11"), 完成时限="2026年6月底前")
    event = asked("2026-06-25", "延期", "延期至2026年9月30日")
    assert brief(deadlines_of(item, [event], [], DEFAULT_LIMITS, SETTINGS, CALENDAR, day("2026-06-24"))) == [
        ("办结", "2026-06-30")
    ]


def test_the_new_date_is_the_one_behind_the_verb() -> None:
    """A row that names the old day as well: the day behind 延期至 is meant."""
    assert new_date(asked("2026-06-20", "延期", "原定2026年6月30日,同意延期至2026年9月30日")) == day("2026-09-30")
    assert new_date(asked("2026-06-20", "延期", "2026年6月30日、2026年9月30日")) is None


def test_extension_to_a_holiday_of_the_office() -> None:
    """延期至国庆前 hangs on what the 节假日 sheet says."""
    calendar = Calendar({day("2026-09-30"): Day(True, "国庆")})
    before = (Deadline("办结", "", day("2026-06-30"), None, "依据", label="验收"),)
    event = asked("2026-06-20", "延期", "延期至国庆前")
    words = "原时限2026-06-30,2026-06-20批准延期→ 2026-09-29,依据本室规则"
    due = day("2026-09-29")
    assert extended(before, [event], SETTINGS, calendar) == (
        Deadline("办结", "延期至国庆前", due, calendar.back(due, 3), words, label="验收"),
    )


def test_what_an_extension_would_move() -> None:
    """The last 办结时限; without one the reply that is asked for; nothing where there is no day."""
    first = Deadline("办结", "", day("2026-06-30"), None, "依据")
    last = Deadline("办结", "", day("2026-09-30"), None, "依据")
    answer = Deadline("反馈", "", day("2026-12-31"), None, "依据")
    assert last_date([first, last, answer]) is last
    assert last_date([answer]) is answer
    assert last_date([Deadline("办结", "适时", None, None, "依据")]) is None
