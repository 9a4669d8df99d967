"""Plain text: half-width, without blanks, numerals as digits, and every character's place remembered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.reading.numerals import number, plain


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("７月２５日前", "7月25日前"),
        ("七月二十五日前", "7月25日前"),
        (" 7 月\n25 日 前 ", "7月25日前"),
        ("7月25日前", "7月25日前"),
        ("二〇二二年六月", "2022年6月"),
        ("二零二二年十二月", "2022年12月"),
        ("二O二二年", "2022年"),
        ("三至五个工作日", "3至5个工作日"),
        ("十一月底", "11月底"),
        ("“十一”前", '"十一"前'),
        ("“十四五”末", '"十四五"末'),
        ("一般件", "一般件"),
        ("周一", "周一"),
        ("一周内", "1周内"),
        ("三年行动", "三年行动"),
        ("三年内", "3年内"),
        ("三四天内", "三四天内"),
        ("2022 6 30", "2022 6 30"),
        ("(完成);【验收】", "(完成);(验收)"),
        ("1月—3月", "1月-3月"),
        ("⽇⽉", "日月"),
        ("1.6月底;2.12月底", "6月底;12月底"),
        ("1 . 6月底\n2)12月底", "6月底12月底"),
        ("1、2022年6月", "2022年6月"),
        ("3、6月", "3、6月"),
        ("2022.6.5", "2022.6.5"),
        ("①6月", "①6月"),
        ("", ""),
    ],
)
def test_plain(typed: str, text: str) -> None:
    """What is equal in the eyes of an office becomes equal; words that only contain numerals stay words."""
    assert plain(typed).text == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("7", 7), ("030", 30), ("十", 10), ("十五", 15), ("二十", 20), ("二十八", 28), ("两", 2), ("廿八", 28), ("卅", 30), ("一百", 100),
     ("一百零五", 105), ("一百一十", 110), ("一百二十", 120), ("一百二", None), ("百", 100), ("三四", None), ("", None), ("1234567", None),
     ("七天", None), ("²", None)],
)  # fmt: skip
def test_number(text: str, value: int | None) -> None:
    """Digits and well-formed numerals; what may mean two numbers is none."""
    assert number(text) == value


@given(st.integers(1, 999))
def test_numerals_there_and_back(value: int) -> None:
    """Every number up to 999 written in Chinese is read as itself."""
    signs = "零一二三四五六七八九"
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    text = (signs[hundreds] + "百" if hundreds else "") + (signs[tens] + "十" if tens else "零" if hundreds and ones else "")
    text += signs[ones] if ones else ""
    assert number(text) == value
    if 10 <= value <= 19:
        assert number(text.removeprefix("一")) == value


def test_quotes_are_as_typed() -> None:
    """A stretch of the plain text is shown as it stands in the cell."""
    words = plain("主体 ６月\n底前完成;二十日内")
    assert words.text == "主体6月底前完成;20日内"
    assert words.quote(2, 6) == "６月\n底前"
    assert words.cite(2, 6) == "６月 底前"
    assert words.quote(9, len(words.text)) == "二十日内"
    assert words.quote(3, 3) == ""


def test_citing() -> None:
    """Quotation marks inside become single ones, and long texts are cut."""
    assert plain("“十四五”前").cite() == "‘十四五’前"
    assert plain("长" * 50).cite() == "长" * 39 + "…"


@given(st.text())
def test_places(typed: str) -> None:
    """Each plain character has a place in the text, never before its neighbour's; the whole is quoted whole."""
    words = plain(typed)
    assert len(words.text) == len(words.at)
    assert list(words.at) == sorted(words.at)
    assert all(0 <= place < len(typed) for place in words.at)
    assert words.quote(0, len(words.text)) in typed
