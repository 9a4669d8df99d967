"""The kinds of bulletins, apart from what they are made of, so that a prompt can name them without loading it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

BulletinKind = Literal["政务督查", "通报", "问题清单", "周例会", "今日待办", "一页纸"]
BULLETINS: Mapping[BulletinKind, str] = {
    "政务督查": "政务督查", "通报": "情况通报", "问题清单": "督查事项问题清单", "周例会": "周例会清单", "今日待办": "今日待办", "一页纸": "领导一页纸",
}  # fmt: skip
"""Kind, and what stands at the head of the paper."""


def bulletin_kind(text: str) -> BulletinKind | None:
    """The kind that a text names; its full name (周例会清单, 领导一页纸, 《政务督查》) serves as well. None for no kind."""
    plain = text.strip().strip("《》")
    return next((kind for kind, name in BULLETINS.items() if plain in (kind, name, f"{kind}清单")), None)
