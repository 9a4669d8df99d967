"""The kinds of slips, bulletins and forms, apart from what they are made of, so that a prompt can name them without loading it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

SLIPS: tuple[str, ...] = ("督办通知", "交办单", "催办单", "告诫单")
CODES: Mapping[str, str] = dict(zip(SLIPS, ("连督通", "连督交", "连督催", "连督诫"), strict=True))
"""代字 of each kind of slip, where the office has set none of its own."""
PAPER_NAMES: Mapping[str, str] = dict(zip(SLIPS, ("督办通知", "政务督查交办单", "督查催办单", "督查告诫单"), strict=True))
"""What stands at the head of each kind of slip."""

BulletinKind = Literal["政务督查", "通报", "问题清单", "周例会", "今日待办", "一页纸", "督查调研"]
BULLETINS: Mapping[BulletinKind, str] = {
    "政务督查": "政务督查", "通报": "情况通报", "问题清单": "督查事项问题清单", "周例会": "周例会清单", "今日待办": "今日待办", "一页纸": "领导一页纸",
    "督查调研": "督查调研",
}  # fmt: skip
"""Kind, and what stands at the head of the paper."""
COUNTING: tuple[BulletinKind, ...] = ("政务督查", "通报", "督查调研")
"""Papers that count by unit, source and line, in tables and charts."""

FORMS: Mapping[str, str] = {"反馈报告": "督查事项办理情况反馈报告", "延期申请": "督查事项延期办理申请表"}
"""Papers that a unit fills in and signs 〔五(五)〕: no number, not registered; and what stands at their head."""


def bulletin_kind(text: str) -> BulletinKind | None:
    """The kind that a text names; its full name (周例会清单, 领导一页纸, 《政务督查》) serves as well. None for no kind."""
    plain = text.strip().strip("《》")
    return next((kind for kind, name in BULLETINS.items() if plain in (kind, name, f"{kind}清单")), None)
