"""Brackets in a units cell: a pair around whole clauses is opened, one that belongs to a name stays shut.

(A牵头,B、C配合) is opened; 各县(市、区)人民政府 and 高新园(邹区镇) stay shut, so that nothing is cut inside them;
(牵头) behind a name stays for the reader; notes such as (下同) go.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.domain.units import unitwords as words
from toolkit.domain.units.persons import only_persons

MASK = "\U00100000"
"""The first of the private characters that stand for a shut pair each; text read from cells keeps none of them."""
MASKS = 0xFFFD


def half_width(text: str) -> str:
    """NFKC with circled numbers as separators; the private planes are kept free for masks."""
    text = unicodedata.normalize("NFKC", words.CIRCLED.sub(";", text))
    return "".join(char for char in words.HALF_BRACKET.sub(";", text) if char < MASK and char not in "\u200b\ufeff\u00ad")


_OPENING, _CLOSING = "([{<〔【〈《「", ")]}>〕】〉》」"
_ROUND = str.maketrans(_OPENING + _CLOSING, "(" * len(_OPENING) + ")" * len(_CLOSING))
_ROLE_MARK = re.compile(words.ROLE_MARK)
_NUMBERED = re.compile(r"\d+|[一二三四五六七八九十]{1,3}")
_AROUND = frozenset("、,;。/|: \t\r\n")


@dataclass(frozen=True, slots=True)
class Settled:
    """Text without meaningful brackets; shut pairs are replaced by one private character each."""

    text: str
    shut: Sequence[str]


def settle(text: str) -> Settled:
    """Half-width text with every bracket opened, shut away or left out; 【牵头单位】 becomes a label."""
    text = words.FRAMED_LABEL.sub(r";\1:", text).translate(_ROUND)
    for short, mark in words.SHORT_MARKS.items():
        text = text.replace(short, mark)
    text = words.SPLIT_LABEL.sub(lambda m: f"{m[3]}{m[2]}" if m[3] else f"{m[4]}{m[6]}", text)
    text = words.LABEL_BRACKET.sub(r"\1:(", text)
    ends = _pairs(text)
    out: list[str] = []
    shut: list[str] = []
    closing: set[int] = set()
    at = 0
    while at < len(text):
        char = text[at]
        if char == "(" and at in ends:
            end = ends[at]
            inner = text[at + 1 : end]
            if _NUMBERED.fullmatch(inner.strip()):
                out.append(";")
                at = end
            elif words.NOTE.match(inner) or only_persons(inner):
                at = end
            elif _ROLE_MARK.fullmatch(inner):
                out.append(text[at : end + 1])
                at = end
            elif _opens(text, at, end, closing):
                out.append(";")
                closing.add(end)
            elif len(shut) < MASKS:
                out.append(chr(ord(MASK) + len(shut)))
                shut.append(text[at : end + 1])
                at = end
        elif char in "()":
            out.append(";" if at in closing else "")
        else:
            out.append(char)
        at += 1
    return Settled("".join(out), shut)


def _pairs(text: str) -> dict[int, int]:
    """Where each opening bracket closes; brackets without a partner are left out."""
    ends: dict[int, int] = {}
    stack: list[int] = []
    for at, char in enumerate(text):
        if char == "(":
            stack.append(at)
        elif char == ")" and stack:
            ends[stack.pop()] = at
    return ends


def _opens(text: str, start: int, end: int, closing: set[int]) -> bool:
    """Whether a pair holds clauses of its own: it stands free between separators, or says who leads or supports."""
    before = start == 0 or text[start - 1] in _AROUND or text[start - 1] == "("
    after = end + 1 >= len(text) or text[end + 1] in _AROUND or end + 1 in closing
    return (before and after) or bool(words.HAS_ROLE.search(text, start, end))
