"""Signs of state secrets in a workbook, found in memory before anything is written anywhere 〔保密法〕.

Only addresses come out of here, never what a cell holds. Two things count: a value other than 公开, 无 or 空 under a
密级 header, and a mark of secrecy (绝密, 机密 or 秘密 with ★, 级 or 件) in any text. 商业秘密 and 保密检查 are ordinary words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from toolkit.domain.fields import canonical
from toolkit.domain.item import Raw, as_text

__all__ = ["find_secrets", "has_secret_mark"]

HEADER_ROWS = 10
"""How far down a 密级 header is looked for."""

_PUBLIC = frozenset(("", "公开", "无", "空"))
_GAPS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad()\[\]【】〔〕「」『』<>〈〉《》“”\"]+")
_MARK = re.compile(r"(?:绝密|机密|(?<!商业)秘密)[★☆级件]|密级:(?:绝密|机密|秘密)")
_LABEL_END = (":", "：")


def has_secret_mark(text: str) -> bool:
    """Whether a text bears a mark of secrecy: 机密★3年, 秘 密 级, 绝密(件), 密级:秘密; width, spaces and brackets make no difference."""
    return "密" in text and _MARK.search(_GAPS.sub("", unicodedata.normalize("NFKC", text))) is not None


def find_secrets(sheets: Iterable[tuple[str, Sequence[Sequence[Raw]]]], false_alarms: frozenset[str] = frozenset()) -> list[str]:
    """The addresses ("督查台账!C12") of all cells that look secret, sheet by sheet, top to bottom.

    sheets: (name, all rows from row 1, each from column A), own sheets and hidden ones included.
    false_alarms: addresses that a person has cleared (设置 涉密误报); letter case, $, quotes, spaces and width make no difference.
    """
    cleared = {_folded(address) for address in false_alarms}
    found = (f"{name}!{cell}" for name, rows in sheets for cell in _in_sheet(rows))
    return [address for address in found if _folded(address) not in cleared] if cleared else list(found)


def _folded(address: str) -> str:
    return re.sub(r"[\s$'\"‘’“”]", "", unicodedata.normalize("NFKC", address)).casefold()


def _in_sheet(rows: Sequence[Sequence[Raw]]) -> Iterator[str]:
    levels = dict(_level_columns(rows))
    for number, row in enumerate(rows, 1):
        suspects = [cell for cell in row if isinstance(cell, str) and "密" in cell]
        if not suspects and not levels:
            continue
        marked = {cell for cell in suspects if has_secret_mark(cell)}
        columns = {at for at, cell in enumerate(row) if isinstance(cell, str) and cell in marked} if marked else set()
        columns |= {at for at, header in levels.items() if at < len(row) and header < number and _classified(row[at])}
        yield from (f"{_letters(at)}{number}" for at in sorted(columns))


def _level_columns(rows: Sequence[Sequence[Raw]]) -> Iterator[tuple[int, int]]:
    """(column index, worksheet row) of each 密级 header; the lowest row wins. 密级: with its value beside it is a label."""
    for number, row in enumerate(rows[:HEADER_ROWS], 1):
        texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        if len(texts) > 1:
            for at, cell in enumerate(row):
                if isinstance(cell, str) and _is_level(cell) and not cell.rstrip().endswith(_LABEL_END):
                    yield at, number


def _is_level(text: str) -> bool:
    return len(text) < 30 and "级" in text and canonical(text) == "密级"


def _classified(raw: Raw) -> bool:
    text = "".join(unicodedata.normalize("NFKC", as_text(raw)).split())
    return text not in _PUBLIC and not _is_level(text)


def _letters(index: int) -> str:
    """0 -> A, 26 -> AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
