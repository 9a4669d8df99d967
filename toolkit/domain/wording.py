"""How sentences that the domain composes are shown to people: full-width punctuation, clauses as they are cited."""

from __future__ import annotations

import re
from functools import lru_cache

_WIDE = str.maketrans({",": "\uff0c", ":": "\uff1a", ";": "\uff1b", "(": "\uff08", ")": "\uff09", "?": "\uff1f"})
_HAN = r"\u3000-\u303f\u4e00-\u9fff\u201c\u201d\uff08\uff09"
_CLAUSE = re.compile(r"(?<=[一二三四五六七八])\([一二三四五六七八九十]+\)")
_MARK = re.compile(rf"(?<=[{_HAN}0-9→ ])[,:;?](?=[{_HAN}])|(?<=[{_HAN}])[,:;?]|\((?=[{_HAN}])|(?<=[{_HAN}])[()]")


@lru_cache(maxsize=65_536)
def shown(sentence: str) -> str:
    """A sentence as an office prints it: marks beside Chinese characters full-width; 五(五) stays as clauses are cited.

    Times (9:30), numbers and ISO dates are left alone.
    """
    pieces, at = [], 0
    for clause in _CLAUSE.finditer(sentence):
        pieces += [_widened(sentence[at : clause.start()]), clause.group()]
        at = clause.end()
    return "".join((*pieces, _widened(sentence[at:])))


def _widened(text: str) -> str:
    return _MARK.sub(lambda match: match.group().translate(_WIDE), text)
