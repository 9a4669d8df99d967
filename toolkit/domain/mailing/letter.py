"""A letter as a value, and the two ways in which foreign text is made fit to stand in one."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inset:
    """A picture inside a letter's HTML, which shows it by <img src="cid:CID">. cid: ASCII letters and digits; name: of its file."""

    cid: str
    name: str
    content: bytes
    kind: str = "image/png"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says: subject (one line), the plain text, the same as HTML, and the pictures that stand in the HTML."""

    subject: str
    text: str
    html: str
    insets: tuple[Inset, ...] = ()


_LINE_ENDS = {0x0B, 0x0C, 0x85, 0x2028, 0x2029}
_DIRECTIONS = {0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_FIT: dict[int, str | None] = (
    dict.fromkeys((*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)), " ")
    | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    | dict.fromkeys(_LINE_ENDS, "\n")
    | dict.fromkeys(_DIRECTIONS, None)
    | {0x0D: "\n"}
)
_UNFIT = re.compile("[" + "".join(map(re.escape, map(chr, _FIT))) + "]")


def fit_text(text: str) -> str:
    """Any text -> text that every mail program can show: line ends as \\n, no control or direction characters.

    Lone surrogates (halves of an emoji cut in two) become U+FFFD, so the result can always be encoded.
    """
    return text.replace("\r\n", "\n").translate(_FIT) if _UNFIT.search(text) else text


def one_line(text: str) -> str:
    """Any text -> one trimmed line of it, as for a header, a file name or a table cell."""
    return " ".join(fit_text(text).split())
