"""单位: who leads and who supports, in every notation that the collection has."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.units.unitbook import Contact, UnitBook
from toolkit.domain.units.unitnames import Unit
from toolkit.domain.units.unittext import Units, read_units

SAMPLES = Path(__file__).parents[2] / "data" / "unit_expressions.tsv"
ROWS = [tuple(line.split("\t")[:3]) for line in SAMPLES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
WIDE = str.maketrans("():,;.", "（）：，；．")


def shown(units: Units) -> tuple[str, str]:
    lead, support = (";".join(unit.name + "*" * unit.is_class for unit in side) for side in (units.lead, units.support))
    return lead, support


@pytest.mark.parametrize(("text", "lead", "support"), ROWS)
def test_collection(text: str, lead: str, support: str) -> None:
    """Every row of the collection, in half width as in full width."""
    assert shown(read_units(text)) == (lead, support)
    assert shown(read_units(text.translate(WIDE))) == (lead, support)


@pytest.mark.parametrize(
    ("text", "lead", "support"),
    [
        (
            "牵头单位:\n教育局\n责任单位:\n发改局、住建局、规划和自然资源分局、国兴集团,锦城街道、锦北街道",
            "教育局",
            "发改局;住建局;规划和自然资源分局;国兴集团;锦城街道;锦北街道",
        ),
        ("卫生健康局牵头,财政局、妇联,各镇(街道)配合", "卫生健康局", "财政局;妇联;各镇(街道)*"),
        ("(教育局牵头,高新园(邹区镇)、各街道、市国有公司配合)", "教育局", "高新园(邹区镇);各街道*;市国有公司*"),
        ("灌云县人民政府,市交通运输局", "灌云县人民政府", "市交通运输局"),
        ("牵头单位:交通运输局 责任单位:财政局、公交集团", "交通运输局", "财政局;公交集团"),
        ("市财政局配合", "", "市财政局"),
        ("甲局,乙局配合", "甲局", "乙局"),
        ("乙局、丙局配合,甲局牵头", "甲局", "乙局;丙局"),
        ("甲局\n乙局、丙局配合", "甲局", "乙局;丙局"),
        ("甲局负责,乙局配合", "甲局", "乙局"),
        ("甲局负责统筹协调,乙局负责项目建设", "甲局;乙局", ""),
        ("甲局牵头,乙局负责", "甲局", "乙局"),
        ("由甲局牵头会同乙局、丙局办理", "甲局", "乙局;丙局"),
        ("甲局会同乙局落实", "甲局", "乙局"),
        ("甲局、乙局按照职责分工配合,丙局主办", "丙局", "甲局;乙局"),
        ("主办:甲局 会办:乙局", "甲局", "乙局"),
        ("分办:甲局、乙局", "甲局", "乙局"),
        ("甲局主办,乙局会办", "甲局", "乙局"),
    ],
)
def test_roles(text: str, lead: str, support: str) -> None:
    """Labels stand before the names they govern, verbs behind them; 配合 without a lead governs its own clause."""
    assert shown(read_units(text)) == (lead, support)


@pytest.mark.parametrize(
    ("text", "lead", "support"),
    [
        ("甲局（牵头）、乙局、丙局（配合）", "甲局", "乙局;丙局"),
        ("甲局、乙局（牵头）配合", "乙局", "甲局"),
        ("（牵头）甲局（配合）乙局", "甲局", "乙局"),
        ("甲局,（配合）乙局", "甲局", "乙局"),
        ("【牵头单位】甲局【配合单位】乙局", "甲局", "乙局"),
        ("责任单位（牵头）：甲局 责任单位（配合）：乙局", "甲局", "乙局"),
        ("牵头（责任）单位：甲局", "甲局", ""),
        ("甲局（乙局、丙局配合）", "甲局", "乙局;丙局"),
        ("(甲局牵头)(乙局配合)", "甲局", "乙局"),
        ("((甲局牵头，(乙局、各县(市、区)配合)))", "甲局", "乙局;各县(市、区)*"),
        ("(甲局牵头,乙局配合", "甲局", "乙局"),
        ("甲局)、乙局", "甲局", "乙局"),
        ("牵头单位为甲局,责任单位为乙局", "甲局", "乙局"),
        ("牵头单位 甲局 配合单位 乙局", "甲局", "乙局"),
        ("甲局为牵头单位,乙局为配合单位", "甲局", "乙局"),
        ("责任单位：甲局 责任人：联系人1 联系电话：00", "甲局", ""),
        ("市级：甲局；县级：各县区", "甲局", "各县区*"),
        ("市级领导：某副市长；牵头单位：甲局", "甲局", ""),
        ("牵头单位（甲局），配合单位（乙局、丙局）", "甲局", "乙局;丙局"),
        ("甲局：负责统筹；乙局：负责推进", "甲局;乙局", ""),
    ],
)
def test_brackets_and_labels(text: str, lead: str, support: str) -> None:
    """Brackets around clauses are opened, those of a name stay; a role in brackets is that of the name before it."""
    assert shown(read_units(text)) == (lead, support)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市发展和改革委员会、市人力资源和社会保障局和市财政局", "市发展和改革委员会;市人力资源和社会保障局;市财政局"),
        ("市委办及市政府办", "市委办;市政府办"),
        ("市委和市政府督查室", "市委和市政府督查室"),
        ("高新园(邹区镇)和市财政局", "高新园(邹区镇)和市财政局"),
        ("锦城街道(东区)和市财政局", "锦城街道(东区);市财政局"),
        ("市财政局和县区", "市财政局;县区*"),
        ("市有关部门和单位", "市有关部门和单位*"),
        ("1.甲局\n2、乙局\n3)丙局", "甲局;乙局;丙局"),
        ("①甲局②乙局", "甲局;乙局"),
        ("(1)甲局；(2)乙局", "甲局;乙局"),
        ("市发展和改\n革委员会", "市发展和改革委员会"),
        ("市委组织部 市委宣传部", "市委组织部;市委宣传部"),
        ("锦城街道 办事处", "锦城街道办事处"),
        ("各乡镇、场、街道", "各乡镇、场、街道*"),
        ("各镇、街道办事处,各有关部门", "各镇、街道办事处*;各有关部门*"),
        ("市直机关工委、市直各部门", "市直机关工委;市直各部门*"),
        ("市政协办公室、市政协办", "市政协办公室;市政协办"),
        ("市住建、城管、交通等部门", "市住建;城管;交通"),
        ("甲局、乙局,下同", "甲局;乙局"),
        ("连云区管委会（以下简称连云区）、甲局", "连云区管委会;甲局"),
        ("甲局、甲局", "甲局"),
        ("同上", "同上"),
        ("下同", "下同"),
        ("无", ""),
        ("/", ""),
        ("", ""),
    ],
)
def test_names(text: str, names: str) -> None:
    """What is one name and what is two: 和 within a name, numbered lists, broken lines, shared words, notes, repetitions."""
    lead, support = shown(read_units(text))
    assert ";".join(filter(None, (lead, support))) == names


@pytest.mark.parametrize(
    ("text", "is_open"),
    [("甲局、乙局等部门配合", True), ("甲局等5个单位", True), ("甲局、高等学校", False), ("甲局等按职责分工负责", True)],
)
def test_open_list(text: str, is_open: bool) -> None:
    """等部门 leaves the list open and is no name."""
    units = read_units(text)
    assert units.open is is_open
    assert not [unit for unit in units.everyone if "等部门" in unit.name or unit.name.endswith("等")]


def test_first_leads_is_a_setting() -> None:
    """Without the setting, units listed without a rank lead jointly."""
    assert shown(read_units("甲局、乙局", None, False)) == ("甲局;乙局", "")
    assert shown(read_units("甲局、乙局", None, True)) == ("甲局", "乙局")


def test_everyone() -> None:
    """Leads come before supports."""
    assert [unit.name for unit in read_units("乙局配合,甲局牵头").everyone] == ["甲局", "乙局"]


def test_book_settles_names() -> None:
    """A known unit is one name and no class, whatever its wording; a word of 所属类别 is a class."""
    book = UnitBook(
        [
            Contact("市属国有公司", classes=("驻连高校",)),
            Contact("市政务局和数据局"),
            Contact("甲乙丙"),
        ]
    )
    assert read_units("市属国有公司、驻连高校", book).everyone == (Unit("市属国有公司"), Unit("驻连高校", True))
    assert shown(read_units("市政务局和数据局", book)) == ("市政务局和数据局", "")
    assert shown(read_units("市政务局和数据局")) == ("市政务局", "数据局")
    assert shown(read_units("甲乙丙 子丑寅", book)) == ("甲乙丙", "子丑寅")
    assert shown(read_units("甲乙丙 丁戊己")) == ("甲乙丙丁戊己", "")


WORDS = """
市发改委 甲局 各县(市、区) 牵头 配合 负责 会同 等部门 下同 责任单位: 牵头单位 【配合单位】 (牵头) ( ) 、 , ; 。 : 和 及 责任人: 1. ① 无
"""
PIECES = st.lists(st.sampled_from([*WORDS.split(), "\n", " "]), max_size=14).map("".join)
NAMES = "市发展和改革委员会 市财政局 连云区 高新园(邹区镇) 各县(市、区)人民政府 市直有关部门 国兴集团 妇联 12345热线办公室"


@given(st.text() | PIECES, st.booleans())
def test_any_text(text: str, first_leads: bool) -> None:
    """Any text is read without an exception, and no name is empty or stands twice."""
    names = [unit.name for unit in read_units(text, None, first_leads).everyone]
    assert all(names)
    assert len(names) == len(set(names))


@given(st.lists(st.sampled_from(NAMES.split()), min_size=2, unique=True), st.sampled_from("、,，;；\n/"))
def test_any_list(names: list[str], separator: str) -> None:
    """A list of names without roles comes back whole and in order, the first one leading."""
    units = read_units(separator.join(names))
    assert [unit.name for unit in units.lead] == names[:1]
    assert [unit.name for unit in units.support] == names[1:]


@given(st.lists(st.sampled_from(NAMES.split()), min_size=2, unique=True))
def test_any_notation(names: list[str]) -> None:
    """Labels, verbs and brackets say the same."""
    lead, rest = names[0], "、".join(names[1:])
    readings = {
        read_units(text)
        for text in (
            f"牵头单位：{lead} 配合单位：{rest}",
            f"（{lead}牵头，{rest}配合）",
            f"{lead}（牵头）、{rest}",
            f"{rest}配合，{lead}牵头",
        )
    }
    assert [unit.name for unit in readings.pop().everyone] == names
    assert not readings


@pytest.mark.parametrize("piece", ["(", "负责", "牵头、", "各、", "和局", " 委", "责任", "牵头单位", "市"])
def test_long_cells(piece: str) -> None:
    """The longest cell that Excel holds is read in no time, without runaway patterns."""
    assert isinstance(read_units(piece * (32767 // len(piece))), Units)
