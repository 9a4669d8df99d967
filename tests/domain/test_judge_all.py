"""Many items at once: one bad row never stops the others, and equal rows are worked out once."""

from __future__ import annotations

from datetime import date
from time import perf_counter

from tests.domain.deadlining import day
from tests.domain.making import CALENDAR, an_item
from toolkit.domain.item import Item, Raw
from toolkit.domain.judge import judge_all
from toolkit.domain.limits.limits import DEFAULT_LIMITS
from toolkit.domain.settings import Settings

SETTINGS = Settings()


class Broken(dict[str, Raw]):
    """Cells that cannot be read."""

    def get(self, key: str, default: Raw = None) -> Raw:  # type: ignore[override]
        raise RuntimeError("坏单元格")


def test_one_bad_item_never_stops_the_others() -> None:
    """An item that cannot be judged is told of, and its neighbours are judged."""
    good = an_item("A1", 交办日期=day("2026-03-02"), 完成时限="2026年6月30日")
    bad = Item("A2", "督查台账", 4, 4, Broken(), {"交办日期": "A"})
    found = judge_all([good, bad, good], {}, DEFAULT_LIMITS, SETTINGS, CALENDAR, day("2026-07-01"))
    assert [judgement.light for judgement in found] == ["红", "无", "红"]
    assert "坏单元格" in found[1].hint


def test_many_items() -> None:
    """20,000 rows of every kind take seconds at most: equal rows are worked out once."""
    texts: list[Raw] = [
        "7个工作日内",
        "2026年6月底前",
        "每季度",
        None,
        "11月底前",
        "长期",
        day("2026-08-01"),
        "6月底前开工,12月底前建成",
    ]
    items = [
        an_item(
            f"A{index}",
            交办日期=date(2026, 1 + index % 6, 1 + index % 28),
            完成时限=texts[index % 8],
            事项来源="领导批示",
            反馈日期=None,
        )
        for index in range(20_000)
    ]
    began = perf_counter()
    found = judge_all(items, {}, DEFAULT_LIMITS, SETTINGS, CALENDAR, day("2026-07-01"))
    assert perf_counter() - began < 5
    assert {judgement.light for judgement in found} >= {"红", "绿", "无"}
