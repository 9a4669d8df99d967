"""事项来源: the eight kinds of 四(一)–(八) and their many words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import an_item
from toolkit.domain.sheets import SOURCES
from toolkit.domain.sources import BY_NAME, classify, source_of


def test_names_are_those_of_the_sheet() -> None:
    """Every source of the drop-down is known, and no other."""
    assert tuple(BY_NAME) == SOURCES
    assert {source.clause for source in BY_NAME.values()} == {f"四({number})" for number in "一二三四五六七八"}


@pytest.mark.parametrize("name", SOURCES)
def test_canonical(name: str) -> None:
    """A canonical name is itself."""
    found = classify(name)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("党中央、国务院重大决策部署", "上级决策部署"),
        ("省政府常务会议", "上级决策部署"),
        ("国务院《政府工作报告》", "上级决策部署"),
        ("市委、市政府重大决策", "市委市政府部署"),
        ("市委文件", "市委市政府部署"),
        ("市委常委会会议", "市委市政府部署"),
        ("《政府工作报告》", "政府工作报告"),
        ("十件实事", "民生实事"),
        ("一、民生实事", "民生实事"),
        ("省市民生实事项目", "民生实事"),
        ("市政府常务会议", "政府常务会议"),
        ("二、常务会议议定事项", "政府常务会议"),
        ("市政府全体（扩大）会议", "政府常务会议"),
        ("市长办公会", "市长办公会议"),
        ("专题会议纪要", "市长办公会议"),
        ("批示件", "领导批示"),
        ("市政府领导批示和交办事项", "领导批示"),
        ("市长交办", "领导批示"),
        ("人大建议", "人大代表建议"),
        ("代表建议第31号", "人大代表建议"),
        ("提案", "政协提案"),
        ("市长信箱批示件", "市长信箱"),
        ("12345", "12345热线"),
        ("１２３４５热线投诉件批示", "12345热线"),
        ("信访件", "人民来信"),
        ("领导调研时要求", "领导要求督办"),
        ("市政府领导要求督办的其他事项", "领导要求督办"),
        ("市长信箱、12345热线、人民来信", "市长信箱"),
        ("常务会议、市长办公会议", "政府常务会议"),
    ],
)
def test_synonyms(text: str, name: str) -> None:
    """What staff type is one of the eight kinds; kinds that share their rules are taken by the first."""
    found = classify(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text", ["", " ", "其他", "无", "建议提案", "人大建议、政协提案", "领导批示、常务会议", "三、批示、信箱、热线和建议提案"]
)
def test_left_to_a_person(text: str) -> None:
    """What is unknown, or names kinds with different rules, is not guessed."""
    assert classify(text) is None


def test_needs() -> None:
    """五(一): 批示 for 四(五)(七)(八), a number for the others."""
    needs = {source.clause: source.needs for source in BY_NAME.values()}
    assert {clause for clause, need in needs.items() if need == "批示"} == {"四(五)", "四(七)", "四(八)"}
    assert {clause for clause, need in needs.items() if need == "文号"} == {"四(一)", "四(二)", "四(三)", "四(四)", "四(六)"}


def test_section_stands_in() -> None:
    """The section row speaks where the cell is empty, and only there."""
    assert source_of(an_item(section="一、民生实事")) is BY_NAME["民生实事"]
    assert source_of(an_item(section="一、民生实事", 事项来源="领导批示")) is BY_NAME["领导批示"]
    assert source_of(an_item(section="一、民生实事", 事项来源="不详")) is None


@given(st.text())
def test_never_raises(text: str) -> None:
    """Any text is a known kind or none."""
    found = classify(text)
    assert found is None or BY_NAME[found.name] is found
