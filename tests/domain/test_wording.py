"""Sentences as an office prints them."""

from __future__ import annotations

import pytest

from toolkit.domain.wording import shown


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("7个工作日(中秋放假9月25–27日,国庆放假10月1–7日)→ 2026-10-12,依据五(五)", "7个工作日（中秋放假9月25–27日，国庆放假10月1–7日）→ 2026-10-12，依据五(五)"),
        ("完成时限写明“年底前”→ 2026-12-31,依据五(五)、七(二)", "完成时限写明“年底前”→ 2026-12-31，依据五(五)、七(二)"),
        ("时间9:30,a(b)", "时间9:30,a(b)"),
        ("没有写明:请补填", "没有写明：请补填"),
        ("“6月底前,(各镇)完成”,自交办起,依据五(五),请核对", "“6月底前,(各镇)完成”，自交办起，依据五(五)，请核对"),
    ],
)
def test_shown(sentence: str, printed: str) -> None:
    """Marks beside Chinese are full-width; clauses, plain numbers and quoted texts stay."""
    assert shown(sentence) == printed
