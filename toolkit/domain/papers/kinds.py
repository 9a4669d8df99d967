"""The kinds of bulletins, apart from what they are made of, so that a prompt can name them without loading it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

BulletinKind = Literal["政务督查", "通报", "问题清单", "周例会", "今日待办", "一页纸", "督查调研"]
BULLETINS: Mapping[BulletinKind, str] = {
    "政务督查": "政务督查", "通报": "情况通报", "问题清单": "督查事项问题清单", "周例会": "周例会清单", "今日待办": "今日待办", "一页纸": "领导一页纸",
    "督查调研": "督查调研",
}  # fmt: skip
"""Kind, and what stands at the head of the paper."""
COUNTING: tuple[BulletinKind, ...] = ("政务督查", "通报", "督查调研")
"""Papers that count by unit, source and line, in tables and charts."""
