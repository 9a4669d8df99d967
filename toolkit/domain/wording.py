"""How sentences that the domain composes are shown to people: full-width punctuation, clauses as they are cited."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache

_WIDE = str.maketrans({",": "\uff0c", ":": "\uff1a", ";": "\uff1b", "(": "\uff08", ")": "\uff09", "?": "\uff1f"})
_HAN = r"\u3000-\u303f\u4e00-\u9fff\u201c\u201d\uff08\uff09"
_KEPT = r"(?<=[一二三四五六七八])\([一二三四五六七八九十]+\)|“[^“”]*”"
_MARK = rf"(?<=[{_HAN}0-9→ )])[,:;?](?=[{_HAN}])|(?<=[{_HAN}])[,:;?]|\((?=[{_HAN}])|(?<=[{_HAN}])[()]"


@lru_cache(maxsize=65_536)
def shown(sentence: str) -> str:
    """A sentence as an office prints it: marks beside Chinese characters full-width; 五(五) stays as clauses are cited.

    What stands in quotation marks is somebody's own text and stays as it was typed, as do times (9:30), numbers, ISO dates.
    """
    return _parts().sub(lambda part: part[0] if len(part[0]) > 1 else part[0].translate(_WIDE), sentence)


@cache
def _parts() -> re.Pattern[str]:
    """Compiled when it is first used: what only shows its help has no sentence to show."""
    return re.compile(f"{_KEPT}|{_MARK}")


_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])", re.ASCII)
_TO = re.compile(r"\s*→\s*")
_HANDED = re.compile(r"交办(\d{4}年\d{1,2}月\d{1,2}日)(?=次日起)")
_NARROW_MARK = re.compile(r"(?<=[^\x00-\x7f])[,:;()]|[,:;()](?=[^\x00-\x7f])")


def dated(text: str) -> str:
    """ISO dates in a text as an office writes them: 2026-09-04 -> 2026年9月4日."""
    return _ISO.sub(lambda match: f"{match[1]}年{int(match[2])}月{int(match[3])}日", text)


@lru_cache(maxsize=16_384)
def as_sentence(basis: str) -> str:
    """A 依据 as a sentence of what leaves the house: dates in Chinese, no arrows, full-width marks, no full stop at the end."""
    text = _HANDED.sub(r"\1交办，", _TO.sub("，至", dated(basis)).rstrip("。"))
    return _NARROW_MARK.sub(lambda match: match[0].translate(_WIDE), text)


def text_lines(text: str, width: float) -> int:
    """Lines that a wrapped text takes in so many characters of width; a Chinese character is two wide."""
    room = max(width, 2)
    if len(text) * 2 <= room and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(sum(2 if ord(sign) > 255 else 1 for sign in part) / room)) for part in text.split("\n"))
