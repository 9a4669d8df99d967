"""Days on which something happened, as staff type them: 交办日期, 反馈日期, 退回日期, the 时间 of an event.

Unlike a deadline text, such a cell is only believed where it names the full day; a missing year is never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

from toolkit.domain.item import Raw, as_text

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Years outside of these are slips of the pen: 202 for 2022, 3022, the 1900 of a number shown as a date."""

_EPOCH = date(1899, 12, 30)
_SERIALS = range((date(2000, 1, 1) - _EPOCH).days, (date(2099, 12, 31) - _EPOCH).days + 1)
_COMPACT = range(19900101, 21000000)
_FULL = re.compile(
    r"(?<!\d)(\d{4})\s*(?:年\s*(\d{1,2})\s*月\s*(\d{1,2})(?!\d)"
    r"|([-/.])\s*(\d{1,2})\s*\4\s*(\d{1,2})(?!\d)"
    r"|(\d{2})(\d{2})(?!\d))",
    re.ASCII,
)
_HAPPENED = re.compile(r"已经?(?:书面|电话|如期|按期|全部|于.*)?(?:反馈|报|回复|答复|办|完成|销号|签|收|提交|审|退|落实|通过)")
_NOT_YET = re.compile(r"未|尚|待|^(?:无|否|没有|不|暂无|正在.*|办理中|在办|[-\u2014\u2013\u2212\u2500/\\×xX]+)$")


def cell_date(raw: Raw) -> date | None:
    """The first full day that a cell names, None where it names none (empty, no year, no such day, not 1990–2099)."""
    if raw is None:
        return None
    if type(raw) is date:
        return raw if FIRST_YEAR <= raw.year <= LAST_YEAR else None
    days = cell_dates(raw)
    return days[0] if days else None


def cell_dates(raw: Raw) -> tuple[date, ...]:
    """Every full day that a cell names, in the order typed: a 反馈日期 may hold several replies.

    Takes date cells, texts (2022-06-30, 2022.6.30, 2022年6月30日, 20220630, with words around), numbers such as
    20220630, and Excel's serial numbers (as numbers or five digits).
    """
    if raw is None or isinstance(raw, bool):
        return ()
    if isinstance(raw, str):
        return _from_text(raw)
    if isinstance(raw, (int, float)):
        return _from_number(raw)
    day = raw.date() if isinstance(raw, datetime) else raw
    return (day,) if FIRST_YEAR <= day.year <= LAST_YEAR else ()


@lru_cache(maxsize=65536)
def _from_text(text: str) -> tuple[date, ...]:
    plain = unicodedata.normalize("NFKC", text).strip()
    if len(plain) == 5 and plain.isascii() and plain.isdecimal():
        return _from_number(int(plain))
    found = []
    for match in _FULL.finditer(plain):
        year, a, b, _, c, d, e, f = match.groups()
        day = make_date(int(year), int(a or c or e), int(b or d or f))
        if day is not None:
            found.append(day)
    return tuple(found)


def _from_number(number: float) -> tuple[date, ...]:
    if number != number or abs(number) >= _COMPACT.stop:
        return ()
    whole = int(number)
    if whole in _SERIALS:
        return (_EPOCH + timedelta(days=whole),)
    if whole in _COMPACT and whole == number:
        day = make_date(whole // 10000, whole // 100 % 100, whole % 100)
        return (day,) if day is not None else ()
    return ()


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, None where there is no such day or the year lies outside of 1990–2099."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def filled(raw: Raw) -> bool:
    """Whether a date cell says that the thing has happened: a date, or words such as "已反馈"; not "未反馈", "无", "/" or 0."""
    if raw is None or isinstance(raw, (bool, int, float)):
        return bool(raw)
    return _says_so(raw) if isinstance(raw, str) else True


@lru_cache(maxsize=65536)
def _says_so(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return False
    return bool(_from_text(text) or _HAPPENED.search(plain)) or not _NOT_YET.search(plain)


def say(raw: Raw) -> str:
    """A cell as it is quoted in a sentence: one line, at most 40 characters."""
    plain = " ".join(as_text(raw).split())
    return plain if len(plain) <= 40 else plain[:39] + "…"
