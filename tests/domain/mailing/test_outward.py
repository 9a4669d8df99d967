"""What leaves the house."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.mailing.outward import INSTEAD, outward, without_orders
from toolkit.domain.sources import classify


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("王市长批示：“立即查办！”请按时反馈", f"王市长批示：{INSTEAD}请按时反馈"),
        ('王市长批示:"立即查办"', f"王市长批示:{INSTEAD}"),
        ("根据“立即查办”的批示抓好落实", f"根据{INSTEAD}的批示抓好落实"),
        ("市长作出批示，要求「查清原因」", f"市长作出批示，要求{INSTEAD}"),
        ("批示“查清”、“查办”", f"批示{INSTEAD}"),
        ("落实批示要求，推进“一网通办”改革", "落实批示要求，推进“一网通办”改革"),
        ("王市长批示：请教育局立即查办。报我。\n6月底前完成", f"王市长批示：{INSTEAD}\n6月底前完成"),
        ("王市长指示：“查清原因，严肃处理", f"王市长指示：{INSTEAD}"),
        ("落实市领导批示要求", "落实市领导批示要求"),
        ("优化“一网通办”平台", "优化“一网通办”平台"),
        (f"批示：{INSTEAD}", f"批示：{INSTEAD}"),
    ],
)
def test_orders_are_replaced(text: str, fit: str) -> None:
    """Quoted words, words after the colon, unclosed quotes; ordinary texts stay as they are."""
    assert without_orders(text) == fit


def test_citizens_are_masked_for_their_own_letters_only() -> None:
    """四(七) is masked; a document of the office keeps its contact number."""
    text = "联系电话13812345678"
    assert "13812345678" not in outward(text, classify("12345热线"))
    assert outward(text, classify("市委文件")) == text
    assert outward(text, None) == text


@given(st.text())
def test_any_text_passes(text: str) -> None:
    """Never an exception, and nothing changes where no order is spoken of."""
    assert (
        "批示" in text
        or "指示" in text
        or "批注" in text
        or "签批" in text
        or "批阅" in text
        or "圈批" in text
        or without_orders(text) == text
    )
    outward(text, classify("市长信箱"))


@given(st.text(alphabet=st.characters(exclude_characters='“”"」『』「‘’\n'), min_size=1).filter(str.strip))
def test_quoted_words_never_come_through(words: str) -> None:
    """Whatever a leader wrote between the quotes."""
    marked = f"X{words}X"
    assert marked not in without_orders(f"王市长批示：“{marked}”请办理")
