"""文书登记: the numbers that papers bear, per kind and year, typed by hand or taken by the toolkit 〔五(二)〕."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.domain.changes import Value
from toolkit.domain.item import Raw, as_text
from toolkit.domain.papers.kinds import CODES
from toolkit.domain.papers.slip import parse_slip_number

LOST = "取号后程序中断，文书未签发，由工具登记作废"
"""Why a number is void that was taken and never used (备注)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of 文书登记 that bears a number. row: its worksheet row; code: the 代字 as typed; number: the cell as typed."""

    row: int
    kind: str
    code: str
    year: int
    n: int
    number: str


def read_register(rows: Sequence[tuple[int, Mapping[str, Raw]]], codes: Mapping[str, str] = CODES) -> list[Entry]:
    """Rows of 文书登记 -> their numbers, 作废 ones included; rows whose 文号 cannot be read are left out.

    The kind is that of the 代字 (codes: kind -> 代字), where this is no longer in use the 种类 of the row.
    """
    kinds = {code: kind for kind, code in {**CODES, **codes}.items()}
    found = []
    for row, cells in rows:
        text = as_text(cells.get("文号"))
        parsed = parse_slip_number(text)
        if parsed:
            kind = kinds.get(parsed.code) or as_text(cells.get("种类"))
            found.append(Entry(row, kind, parsed.code, parsed.year, parsed.n, text))
    return found


def highest(entries: Sequence[Entry], kind: str, year: int) -> int:
    """The highest number of a kind in a year, 0 without one."""
    return max((entry.n for entry in entries if entry.kind == kind and entry.year == year), default=0)


def void_row(number: str, kind: str, year: int, n: int, day: date) -> tuple[Value, ...]:
    """The row of 文书登记 for a number that was taken on a day and bore no paper."""
    return (number, kind, year, n, None, None, day, None, "作废", None, LOST)
