"""涉密: what must stop every routine before anything is written, and what must not 〔保密法〕."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.item import Raw
from toolkit.domain.secrets import find_secrets, has_secret_mark
from toolkit.domain.sheets import OWN_SHEETS

SHEET = "督查台账"


def secrets(rows: Sequence[Sequence[Raw]], *cleared: str) -> list[str]:
    return find_secrets([(SHEET, rows)], frozenset(cleared))


@pytest.mark.parametrize(
    "text",
    ["机密★3年", "绝密★", "秘密级", "机密件", "关于某事的报告（秘 密 ★ 1年）", "绝　密　★", "机\n密级", "机密（件）", "【秘密】★", "机\u200b密★", "密级：秘密", "密 级: 机 密"],
)  # fmt: skip
def test_marks(text: str) -> None:
    """A mark of secrecy is found whatever stands between its characters."""
    assert has_secret_mark(text)
    assert secrets([["题"], [None, None, text]]) == ["督查台账!C2"]


@pytest.mark.parametrize(
    "text", ["商业秘密", "侵犯商业秘密案件", "商业秘密级", "保密检查", "保密工作机构", "机密性", "密级：公开", "密级", "秘密", ""]
)
def test_ordinary_words(text: str) -> None:
    """Ordinary words of administration are no marks."""
    assert not has_secret_mark(text)
    assert secrets([["题"], [text]]) == []


@pytest.mark.parametrize("value", ["秘密", "机密", "内部", "3", 3, "秘 密"])
def test_level_column(value: Raw) -> None:
    """Any value under a 密级 header other than 公开, 无 and 空 counts."""
    assert secrets([["台账"], ["序号", "密　级*"], [1, value], [2, "公开"]]) == ["督查台账!B3"]


def test_level_column_empty() -> None:
    """公开, 无, 空, blanks, short rows and a repeated header are no secrets."""
    rows: list[list[Raw]] = [["序号", "密级"], ["", "密级"], [1, "公开"], [2, "无"], [3, "空"], [4, None], [5, " 公 开 "], [6]]
    assert secrets(rows) == []


def test_level_label() -> None:
    """密级: as a label beside its value is no header; without the colon a lone word is none either."""
    assert secrets([["密级：", "公开"], ["序号", "事项"], [1, "甲"]]) == []
    assert secrets([["密级"], ["序号", "事项"], ["一", "甲"]]) == []


def test_header_rows() -> None:
    """A 密级 header counts in the first ten rows only."""
    blank = [[None, None]]
    assert secrets([*blank * 9, ["序号", "密级"], [1, "内部"]]) == ["督查台账!B11"]
    assert secrets([*blank * 10, ["序号", "密级"], [1, "内部"]]) == []


def test_addresses() -> None:
    """Addresses come sheet by sheet and top to bottom, each cell once, with letters past Z."""
    wide: Sequence[Raw] = [*[None] * 27, "机密★"]
    sheets: list[tuple[str, Sequence[Sequence[Raw]]]] = [
        ("甲", [["序号", "密级"], ["绝密件", "机密件"], wide]),
        ("乙 表", [["秘密级", "秘密级"]]),
    ]
    assert find_secrets(sheets, frozenset()) == ["甲!A2", "甲!B2", "甲!AB3", "乙 表!A1", "乙 表!B1"]


@pytest.mark.parametrize("entry", ["督查台账!C12", "督查台账!c12", "'督查台账'!$C$12", "督查台账！Ｃ１２", " 督查台账 ! C12 "])
def test_false_alarm(entry: str) -> None:
    """A cell that a person has cleared is left out, however its address was typed."""
    rows: Sequence[Sequence[Raw]] = [*[[None]] * 10, [None, None, "机密件"], [None, None, "机密件"]]
    assert secrets(rows, entry) == ["督查台账!C11"]


def test_own_notes() -> None:
    """The toolkit's own notes, headers and default rows raise no alarm."""
    for sheet in OWN_SHEETS:
        assert (
            find_secrets([(sheet.name, [[sheet.note], sheet.headers(), *[[str(cell) for cell in row] for row in sheet.rows]])])
            == []
        )


@given(st.lists(st.lists(st.none() | st.text() | st.floats() | st.sampled_from(["密级", "机密", "★"]), max_size=4), max_size=6))
def test_any_sheet(rows: list[list[Raw]]) -> None:
    """Any cells are scanned without an exception, and every address lies within the sheet."""
    for address in secrets(rows):
        assert 1 <= int(address.removeprefix(f"{SHEET}!").lstrip("ABCD")) <= len(rows)
