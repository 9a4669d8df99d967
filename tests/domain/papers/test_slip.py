from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.errors import UsageError
from toolkit.domain.papers.kinds import CODES, PAPER_NAMES
from toolkit.domain.papers.slip import Slip, SlipNumber, grounds, parse_slip_number, slip_number
from toolkit.domain.sheets import SLIPS, SOURCES


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("督办通知", "连督通〔2026〕1号"),
        ("交办单", "连督交〔2026〕1号"),
        ("催办单", "连督催〔2026〕1号"),
        ("告诫单", "连督诫〔2026〕1号"),
    ],
)
def test_number_of_each_kind(kind: str, number: str) -> None:
    """Each kind has its own 代字, hexagonal brackets and no leading zero."""
    assert slip_number({}, kind, 2026, 1) == number


def test_number_with_the_offices_own_code() -> None:
    """A 代字 from the office's settings wins over the default."""
    assert slip_number({"交办单": "海督交"}, "交办单", 2027, 12) == "海督交〔2027〕12号"


def test_number_of_an_unknown_kind() -> None:
    """A kind that does not exist is named, with those that do."""
    with pytest.raises(UsageError, match=r"没有“表扬单”这种文书.*告诫单"):
        slip_number(CODES, "表扬单", 2026, 1)


def test_slip_of_an_unknown_kind() -> None:
    """A kind names a file, so it is none but the four."""
    assert Slip("督办通知", None, "", "", (), "", "", "", date(2026, 3, 5)).kind == "督办通知"
    with pytest.raises(UsageError, match=r"没有“\.\./督办通知”这种文书"):
        Slip("../督办通知", None, "", "", (), "", "", "", date(2026, 3, 5))


def test_number_must_be_positive() -> None:
    """Numbers start at 1."""
    with pytest.raises(ValueError, match="not 0"):
        slip_number(CODES, "交办单", 2026, 0)


@pytest.mark.parametrize(
    "text",
    [
        "连督交〔2026〕12号",
        "连督交[2026]12号",
        "连督交【2026】012号",
        " 连督交（２０２６）第12号 ",
        "连督交〔2026〕\n12",
        "连督交〈2026〉12 号",
    ],
)
def test_numbers_as_staff_type_them(text: str) -> None:
    """Brackets, widths, spaces and padding do not matter."""
    assert parse_slip_number(text) == SlipNumber("连督交", 2026, 12)


@pytest.mark.parametrize(
    "text", ["", "〔拟稿〕", "12号", "连督交2026年12号", "连督交〔26〕1号", "连督交〔2026〕1号、2号", "〔2026〕1号"]
)
def test_what_is_no_number(text: str) -> None:
    """A draft's mark and half a number are none."""
    assert parse_slip_number(text) is None


@given(st.sampled_from(SLIPS), st.integers(1990, 2099), st.integers(1, 999_999))
def test_numbers_are_read_back(kind: str, year: int, n: int) -> None:
    """What was written can be read again."""
    assert parse_slip_number(slip_number(CODES, kind, year, n)) == SlipNumber(CODES[kind], year, n)


@given(st.text(max_size=80))
def test_any_text_can_be_looked_at(text: str) -> None:
    """No text makes the reading fail; what is found has a year of four digits."""
    found = parse_slip_number(text)
    assert found is None or 0 <= found.year <= 9999


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        (["领导批示"], "根据市领导批示要求"),
        (["市长信箱批示件", "领导批示"], "根据市领导批示要求"),
        (["市政府常务会议", "常务会议"], "根据市政府常务会议要求"),
        (["领导批示", "民生实事"], "根据督查工作安排"),
        (["某某事项"], "根据督查工作安排"),
        ([], "根据督查工作安排"),
    ],
)
def test_grounds(sources: list[str], words: str) -> None:
    """One kind of source gives its own opening, several give a general one."""
    assert grounds(sources) == words


def test_every_source_has_grounds_of_its_own() -> None:
    """None of the known sources falls back to the general opening."""
    assert "根据督查工作安排" not in {grounds([source]) for source in SOURCES}


def test_every_kind_has_a_name_and_a_code() -> None:
    """The kinds of the register are those that can be written."""
    assert set(PAPER_NAMES) == set(CODES) == set(SLIPS)
