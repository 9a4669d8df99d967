"""Persons behind a unit are told from offices, places and ordinary words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.units.persons import is_person, only_persons
from toolkit.domain.units.unitbook import Contact, UnitBook
from toolkit.domain.units.unittext import read_units


@pytest.mark.parametrize("text", ["张三", "李某某", "王某", "欧阳明", "张三副局长", "副局长李四", "王五同志", "赵×"])
def test_persons(text: str) -> None:
    """Family name and given name, perhaps masked, perhaps with a post."""
    assert is_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "宣传部",
        "常委",
        "党校",
        "高新",
        "能源科",
        "邹区镇",
        "海洋局",
        "石榴街道",
        "秘书处",
        "武进",
        "方案",
        "张家港",
        "甲",
        "",
        "高中处",
        "常务",
    ],
)
def test_no_persons(text: str) -> None:
    """Offices, towns and ordinary words that begin like a family name."""
    assert not is_person(text)


@pytest.mark.parametrize(
    ("text", "only"),
    [("张三、李四", True), ("张三 13800000000", True), ("联系人:张三", True), ("局长 张三", True), ("李某某85800000", True), ("85800000", False),
     ("能源科", False), ("牵头", False), ("海洋局、张三", False), ("", False)],
)  # fmt: skip
def test_brackets_of_persons(text: str, only: bool) -> None:
    """A bracket that names persons alone is left out; with anything else in it it stays."""
    assert only_persons(text) is only


def test_a_known_unit_is_never_a_person() -> None:
    """What the 单位通讯录 knows by that name stays a unit."""
    book = UnitBook([Contact("市教育局"), Contact("方洋")])
    assert [unit.name for unit in read_units("市教育局 方洋", book).everyone] == ["市教育局", "方洋"]
    assert [unit.name for unit in read_units("市教育局 方扬", book).everyone] == ["市教育局"]


@given(st.text(max_size=30))
def test_any_text(text: str) -> None:
    """Never an exception."""
    assert isinstance(is_person(text), bool)
    assert isinstance(only_persons(text), bool)
