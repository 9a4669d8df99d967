"""规则 that staff write: the expression column."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import a_desk, an_item
from toolkit.domain.checks.comparison import RuleError
from toolkit.domain.checks.custom import KNOWN, check
from toolkit.domain.checks.expression import compile_expression
from toolkit.domain.item import Finding, Item, Raw


def found(text: str, *items: Item) -> list[Finding]:
    """What one expression finds."""
    row: dict[str, Raw] = {"启用": "是", "名称": "组合", "级别": "提醒", "提示": "请核对", "表达式": text}
    return list(check(a_desk(*items, rules=[row])))


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("完成时限 and not 配合单位", True),
        ("完成时限 < 交办日期", False),
        ("完成时限 > '2026-06-30'", True),
        ("'2026-06-30' < 完成时限", True),
        ("完成时限 - 交办日期 > 30", True),
        ("今天 > 交办日期", True),
        ("办结日期 > 交办日期", False),
        ("配合单位 == '' and 配合单位 == none", True),
        ("'学校' in 督查事项 and 督查事项|length > 3", True),
        ("督查事项.startswith('建设')", True),
        ("配合单位.startswith('市')", False),
        ("编号[:3] == 'LYG'", True),
        ("备注 * 2 > 100 or 备注 % 7 == 3", True),
        ("配合单位 * 2 > 100", False),
        ("'市' + 备注|string == '市52'", True),
    ],
)
def test_what_staff_may_write(text: str, hit: bool) -> None:
    """Dates compare with dates and date texts; empty cells compare as false."""
    item = an_item(
        编号="LYG001",
        交办日期=date(2026, 3, 5),
        完成时限="2026年11月底前",
        配合单位=None,
        办结日期=None,
        备注=52,
        督查事项="建设学校",
    )
    findings = found(text, item)
    assert bool(findings) is hit
    assert all(finding.sheet == item.sheet for finding in findings)


def test_finding_stands_at_the_first_field_of_the_expression() -> None:
    """So that a click leads to a cell that matters."""
    (finding,) = found("责任人 == '张科长'", an_item(责任人="张科长"))
    assert (finding.field, finding.column, finding.rule) == ("责任人", "C", "组合")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("完成时陷 and 牵头单位", "“完成时陷”"),
        ("完成时限 and", "写法有误"),
        ("完成时限 >“x”", "半角"),
        ("完成时限 牵头单位", "牵头单位"),
        ("range(10)", "函数"),
        ("2 ** 9", "乘方"),
        ("督查事项 ~ 备注", "拼接"),
        ("督查事项|center(100)", "center"),
        ("督查事项.replace('a', 'b')", ".replace"),
        ("''.__class__", "__class__"),
        ("备注 is defined", "defined"),
        ("备注 > 1 or " * 40 + "备注", "过长"),
        ("(" * 60 + "备注" + ")" * 60 + " > 1", ""),
        ("not " * 40 + "备注", "太深"),
        ("[" * 140, "写法有误"),
        ("1|round(-99999999) > 1", "不能带参数"),
        ("1|round(备注) > 1", "不能带参数"),
        ("备注|int(0, 36) > 1", "不能带参数"),
        ("备注|round(precision=2) > 1", "不能带参数"),
        ("备注|float(*督查事项) > 1", "不能带参数"),
        ("9**9**9 > 1", "乘方"),
    ],
)
def test_what_they_may_not_is_a_finding_in_the_sheet(text: str, says: str) -> None:
    """Each names the 规则 sheet, row and column, and what is wrong; deep brackets alone do no harm."""
    findings = found(text, an_item(备注=0))
    if not says:
        assert findings == []
        return
    (finding,) = findings
    assert (finding.sheet, finding.row, finding.column, finding.level) == ("规则", 3, "H", "error")
    assert says in finding.message


@pytest.mark.parametrize(
    "text", ["备注 > 100", "'9' * 备注 == 1", "备注 * 999999999999999999 > 1", "'%99999999d' % 备注 == 1", "1 / 备注 > 1"]
)
def test_rule_that_fails_on_an_item_stops_there(text: str) -> None:
    """One finding that names the row where it failed, and none for the rows after it."""
    cell: Raw = "约300" if text == "备注 > 100" else 0
    findings = found(text, an_item("A1", 3, 备注=cell), an_item("A2", 4, 备注=500))
    assert [(finding.sheet, finding.column) for finding in findings] == [("规则", "H")]
    assert "第3行" in findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        "'x' * 1000000000 == 1",
        "[1] * 1000000000 == 1",
        "(1,) * 999999999 == 1",
        "'%999999999d' % 1 == 1",
        "督查事项 + 督查事项 == 1",
    ],
)
def test_what_would_grow_is_stopped(text: str) -> None:
    """Texts and lists are not multiplied, and a long cell is not put together with itself: one finding, at once."""
    findings = found(text, an_item(督查事项="长" * 9000))
    assert [(finding.sheet, finding.level) for finding in findings] == [("规则", "error")]


def test_rounding() -> None:
    """The one filter with an argument: how many places."""
    assert found("备注|round(2) == 1.23", an_item(备注=1.234))
    assert found("备注|round == 1", an_item(备注=1.234))


@given(st.one_of(st.text(max_size=60), st.text(alphabet="备注完成时限 ()[]'\"0129.<>=!|andornotin+-*/%~{}", max_size=40)))
def test_any_text_compiles_or_is_refused(text: str) -> None:
    """Nothing but RuleError comes out of an arbitrary text."""
    try:
        _, names = compile_expression(text, KNOWN)
    except RuleError:
        return
    assert set(names) <= KNOWN
