"""What a row itself says about time: its texts, their kinds, and the basis of each date (五(五), 七(二))."""

from __future__ import annotations

from typing import Any

import pytest

from tests.domain.deadlining import brief, day, of
from tests.domain.making import an_item
from toolkit.domain.item import Raw


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
        ("完成时限", "尽快办结", [("反馈", "2026-03-20")]),
        ("反馈要求", "30内反馈", [("反馈", "None")]),
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
    """What a row itself says: its field and its words decide the kind; a rule fills in only for what urges and sets no date."""
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
    (other,) = of(an_item(交办日期=day("2026-03-12"), 完成时限="印发后1个月内"))
    assert "未填起算日(文件下发日),以交办日代替" in other.basis


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("下周五(3月20日)前", ["完成时限写明“下周五(3月20日)前”,以交办2026-03-11推算→ 2026-03-20,依据五(五)、七(二)"]),
        (
            "下周五(3月20日)前反馈,2026年6月5日起1个月内办结",
            [
                "完成时限写明“下周五(3月20日)前反馈,2026年6月5日起1个月内办结”,以交办2026-03-11推算→ 2026-03-20,依据五(五)、七(二)",
                "完成时限写明“下周五(3月20日)前反馈,2026年6月5日起1个月内办结”:以交办2026-03-11推算,2026-06-05起1个月至2026-07-05,不是工作日,按本室规则顺延→ 2026-07-06,依据五(五)、七(二)",
            ],
        ),
        (
            "下周五(3月20日)前反馈,10个工作日内办结",
            [
                "完成时限写明“下周五(3月20日)前反馈,10个工作日内办结”,以交办2026-03-11推算→ 2026-03-20,依据五(五)、七(二)",
                "完成时限写明“下周五(3月20日)前反馈,10个工作日内办结”:交办2026-03-11次日起10个工作日→ 2026-03-25,依据五(五)、七(二)",
            ],
        ),
    ],
)
def test_a_day_said_twice_is_one_date(text: str, expected: list[str]) -> None:
    """A date that repeats the one before merges with it, and those that follow keep their own words and basis."""
    found = of(an_item(交办日期=day("2026-03-11"), 完成时限=text))
    assert [deadline.basis for deadline in found] == expected


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
