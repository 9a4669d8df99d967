"""A plain text scanned from left to right for the words that name days and counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.domain.countwords import count_at
from toolkit.domain.numerals import Plain
from toolkit.domain.relativewords import RELATIVE
from toolkit.domain.timeparts import Token, Unclear
from toolkit.domain.timewords import WRITTEN

_LEFT_OVER = re.compile(r"[0-9][ ./、-]$|[年月]$")
_GOES_ON = re.compile(r"[./-][0-9]{1,2}(?![0-9./年月-])")


def tokens(words: Plain, taken: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """All days and counts of a text in their order, the stretches already taken left out.

    Raises Unclear where a word is broken, means two things, or grows together with digits that nobody can place.
    """
    found: list[Token] = []
    at = since = 0
    while at < len(words.text):
        end = next((end for start, end in taken if start <= at < end), 0)
        here = [] if end else _at(words, at, since)
        if here:
            _check_edges(words, here, since)
            found += here
            end = here[-1].end
        at = end or at + 1
        since = end or since
    return found


def _at(words: Plain, at: int, since: int) -> list[Token]:
    text = words.text
    if text[at].isdigit() and re.search(r"[0-9]\.?$", text[since:at]):
        return []  # inside a number
    count = count_at(words, at, since)
    if count:
        return [count]
    for pattern, make in (*RELATIVE, *WRITTEN):
        match = pattern.match(text, at)
        found = make(words, match) if match else []
        if found:
            return found
    return []


def _check_edges(words: Plain, here: list[Token], since: int) -> None:
    text, start, end = words.text, here[0].start, here[-1].end
    before = _LEFT_OVER.search(text[max(since, start - 2) : start])
    if (before and text[start].isdigit()) or _GOES_ON.match(text, end):
        raise Unclear(f"“{words.cite()}”的日期写法不清,请写明年月日")
