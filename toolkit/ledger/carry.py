"""年度结转: a copy of a workbook that keeps the open items and their records, and everything around them as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from toolkit.domain.errors import LayoutError
from toolkit.ledger.book import LedgerSheet, Workbook
from toolkit.ledger.package.cells import number
from toolkit.ledger.package.compact import Moved, compact
from toolkit.ledger.package.container import refused_if_broken
from toolkit.ledger.package.session import Session
from toolkit.ledger.package.workbook import WorkbookPart

KEPT_OWN = "督办编号"
"""The one own column that bears identity; the others are worked out anew."""


_PLACE = re.compile(r"(.+)!(\$?[A-Za-z]+\$?)(\d+)")


@dataclass(slots=True)
class Carried:
    """The copy's bytes, warnings for staff, and where rows went: sheet -> old row -> new row (None: gone)."""

    data: bytes = b""
    warnings: list[str] = field(default_factory=list)
    moved: dict[str, Mapping[int, int | None]] = field(default_factory=dict)

    def place(self, address: str) -> str | None:
        """Where a cell (督查台账!C12) stands in the copy, None where it is gone."""
        found = _PLACE.fullmatch(address)
        sheet = found[1].strip("'") if found else ""
        if not found or sheet not in self.moved:
            return address
        row = self.moved[sheet].get(int(found[3]), int(found[3]))
        return f"{found[1]}!{found[2]}{row}" if row is not None else None


@refused_if_broken()
def carried(
    part: WorkbookPart, model: Workbook, items: Collection[tuple[str, int]], records: Mapping[str, Collection[int]]
) -> Carried:
    """The workbook's copy for next year.

    items: (sheet, first row) of the items that stay; section rows, repeated headers and blank rows between items stay as well;
    records: own sheet -> rows that stay, for those of which not all do. Raises LayoutError where rows cannot be moved safely.
    """
    session, result = Session(part), Carried()
    for ledger in model.ledgers:
        if ledger.items:
            moved = _ledger(session, ledger, items)
            result.moved[ledger.sheet] = moved.rows
            result.warnings += moved.warnings
    for name, rows in records.items():
        table = model.own.get(name)
        listed = range(table.header_row + 1, table.last_row + 1) if table else range(0)
        if table and listed and len(rows) < len(listed):
            result.moved[table.sheet] = compact(session, table.sheet, listed, sorted(rows)).rows
    session.recalculate = True
    result.data, result.warnings = session.finish(), list(dict.fromkeys(result.warnings))
    return result


def _ledger(session: Session, ledger: LedgerSheet, items: Collection[tuple[str, int]]) -> Moved:
    listed = range(ledger.first_row, ledger.last_row + 1)
    sheet, numbers = session.sheet(ledger.sheet), number(ledger.columns.get("编号", ""))
    rows = ((open_end, end) for row, _, open_end, end in sheet.rows_as_read().spans() if row in listed)
    for where in rows:
        if any(
            column == numbers and b"<" + sheet.prefix.encode() + b"f" in cell.group()
            for column, cell in sheet.rows_as_read().cells_in(*where)
        ):
            raise LayoutError(
                f"工作表“{ledger.sheet}”的编号列是公式，结转后编号会变：请先改为固定的编号（复制，再选择性粘贴为数值）后再试"
            )
    gone = {row for item in ledger.items if (ledger.sheet, item.row) not in items for row in range(item.row, item.last_row + 1)}
    clear = frozenset(column for name, column in ledger.own.items() if name != KEPT_OWN)
    return compact(session, ledger.sheet, listed, [row for row in listed if row not in gone], clear)
