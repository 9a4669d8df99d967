"""单位名称: which wordings mean the same unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.units.unitnames import class_key, level, name_key, seats, successors, without_note


@pytest.mark.parametrize(
    "names",
    [
        ("市发改委", "市发展改革委", "市发展和改革委员会"),
        ("市卫健委", "市卫生健康委", "市卫生健康委员会"),
        ("市人社局", "市人力资源社会保障局", "市人力资源和社会保障局"),
        ("市住建局", "市住房和城乡建设局"),
        ("市工信局", "市工业和信息化局"),
        ("市文旅局", "市文化和旅游局", "市文化广电和旅游局", "市文广旅局"),
        ("市交通局", "市交通运输局"),
        ("市应急局", "市应急管理局"),
        ("市医保局", "市医疗保障局"),
        ("市城管局", "市城市管理局"),
        ("市国资委", "市国有资产监督管理委员会"),
        ("市妇联", "市妇女联合会"),
        ("团市委", "共青团市委", "共青团市委员会"),
        ("市委编办", "市委机构编制委员会办公室"),
        ("市委网信办", "市委网络安全和信息化委员会办公室"),
        ("市委组织部", "中共市委组织部"),
        ("市政府办", "市人民政府办公室"),
        ("开发区管委会", "开发区管理委员会"),
        ("新东街道", "新东街道办", "新东街道办事处"),
        ("城建集团", "城建集团公司", "城建集团有限公司"),
        ("市财政局", "市 财政局", "市财政局。"),
    ],
)
def test_same_unit(names: tuple[str, ...]) -> None:
    """The full name and its usual short forms share one key."""
    assert len({name_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("市发改委", "市发改局"), ("市发改委", "县发改委"), ("市委办", "市政府办"), ("市委办", "市委"), ("甲街道", "乙街道")],
)
def test_different_units(one: str, other: str) -> None:
    """Level, rank and name keep units apart."""
    assert name_key(one) != name_key(other)


def test_level_and_note() -> None:
    """The level is the first character of a longer name; a bracket at the end is a note."""
    assert [level(name) for name in ("市财政局", "市妇联", "财政局", "市委")] == ["市", "市", "", ""]
    assert [without_note(name) for name in ("高新园(邹区镇)", "县(市)", "(全部)")] == ["高新园", "县", "(全部)"]


@pytest.mark.parametrize(
    "names",
    [
        ("县区", "各县区", "各县(市、区)人民政府", "各县（市、区）政府", "各区县"),
        ("市直部门", "市直各单位", "市各委、办、局", "市级部门"),
        ("街道", "各街道", "各街道办事处"),
        ("镇街", "各镇(街道)", "各乡镇、街道"),
        ("开发区", "各开发区管委会"),
    ],
)
def test_same_class(names: tuple[str, ...]) -> None:
    """One class in several wordings has one key."""
    assert len({class_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("key", "others"),
    [
        ("东海县", ("东海县政府", "东海县管委会")),
        ("高新区管委会", ("高新区",)),
        ("海州区政府", ("海州区",)),
        ("市财政局", ()),
        ("县区", ()),
    ],
)
def test_seats(key: str, others: tuple[str, ...]) -> None:
    """A county or a zone stands for who governs it, and the other way round."""
    assert seats(key) == others


def test_successors() -> None:
    """Offices before the reforms name who took over, in the short wording; others nobody."""
    assert successors(name_key("市环境保护局")) == ("市生态环境局",)
    assert successors(name_key("市教委")) == ("市教育局",)
    assert successors(name_key("市财政局")) == ()


@given(st.text())
def test_any_text(text: str) -> None:
    """Any text has a key, and the key of a key is no longer than it."""
    assert len(name_key(name_key(text))) <= len(name_key(text))
    assert isinstance(class_key(text), str)
