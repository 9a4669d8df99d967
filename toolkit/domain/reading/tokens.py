"""A plain text scanned from left to right for the words that name days and counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.domain.reading.countwords import count_at
from toolkit.domain.reading.numerals import DIGITS, Plain
from toolkit.domain.reading.relativewords import RELATIVE
from toolkit.domain.reading.timeparts import Token, Unclear
from toolkit.domain.reading.timewords import WRITTEN
from toolkit.domain.reading.ways import Way

_LEFT_OVER = re.compile(r"[0-9][ ./、-]$|[年月二三四五六七八九十〇零百廿卅]$")
_ORPHAN = re.compile(r"[上中下]旬")
_MONTH = re.compile(r"[0-9]{1,2}月")
_GOES_ON = re.compile(r"[./-]{1,2}[0-9]{1,2}(?![0-9./年月-])")
_GLUED = re.compile(r"[0-9]{1,2}(?:之?前|以前|[日号]|$)|(?:19|20)[0-9]{2}年")


def tokens(words: Plain, taken: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """All days and counts of a text in their order, the stretches already taken left out.

    Raises Unclear where a word is broken, means two things, or grows together with digits that nobody can place.
    """
    found: list[Token] = []
    ways = [way for way in (*RELATIVE, *WRITTEN) if way.fits(words.text)]
    at = since = 0
    while at < len(words.text):
        end = next((end for start, end in taken if start <= at < end), 0)
        here = [] if end else _at(words, ways, at, since)
        if not end and not here and _ORPHAN.match(words.text, at):
            raise Unclear(f"“{words.cite()}”的旬没有写明月份,请写明日期")
        if here:
            _check_edges(words, here, since)
            found += here
            end = here[-1].end
        at = end or at + 1
        since = end or since
    return found


def _at(words: Plain, ways: Sequence[Way], at: int, since: int) -> list[Token]:
    text = words.text
    if text[at] in DIGITS and _inside_number(text, at, since):
        return []
    count = count_at(words, at, since)
    if count:
        return [count]
    for way in ways:
        match = way.match(text, at)
        found = way.make(words, match) if match else []
        if found:
            return found
    return []


def _inside_number(text: str, at: int, since: int) -> bool:
    """Whether the digit at this place goes on a number (12, 3.5); in 1.6月 nobody knows what the 1. is, so that is looked at."""
    before = text[max(since, at - 2) : at]
    decimal = len(before) == 2 and before[0] in DIGITS and before[1] == "."
    return before[-1:] in DIGITS or (decimal and not _MONTH.match(text, at))


def _check_edges(words: Plain, here: list[Token], since: int) -> None:
    text, start, end = words.text, here[0].start, here[-1].end
    before = _LEFT_OVER.search(text[max(since, start - 2) : start])
    if (before and text[start] in DIGITS) or _GOES_ON.match(text, end) or (not here[-1].begins and _GLUED.match(text, end)):
        raise Unclear(f"“{words.cite()}”的日期写法不清,请写明年月日")
