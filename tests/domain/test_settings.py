"""设置: rows into settings; what cannot be used is found, and its default stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.item import Finding, Raw
from toolkit.domain.settings import Settings, read_settings
from toolkit.domain.sheets import SETTINGS


def read(**values: Raw) -> tuple[Settings, list[Finding]]:
    """Settings of rows named so."""
    return read_settings([(3 + index, {"项目": name, "值": value}) for index, (name, value) in enumerate(values.items())])


def test_default_rows_are_the_defaults() -> None:
    """The rows of a new 设置 sheet say what holds without one."""
    rows: list[tuple[int, Mapping[str, Raw]]] = [
        (3 + index, {"项目": str(name), "值": value})  # type: ignore[dict-item]  # no links here
        for index, (name, value, _) in enumerate(SETTINGS.rows)
    ]
    assert read_settings(rows) == (Settings(), [])


@pytest.mark.parametrize(
    ("name", "value", "attribute", "found"),
    [
        ("办公室名称", "市督查考核办", "office", "市督查考核办"),
        ("台账着色", "否", "tint", False),
        ("到期顺延", "否", "move_to_workday", False),
        ("首位为牵头", "是", "first_leads", True),
        ("反馈方式", "分别反馈", "reply_apart", True),
        ("反馈方式", "牵头汇总", "reply_apart", False),
        ("预警工作日", 0, "warn_days", 0),
        ("提醒间隔工作日", "250", "remind_every", 250),
        ("仅工作日提醒", "否", "workdays_only", False),
        (
            "免打扰日期",
            "2026-12-24、2026-12-30至2027-01-01",
            "quiet",
            frozenset({date(2026, 12, 24), date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)}),
        ),
        ("免打扰日期", date(2026, 12, 24), "quiet", frozenset({date(2026, 12, 24)})),
        ("督查室邮箱", "a@x.example、b@x.example", "office_mail", ("a@x.example", "b@x.example")),
        (
            "副秘书长邮箱",
            "李副秘书长：li@x.example；王副秘书长 wang@x.example",
            "deputy_mail",
            (("李副秘书长", "li@x.example"), ("王副秘书长", "wang@x.example")),
        ),
        ("邮件附件", "交办单、催办单", "attach", frozenset({"交办单", "催办单"})),
        ("邮件附件", "反馈表", "attach", frozenset({"反馈表"})),
        ("邮件附件", "否", "attach", frozenset()),
        ("允许邮件域名", "@A.example、b.example，c.example", "domains", ("a.example", "b.example", "c.example")),
        ("涉密误报", "督查台账！$C$12；督查台账!C13", "not_secret", frozenset({"督查台账!C12", "督查台账!C13"})),
    ],
)
def test_values(name: str, value: Raw, attribute: str, found: object) -> None:
    """Each kind of value, as staff type it."""
    settings, findings = read(**{name: value})
    assert getattr(settings, attribute) == found
    assert findings == []


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("反馈方式", "各报各的", "请填“牵头汇总”或“分别反馈”"),
        ("台账着色", "红", "请填“是”或“否”"),
        ("预警工作日", "三", "请填0至250的整数"),
        ("预警工作日", 251, "请填0至250的整数"),
        ("免打扰日期", "元旦", "请按“2026-12-24、2026-12-30至2027-01-02”的样式填写"),
        ("免打扰日期", "2026-12-30至2026-12-01", "请按“2026-12-24、2026-12-30至2027-01-02”的样式填写"),
        ("督查室邮箱", "督查室", "请填邮箱地址，几个之间用顿号隔开"),
        ("副秘书长邮箱", "li@x.example", "请按“李副秘书长 li@office.example”的样式填写，几位之间用分号隔开"),
        ("邮件附件", "会议纪要", "可填：督办通知、交办单、催办单、告诫单、反馈表，用顿号隔开"),
        ("预警工作日", -1, "请填0至250的整数"),
    ],
)
def test_what_cannot_be_used(name: str, value: Raw, why: str) -> None:
    """The default stands, and the finding names the row, quotes the value and says what to fill in."""
    settings, findings = read(**{name: value})
    assert settings == Settings()
    message = f"设置“{name}”的值“{value}”不能用：{why}；已按默认值处理"
    assert findings == [Finding("设置", 3, "B", name, "设置", "error", message, str(value))]


def test_unknown_and_empty_rows() -> None:
    """An office may write notes of its own there."""
    assert read(备注="请勿外传", 预警工作日=None) == (Settings(), [])


@given(st.sampled_from([str(row[0]) for row in SETTINGS.rows]), st.one_of(st.text(), st.integers(), st.floats(), st.booleans()))
def test_never_raises(name: str, value: Raw) -> None:
    """Any value is used or found."""
    assert len(read(**{name: value})[1]) <= 1
