"""Cell text made fit to leave the house: a leader's words stay inside, citizens are masked."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.domain.sources import Source

INSTEAD = "根据市领导批示要求"
_WORD = r"(?:批示|批注|签批|批阅|指示|圈批)"
_OPEN, _SHUT = '“"「『‘', '”"」』’'
_ONE = f"[{_OPEN}][^{_SHUT}]*(?:[{_SHUT}]|$)"
_QUOTED = f"{_ONE}(?:[，,、；;和及\\s]*{_ONE})*"
"""Quoted words, several in a row; to the end of the text where the closing mark was forgotten."""
_SPOKE = f"[^。；;，,、：:\\n{_OPEN}]{{0,10}}(?:要求|强调|指出|提出|明确)"
_SAID = re.compile(
    rf"(?P<lead>{_WORD}[^。；;，,、：:\n{_OPEN}]{{0,10}}(?:[：:，,]\s*(?:{_SPOKE}\s*[：:，,]?\s*)?)?){_QUOTED}"  # 批示，要求：“…”
    rf"|(?P<plain>{_WORD}(?:内容|要求|意见|精神|如下|指出|强调){{0,2}}\s*[：:])(?!\s*{INSTEAD})\s*[^\n]+"  # 批示：… without quotes
    rf"|{_QUOTED}(?P<tail>的?{_WORD})"  # “…”的批示
)


def outward(text: str, source: Source | None) -> str:
    """A cell's text for mails and papers: orders replaced by 根据市领导批示要求, citizens masked where the matter is of 四(七)."""
    text = without_orders(text)
    if source is None or source.clause != "四(七)":
        return text
    from toolkit.domain.mailing.masking import mask_citizen  # late: its patterns take long to compile, and few runs need them

    return mask_citizen(text)


@lru_cache(maxsize=16384)
def without_orders(text: str) -> str:
    """A text in which the quoted words of a 批示 are replaced; where quotes are missing, the rest of that line is.

    The words and scans of a leader's 批示 never leave the ledger: rather a word too many is replaced than one too few.
    """
    if not re.search(_WORD, text):
        return text
    return _SAID.sub(lambda match: (match["lead"] or match["plain"] or "") + INSTEAD + (match["tail"] or ""), text)
