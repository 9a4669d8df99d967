"""立项依据."""

from datetime import date

from tests.domain.making import a_desk, an_item, judged, places
from toolkit.domain.checks.basis import check


def test_leaders_order_needs_name_and_day() -> None:
    """批示人 and 批示日期 are asked for; the message cites 五(一)."""
    item = an_item(事项来源="领导批示", 批示人=None, 批示日期=None)
    (finding,) = check(a_desk(item))
    assert (finding.field, finding.level) == ("批示人", "warning")
    assert "批示人、批示日期" in finding.message
    assert "五(一)" in finding.message
    complete = an_item(事项来源="领导批示", 批示人="王市长", 批示日期=date(2026, 9, 1))
    assert not list(check(a_desk(complete)))


def test_document_needs_a_number() -> None:
    """文号 is asked for, unless the matter itself names the number."""
    bare = an_item("A1", 3, 事项来源="政协提案", 文号=None)
    numbered = an_item("A2", 4, 事项来源="政协提案", 文号=None, 督查事项="政协提案第7号:加强监管")
    cited = an_item("A3", 5, 事项来源="市委市政府部署", 文号=None, 督查事项="落实连政发〔2026〕15号文件")
    filled = an_item("A4", 6, 事项来源="政协提案", 文号="第7号")
    assert places(list(check(a_desk(bare, numbered, cited, filled)))) == [(3, "文号", "warning")]


def test_ledger_without_such_columns_gets_one_hint() -> None:
    """Once a sheet, with the number of items, and both kinds named."""
    items = [
        an_item("A1", 3, 事项来源="领导批示"),
        an_item("A2", 4, 事项来源="政府常务会议"),
        an_item("A3", 5, 事项来源="领导批示"),
    ]
    (finding,) = check(a_desk(*items))
    assert (finding.row, finding.level, finding.count) == (3, "hint", 3)
    assert "批示人、批示日期" in finding.message
    assert "文号" in finding.message


def test_unknown_source_and_stopped_items_are_left_alone() -> None:
    """Nothing is asked where nobody knows what the source is, or the item was withdrawn."""
    unknown = an_item("A1", 3, 事项来源="其他", 批示人=None, 文号=None)
    stopped = judged(an_item("A2", 4, 事项来源="领导批示", 批示人=None, 文号=None), "中止", "无")
    assert not list(check(a_desk(unknown, stopped)))
