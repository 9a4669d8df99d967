"""时限规则: rows into rules, the first match wins, bad rows are found."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import an_item
from toolkit.domain.item import Finding, Level, Raw
from toolkit.domain.limits.limits import DEFAULT_LIMITS, Limit, limit_for, read_limits
from toolkit.domain.sheets import LIMITS

GOOD: dict[str, Raw] = {
    "启用": "是",
    "事项来源": "领导批示",
    "种类": "反馈",
    "数量": 5,
    "单位": "工作日",
    "起算日": "交办日",
    "依据": "五(五)",
}


def read(*rows: Mapping[str, Raw]) -> tuple[tuple[Limit, ...], list[Finding]]:
    return read_limits([(3 + index, row) for index, row in enumerate(rows)])


@pytest.mark.parametrize(
    ("source", "kind", "amount", "unit", "start", "basis"),
    [
        ("批示件", "反馈", 7, "工作日", "交办日", "五(五)"),
        ("12345热线", "反馈", 7, "工作日", "交办日", "五(五)"),
        ("领导要求督办", "反馈", 7, "工作日", "交办日", "五(五)"),
        ("市委文件", "报告", 1, "月", "文件下发日", "七(二)"),
        ("市政府常务会议", "报告", 10, "日", "纪要下发日", "七(二)"),
        ("人大建议", "办结", 3, "月", "交办日", "代表法"),
        ("政协提案", "办结", None, "工作日", "交办日", "本室规则"),
        ("十件实事", "报告", None, "工作日", "交办日", "本室规则"),
        ("说不清", "反馈", None, "工作日", "交办日", "本室规则"),
    ],
)
def test_default_rows(source: str, kind: str, amount: int | None, unit: str, start: str, basis: str) -> None:
    """The default rows are the table of 五(五), 七(二), 代表法 and 本室规则."""
    found = limit_for(an_item(事项来源=source), DEFAULT_LIMITS)
    assert found is not None
    assert (found.kind, found.amount, found.unit, found.start, found.basis) == (kind, amount, unit, start, basis)


def test_first_match_wins() -> None:
    """An office that puts its own row on top is obeyed."""
    limits, findings = read({**GOOD, "数量": 3}, GOOD)
    found = limit_for(an_item(事项来源="批示件"), limits)
    assert findings == []
    assert found is not None
    assert found.amount == 3


def test_no_match() -> None:
    """Where no row fits there is no rule."""
    assert limit_for(an_item(事项来源="提案"), read(GOOD)[0]) is None


def test_own_words() -> None:
    """A source of the office's own fits items that are worded the same, and the check says so."""
    limits, findings = read({**GOOD, "事项来源": "巡察整改、批示件"})
    assert limits[0].sources == ("巡察整改", "领导批示")
    assert limit_for(an_item(事项来源="巡察整改"), limits) is limits[0]
    assert [(finding.row, finding.level) for finding in findings] == [(3, "hint")]
    assert "巡察整改" in findings[0].message


def test_switched_off_and_empty_rows() -> None:
    """启用 否 and empty rows are passed over; an empty 启用 counts as 是."""
    limits, findings = read({**GOOD, "启用": "否"}, {}, {"启用": "是"}, {**GOOD, "启用": None})
    assert len(limits) == 1
    assert findings == []


@pytest.mark.parametrize(
    ("column", "value", "letter"),
    [("事项来源", None, "B"), ("种类", "催办", "C"), ("数量", "七", "D"), ("数量", 0, "D"), ("数量", 9999, "D"), ("数量", 1.5, "D"),
     ("单位", "年", "E"), ("起算日", "批示日", "F")],
)  # fmt: skip
def test_bad_row(column: str, value: Raw, letter: str) -> None:
    """A row that cannot be used is an error with its place, and the other rows serve."""
    limits, findings = read({**GOOD, column: value}, GOOD)
    assert len(limits) == 1
    assert [(finding.sheet, finding.row, finding.column, finding.level) for finding in findings] == [
        ("时限规则", 3, letter, "error")
    ]


def test_amount_without_unit_is_needed_only_with_a_number() -> None:
    """A rule without a number needs no unit; it asks for a date instead."""
    limits, findings = read({**GOOD, "数量": None, "单位": None, "依据": None})
    assert findings == []
    assert limits[0].amount is None
    assert limits[0].basis == "本室规则"


@given(
    st.dictionaries(
        st.sampled_from(LIMITS.headers()), st.one_of(st.none(), st.text(max_size=6), st.integers(), st.floats(), st.dates())
    )
)
def test_never_raises(row: dict[str, Raw]) -> None:
    """Any row is a rule, nothing, or a finding."""
    limits, findings = read(row)
    assert len(limits) <= 1
    assert all(finding.row == 3 for finding in findings)


@pytest.mark.parametrize(
    ("column", "value", "letter", "level", "message"),
    [
        ("种类", "催办", "C", "error", "“催办”：种类请填“反馈”“报告”或“办结”，本行规则未使用"),
        ("种类", None, "C", "error", "种类请填“反馈”“报告”或“办结”，本行规则未使用"),
        ("数量", "七", "D", "error", "“七”：数量请填大于0的整数，或留空；本行规则未使用"),
        ("数量", 501, "D", "error", "“501”：数量不能超过500，本行规则未使用"),
        ("单位", "年", "E", "error", "“年”：单位请填“工作日”“日”或“月”，本行规则未使用"),
        ("起算日", "批示日", "F", "error", "“批示日”：起算日请填“交办日”“文件下发日”或“纪要下发日”，本行规则未使用"),
        ("事项来源", "、", "B", "error", "“、”：请填写事项来源（几类用顿号隔开），或填“全部”；本行规则未使用"),
        (
            "事项来源",
            "巡察整改",
            "B",
            "hint",
            "“巡察整改”：事项来源“巡察整改”不在八类来源之内，只与台账中写法完全相同的事项相符，请核对",
        ),
    ],
)
def test_findings_word_by_word(column: str, value: Raw, letter: str, level: Level, message: str) -> None:
    """Each names its place, quotes the cell where it is not empty, and says what to do."""
    typed = "" if value is None else str(value)
    assert read({**GOOD, column: value})[1] == [Finding("时限规则", 3, letter, column, "时限规则", level, message, typed)]


def test_the_most_that_is_taken() -> None:
    """Two years of workdays, ten of days or months are still believed."""
    for amount, unit in ((500, "工作日"), (3660, "日"), (120, "月")):
        (limit,), findings = read({**GOOD, "数量": amount, "单位": unit})
        assert (limit.amount, limit.unit, findings) == (amount, unit, [])


def test_a_whole_rule() -> None:
    """Every column comes into the rule; what is left empty is 工作日, 交办日 and 本室规则; a comma too many does no harm."""
    full = {
        **GOOD,
        "事项来源": "批示件、、提案",
        "种类": "办结",
        "数量": 2,
        "单位": "个月",
        "起算日": "文件下发日",
        "依据": "七(二)",
    }
    assert read(full)[0] == (Limit(("领导批示", "政协提案"), "办结", 2, "月", "文件下发日", "七(二)"),)
    bare = {"事项来源": "全部", "种类": "反馈"}
    assert read(bare)[0] == (Limit(("全部",), "反馈", None, "工作日", "交办日", "本室规则"),)
