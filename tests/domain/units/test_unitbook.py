"""单位通讯录: names, abbreviations, renamed units, classes, addresses and what is wrong in the sheet."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.item import Finding, Raw
from toolkit.domain.units.unitbook import Contact, UnitBook, read_units_sheet
from toolkit.domain.units.unitnames import Unit


def a_book(*rows: dict[str, Raw]) -> tuple[UnitBook, list[Finding]]:
    return read_units_sheet([(number, row) for number, row in enumerate(rows, 3)])


def named(contact: Contact | None) -> str | None:
    return contact.name if contact else None


BOOK = UnitBook(
    [
        Contact("市发展和改革委员会", classes=("市直部门",)),
        Contact("市自然资源和规划局", former=("市国土局", "市规划局"), classes=("市直部门",)),
        Contact("灌云县人民政府", classes=("县区",)),
        Contact("海州区人民政府", classes=("各县（市、区）人民政府",)),
        Contact("新东街道办事处", classes=("街道",)),
        Contact("幸福镇人民政府", classes=("乡镇",)),
        Contact("人力资源和社会保障局", classes=("市直有关单位",)),
        Contact("市市场监管局"),
        Contact("高新园"),
    ]
)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("市发改委", "市发展和改革委员会"),
        ("市发展改革委", "市发展和改革委员会"),
        ("发改委", "市发展和改革委员会"),
        ("区发改委", None),
        ("市发改局", None),
        ("市规划局", "市自然资源和规划局"),
        ("市资规局", "市自然资源和规划局"),
        ("灌云县政府", "灌云县人民政府"),
        ("新东街道", "新东街道办事处"),
        ("市人社局", "人力资源和社会保障局"),
        ("市场监督管理局", "市市场监管局"),
        ("市市监局", "市市场监管局"),
        ("高新园（邹区镇）", "高新园"),
        ("市 发改委", "市发展和改革委员会"),
        ("", None),
        ("、", None),
    ],
)
def test_names(name: str, known: str | None) -> None:
    """Abbreviations, former names, the office's own level and a bracket at the end; never another level or rank."""
    assert named(BOOK.find(name)) == known


def test_renamed_unit() -> None:
    """The old row counts until its last day, afterwards the new one answers to the old name."""
    book = UnitBook(
        [
            Contact("市教育局", valid_to=date(2024, 3, 1)),
            Contact("市教育体育局", former=("市教育局",), valid_from=date(2024, 3, 2)),
            Contact("市外侨办", valid_to=date(2020, 1, 1)),
            Contact("市外侨办", valid_to=date(2022, 1, 1), row=9),
        ]
    )
    assert named(book.find("市教育局", date(2024, 3, 1))) == "市教育局"
    assert named(book.find("市教育局", date(2024, 3, 2))) == "市教育体育局"
    assert named(book.find("市教育局")) == "市教育体育局"
    assert book.find("市教育体育局", date(2024, 3, 1)) is None
    assert book.find("市外侨办", date(2022, 1, 2)) is None
    last = book.find("市外侨办")
    assert last is not None
    assert last.row == 9


def test_ambiguous_alias() -> None:
    """A short name that two units claim means neither; a full name beats it."""
    book = UnitBook([Contact("市政府办", former=("办公室", "市残联")), Contact("市委办", former=("办公室",)), Contact("市残联")])
    assert book.find("办公室") is None
    assert named(book.find("市残联")) == "市残联"


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("各县(市、区)人民政府", ("灌云县人民政府", "海州区人民政府")),
        ("全市各县区", ("灌云县人民政府", "海州区人民政府")),
        ("县区", ("灌云县人民政府", "海州区人民政府")),
        ("市直各部门", ("市发展和改革委员会", "市自然资源和规划局", "人力资源和社会保障局")),
        ("市各委、办、局", ("市发展和改革委员会", "市自然资源和规划局", "人力资源和社会保障局")),
        ("各部门", ("市发展和改革委员会", "市自然资源和规划局", "人力资源和社会保障局")),
        ("各镇（街道）", ("幸福镇人民政府", "新东街道办事处")),
        ("各街道办事处", ("新东街道办事处",)),
        ("市直有关单位", ("人力资源和社会保障局",)),
        ("市直有关部门", ()),
        ("县直各部门", ()),
        ("各园区", ()),
        ("市发展和改革委员会", ()),
        ("各", ()),
    ],
)
def test_classes(name: str, members: tuple[str, ...]) -> None:
    """A class opens by what it comes down to; 有关 leaves open who is meant and opens by its exact wording alone."""
    assert BOOK.expand(name) == members
    assert BOOK.expand(Unit(name, True)) == members


def test_class_members_of_a_day() -> None:
    """A class holds whoever belonged to it on the day asked for."""
    book = UnitBook(
        [
            Contact("甲镇", classes=("镇",), valid_to=date(2024, 1, 1)),
            Contact("乙镇", classes=("镇",), valid_from=date(2024, 1, 1)),
        ]
    )
    assert book.expand("各镇") == ("乙镇",)
    assert book.expand("各镇", date(2024, 1, 1)) == ("甲镇", "乙镇")


def test_a_place_is_who_governs_it() -> None:
    """东海县 means its government, 高新区 its 管委会; a place that stands there by itself is itself."""
    book = UnitBook([Contact("东海县人民政府"), Contact("高新区管委会"), Contact("海州区"), Contact("海州区人民政府")])
    found = [contact.name for name in ("东海县", "高新区", "海州区") if (contact := book.find(name))]
    assert found == ["东海县人民政府", "高新区管委会", "海州区"]


def test_nearest() -> None:
    """A slip of the pen gets the nearest name suggested, also by a former name; a foreign word none."""
    assert BOOK.nearest("市发展和改革委园会") == "市发展和改革委员会"
    assert BOOK.nearest("市国士局") == "市自然资源和规划局"
    assert UnitBook([Contact("市生态环境局"), Contact("市医疗保障局")]).nearest("市环保局") == "市生态环境局"
    assert BOOK.nearest("xyz") is None
    assert BOOK.nearest("市国士局") == "市自然资源和规划局"  # asked again
    assert UnitBook().nearest("市财政局") is None


def test_addresses() -> None:
    """The 联络员 address counts, else that of the 具体责任人; several in a cell are kept, bad ones are findings with their place."""
    book, findings = a_book(
        {
            "单位名称": "甲局",
            "联络员": "联络员甲",
            "联络员邮箱": "a@x.example；<b@x.example>、mailto:a@x.example",
            "具体责任人邮箱": "c@x.example",
        },
        {
            "单位名称": "乙局",
            "具体责任人": "责任人乙",
            "联络员": "联络员乙",
            "联络员邮箱": "d＠x.example 坏地址@",
            "处室邮箱": "e@x.example",
        },
        {"单位名称": "丙局", "具体责任人": "责任人丙", "联络员邮箱": "无效", "具体责任人邮箱": "f@x.example"},
        {
            "单位名称": "丁局",
            "联络员": "联络员丁",
            "联系电话": 80000000.0,
            "联系处室": "综合处",
            "分管副秘书长": "副秘书长甲",
            "第一责任人": "局长丁",
        },
    )
    first, second, third, fourth = book.contacts
    assert (first.person, first.email) == ("联络员甲", ("a@x.example", "b@x.example"))
    assert (second.person, second.email, second.desk_email) == ("联络员乙", ("d@x.example",), ("e@x.example",))
    assert (third.person, third.email) == ("责任人丙", ("f@x.example",))
    assert (fourth.person, fourth.phone, fourth.desk, fourth.deputy, fourth.head, fourth.row) == (
        "联络员丁",
        "80000000",
        "综合处",
        "副秘书长甲",
        "局长丁",
        6,
    )
    assert [(found.row, found.column, found.level) for found in findings] == [(4, "H", "error"), (5, "H", "error")]
    assert "坏地址@" in findings[0].message


@pytest.mark.parametrize(
    "address",
    ["a", "a@b", "a@@x.example", "a b@", "a@x.example.", ".a@x.example", "a@-x.example", "中@x.example", "a@x.example\x00"],
)
def test_bad_address(address: str) -> None:
    """What is no address is never mailed to."""
    book, findings = a_book({"单位名称": "甲局", "联络员邮箱": address})
    assert book.contacts[0].email == ()
    assert findings


def test_dates() -> None:
    """Days may be dates or full texts; what is neither counts as no limit and is a finding, as is an end before the start."""
    book, findings = a_book(
        {"单位名称": "甲局", "启用日期": date(2024, 1, 1), "停用日期": "2023年12月31日"},
        {"单位名称": "乙局", "启用日期": "去年", "停用日期": 45352},
    )
    assert (book.contacts[0].valid_from, book.contacts[0].valid_to) == (date(2024, 1, 1), date(2023, 12, 31))
    assert (book.contacts[1].valid_from, book.contacts[1].valid_to) == (None, date(2024, 3, 1))
    assert [(found.row, found.field) for found in findings] == [(3, "停用日期"), (4, "启用日期")]


def test_duplicates() -> None:
    """One unit twice, and one short name for two units, are findings; rows that follow one another in time are not."""
    book, findings = a_book(
        {"单位名称": "市发改委", "曾用名、简称": "计委、改革办"},
        {"单位名称": "市发展和改革委员会"},
        {"单位名称": "市改革办公室", "曾用名、简称": "市发改委；改革办"},
        {"单位名称": "甲局", "停用日期": "2023-12-31"},
        {"单位名称": "甲局", "启用日期": "2024-01-01"},
    )
    assert [(found.row, found.column, found.level) for found in findings] == [
        (4, "A", "error"),
        (5, "B", "warning"),
        (5, "B", "warning"),
    ]
    assert "第3行" in findings[0].message
    found = book.find("市发展改革委")
    assert found is not None
    assert found.row == 3


def test_rows_without_a_name() -> None:
    """A row with data but no name is a finding; an empty one, or one with a remark only, is not."""
    book, findings = a_book({"单位名称": " ", "联系电话": "1"}, {"单位名称": None}, {"单位名称": "", "备注": "以下为县区"})
    assert book.contacts == ()
    assert [(found.row, found.field) for found in findings] == [(3, "单位名称")]


@given(st.text(), st.text(), st.none() | st.dates())
def test_any_text(typed: str, name: str, on: date | None) -> None:
    """No text in a cell or a query makes the book fail, and what it finds is one of its rows."""
    columns = ("单位名称", "曾用名、简称", "所属类别", "联络员邮箱", "启用日期", "停用日期")
    book, _ = a_book(dict.fromkeys(columns, typed), {"单位名称": name or "甲"})
    assert book.find(name, on) in (None, *book.contacts)
    assert book.nearest(name) in (None, *(contact.name for contact in book.contacts))
    assert isinstance(book.expand(typed), tuple)
