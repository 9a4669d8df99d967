"""Slips proposed, and slips out of order."""

from collections.abc import Sequence
from datetime import date

import pytest

from tests.domain.making import CALENDAR, TODAY, an_item, judged
from toolkit.domain.item import STATUSES, Event, Judgement, Raw, Status
from toolkit.domain.judge import judge
from toolkit.domain.limits.limits import DEFAULT_LIMITS
from toolkit.domain.papers.escalation import SlipDue, out_of_order, registered, slips_due
from toolkit.domain.settings import Settings

DUE = date(2026, 9, 14)
LATE = judged(an_item("A1"), light="红", due=DUE)


def due(
    judgement: Judgement, *events: Event, issued: Sequence[tuple[str, str]] = (), settings: Settings | None = None
) -> list[SlipDue]:
    """The slips due for one item."""
    return slips_due([judgement], {judgement.item.id: events}, settings or Settings(), CALENDAR, TODAY, issued)


def chased(day: date, step: str = "催办") -> Event:
    """A slip that was issued."""
    return Event(day, "A1", "", step)


def test_overdue_item_is_to_be_chased() -> None:
    """The reason names the deadline, the workdays and that the threshold is 本室规则."""
    (slip,) = due(LATE)
    assert (slip.kind, slip.item) == ("催办单", "A1")
    assert "2026年9月14日" in slip.reason
    assert "超期9个工作日" in slip.reason
    assert "本室规则" in slip.reason


@pytest.mark.parametrize(("threshold", "found"), [(9, 1), (10, 0)])
def test_chasing_starts_at_the_threshold(threshold: int, found: int) -> None:
    """From 14 to 24 September 2026 there are nine workdays: Sunday the 20th is a worked one."""
    assert len(due(LATE, settings=Settings(chase_days=threshold))) == found


def test_earlier_chase_was_about_an_earlier_deadline() -> None:
    """Only a 催办 since the deadline counts."""
    assert [slip.kind for slip in due(LATE, chased(date(2026, 9, 1)))] == ["催办单"]


@pytest.mark.parametrize(
    ("events", "kinds"),
    [
        ([chased(date(2026, 9, 15))], ["告诫单"]),
        ([chased(date(2026, 9, 22))], []),
        ([chased(date(2026, 9, 15)), chased(date(2026, 9, 21), "告诫")], []),
        ([chased(date(2026, 9, 15)), chased(date(2026, 9, 23))], []),
        ([chased(date(2026, 9, 15), "告诫")], []),
    ],
)
def test_warning_follows_a_chase_without_effect(events: list[Event], kinds: list[str]) -> None:
    """Five workdays after the last 催办, unless a 告诫 was issued since."""
    assert [slip.kind for slip in due(LATE, *events)] == kinds


def test_warning_says_when_it_was_chased() -> None:
    """Both days stand in the reason, with the clause."""
    (slip,) = due(LATE, chased(date(2026, 9, 15)))
    assert "2026年9月15日已催办" in slip.reason
    assert "七(三)" in slip.reason


@pytest.mark.parametrize("status", [status for status in STATUSES if status not in ("待签收", "在办", "退回重办")])
def test_whoever_answered_is_never_chased(status: Status) -> None:
    """Not even where a light was set red by hand."""
    assert due(judged(an_item(), status, "红", DUE)) == []


def test_red_by_hand_without_a_deadline_is_left_to_people() -> None:
    """There is no day from which to count."""
    assert due(judged(an_item(), light="红")) == []


@pytest.mark.parametrize(
    ("handed", "found"),
    [
        (TODAY, ["交办单"]),
        (date(2026, 9, 18), ["交办单"]),
        (date(2026, 9, 17), []),
        (date(2026, 9, 1), []),
        (date(2026, 9, 28), []),
    ],
)
def test_fresh_items_need_a_slip(handed: date, found: list[str]) -> None:
    """Handed over within the last five workdays."""
    assert [slip.kind for slip in due(judged(an_item(交办日期=handed), "待签收"))] == found


def test_slip_in_the_register_or_among_the_events_is_enough() -> None:
    """督办通知 hands over as well; a signed item has its paper."""
    fresh = judged(an_item(交办日期=TODAY), "待签收")
    assert due(fresh, chased(TODAY, "交办")) == []
    assert due(fresh, issued=[("督办通知", "A1")]) == []
    assert len(due(fresh, issued=[("催办单", "A1")])) == 1
    assert due(judged(an_item(交办日期=TODAY, 签收日期=TODAY))) == []
    assert due(judged(an_item(交办日期=TODAY), "退回重办")) == []


def test_register_rows() -> None:
    """Several items in one cell; void slips do not count."""
    rows: list[tuple[int, dict[str, Raw]]] = [
        (3, {"种类": "督办通知", "事项编号": "A1、A2，A3", "状态": "签发"}),
        (4, {"种类": "交办单", "事项编号": "A4", "状态": "作废"}),
        (5, {"种类": "交办单", "事项编号": None, "状态": "签发"}),
    ]
    assert registered(rows) == {("督办通知", "A1"), ("督办通知", "A2"), ("督办通知", "A3")}


@pytest.mark.parametrize(
    ("kind", "judgement", "events", "says"),
    [
        ("催办单", judged(an_item(), "待审核", "无"), [], "已反馈"),
        ("告诫单", judged(an_item(), "待审核", "无"), [], "已反馈"),
        ("交办单", judged(an_item(), "待审核", "无"), [], "再督查"),
        ("催办单", judged(an_item(), "已销号", "灰"), [], "已销号"),
        ("交办单", judged(an_item(), "待销号", "无"), [], "待销号"),
        ("催办单", judged(an_item(), "中止", "无", reason="并案"), [], "已并案"),
        ("催办单", judged(an_item(), "待交办", "红", DUE), [], "尚未交办"),
        ("催办单", judged(an_item(), "在办", "绿", date(2026, 10, 12)), [], "2026年10月12日,尚未超期"),
        ("催办单", judged(an_item(), "在办", "无"), [], "没有可以判断的时限"),
        ("告诫单", LATE, [], "未发过催办单"),
        ("交办单", LATE, [Event(DUE, "A1", "", "交办", what="签发交办单连督交〔2026〕3号")], "再督查"),
    ],
)
def test_out_of_order_says_why(kind: str, judgement: Judgement, events: list[Event], says: str) -> None:
    """One Chinese sentence that names the item."""
    sentence = out_of_order(kind, judgement, events)
    assert says.replace(",", "，") in sentence
    assert "A1" in sentence
    issued = out_of_order(kind, judgement, events, "连督催〔2026〕1号")
    assert "连督催〔2026〕1号已经签发并登记" in issued
    assert "作废" in issued
    assert "请确认" not in issued


@pytest.mark.parametrize(
    ("kind", "judgement", "events"),
    [
        ("催办单", LATE, []),
        ("告诫单", LATE, [chased(date(2026, 9, 15))]),
        ("交办单", judged(an_item(), "待交办"), []),
        ("交办单", judged(an_item(), "在办"), [Event(DUE, "A1", "", "交办", what="当面交办")]),
        ("交办单", judged(an_item(), "退回重办"), [Event(DUE, "A1", "", "交办", what="交办单")]),
        ("督办通知", judged(an_item(), "待签收"), []),
    ],
)
def test_in_order_is_silent(kind: str, judgement: Judgement, events: list[Event]) -> None:
    """What fits where the item stands."""
    assert out_of_order(kind, judgement, events) == ""


def test_items_without_content_get_no_slip() -> None:
    """There is nothing to write on it."""
    assert due(judged(an_item(督查事项=" "), light="红", due=DUE)) == []


def test_units_apart_are_chased_by_name() -> None:
    """分别反馈: a 催办单 to one unit is none to another, and the reason names who is silent."""
    item = an_item(牵头单位="市教育局", 配合单位="市财政局、市住建局", 交办日期=date(2026, 9, 1), 完成时限=date(2026, 9, 10))
    settings = Settings(reply_apart=True)

    def due(*steps: tuple[int, str, str]) -> list[SlipDue]:
        events = [Event(date(2026, 9, day), "A1", unit, step) for day, unit, step in steps]
        judgement = judge(item, events, DEFAULT_LIMITS, settings, CALENDAR, TODAY)
        return slips_due([judgement], {"A1": events}, settings, CALENDAR, TODAY)

    (first,) = due((9, "市教育局", "反馈"), (11, "市教育局", "催办"))
    assert first.kind == "催办单"
    assert "市财政局、市住建局尚未反馈" in first.reason
    (second,) = due((9, "市教育局", "反馈"), (11, "市财政局、市住建局", "催办"))
    assert second.kind == "告诫单"
    assert "市财政局、市住建局仍未反馈" in second.reason
    assert due(*((9, unit, "反馈") for unit in ("市教育局", "市财政局", "市住建局"))) == []
