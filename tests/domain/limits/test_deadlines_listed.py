"""What is listed of an item's deadlines, word by word: rules, occurrences, those without a day, and how far a reply reaches."""

from __future__ import annotations

from datetime import date

from tests.domain.deadlining import brief, day, of
from tests.domain.making import CALENDAR, an_item
from toolkit.domain.item import Deadline, Event
from toolkit.domain.limits.deadlines import DeadlineBook, deadlines_of
from toolkit.domain.limits.limits import DEFAULT_LIMITS, Limit
from toolkit.domain.settings import Settings


def reply(text: str) -> Event:
    return Event(day(text), "A1", "", "反馈")


def open_days(*replies: str, told: bool = False, cycle: str = "每月28日前", assigned: str = "2026-01-25") -> list[str]:
    """The days listed of a recurring duty; told: each reply stands in the 过程记录, too."""
    item = an_item(交办日期=day(assigned), 报送周期=cycle)
    events = [reply(text) for text in replies] if told else []
    return [str(deadline.due) for deadline in of(item, *events, replies=[day(text) for text in replies])]


def test_by_rule() -> None:
    """五(五): a rule's deadline quotes no text; without a start day it says how much of what it cannot count."""
    (found,) = of(an_item(交办日期=day("2026-03-11"), 事项来源="领导批示"))
    words = "交办2026-03-11次日起7个工作日→ 2026-03-20,依据五(五)"
    assert found == Deadline("反馈", "", day("2026-03-20"), CALENDAR.back(day("2026-03-20"), 3), words)
    (missing,) = of(an_item(事项来源="领导批示"))
    assert missing == Deadline("反馈", "", None, None, "没有起算日和交办日期,不能按7个工作日计算,请补填,依据五(五)")


def test_by_a_rule_of_the_office() -> None:
    """A source in the office's own words has the rule that names it."""
    own = Limit(("巡察整改",), "办结", 1, "月", "交办日", "本室规则")
    item = an_item(交办日期=day("2026-03-11"), 事项来源="巡察整改")
    found = deadlines_of(item, (), (), (own, *DEFAULT_LIMITS), Settings(), CALENDAR, day("2026-03-12"))
    assert brief(found) == [("办结", "2026-04-13")]


def test_events_of_today_have_happened() -> None:
    """An extension that is approved today counts today."""
    item = an_item(交办日期=day("2026-03-11"), 完成时限="2026年6月底前")
    event = Event(day("2026-06-25"), "A1", "", "延期", what="延期至2026年9月30日")
    book = DeadlineBook(DEFAULT_LIMITS, Settings(), CALENDAR)
    assert brief(book.deadlines_of(item, [event], [], day("2026-06-25"))) == [("办结", "2026-09-30")]
    assert brief(book.deadlines_of(item, [event], [], day("2026-06-24"))) == [("办结", "2026-06-30")]


def test_an_occurrence() -> None:
    """It quotes the duty's text, has its warning days, and is labelled."""
    first = of(an_item(交办日期=day("2026-01-25"), 报送周期="每月28日前"))[0]
    due = date(2026, 1, 28)
    words = "报送周期写明“每月28日前”,自交办2026-01-25起按期→ 2026-01-28,依据五(五)、七(二)"
    assert first == Deadline("反馈", "每月28日前", due, CALENDAR.back(due, 3), words, label="定期报送")


def test_an_occurrence_counted_in_workdays() -> None:
    """Where it hangs on holidays that nobody published it says so behind its basis."""
    last = of(an_item(交办日期=day("2026-11-25"), 报送周期="每月最后一个工作日"))
    assert [(str(deadline.due), deadline.provisional) for deadline in last[1:]] == [("2026-12-31", False), ("2027-01-29", True)]
    assert last[2].basis == (
        "报送周期写明“每月最后一个工作日”,自交办2026-11-25起按期→ 2027-01-29,依据五(五)、七(二)(2027年放假安排未公布,暂定)"
    )


def test_only_the_end_of_the_item_ends_a_duty() -> None:
    """Reports go on after a milestone."""
    item = an_item(交办日期=day("2026-03-11"), 时间节点="2026年5月底前开工", 报送周期="季")
    assert ("反馈", "2026-09-30") in brief(of(item))


def test_three_open_ones_are_listed() -> None:
    """However many were met, and whether the replies stand in the 过程记录 or only the last one in a cell."""
    assert open_days() == ["2026-01-28", "2026-02-28", "2026-03-28"]
    assert open_days(*["2026-01-26"] * 5, told=True) == ["2026-06-28", "2026-07-28", "2026-08-28"]
    assert open_days("2026-03-27") == ["2026-04-28", "2026-05-28", "2026-06-28"]
    assert open_days("2026-06-27") == ["2026-07-28", "2026-08-28", "2026-09-28"]


def test_halfway_between_two_occurrences() -> None:
    """A reply as near to the one as to the other belongs to the earlier one."""
    assert open_days("2026-03-14")[0] == "2026-03-28"
    assert open_days("2026-03-15")[0] == "2026-04-28"


def test_a_reply_on_the_day_of_one_milestone_and_near_the_next() -> None:
    """Known from a cell alone it meets what was due that day and the next one, whose warning days have begun."""
    item = an_item(交办日期=day("2026-03-11"), nodes=["8月31日前开工", "9月2日前完工", "11月底前交付"])
    assert brief(of(item, replies=[day("2026-08-31")])) == [
        ("节点√", "2026-08-31"),
        ("节点√", "2026-09-02"),
        ("节点", "2026-11-30"),
    ]


def test_each_unclear_text_is_asked_about() -> None:
    """Two texts without a day are two questions, the same one twice is one."""
    item = an_item(交办日期=day("2026-03-11"), nodes=["2月30日前开工", "4月31日前完工", "2月30日前开工"])
    found = of(item)
    assert [deadline.due for deadline in found] == [None, None]
    assert ["2月30日" in found[0].basis, "4月31日" in found[1].basis] == [True, True]
