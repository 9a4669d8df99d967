"""Single cells: where they stand (A1), and the bytes that say what they hold."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from toolkit.ledger.package import xmlscan

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""As far as a worksheet reaches."""
_LONGEST = 32_767
"""Characters that a cell can hold; Excel calls a file with more in one broken."""
_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)


@lru_cache(maxsize=20_000)
def letters(column: int) -> str:
    """1 -> A, 27 -> AA."""
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


@lru_cache(maxsize=20_000)
def number(column: str | bytes) -> int:
    """A -> 1, AA -> 27."""
    out = 0
    for letter in column if isinstance(column, bytes) else column.encode():
        out = out * 26 + letter - 64
    return out


def serial(day: date, date1904: bool = False) -> float | int:
    """The number by which a workbook stores a date."""
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    delta = moment.replace(tzinfo=None) - (_EPOCH_1904 if date1904 else _EPOCH)
    return delta.days + delta.seconds / 86400 if delta.seconds else delta.days


def cell(ref: str, style: int, value: object, *, prefix: str = "", formula: str = "", date1904: bool = False) -> bytes:
    """One cell. value: None (styled blank), text (inline, never a formula), number, truth value or date;
    with `formula` (without '=') the value is the cached result.
    """
    p, f = prefix, ""
    if formula:
        f = f"<{p}f>{xmlscan.text(formula)}</{p}f>"
    head = f'<{p}c r="{ref}" s="{style}"'
    if value is None and not f:
        return f"{head}/>".encode()
    if isinstance(value, bool):
        return f'{head} t="b">{f}<{p}v>{int(value)}</{p}v></{p}c>'.encode()
    if isinstance(value, date):
        value = serial(value, date1904)
    if isinstance(value, int | float):
        return f"{head}>{f}<{p}v>{value!r}</{p}v></{p}c>".encode()
    content = xmlscan.text(str(value or "")[:_LONGEST])
    if f:
        return f'{head} t="str">{f}<{p}v>{content}</{p}v></{p}c>'.encode()
    return f"{head}{_inline(content, p)}".encode()


def inline(value: str, prefix: str = "") -> str:
    """What follows a cell's style where the cell holds this text."""
    return _inline(xmlscan.text(value[:_LONGEST]), prefix)


def _inline(content: str, p: str) -> str:
    space = ' xml:space="preserve"' if content != content.strip() or "\n" in content or "  " in content else ""
    return f' t="inlineStr"><{p}is><{p}t{space}>{content}</{p}t></{p}is></{p}c>'
