"""Sentences as an office prints them."""

from __future__ import annotations

import pytest

from toolkit.domain.wording import as_sentence, shown, text_lines


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        (
            "7个工作日(中秋放假9月25–27日,国庆放假10月1–7日)→ 2026-10-12,依据五(五)",
            "7个工作日（中秋放假9月25–27日，国庆放假10月1–7日）→ 2026-10-12，依据五(五)",
        ),
        ("完成时限写明“年底前”→ 2026-12-31,依据五(五)、七(二)", "完成时限写明“年底前”→ 2026-12-31，依据五(五)、七(二)"),
        ("时间9:30,a(b)", "时间9:30,a(b)"),
        ("没有写明:请补填", "没有写明：请补填"),
        ("“6月底前,(各镇)完成”,自交办起,依据五(五),请核对", "“6月底前,(各镇)完成”，自交办起，依据五(五)，请核对"),
    ],
)
def test_shown(sentence: str, printed: str) -> None:
    """Marks beside Chinese are full-width; clauses, plain numbers and quoted texts stay."""
    assert shown(sentence) == printed


@pytest.mark.parametrize(
    ("basis", "sentence"),
    [
        (
            "2026-03-11交办,次日起7个工作日→ 2026-03-20,依据五(五)。",
            "2026年3月11日交办，次日起7个工作日，至2026年3月20日，依据五（五）",
        ),
        (
            "未填起算日(纪要下发日),以交办日代替:交办2026-03-11次日起10日→ 2026-03-23,依据七(二)",
            "未填起算日（纪要下发日），以交办日代替：2026年3月11日交办，次日起10日，至2026年3月23日，依据七（二）",
        ),
        ("完成时限写明“9:30前”", "完成时限写明“9:30前”"),
        ("", ""),
    ],
)
def test_a_basis_as_a_sentence(basis: str, sentence: str) -> None:
    """As papers and mails give it to a unit: no ISO dates, no arrows."""
    assert as_sentence(basis) == sentence


def test_lines_of_a_wrapped_text() -> None:
    """A Chinese character is two wide, line breaks count, and an empty text takes one line."""
    assert [text_lines(text, 10) for text in ("", "abc", "十个字十个字十个字", "a\n\n一二三四五六")] == [1, 1, 2, 4]
