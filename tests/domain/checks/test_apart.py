"""分别反馈: whose reply is it?"""

from __future__ import annotations

from tests.domain.deadlining import day
from tests.domain.making import a_book, a_desk, an_item, places
from toolkit.domain.checks.apart import check
from toolkit.domain.item import Event, Finding
from toolkit.domain.settings import Settings

BOOK = a_book({"单位名称": "市教育局", "曾用名、简称": "市教委"}, "市财政局")


def found(*units: str, settings: Settings | None = None, **cells: object) -> list[Finding]:
    """What is said of replies of these units on 10 September 2026."""
    item = an_item(牵头单位="市教育局", 配合单位="市财政局", 交办日期=day("2026-09-01"))
    item.cells.update(cells)  # type: ignore[arg-type]
    item.columns = dict.fromkeys(item.cells, "C")
    events = [Event(day("2026-09-10"), "A1", unit, "反馈", row=7) for unit in units]
    return list(check(a_desk(item, events=events, units=BOOK, settings=settings or Settings(reply_apart=True))))


def test_a_reply_of_nobody() -> None:
    """An empty 单位, or one that is none of the item's: a warning with the names to choose from; meanwhile nobody is chased."""
    (stranger,) = found("市某局", "市教委")
    assert (stranger.row, stranger.field, stranger.level) == (7, "单位", "warning")
    assert "“市某局”不是本件的承办单位" in stranger.message
    # nobody's reply counts for all: the item waits for review, and is still asked about
    (nobody,) = found("")
    assert "没有填写单位" in nobody.message
    assert "市教育局、市财政局" in nobody.message


def test_a_cell_cannot_tell_units_apart() -> None:
    """反馈日期 without an event of that day, of two units: a hint; one that an event explains is fine."""
    assert places(found(反馈日期=day("2026-09-10"))) == [(3, "反馈日期", "hint")]
    assert found("市教育局", 反馈日期=day("2026-09-10")) == []
    assert places(found("市教育局", 反馈日期=day("2026-09-12"))) == [(3, "反馈日期", "hint")]
    assert places(found("市教育局", 反馈日期="已反馈")) == [(3, "反馈日期", "hint")]


def test_only_where_units_answer_apart() -> None:
    """牵头汇总, one unit alone, and what is over."""
    assert found("", settings=Settings()) == []
    assert len(found("", settings=Settings(), 有关要求="各单位分别反馈")) == 1
    assert found("", 配合单位=None) == []
    assert found("", 办结日期=day("2026-09-12")) == []
