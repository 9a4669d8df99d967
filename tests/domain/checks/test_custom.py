"""规则 that staff write: drop-downs."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.making import TODAY, a_desk, an_item, judged
from toolkit.domain.checks.custom import check
from toolkit.domain.item import Finding, Item, Raw


def rule(field: Raw = None, word: Raw = None, value: Raw = None, **more: Raw) -> dict[str, Raw]:
    """One row of the 规则 sheet."""
    return {
        "启用": "是",
        "名称": "本室规则",
        "字段": field,
        "比较": word,
        "值": value,
        "级别": "提醒",
        "提示": "请补填",
        "表达式": None,
        **more,
    }


def found(row: dict[str, Raw], *items: Item) -> list[Finding]:
    """What one rule finds."""
    return list(check(a_desk(*items, rules=[row])))


def test_empty_field_is_found_with_the_rules_own_words() -> None:
    """Name, level and hint come from the row; the finding stands at the field."""
    (finding,) = found(
        rule("责任人", "为空", 级别="错误", 名称="须有责任人"), an_item("A1", 3, 责任人=None), an_item("A2", 4, 责任人="张科长")
    )
    assert (finding.row, finding.rule, finding.level, finding.field) == (3, "须有责任人", "error", "责任人")
    assert finding.message.startswith("请补填")


@pytest.mark.parametrize(
    ("field", "word", "value", "cell", "hit"),
    [
        ("备注", "不为空", None, "有", True),
        ("备注", "等于", "重点(一类)", "重点(一类)", True),
        ("备注", "等于", "重点", None, False),
        ("备注", "不等于", "重点", "一般", True),
        ("备注", "包含", "重点", "市重点项目", True),
        ("备注", "不包含", "重点", "一般", True),
        ("备注", "不包含", "重点", None, True),
        ("备注", "大于", 100, 431, True),
        ("备注", "大于", "100", "99.5", False),
        ("备注", "小于", 100, "约30", False),
        ("办结日期", "早于", "2026-03-01", date(2026, 2, 28), True),
        ("办结日期", "晚于", date(2026, 3, 1), "2026年3月2日", True),
        ("办结日期", "早于", "今天", date(2026, 9, 23), True),
        ("办结日期", "等于", date(2026, 3, 1), "2026.3.1", True),
        ("办结日期", "早于", "2026-03-01", None, False),
        ("完成时限", "晚于", "2026-10-31", "11月底前", True),
        ("实际完成时间", "为空", None, None, True),
    ],
)
def test_comparisons(field: str, word: str, value: Raw, cell: Raw, hit: bool) -> None:
    """Text ignores widths, dates compare as dates, numbers as numbers, an empty cell is never larger or earlier."""
    name = "办结日期" if field == "实际完成时间" else field
    item = an_item(columns=(name,), 交办日期=date(2026, 3, 1))
    item.cells[name] = cell
    assert bool(found(rule(field, word, value), item)) is hit


def test_one_field_against_another() -> None:
    """The value may name a field."""
    early = an_item("A1", 3, 交办日期=date(2026, 3, 5), 完成时限=date(2026, 3, 1))
    late = an_item("A2", 4, 交办日期=date(2026, 3, 5), 完成时限=date(2026, 3, 9))
    assert [finding.row for finding in found(rule("完成时限", "早于", "交办日期"), early, late)] == [3]


def test_derived_fields() -> None:
    """Light, status, days left and current deadline may be asked for."""
    red = judged(an_item("A1", 3), light="红", due=date(2026, 9, 1))
    plain = judged(an_item("A2", 4))
    for row in (
        rule("灯", "等于", "红"), rule("剩余天数", "小于", -10), rule("当前时限", "早于", TODAY), rule(表达式="剩余天数 < -10"),
    ):  # fmt: skip
        assert [finding.row for finding in check(a_desk(red, plain, rules=[row]))] == [3]
    assert not list(check(a_desk(red, plain, rules=[rule("办理状态", "等于", "待审核")])))


def test_items_that_were_not_judged_have_no_light() -> None:
    """A derived field of theirs is empty."""
    desk = replace(a_desk(an_item(), rules=[rule("灯", "为空")]), judgements={})
    assert len(list(check(desk))) == 1


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (rule("不存在的字段", "为空"), "“不存在的字段”"),
        (rule("备注", "好于", "x"), "“好于”"),
        (rule("备注", "包含", None), "“值”"),
        (rule("办结日期", "早于", "下周"), "不是日期"),
        (rule("备注", "大于", "很多"), "不是数"),
    ],
)
def test_unusable_row_is_a_finding_in_the_sheet(row: dict[str, Raw], says: str) -> None:
    """It names the 规则 sheet, the row and what is wrong."""
    (finding,) = found(row, an_item(备注="x"))
    assert (finding.sheet, finding.row, finding.column, finding.level) == ("规则", 3, "C", "error")
    assert says in finding.message


def test_disabled_and_empty_rows_do_nothing() -> None:
    """启用 = 否, and rows without any test."""
    rows = [rule("责任人", "为空", 启用="否"), rule()]
    assert not list(check(a_desk(an_item(责任人=None), rules=rows)))
