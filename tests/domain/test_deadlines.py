"""Which deadline applies, with its basis: the table of 五(五), 五(六), 七(二), 代表法 and 本室规则."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import CALENDAR, an_item
from toolkit.domain.deadlines import deadlines_of
from toolkit.domain.item import Deadline, Event, Item, Raw
from toolkit.domain.limits import DEFAULT_LIMITS
from toolkit.domain.settings import Settings
from toolkit.domain.workdays import Calendar

TODAY = date(2026, 6, 1)
SETTINGS = Settings()


def of(item: Item, *events: Event, replies: Sequence[date] = (), settings: Settings = SETTINGS) -> tuple[Deadline, ...]:
    return deadlines_of(item, events, replies, DEFAULT_LIMITS, settings, CALENDAR, date(2030, 1, 1))


def brief(deadlines: Sequence[Deadline]) -> list[tuple[str, str]]:
    """(kind, day) of each; met ones with a tick."""
    return [(deadline.kind + ("√" if deadline.met else ""), str(deadline.due)) for deadline in deadlines]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("assigned", "due", "basis"),
    [
        ("2019-03-11", "2019-03-20", "交办2019-03-11次日起7个工作日→ 2019-03-20,依据五(五)"),
        ("2019-04-26", "2019-05-08", "劳动节"),
        ("2020-01-22", "2020-02-10", "春节"),
        ("2026-02-12", "2026-02-28", "2月28日调休上班"),
        (
            "2026-09-24",
            "2026-10-12",
            "交办2026-09-24次日起7个工作日(中秋放假9月25–27日,国庆放假10月1–7日,10月10日调休上班)→ 2026-10-12,依据五(五)",
        ),
    ],
)
def test_seven_workdays(assigned: str, due: str, basis: str) -> None:
    """五(五): a 批示 without a date has 7 working days, and the basis names the holidays between."""
    (found,) = of(an_item(交办日期=day(assigned), 事项来源="领导批示"))
    assert (found.kind, found.due) == ("反馈", day(due))
    assert basis in found.basis
    assert not found.provisional
    assert found.warn_from == CALENDAR.back(day(due), 3)


def test_provisional() -> None:
    """A year without published holidays is counted by weekends, and says so."""
    (found,) = of(an_item(交办日期=day("2026-12-25"), 事项来源="领导批示"))
    assert found.provisional
    assert found.basis.endswith("(2027年放假安排未公布,暂定)")


@pytest.mark.parametrize(
    ("source", "kind", "due", "basis"),
    [
        (
            "市委文件",
            "报告",
            "2026-04-13",
            "未填起算日(文件下发日),以交办日代替:交办2026-03-11次日起1个月至2026-04-11,不是工作日,按本室规则顺延→ 2026-04-13,依据七(二)",
        ),
        (
            "市政府常务会议",
            "报告",
            "2026-03-23",
            "未填起算日(纪要下发日),以交办日代替:交办2026-03-11次日起10日至2026-03-21,不是工作日,按本室规则顺延→ 2026-03-23,依据七(二)",
        ),
        ("人大建议", "办结", "2026-06-11", "交办2026-03-11次日起3个月→ 2026-06-11,依据代表法"),
    ],
)
def test_by_source(source: str, kind: str, due: str, basis: str) -> None:
    """七(二) and 代表法, with what stands in for the day of issue and the move to a workday."""
    (found,) = of(an_item(交办日期=day("2026-03-11"), 事项来源=source))
    assert (found.kind, str(found.due), found.basis) == (kind, due, basis)


def test_own_start_day() -> None:
    """A filled 起算日 is day 0, and no stand-in is spoken of."""
    (found,) = of(an_item(交办日期=day("2026-03-11"), 起算日=day("2026-03-02"), 事项来源="市政府常务会议"))
    assert found.basis == "起算日2026-03-02次日起10日→ 2026-03-12,依据七(二)"


def test_not_moved_where_the_office_says_so() -> None:
    """The move to a workday is a setting."""
    (found,) = of(an_item(交办日期=day("2026-03-11"), 事项来源="市政府常务会议"), settings=Settings(move_to_workday=False))
    assert str(found.due) == "2026-03-21"
    assert "顺延" not in found.basis


@pytest.mark.parametrize("source", ["政协提案", "政府工作报告", "民生实事", "不详", ""])
def test_no_number_no_date(source: str) -> None:
    """Where the office gives no number there is no date."""
    assert of(an_item(交办日期=day("2026-03-11"), 事项来源=source)) == ()


def test_no_start_day() -> None:
    """A period that nothing starts has no day, and says what is missing."""
    (found,) = of(an_item(事项来源="领导批示"))
    assert found.due is None
    assert "没有起算日和交办日期" in found.basis


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("完成时限", day("2026-06-30"), [("办结", "2026-06-30")]),
        ("完成时限", "2026年10月底前", [("办结", "2026-10-31")]),
        ("完成时限", "20260731", [("办结", "2026-07-31")]),
        ("完成时限", "11月底前", [("办结", "2026-11-30")]),
        ("完成时限", "7个工作日内", [("办结", "2026-03-20")]),
        ("完成时限", "7个工作日内反馈", [("反馈", "2026-03-20")]),
        ("完成时限", "2026年6月底前报送完成情况", [("反馈", "2026-06-30")]),
        ("完成时限", "6月底前完成调研报告", [("办结", "2026-06-30")]),
        ("完成时限", "7月底前开工;11月底前建成", [("节点", "2026-07-31"), ("办结", "2026-11-30")]),
        ("完成时限", "6月底前反馈进展,12月底前办结", [("反馈", "2026-06-30"), ("办结", "2026-12-31")]),
        ("完成时限", "每季度", [("反馈", "2026-03-31"), ("反馈", "2026-06-30"), ("反馈", "2026-09-30")]),
        ("完成时限", "长期坚持", [("办结", "None")]),
        ("完成时限", "2026年2月30日前", [("办结", "None")]),
        ("完成时限", "30内办结", [("办结", "None")]),
        ("时间节点", "8月底前竣工交付", [("节点", "2026-08-31")]),
        ("时间节点", "会后7日内报送", [("反馈", "2026-03-18")]),
        ("时间节点", "每季度报送进展", [("反馈", "2026-03-31"), ("反馈", "2026-06-30"), ("反馈", "2026-09-30")]),
        ("反馈要求", "10个工作日内书面反馈", [("反馈", "2026-03-25")]),
        ("反馈要求", "每月25日前报送", [("反馈", "2026-03-25"), ("反馈", "2026-04-25"), ("反馈", "2026-05-25")]),
        ("报送周期", "季", [("反馈", "2026-03-31"), ("反馈", "2026-06-30"), ("反馈", "2026-09-30")]),
        ("报送周期", "半年", [("反馈", "2026-06-30"), ("反馈", "2026-12-31"), ("反馈", "2027-06-30")]),
        ("报送周期", "按月", [("反馈", "2026-03-31"), ("反馈", "2026-04-30"), ("反馈", "2026-05-31")]),
    ],
)
def test_written(field: str, text: Any, expected: list[tuple[str, str]]) -> None:
    """What a row itself says: its field and its words decide the kind, and no rule fills in for a text."""
    found = of(an_item(交办日期=day("2026-03-11"), 事项来源="领导批示", **{field: text}))
    assert brief(found) == expected


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        (day("2026-06-30"), "完成时限写明2026-06-30,依据五(五)、七(二)"),
        ("2026年10月底前", "完成时限写明“2026年10月底前”→ 2026-10-31,依据五(五)、七(二)"),
        ("11月底前", "完成时限写明“11月底前”,以交办2026-03-11推算→ 2026-11-30,依据五(五)、七(二)"),
        (
            "10日内",
            "完成时限写明“10日内”:交办2026-03-11次日起10日至2026-03-21,不是工作日,按本室规则顺延→ 2026-03-23,依据五(五)、七(二)",
        ),
        ("2026年10月31日", "完成时限写明“2026年10月31日”→ 2026-10-31,依据五(五)、七(二)"),
    ],
)
def test_basis_of_what_is_written(text: Raw, basis: str) -> None:
    """A written date is never moved; a year that was inferred names the day it was inferred from."""
    (found,) = of(an_item(交办日期=day("2026-03-11"), 完成时限=text))
    assert found.basis == basis


def test_counted_from_a_meeting() -> None:
    """会后7日内 runs from the meeting; without that day the 交办日 stands in, and the basis says so."""
    (found,) = of(an_item(交办日期=day("2026-03-11"), 完成时限="会后7日内"))
    assert "未填起算日(会议日),以交办日代替:交办2026-03-11次日起7日→ 2026-03-18" in found.basis
    (own,) = of(an_item(交办日期=day("2026-03-11"), 起算日=day("2026-03-09"), 完成时限="会后7日内"))
    assert (str(own.due), "代替" in own.basis) == ("2026-03-16", False)


def test_counted_and_written_in_one_text() -> None:
    """A text with a period and a date: each is counted or read for itself, with its own basis."""
    found = of(an_item(交办日期=day("2026-03-11"), 起算日=day("2026-03-09"), 完成时限="会后10日内报送,年底前办结"))
    assert [(deadline.kind, deadline.basis) for deadline in found] == [
        ("反馈", "完成时限写明“会后10日内报送,年底前办结”:起算日2026-03-09次日起10日→ 2026-03-19,依据五(五)、七(二)"),
        ("办结", "完成时限写明“会后10日内报送,年底前办结”,以交办2026-03-11推算→ 2026-12-31,依据五(五)、七(二)"),
    ]


def test_counted_from_a_day_in_the_text() -> None:
    """A period that runs from a written day says so, and needs no 交办日 where the year is written."""
    words = "完成时限写明“2026年6月5日起1个月内”:2026-06-05起1个月至2026-07-05,不是工作日,按本室规则顺延→ 2026-07-06,依据五(五)、七(二)"
    for assigned in (None, day("2026-03-11")):
        (found,) = of(an_item(交办日期=assigned, 完成时限="2026年6月5日起1个月内"))
        assert found.basis == words
    (inferred,) = of(an_item(交办日期=day("2026-03-11"), 完成时限="6月1日起30日内"))
    assert (
        inferred.basis == "完成时限写明“6月1日起30日内”:以交办2026-03-11推算,2026-06-01次日起30日→ 2026-07-01,依据五(五)、七(二)"
    )


def test_before_a_holiday() -> None:
    """国庆节前 is the last workday before the days off, provisional where nobody has published them."""
    (found,) = of(an_item(交办日期=day("2026-03-11"), 完成时限="国庆节前"))
    assert found.basis == "完成时限写明“国庆节前”,以交办2026-03-11推算,即放假前最后一个工作日→ 2026-09-30,依据五(五)、七(二)"
    (later,) = of(an_item(交办日期=day("2026-03-11"), 完成时限="2027年国庆节前"))
    assert later.provisional
    assert later.basis.endswith("(2027年放假安排未公布,暂定)")


def test_minutes() -> None:
    """会议纪要下发10日内 runs from the minutes' day of issue."""
    (found,) = of(an_item(交办日期=day("2026-03-12"), 完成时限="会议纪要下发10日内"))
    assert "未填起算日(纪要下发日),以交办日代替" in found.basis


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026年2月30日前", "完成时限“2026年2月30日前”"),
        ("长期坚持", "完成时限写明“长期坚持”,没有确定日期,请补填日期或报送周期"),
    ],
)
def test_words_of_the_undated(text: str, words: str) -> None:
    """What names no day says which cell and what to do, in one sentence."""
    (found, *_) = of(an_item(完成时限=text))
    assert found.basis.startswith(words)


def test_month_without_a_corresponding_day() -> None:
    """民法典 202: without a corresponding day the month's last one counts, and the basis says so."""
    (found,) = of(an_item(交办日期=day("2026-08-31"), 完成时限="六个月内"))
    assert found.basis == (
        "完成时限写明“六个月内”:交办2026-08-31次日起6个月(没有对应日,以月末计)至2027-02-28,不是工作日,按本室规则顺延"
        "→ 2027-03-01,依据五(五)、七(二)(2027年放假安排未公布,暂定)"
    )


def test_as_good_as_empty() -> None:
    """ "无" and "/" leave the rule in force; 长期 does not."""
    for text in ("无", "/", "—", "无明确时限"):
        assert brief(of(an_item(交办日期=day("2026-03-11"), 事项来源="领导批示", 完成时限=text))) == [("反馈", "2026-03-20")]


def test_open_milestone_is_listed_only_alone() -> None:
    """长期 as a 时间节点 says nothing beside a date."""
    assert brief(of(an_item(时间节点="长期坚持"))) == [("节点", "None")]
    assert brief(of(an_item(时间节点="长期坚持", 完成时限="2026年6月底前"))) == [("办结", "2026-06-30")]


def test_recurring_on_workdays_is_provisional() -> None:
    """A workday of a month without published holidays is provisional."""
    found = of(an_item(交办日期=day("2026-12-11"), 报送周期="每月第5个工作日前"))
    assert found[0].provisional
    assert found[0].basis.endswith("(2027年放假安排未公布,暂定)")


def test_recurring_without_start() -> None:
    """A recurring duty that nothing starts has no day."""
    (found,) = of(an_item(报送周期="季"))
    assert (found.due, "没有起算日和交办日期" in found.basis) == (None, True)


def test_soft() -> None:
    """力争 keeps its day and is marked."""
    (found,) = of(an_item(交办日期=day("2026-03-11"), 完成时限="力争2026年底前全部治理完成"))
    assert (str(found.due), found.soft) == ("2026-12-31", True)


def test_year_unknown() -> None:
    """Without any dated cell a text without a year has no day; one with its year has."""
    (without,) = of(an_item(完成时限="11月底前"))
    assert without.due is None
    assert "没有写年份" in without.basis
    assert brief(of(an_item(完成时限="2026年11月底前"))) == [("办结", "2026-11-30")]
    assert brief(of(an_item(完成时限="11月底前", 立项日期=day("2026-02-01")))) == [("办结", "2026-11-30")]


def test_unclear_beside_clear() -> None:
    """An unclear text stays in the list with its question, after the dated ones."""
    found = of(an_item(交办日期=day("2026-03-11"), 完成时限="2026年2月30日前", 反馈要求="7个工作日内反馈"))
    assert brief(found) == [("反馈", "2026-03-20"), ("办结", "None")]
    assert "2026年2月30日前" in found[-1].basis


@pytest.mark.parametrize("text", ["书面反馈,单位主要负责同志签字", "/", "按要求反馈"])
def test_words_about_form_are_no_deadline(text: str) -> None:
    """A 反馈要求 that speaks of form alone leaves the rule in force."""
    found = of(an_item(交办日期=day("2026-03-11"), 事项来源="领导批示", 反馈要求=text))
    assert brief(found) == [("反馈", "2026-03-20")]


def test_block() -> None:
    """分期 (七(二)): every line of a block is a milestone with its own label; the whole has its 办结时限."""
    nodes = ["4月底前职教中心主体完工", "8月底前竣工交付", "11月底前全部竣工"]
    found = of(an_item(交办日期=day("2026-03-11"), 完成时限="11月底前", nodes=nodes, 时间节点=nodes[0]))
    assert brief(found) == [("节点", "2026-04-30"), ("节点", "2026-08-31"), ("节点", "2026-11-30"), ("办结", "2026-11-30")]
    assert "竣工交付" in found[1].label


def test_equal_dates_once() -> None:
    """The same day of the same kind is listed once."""
    found = of(an_item(交办日期=day("2026-03-11"), 反馈要求="7个工作日内反馈", 时间节点="2026年3月20日前反馈"))
    assert brief(found) == [("反馈", "2026-03-20")]
    same = of(an_item(交办日期=day("2026-03-11"), 完成时限="每季度", 时间节点="每季度报送进展"))
    assert brief(same) == [("反馈", "2026-03-31"), ("反馈", "2026-06-30"), ("反馈", "2026-09-30")]


def reply(text: str) -> Event:
    return Event(day(text), "A1", "", "反馈")


def test_reply_meets_the_earliest() -> None:
    """Each accepted reply meets the earliest open duty; 办结 is met by closing alone."""
    item = an_item(交办日期=day("2026-03-11"), 完成时限="7月底前开工;11月底前建成", 反馈要求="7个工作日内反馈")
    first, second = day("2026-03-18"), day("2026-07-20")
    events = [reply("2026-03-18"), reply("2026-07-20")]
    assert brief(of(item, *events, replies=[first])) == [("反馈√", "2026-03-20"), ("节点", "2026-07-31"), ("办结", "2026-11-30")]
    assert brief(of(item, *events, replies=[first, second])) == [
        ("反馈√", "2026-03-20"),
        ("节点√", "2026-07-31"),
        ("办结", "2026-11-30"),
    ]
    assert brief(of(item, *events, replies=[first] * 5))[-1] == ("办结", "2026-11-30")


def test_recurring_skips_what_was_met() -> None:
    """A reply meets the earliest open occurrence; the next three open ones are listed, overdue ones among them."""
    item = an_item(交办日期=day("2026-01-25"), 报送周期="每月28日前")
    events = [reply("2026-02-10"), reply("2026-03-27")]
    dues = [str(deadline.due) for deadline in of(item, *events, replies=[day("2026-02-10"), day("2026-03-27")])]
    assert dues == ["2026-03-28", "2026-04-28", "2026-05-28"]


def test_recurring_with_a_cell_that_hides_replies() -> None:
    """A 反馈日期 cell shows the last reply alone, so what was due before it counts as answered, and the one it was about."""
    item = an_item(交办日期=day("2026-01-25"), 报送周期="每月28日前")
    for answered, following in (("2026-06-27", "2026-07-28"), ("2026-06-28", "2026-07-28"), ("2026-07-02", "2026-07-28")):
        assert str(of(item, replies=[day(answered)])[0].due) == following


def test_milestones_with_a_cell_that_hides_replies() -> None:
    """A milestone ahead is met only by a reply in its warning days."""
    item = an_item(交办日期=day("2026-03-11"), nodes=["4月底前开工", "8月底前完工", "11月底前交付"])
    assert brief(of(item, replies=[day("2026-07-20")])) == [
        ("节点√", "2026-04-30"),
        ("节点", "2026-08-31"),
        ("节点", "2026-11-30"),
    ]
    assert brief(of(item, replies=[day("2026-08-28")])) == [
        ("节点√", "2026-04-30"),
        ("节点√", "2026-08-31"),
        ("节点", "2026-11-30"),
    ]
    assert brief(of(item, replies=[day("2026-12-20")]))[-1] == ("节点√", "2026-11-30")
    assert brief(of(item, replies=[day("2026-03-20")]))[0] == ("节点√", "2026-04-30")


def test_recurring_ends_with_the_item() -> None:
    """No report is due after the 办结时限."""
    item = an_item(交办日期=day("2026-03-11"), 完成时限="2026年7月底前", 报送周期="季")
    assert brief(of(item)) == [("反馈", "2026-03-31"), ("反馈", "2026-06-30"), ("办结", "2026-07-31")]


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
    twice = [asked("2026-06-01", "延期", "延期至2026年8月1日"), asked("2026-07-15", "延期", "延期至2026年9月1日")]
    assert brief(of(item, *twice)) == [("办结", "2026-09-01")]


def test_extension_of_a_reply() -> None:
    """Where an item has no 办结时限 the extension moves the reply that was asked for."""
    item = an_item(交办日期=day("2026-03-11"), 事项来源="领导批示")
    assert brief(of(item, asked("2026-03-16", "延期", "延期至2026年4月10日"))) == [("反馈", "2026-04-10")]
    assert of(an_item(完成时限="长期坚持"), asked("2026-03-16", "延期", "延期至2026年4月10日"))[0].due is None


def test_future_events_have_not_happened() -> None:
    """An extension after today does not count yet."""
    item = an_item(交办日期=day("2026-03-11"), 完成时限="2026年6月底前")
    event = asked("2026-06-25", "延期", "延期至2026年9月30日")
    assert brief(deadlines_of(item, [event], [], DEFAULT_LIMITS, SETTINGS, CALENDAR, day("2026-06-24"))) == [
        ("办结", "2026-06-30")
    ]


TEXTS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(("7个工作日内反馈", "每季度", "6月底前,12月底前", "长期", "2月30日前", "会后7日内", 2022.6, 44712, True)),
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    st.text(alphabet="0123456789年月日前底内个工作季每周、,会后第十二三上下旬", max_size=12),
)
FIELDS = ("完成时限", "时间节点", "反馈要求", "报送周期", "交办日期", "起算日", "立项日期", "事项来源")


@given(st.dictionaries(st.sampled_from(FIELDS), TEXTS), st.lists(st.dates(date(2020, 1, 1), date(2027, 1, 1)), max_size=3))
def test_never_raises(cells: dict[str, Any], replies: list[date]) -> None:
    """Whatever stands in a row, its deadlines are in order, each with a basis that names its day."""
    found = deadlines_of(an_item(**cells), (), replies, DEFAULT_LIMITS, SETTINGS, Calendar(), TODAY)
    dated = [deadline.due for deadline in found if deadline.due is not None]
    assert dated == sorted(dated)
    assert all(str(deadline.due) in deadline.basis for deadline in found if deadline.due is not None)
    assert all(deadline.basis and deadline.warn_from is None for deadline in found if deadline.due is None)
