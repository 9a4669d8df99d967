"""Text on a screen of fixed-width cells, where a Chinese character takes two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_PIECES = re.compile(r"[!-~]+|.", re.DOTALL)
_NOT_FIRST = frozenset("，。；：！？、）〕》”’…,.;:!?)")


def width(text: str) -> int:
    """How many cells a text takes."""
    return sum(0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


def pad(text: str, cells: int) -> str:
    """The text with blanks up to so many cells; a longer one stays as it is."""
    return text + " " * (cells - width(text))


def wrap(text: str, cells: int) -> Iterator[str]:
    """Lines of at most so many cells (closing punctuation may stand out); Latin words and --options stay whole."""
    line, used = "", 0
    for piece in _PIECES.findall(text):
        wide = width(piece)
        if line and used + wide > cells and piece not in _NOT_FIRST:
            yield line.rstrip()
            line, used = "", 0
            if piece == " ":
                continue
        line, used = line + piece, used + wide
    yield line.rstrip()


def clean(value: object) -> str:
    """Anything as one line that is safe to show: control characters (a cell may hold escape sequences) become blanks."""
    text = "" if value is None else str(value)
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)
