"""分别反馈: replies of which nobody can tell whose they are, where every unit answers for itself 〔五(五)〕."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import CLOSED, at, at_event, quote, status_of
from toolkit.domain.course.assignment import answers_apart
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding
from toolkit.domain.reading.celldate import cell_dates, filled, say
from toolkit.domain.units.assignees import Roll

RULE = "分别反馈"


def check(desk: Desk) -> Iterator[Finding]:
    """Open items of several units: a 反馈 whose 单位 is empty or none of them (a warning, it counts for all), and a 反馈日期 cell
    that no 反馈 event explains.
    """
    roll = Roll(desk.units, desk.settings.first_leads, desk.today)
    for item in desk.items:
        raw = item.cells.get("反馈日期")
        if raw is None and not desk.events_of(item):
            continue
        if not answers_apart(item, desk.settings) or status_of(desk, item) in CLOSED:
            continue
        names = [party.name for party in roll.all(item)]
        if len(names) < 2:
            continue
        replies = [event for event in desk.events_of(item) if event.step == "反馈"]
        for event in replies:
            if not roll.names_in(event.unit).intersection(names):
                what = f"单位{quote(event.unit)}不是本件的承办单位" if event.unit else "没有填写单位"
                message = f"{item.id}由各单位分别反馈，{event.when}的反馈{what}，暂按各单位均已反馈处理；请在“单位”中填写{'、'.join(names[:5])}之一"
                yield at_event(event, "单位", RULE, "warning", message, event.unit)
        if filled(raw) and not {event.when for event in replies}.issuperset(cell_dates(raw) or (None,)):
            how = "未写单位的，按各单位均已反馈处理" if not replies else "已反馈的单位以过程记录为准"
            message = f"本件由{len(names)}家单位分别反馈，“反馈日期”{quote(say(raw))}看不出是哪一家的（{how}）；请在“过程记录”中逐家登记“反馈”"
            yield at(item, "反馈日期", RULE, "hint", message)
