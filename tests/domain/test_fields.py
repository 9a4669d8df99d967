"""字段: headers of real ledgers, in any wording and width, in one row or two."""

from __future__ import annotations

from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.fields import FIELDS, SYNONYMS, canonical, is_ledger_header, match_headers, score_header
from toolkit.domain.sheets import OWN_SHEETS

CANONICAL = """
编号 督查事项 事项来源 文号 批示人 批示日期 领导 立项日期 起算日 交办日期 牵头单位 配合单位 责任人 联系方式 督办方式 参与方 有关要求 时间节点 完成时限
反馈要求 报送周期 签收日期 办理情况 反馈日期 审核结果 退回日期 办结日期 销号日期 状态 密级 备注
"""

LEDGERS = [
    (
        "序号 工作目标 支撑项目 工作标准|年度投资(元) 工作标准|工作标准 时间节点|启动时间 时间节点|完成时间 责任主体 系统内编号",
        "编号=I 督查事项=B 牵头单位=H 有关要求=E 完成时限=G",
    ),
    (
        "序号 文件标题及文号 任务事项来源 工作任务 责任领导 交办时间 完成时限 责任人 办理结果 警示灯",
        "编号=A 督查事项=D 事项来源=C 文号=B 领导=E 交办日期=F 责任人=H 完成时限=G 办理情况=I 状态=J",
    ),
    ("督查内容 方法 牵头单位 完成时限 责任人 有关要求", "督查事项=A 牵头单位=C 责任人=E 督办方式=B 有关要求=F 完成时限=D"),
    ("督查内容 任务来源 收文时间 承办单位 办复要求 统一编号", "编号=F 督查事项=A 事项来源=B 立项日期=C 牵头单位=D 反馈要求=E"),
    ("重点工作任务 牵头单位 配合单位 完成时限", "督查事项=A 牵头单位=B 配合单位=C 完成时限=D"),
    ("工作任务 牵头领导 牵头单位 配合单位", "督查事项=A 领导=B 牵头单位=C 配合单位=D"),
    ("任务 牵头领导 牵头责任单位 协同责任单位 量化目标", "督查事项=A 领导=B 牵头单位=C 配合单位=D 有关要求=E"),
    (
        "工作内容 具体措施 具体岗位 具体人员 完成时间节点 分管负责人 责任部门",
        "督查事项=A 领导=F 牵头单位=G 责任人=D 有关要求=B 完成时限=E",
    ),
    (
        "序号 督查内容 工作标准|时间节点 工作标准|年度投资(万元) 责任主体 任务来源 交办时间 完成时限 责任人 办理情况 办结日期 系统内编号",
        "编号=L 督查事项=B 事项来源=F 交办日期=G 牵头单位=E 责任人=I 时间节点=C 完成时限=H 办理情况=J 办结日期=K",
    ),
]


def columns(headers: str) -> dict[str, str]:
    return dict(zip(ascii_uppercase, headers.split(), strict=False))


def test_canonical_names() -> None:
    """The names of the contract, in its order, and each is itself."""
    assert list(FIELDS) == CANONICAL.split()
    assert [canonical(name) for name in FIELDS] == CANONICAL.split()


def test_no_synonym_twice() -> None:
    """No wording stands for two fields."""
    names = [name for field, others in SYNONYMS.items() for name in (field, *others)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("headers", "expected"), LEDGERS)
def test_real_ledgers(headers: str, expected: str) -> None:
    """Every header row of the collection is mapped column by column, and looks like a ledger."""
    found = match_headers(columns(headers))
    assert " ".join(f"{field}={column}" for field, column in found.items()) == expected
    assert is_ledger_header(headers.split())


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("重点工作任务", "督查事项"),
        ("承办单位", "牵头单位"),
        ("主办单位", "牵头单位"),
        ("协办单位", "配合单位"),
        ("下达日期", "交办日期"),
        ("办结时限", "完成时限"),
        ("完成时间", "完成时限"),
        ("反馈时间", "反馈日期"),
        ("实际完成时间", "办结日期"),
        ("来源类别", "事项来源"),
        ("立项依据", "文号"),
        ("进展情况", "办理情况"),
        ("联络人", "责任人"),
        ("分管领导", "领导"),
    ],
)
def test_synonyms_of_the_contract(header: str, field: str) -> None:
    """The synonyms that the contract names."""
    assert canonical(header) == field


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("*完成\n时限（必填）：", "完成时限"),
        ("＊督查内容", "督查事项"),
        ("备　注", "备注"),
        ("2．牵头单位", "牵头单位"),
        ("年度目标（万元）", "有关要求"),
        ("【责任人】", "责任人"),
        ("责任单位（配合）", "配合单位"),
        ("牵头（责任）单位", "牵头单位"),
        ("完成时间(实际)", "办结日期"),
        ("责任人、联系方式", "责任人"),
        ("任务来源/文号", "事项来源"),
        ("责任人及年龄", None),
        ("工作进展情况及下一步打算", "办理情况"),
    ],
)
def test_decorations(header: str, field: str | None) -> None:
    """Width, spaces, line breaks and marks make no difference; brackets qualify or are left out; a list names its first field."""
    assert canonical(header) == field


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("时间节点|完成时间", "完成时限"),
        ("时间节点｜启动时间", None),
        ("工作标准|年度投资(万元)", None),
        ("责任单位|牵头", "牵头单位"),
        ("责任单位|配合", "配合单位"),
        ("责任领导|姓名", "领导"),
        ("责任人|电话", "联系方式"),
        ("批示|时间", "批示日期"),
        ("完成时间|计划", "完成时限"),
        ("完成时限|计划", "完成时限"),
        ("完成时间|实际", "办结日期"),
        ("办理情况|时间", None),
        ("督查内容|督查内容", "督查事项"),
        ("|督查内容", "督查事项"),
        ("2022年重点工作督查台账|办理|办理情况", "办理情况"),
    ],
)
def test_two_rows(header: str, field: str | None) -> None:
    """In a header of two rows the lower word decides, alone or together with the upper one."""
    assert canonical(header) == field


@pytest.mark.parametrize(
    "header", ["领导批示", "批示内容", "发文日期", "启动时间", "是否办结", "支撑项目", "承办件数", "办结数", "", "|", "（）"]
)
def test_left_alone(header: str) -> None:
    """A leader's words, starts that no clause knows, and numbers have no field."""
    assert canonical(header) is None


def test_best_column() -> None:
    """An id of the system beats 序号, a surer wording one further left, and of two equal ones the left one counts."""
    assert match_headers(columns("序号 工作目标 督查内容 统一编号 完成时限 完成时限")) == {
        "编号": "D",
        "督查事项": "C",
        "有关要求": "B",
        "完成时限": "E",
    }
    assert match_headers({"AA": "序号", "Z": "序号"}) == {"编号": "Z"}


def test_second_sense() -> None:
    """Beside 牵头单位, 责任单位 are the supporting ones, unless supports have a column of their own."""
    assert match_headers(columns("督查事项 责任单位 牵头单位")) == {"督查事项": "A", "牵头单位": "C", "配合单位": "B"}
    assert match_headers(columns("牵头单位 责任单位 配合单位")) == {"牵头单位": "A", "配合单位": "C"}
    assert match_headers(columns("督查事项 责任单位")) == {"督查事项": "A", "牵头单位": "B"}


@pytest.mark.parametrize(
    "row",
    [
        "承办单位 承办件数 办结数 在办数 超时未办数",
        "2022年市政府重点工作督查台账",
        "填表说明：牵头单位、完成时限必须填写，督查事项一行一件",
        "1 新建学校7所 4月底前完工 431 教育局 十件实事 11月底前 联系人1 正在推进",
        "合计 1200",
        "序号 督查事项",
    ],
)
def test_no_ledger_header(row: str) -> None:
    """Statistics, titles, notes, data and totals are no header of a ledger, and score low."""
    assert not is_ledger_header(row.split())
    assert score_header(row.split()) <= 2


def test_score_counts_fields() -> None:
    """The score counts distinct fields, and empty cells are nothing."""
    assert score_header(["序号", "统一编号", "督查内容", "", "完成时限", "联系方式"]) == 4


def test_own_sheets_are_no_ledgers() -> None:
    """No own sheet is taken for a ledger."""
    assert not [sheet.name for sheet in OWN_SHEETS if is_ledger_header(sheet.headers())]


@given(
    st.text(),
    st.dictionaries(st.sampled_from(ascii_uppercase), st.text(alphabet="完成时限责任单位编号（）|、\n 及", max_size=12)),
)
def test_any_text(header: str, headers: dict[str, str]) -> None:
    """Any text names a field or none, and every mapped column is one of those given."""
    assert canonical(header) in (None, *FIELDS)
    assert set(match_headers(headers).values()) <= set(headers)
