"""How sentences that the domain composes are shown to people: full-width punctuation, clauses as they are cited."""

from __future__ import annotations

import re
from functools import lru_cache

_WIDE = str.maketrans({",": "\uff0c", ":": "\uff1a", ";": "\uff1b", "(": "\uff08", ")": "\uff09", "?": "\uff1f"})
_HAN = r"\u3000-\u303f\u4e00-\u9fff\u201c\u201d\uff08\uff09"
_KEPT = r"(?<=[一二三四五六七八])\([一二三四五六七八九十]+\)|“[^“”]*”"
_MARK = rf"(?<=[{_HAN}0-9→ )])[,:;?](?=[{_HAN}])|(?<=[{_HAN}])[,:;?]|\((?=[{_HAN}])|(?<=[{_HAN}])[()]"
_PART = re.compile(f"{_KEPT}|{_MARK}")


@lru_cache(maxsize=65_536)
def shown(sentence: str) -> str:
    """A sentence as an office prints it: marks beside Chinese characters full-width; 五(五) stays as clauses are cited.

    What stands in quotation marks is somebody's own text and stays as it was typed, as do times (9:30), numbers, ISO dates.
    """
    return _PART.sub(lambda part: part[0] if len(part[0]) > 1 else part[0].translate(_WIDE), sentence)
