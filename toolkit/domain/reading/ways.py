"""One way in which days are written: a pattern, what a match of it makes, and the signs without which it cannot match."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from toolkit.domain.reading.numerals import Plain
from toolkit.domain.reading.timeparts import Token

Match = re.Match[str]
Make = Callable[[Plain, Match], list[Token]]


class Way:
    """signs: one of them stands in every text in which the pattern finds anything. The pattern is compiled for the first such
    text: most ledgers write their dates in few ways, and compiling all of them would take half of a short run's start.
    """

    __slots__ = ("make", "pattern", "signs")

    def __init__(self, signs: str, pattern: str, make: Make) -> None:
        self.signs, self.pattern, self.make = tuple(signs.split()), pattern, make

    def fits(self, text: str) -> bool:
        """Whether a text may hold a day written in this way."""
        return any(sign in text for sign in self.signs)

    def match(self, text: str, at: int) -> Match | None:
        """The match at this place."""
        return _compiled(self.pattern).match(text, at)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
