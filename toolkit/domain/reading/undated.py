"""Texts without any day: those that need none (长期, 待定), those that only urge (尽快), and those about which to ask."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.domain.reading.numerals import Plain, plain
from toolkit.domain.reading.timeparts import Unclear

_NOTHING = re.compile(
    r"[-/\\_×xX.,;()*…·\s]*|(?i:n/a)"
    r"|(?:暂?无|没有|不限)(?:明确|固定|具体)?(?:的)?(?:完成)?(?:时限|期限|时间|日期)?(?:要求|节点|限制)?"
)
_OPEN = re.compile(
    r"(?i:tbd)|长期|常态|持续|适时|[待未]定|[待未]明确|未确定|不设|日常|经常|全程|不定期|另行(?:通知|确定)|另定|视情|长年|常年|永久|一直|滚动|按需"
    r"|根据.*(?:需要|情况|实际|进展)"
)
_URGES = re.compile(
    r"立即|立刻|尽快|尽早|早日|抓紧|马上|及时|即时|即办|速办|随时|随到随办|即知即改|即查即改|立行立改|立说立行|立查立改|(?i:asap)"
)
_VAGUE = re.compile(r"近期|近日|短期|按时|限时|限期|按期|如期|即日")


def ask_unless_open(words: Plain, *, begins: bool) -> None:
    """Returns where a text in which no deadline was found says that there is none, or only urges. begins: it has a first day.

    Raises Unclear with the question to ask of any other text.
    """
    text = words.text
    if _NOTHING.fullmatch(text) or (_OPEN.search(text) and not re.search("[0-9]{3}", text)):
        return
    if begins:
        raise Unclear(f"“{words.cite()}”是开始时间,请写明完成时限")
    if "定期" in text:
        raise Unclear(f"“{words.cite()}”没有写明周期,请写明按月、按季还是其他报送周期")
    if _URGES.search(text):
        return
    if _VAGUE.search(text):
        raise Unclear(f"“{words.cite()}”没有确切日期,请写明日期")
    raise Unclear(f"“{words.cite()}”没有读出日期,请写明日期或报送周期")


@lru_cache(maxsize=16384)
def is_nothing(text: str) -> bool:
    """Whether a cell is as good as empty: /, —, 无, 没有明确时限."""
    return _NOTHING.fullmatch(plain(text).text) is not None


def urges(text: str) -> bool:
    """Whether an open text urges (尽快, 立即办理): it sets no date, so the rules for what is undated apply."""
    return _URGES.search(text) is not None and _OPEN.search(text) is None
