"""分期."""

from __future__ import annotations

from tests.domain.deadlining import day
from tests.domain.making import a_desk, an_item
from toolkit.domain.checks.phases import check
from toolkit.domain.item import Event, Finding

NODES = "2026年4月底前开工;2026年11月底前竣工"


def found(*events: Event, **cells: object) -> list[Finding]:
    item = an_item(交办日期=day("2026-03-11"))
    item.cells.update(cells)  # type: ignore[arg-type]
    item.columns = dict.fromkeys(item.cells, "C")
    return list(check(a_desk(item, events=events)))


def test_struck_off_before_the_last_milestone() -> None:
    """A hint that names the milestone and its day."""
    for field in ("时间节点", "完成时限"):
        (finding,) = found(**{field: NODES, "办结日期": day("2026-09-01")})
        assert (finding.field, finding.level) == ("办结日期", "hint")
        assert "2026-09-01已销号，早于最后一个节点“竣工”（2026-11-30）" in finding.message
        assert "七(二)" in finding.message


def test_by_an_event() -> None:
    """The day of 销号 may stand in 过程记录 alone."""
    (finding,) = found(Event(day("2026-09-10"), "A1", "", "销号"), 时间节点=NODES)
    assert "2026-09-10已销号" in finding.message


def test_in_order() -> None:
    """After the last one, without milestones, without a day of 销号, or not struck off at all."""
    assert found(时间节点="2026年4月底前开工;2026年8月底前竣工", 办结日期=day("2026-08-31")) == []
    assert found(完成时限="2026年11月底前", 办结日期=day("2026-09-01")) == []
    assert found(时间节点=NODES, 办结日期="已办结") == []
    assert found(时间节点=NODES) == []
