"""Bulletins as values: numbers agree with one another, lists hold what they say, nothing private leaves the house."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import TODAY, a_desk, an_item, judged
from tests.support.bulletins import EVENTS, SAMPLE, a_bulletin, many_items, sample_desk
from toolkit.domain.errors import UsageError
from toolkit.domain.item import LIGHTS, STATUSES, Event, Light, Status
from toolkit.domain.papers.bulletin import Bulletin
from toolkit.domain.papers.compose import rolled_back
from toolkit.domain.papers.kinds import BULLETINS, BulletinKind
from toolkit.domain.papers.overview import percent, rest_percent, unit_chart
from toolkit.domain.papers.period import Period


def lists(bulletin: Bulletin) -> dict[str, list[str]]:
    found: dict[str, list[str]] = bulletin.figures()["lists"]  # type: ignore[assignment]
    return found


def test_review() -> None:
    """《政务督查》 counts everything, names what lags by its days, and what comes next."""
    paper = a_bulletin("政务督查")
    whole = paper.overview.whole
    assert (whole.total, whole.closed, whole.open, whole.overdue) == (6, 1, 5, 2)
    assert lists(paper) == {
        "办结": ["A2"],
        "滞后": ["A1", "A3"],
        "临近": ["A4"],
        "待审核": ["A6"],
        "待销号": [],
        "久拖": ["A1", "A3"],
        "多次退回": [],
    }
    late = paper.lists[1].entries[0]
    assert (late.unit, late.overdue, late.chases, late.new_date) == ("市教育局", 23, "催办1次", date(2026, 9, 10))
    assert paper.prompt == ("市财政局",)
    assert list(paper.overview.lines) == ["副秘书长（社会）", "副秘书长（财经）"]


def test_figures_for_the_analysis() -> None:
    """七(五): by quarter of 交办, the longest overdue, the most often sent back of what is still running."""
    back = [Event(TODAY - timedelta(3), "A5", "", "反馈"), Event(TODAY - timedelta(2), "A5", "", "退回")]
    paper = a_bulletin("政务督查", sample_desk(events=[*EVENTS, *back]))
    figures: dict[str, Any] = paper.figures()
    assert {each["quarter"]: each["total"] for each in figures["by_quarter"]} == {"2026年第1季度": 3, "2026年第3季度": 3}
    assert figures["lists"]["久拖"][0] == "A1"
    assert figures["lists"]["多次退回"] == ["A5"]


def test_circular_gives_slow_letters_a_date() -> None:
    """七(四): 批示件 of 信箱, 热线 and 来信 stand apart with the new date; the others are only named."""
    paper = a_bulletin("通报", new_date=date(2026, 10, 12))
    assert lists(paper) == {"办结": ["A2"], "批示件": ["A1", "A3"], "滞后": ["A1"], "限期": ["A3"]}
    assert paper.lists[3].entries[0].new_date == date(2026, 10, 12)


def test_problems_stand_by_unit_with_a_suggestion() -> None:
    """Each unit that is late has its line; who has answered has none."""
    [listing] = a_bulletin("问题清单").lists
    told = {(entry.unit, entry.item): (entry.desk, entry.note) for entry in listing.entries}
    assert told == {
        ("市教育局", "A1"): ("综合五处", "建议签发督查告诫单〔七(三)〕"),
        ("市水利局", "A3"): ("综合三处", "建议签发督查催办单〔七(三)〕"),
    }


def test_problems_of_units_that_answer_apart() -> None:
    """分别反馈: the silent unit is a problem, the one that has answered is not."""
    item = an_item(
        "B1",
        交办日期=date(2026, 8, 3),
        牵头单位="市财政局",
        配合单位="市水利局",
        完成时限="2026年9月1日前",
        有关要求="请分别反馈",
        办理情况="推进中",
    )
    desk = sample_desk([item], [Event(date(2026, 8, 20), "B1", "市财政局", "反馈")])
    assert [entry.unit for entry in a_bulletin("问题清单", desk).lists[0].entries] == ["市水利局"]


def test_sent_back_is_a_problem_as_well() -> None:
    """退回重办 stands on the list, and a second 退回 asks for more than another letter."""
    item = an_item("B1", 交办日期=date(2026, 8, 3), 完成时限="2026年12月1日前")
    back = [
        Event(TODAY - timedelta(5), "B1", "", "退回"),
        Event(TODAY - timedelta(3), "B1", "", "反馈"),
        Event(TODAY, "B1", "", "退回"),
    ]
    [entry] = a_bulletin("问题清单", sample_desk([item], back)).lists[0].entries
    assert (entry.status, entry.backs, entry.note) == ("退回重办", 2, "已退回2次，建议实地核查、协调会办〔五(四)〕")


def test_the_week() -> None:
    """周例会: new in the last seven days, due, overdue, answered, unsigned."""
    paper = a_bulletin("周例会")
    assert paper.period == Period(TODAY - timedelta(6), TODAY)
    assert lists(paper) == {
        "新交办": ["A4"], "七日内到期": ["A4"], "已超期": ["A1", "A3"], "已反馈待审核": ["A6"], "待签收": ["A4"], "已办结销号": [],
    }  # fmt: skip


def test_today() -> None:
    """今日待办: each duty once, with what may be issued."""
    paper = a_bulletin("今日待办")
    assert lists(paper) == {
        "今日到期": [], "已超期": ["A1", "A3"], "即将到期": ["A4"], "待审核": ["A6"], "待销号": [], "电话催收": ["A4"],
        "可签发文书": ["A4"], "待议定": ["A2"],
    }  # fmt: skip
    assert [entry.note for entry in paper.lists[1].entries] == ["可签发督查告诫单", "可签发督查催办单"]


def test_plan_stands_in_the_desk_papers() -> None:
    """六(一): an activity of the coming week is named, a finished or a distant one is not."""
    rows = [("检查甲", 3, None), ("检查乙", 30, None), ("检查丙", 1, "已完成")]
    plan = [{"督查活动": name, "计划时间": TODAY + timedelta(days), "完成情况": done} for name, days, done in rows]
    paper = a_bulletin("今日待办", replace(a_desk(*SAMPLE, plan=plan)))
    assert paper.notes == ("督查计划：2026年9月27日：检查甲",)


@pytest.mark.parametrize(
    ("leader", "items"), [("市长", {"A1", "A4"}), ("副市长", {"A2", "A3", "A4"}), ("常务副市长", {"A5", "A6"})]
)
def test_a_page_holds_one_leaders_items_only(leader: str, items: set[str]) -> None:
    """副市长 is not 常务副市长, and an item of two leaders is on both pages."""
    desk = sample_desk()
    paper = a_bulletin("一页纸", desk, leader=leader)
    assert paper.overview.whole.total == len(items)
    assert {each for found in lists(paper).values() for each in found} <= items


def test_a_leader_whom_nobody_knows() -> None:
    """The leaders that there are, are named; so is a ledger without the column."""
    with pytest.raises(UsageError, match=r"没有“区长”负责的事项，已有：市长、副市长、常务副市长"):
        a_bulletin("一页纸", leader="区长")
    with pytest.raises(UsageError, match="没有填写“领导”"):
        a_bulletin("一页纸", sample_desk([an_item()]), leader="市长")


def test_a_page_has_room_for_so_many() -> None:
    """What has no room is counted."""
    paper = a_bulletin("一页纸", sample_desk(many_items(30)))
    assert [(len(each.entries), each.total) for each in paper.lists] == [(6, 30), (0, 0), (0, 0)]
    assert paper.figures()["left_out"] == {"已超期": 24}
    assert all(len(entry.matter) <= 42 for entry in paper.lists[0].entries)


@pytest.mark.parametrize("kind", BULLETINS)
def test_citizens_and_orders_stay_inside(kind: BulletinKind) -> None:
    """Names and numbers of 四(七) matters are masked, a leader's words replaced, in every paper."""
    item = an_item(
        "B1",
        事项来源="领导批示",
        领导="市长",
        交办日期=date(2026, 8, 3),
        完成时限="2026年9月1日前",
        督查事项="落实市长批示：“立即停工”",
        办理情况="推进中",
    )
    paper = a_bulletin(kind, sample_desk([*SAMPLE, item]))
    said = repr(paper)
    assert "13800000000" not in said
    assert "张小明" not in said
    assert "立即停工" not in said


def test_a_period_leaves_out_what_was_over_and_what_had_not_begun() -> None:
    """From August on: A2 was struck off in July; up to July: what came later is not there yet."""
    later = a_bulletin("政务督查", since=date(2026, 8, 1))
    assert (later.overview.whole.total, later.overview.handed, later.overview.closed) == (5, 3, 0)
    early = a_bulletin("政务督查", sample_desk(today=date(2026, 7, 31)))
    assert early.overview.whole.total == 3
    with pytest.raises(UsageError, match="起止日期颠倒"):
        a_bulletin("政务督查", since=date(2026, 10, 1))


def test_a_past_day_is_counted_back() -> None:
    """What was struck off or answered after the day had not happened then."""
    item = rolled_back(SAMPLE[1], date(2026, 7, 19))
    assert item.raw("办结日期") is None
    assert rolled_back(SAMPLE[1], date(2026, 7, 20)) is SAMPLE[1]


@pytest.mark.parametrize(("since", "until", "said"), [
    (None, date(2026, 3, 1), ""), (date(2026, 1, 1), date(2026, 3, 31), "2026年1月1日至3月31日"),
    (date(2025, 12, 1), date(2026, 3, 31), "2025年12月1日至2026年3月31日"),
])  # fmt: skip
def test_a_period_as_it_is_written(since: date | None, until: date, said: str) -> None:
    """The year stands once where both days have it."""
    assert Period(since, until).said() == said


@given(
    st.lists(
        st.tuples(
            st.sampled_from(STATUSES),
            st.sampled_from(LIGHTS),
            st.sampled_from(["市教育局", "市财政局", "市教育局、市水利局牵头", ""]),
        ),
        max_size=20,
    )
)
def test_text_tables_and_charts_agree(rows: list[tuple[Status, Light, str]]) -> None:
    """Whatever the items: every cut sums up to the whole (joint leads apart), and the charts to the tables."""
    desk = a_desk(*(judged(an_item(f"A{n}", 牵头单位=unit), status, light) for n, (status, light, unit) in enumerate(rows)))
    figures: dict[str, Any] = a_bulletin("政务督查", desk).figures()
    assert figures["total"] == figures["closed"] + figures["open"] + figures["stopped"] == len(rows)
    assert sum(figures["lights"].values()) == sum(figures["statuses"].values()) == len(rows)
    for key in ("total", "closed", "open", "stopped", "overdue"):
        assert sum(each[key] for each in figures["by_source"]) == figures[key]
        assert sum(each[key] for each in figures["by_unit"]) >= figures[key]
    if figures["overdue"] <= figures["open"]:
        for chart in figures["charts"]:
            table = {each.get("unit", each.get("source")): each["total"] for each in (*figures["by_unit"], *figures["by_source"])}
            bars = [sum(pieces) for pieces in zip(*chart["series"].values(), strict=True)]
            assert bars == [table[label] for label in chart["labels"]]
    assert len(figures["lists"]["滞后"]) == figures["lights"]["红"] == figures["overdue"]


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_shares_add_up(part: int, rest: int) -> None:
    """Two shares printed side by side make 100%."""
    whole = part + rest
    if whole:
        assert round(float(percent(part, whole).rstrip("%")) + float(rest_percent(part, whole).rstrip("%")), 6) == 100
    else:
        assert percent(part, whole) == rest_percent(part, whole) == "–"


def test_a_chart_shows_the_largest_units() -> None:
    """Ten bars at most; the table has them all."""
    view = a_bulletin("政务督查", sample_desk(many_items(30, units=12))).overview
    assert (len(unit_chart(view).labels), len(view.units)) == (10, 12)


def test_the_events_of_the_sample_are_used() -> None:
    """A 电话催办 is counted, and it is no 催办单."""
    entry = a_bulletin("政务督查").lists[1].entries[1]
    assert (entry.item, entry.chases) == (EVENTS[1].item, "电话催办1次")
