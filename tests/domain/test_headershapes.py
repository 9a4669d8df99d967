"""Header rows of 督查台账, 任务分解表, 批示件登记表, 建议提案办理表, 民生实事清单 and 12345 sheets, and composed headers."""

from __future__ import annotations

from pathlib import Path
from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.fields import FIELDS, canonical, is_ledger_header, match_headers
from toolkit.domain.headershapes import shape_of

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "data" / "header_rows.tsv").read_text("utf-8").splitlines()
    if not line.startswith("# ")
]


@pytest.mark.parametrize(("row", "fields"), ROWS)
def test_header_rows(row: str, fields: str) -> None:
    """Each column of each row gets its field, or none; in reverse order the same fields are found."""
    headers = row.replace("\\n", "\n").split("|")
    assert is_ledger_header(headers)
    found = {letter: field for field, letter in match_headers(dict(zip(ascii_uppercase, headers, strict=False))).items()}
    assert [found.get(letter, "-") for letter in ascii_uppercase[: len(headers)]] == fields.split()
    backwards = match_headers(dict(zip(ascii_uppercase, headers[::-1], strict=False)))
    assert set(backwards) == set(found.values())


@pytest.mark.parametrize(
    ("header", "field"),
    [("受理编号", "编号"), ("督办单号", "编号"), ("No.", "编号"), ("整改时限", "完成时限"), ("拟完成时间", "完成时限"), ("限办时间", "完成时限"),
     ("要求反馈时间", "反馈要求"), ("包案领导", "领导"), ("市分管领导", "领导"), ("改革举措", "有关要求"), ("化解情况", "办理情况"),
     ("截至目前进展", "办理情况"), ("形象进度", "办理情况"), ("民生实事项目", "督查事项"), ("问题描述", "督查事项"), ("项目状态", "状态"),
     ("承办单位|主办", "牵头单位"), ("承办单位|会办", "配合单位"), ("交办情况|时间", "交办日期"), ("责任单位|牵头", "牵头单位"), ("完成时限|计划", "完成时限")],
)  # fmt: skip
def test_composed(header: str, field: str) -> None:
    """Words of the field put together, in one row or two."""
    assert canonical(header) == field


@pytest.mark.parametrize(
    "header",
    ["批示内容", "领导批示内容", "指示批示摘要", "2026年重点工作任务分解表", "市政府重点工作任务", "推进情况通报会", "启动时间", "开工时间", "是否办结",
     "来文单位", "领衔代表", "诉求人", "满意度", "总投资", "未完成原因", "下一步打算", "承办件数", "办结数", "完成率"],
)  # fmt: skip
def test_not_understood(header: str) -> None:
    """A leader's words, titles, starts, counts and what no field holds."""
    assert canonical(header) is None


@given(st.text(max_size=20))
def test_any_text(text: str) -> None:
    """A canonical field or None, never an exception."""
    assert shape_of(text) in (None, *FIELDS)
