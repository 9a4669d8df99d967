"""The score of a year: shares and deductions, each point with its item, days read in the unit's favour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import TODAY, a_book, a_desk, an_item
from toolkit.domain.item import Event, Item, Raw
from toolkit.domain.papers.score import UnitScore, score
from toolkit.domain.papers.scorebook import DEFAULT_ROWS, SHARES, TIMES, ScoreRule, read_scores

RULES, _ = read_scores([])
YEAR = 2026


def scored(
    *items: Item, events: Sequence[Event] = (), year: int = YEAR, rules: tuple[ScoreRule, ...] = RULES, today: date = TODAY
) -> dict[str, UnitScore]:
    desk = a_desk(*items, events=events, units=a_book("市教育局", "市财政局", "市水利局"), today=today)
    return {each.unit: each for each in score(desk, rules, year)}


def marks(unit: UnitScore, measure: str) -> list[tuple[str, bool, str]]:
    return [(mark.item, mark.good, mark.why) for mark in unit.marks if mark.measure == measure and mark.item]


def handed(number: str = "A1", **cells: Any) -> Item:
    return an_item(number, 交办日期=date(2026, 3, 2), **cells)


def test_in_time_gives_everything() -> None:
    """Signed the next workday, answered and done in time, passed at once: 100."""
    item = handed(
        签收日期=date(2026, 3, 3),
        完成时限="2026年6月1日前",
        反馈日期=date(2026, 5, 20),
        审核结果="审核通过",
        办结日期=date(2026, 5, 25),
    )
    [unit] = scored(item).values()
    assert (unit.score, unit.items) == (100, 1)
    assert marks(unit, "按时办结") == [("A1", True, "办结时限2026年6月1日，2026年5月20日报告办结")]
    assert marks(unit, "及时签收") == [("A1", True, "2026年3月2日交办，2026年3月3日签收")]
    assert marks(unit, "一次通过") == [("A1", True, "审核一次通过")]


def test_the_offices_days_of_review_are_not_the_units() -> None:
    """Answered in time, struck off after the deadline: in time."""
    item = handed(完成时限="2026年6月1日前", 反馈日期=date(2026, 6, 1), 审核结果="审核通过", 办结日期=date(2026, 6, 10))
    assert scored(item)["市教育局"].points["按时办结"] == 30


def test_late_and_silent() -> None:
    """Of two deadlines one is missed: half; signed late: nothing; 催办 and 告诫 are deducted, up to their limits."""
    late = handed("A1", 完成时限="2026年6月1日前", 办结日期=date(2026, 6, 9), 签收日期=date(2026, 3, 9))
    good = handed("A2", 完成时限="2026年6月1日前", 办结日期=date(2026, 5, 9), 签收日期=date(2026, 3, 3))
    events = [Event(date(2026, 6, day), "A1", "市教育局", "催办") for day in range(2, 9)] + [
        Event(date(2026, 6, 8), "A1", "", "告诫")
    ] * 6
    rules = tuple(rule if rule.measure != "催办" else ScoreRule("催办", 2, 10) for rule in RULES)
    unit = scored(late, good, events=events, rules=rules)["市教育局"]
    assert dict(unit.points) == {"按时反馈": 40, "按时办结": 15, "一次通过": 20, "及时签收": 5, "催办": -10, "告诫": -15}
    assert unit.score == 55


def test_what_is_not_over_does_not_count() -> None:
    """A deadline that lies ahead, an item that is stopped, a year that another item belongs to."""
    ahead = handed("A1", 完成时限="2026年12月1日前", 办理情况="推进中")
    stopped = handed("A2", 完成时限="2026年6月1日前", 状态="中止")
    other = an_item("A3", 交办日期=date(2025, 3, 2), 完成时限="2025年6月1日前", 办理情况="推进中")
    assert scored(ahead, stopped, other) == {}
    assert marks(scored(ahead, stopped, other, year=2025)["市教育局"], "按时办结") == [
        ("A3", False, "办结时限2025年6月1日，至2025年12月31日未办结")
    ]


def test_reports_are_met_in_order() -> None:
    """七(二): a report due after 10 days, answered a day late."""
    item = handed(事项来源="政府常务会议", 反馈日期=date(2026, 3, 13))
    assert marks(scored(item)["市教育局"], "按时反馈") == [("A1", False, "报告时限2026年3月12日，2026年3月13日反馈")]


def test_sent_back() -> None:
    """五(六): an answer that was sent back did not pass at once, and the new deadline counts once it is over."""
    item = handed(事项来源="领导批示", 办理情况="推进中")
    events = [Event(date(2026, 3, 9), "A1", "", "反馈"), Event(date(2026, 3, 11), "A1", "", "退回", what="措施不实")]
    unit = scored(item, events=events)["市教育局"]
    assert marks(unit, "一次通过") == [("A1", False, "退回重办1次")]
    assert [good for _, good, _ in marks(unit, "按时反馈")] == [True, False]


def test_units_that_answer_apart_are_scored_apart() -> None:
    """分别反馈: who answered in time has its points, the silent one has not; supports of a 牵头汇总 are not scored."""
    item = handed(牵头单位="市财政局", 配合单位="市水利局", 完成时限="2026年6月1日前", 有关要求="请分别反馈", 办理情况="推进中")
    found = scored(item, events=[Event(date(2026, 5, 20), "A1", "市财政局", "反馈")])
    assert (found["市财政局"].points["按时办结"], found["市水利局"].points["按时办结"]) == (30, 0)
    together = handed(牵头单位="市财政局", 配合单位="市水利局", 完成时限="2026年6月1日前", 办理情况="推进中")
    assert set(scored(together)) == {"市财政局"}


def test_the_default_rows_are_complete() -> None:
    """Every measure has a row; the shares make 100."""
    assert [rule.measure for rule in RULES] == [*SHARES, *TIMES]
    assert sum(rule.points for rule in RULES if rule.measure in SHARES) == 100


@pytest.mark.parametrize(("cells", "said"), [
    ({"指标": "态度"}, "没有“态度”这项指标"), ({"指标": "催办", "分值": "很多"}, "请填不小于0的数"), ({"指标": "催办", "分值": -1}, "请填不小于0的数"),
    ({"指标": "催办", "分值": 1, "最多扣分": "x"}, "最多扣分请填数"),
])  # fmt: skip
def test_rows_that_cannot_be_used(cells: dict[str, Raw], said: str) -> None:
    """Found, with the row, and the others count."""
    rules, findings = read_scores([(3, {"指标": "按时办结", "分值": 50}), (4, cells)])
    assert [(finding.row, said in finding.message) for finding in findings] == [(4, True)]
    assert rules[0] == ScoreRule("按时办结", 50)


def test_rows_switched_off_or_written_twice() -> None:
    """启用 = 否 is left out; the first of two rows counts."""
    rules, findings = read_scores(
        [(3, {"指标": "催办", "分值": 1, "启用": "否"}), (4, {"指标": "告诫", "分值": "3"}), (5, {"指标": "告诫", "分值": 5})]
    )
    assert rules == (ScoreRule("告诫", 3),)
    assert [finding.row for finding in findings] == [5]
    assert read_scores(DEFAULT_ROWS) == read_scores([])


_DAYS = st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 9, 24)))


@given(
    st.lists(
        st.tuples(_DAYS, _DAYS, _DAYS, _DAYS, st.sampled_from(["审核通过", "退回重办", None]), st.integers(0, 4)), max_size=6
    )
)
def test_every_point_is_traceable(rows: list[tuple[Any, ...]]) -> None:
    """Whatever the days: the marks of a unit add up to its score, which lies between 0 and 100."""
    items = [
        an_item(
            f"A{n}",
            事项来源="领导批示",
            交办日期=a,
            签收日期=b,
            反馈日期=c,
            办结日期=d,
            审核结果=verdict,
            完成时限="2026年7月1日前",
        )
        for n, (a, b, c, d, verdict, _) in enumerate(rows)
    ]
    events = [
        Event(date(2026, 8, 3), f"A{n}", "", step)
        for n, row in enumerate(rows)
        for step in ("催办", "告诫")
        for _ in range(row[5])
    ]
    for unit in scored(*items, events=events).values():
        assert 0 <= unit.score <= 100
        assert abs(sum(mark.points for mark in unit.marks) - unit.score) < 0.006
        assert all(mark.item or mark.why for mark in unit.marks)
