"""文书登记: a number that stands twice, and numbers between others that stand nowhere: a void one stays registered (本室规则)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from toolkit.domain.checks.common import quote
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding
from toolkit.domain.papers.register import Entry, read_register
from toolkit.domain.sheets import REGISTER

RULE = "文书登记"
MOST = 10
"""How many missing numbers of a year are named."""


def check(desk: Desk) -> Iterator[Finding]:
    """Per 代字 and year: an error at the later of two equal numbers, a warning for what is missing between lowest and highest."""
    entries = sorted(read_register(desk.register), key=lambda entry: (entry.code, entry.year, entry.n, entry.row))
    for (code, year), group in groupby(entries, key=lambda entry: (entry.code, entry.year)):
        listed = list(group)
        rows: dict[int, Entry] = {}
        for entry in listed:
            first = rows.setdefault(entry.n, entry)
            if first is not entry:
                message = f"文号{quote(entry.number)}与第{first.row}行重复；请核对，一份文书一个文号"
                yield Finding(REGISTER.name, entry.row, "A", "文号", RULE, "error", message, entry.number)
        missing = [n for n in range(listed[0].n, listed[-1].n) if n not in rows]
        if missing:
            named = "、".join(f"{n}号" for n in missing[:MOST]) + ("等" if len(missing) > MOST else "")
            message = f"{code}〔{year}〕缺{named}，共{len(missing)}个；请补登，没有使用的登记为“作废”并写明原因"
            yield Finding(REGISTER.name, listed[-1].row, "A", "文号", RULE, "warning", message, listed[-1].number, len(missing))
