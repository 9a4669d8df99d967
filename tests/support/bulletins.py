"""Bulletins to try papers on: a desk with items in every state, and the papers made of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tests.domain.making import TODAY, a_book, a_desk, an_item
from toolkit.domain.desk import Desk
from toolkit.domain.item import Event, Item
from toolkit.domain.papers.bulletin import Bulletin
from toolkit.domain.papers.compose import BulletinOrder, compose
from toolkit.domain.papers.escalation import slips_due
from toolkit.domain.papers.kinds import BulletinKind

UNITS = a_book(
    {"单位名称": "市教育局", "联系处室": "综合五处", "分管副秘书长": "副秘书长（社会）"},
    {"单位名称": "市财政局", "联系处室": "综合一处", "分管副秘书长": "副秘书长（财经）"},
    {"单位名称": "市水利局", "联系处室": "综合三处", "分管副秘书长": "副秘书长（财经）"},
)
SAMPLE: tuple[Item, ...] = (
    an_item("A1", 事项来源="领导批示", 领导="市长", 交办日期=date(2026, 8, 3), 完成时限="2026年9月1日前", 办理情况="推进中"),
    an_item("A2", 事项来源="民生实事", 领导="副市长", 交办日期=date(2026, 3, 2), 完成时限="2026年8月1日前", 牵头单位="市财政局", 办结日期=date(2026, 7, 20)),
    an_item("A3", 事项来源="12345热线", 领导="副市长", 交办日期=date(2026, 9, 1), 督查事项="来信人张小明（13800000000）反映停水", 牵头单位="市水利局", 办理情况="已派人"),
    an_item("A4", 事项来源="政府常务会议", 领导="市长、副市长", 交办日期=date(2026, 9, 21), 完成时限="2026年9月25日前", 牵头单位="市财政局", 签收日期=None),
    an_item("A5", 事项来源="政府工作报告", 领导="常务副市长", 交办日期=date(2026, 2, 1), 完成时限="2026年12月底前", 牵头单位="市教育局", 办理情况="推进中"),
    an_item("A6", 事项来源="政府工作报告", 领导="常务副市长", 交办日期=date(2026, 2, 1), 完成时限="2026年9月底前", 反馈日期=date(2026, 9, 22)),
)  # fmt: skip
EVENTS: tuple[Event, ...] = (
    Event(date(2026, 9, 3), "A1", "", "催办", what="签发连督催〔2026〕1号督查催办单，新定时限2026年9月10日"),
    Event(date(2026, 9, 8), "A3", "市水利局", "电话催办"),
)


def sample_desk(items: Sequence[Item] = SAMPLE, events: Sequence[Event] = EVENTS, today: date = TODAY) -> Desk:
    """The sample as it is judged on a day."""
    return a_desk(*items, units=UNITS, events=events, today=today)


def a_bulletin(kind: BulletinKind, desk: Desk | None = None, **order: object) -> Bulletin:
    """A paper of a desk (the sample's)."""
    desk = desk or sample_desk()
    if kind == "一页纸":
        order.setdefault("leader", "市长")
    judgements = list(desk.judgements.values())
    due = slips_due(judgements, desk.events, desk.settings, desk.calendar, desk.today)
    return compose(BulletinOrder(kind, **order), desk, due, "市政府督查室", "85800000")  # type: ignore[arg-type]


def many_items(count: int, units: int = 1, late: bool = True) -> tuple[Item, ...]:
    """Items of so many units, all of them late or none."""
    due = TODAY + timedelta(-20 if late else 90)
    return tuple(
        an_item(
            f"D{number:03}", 事项来源="领导批示", 领导="市长", 交办日期=date(2026, 6, 1), 完成时限=due, 牵头单位=f"市第{number % units + 1}局",
            督查事项="推进城区积水点改造，汛期前完成雨水管网疏通和泵站检修" * (1 + number % 3), 办理情况="推进中",
        )
        for number in range(1, count + 1)
    )  # fmt: skip
