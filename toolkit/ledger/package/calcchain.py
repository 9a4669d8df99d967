"""The calculation chain: where it lists formulas of ours that are going, it goes as well, and programs build it anew."""

from __future__ import annotations

import re
from collections.abc import Set

from toolkit.ledger.package.cells import number
from toolkit.ledger.package.session import Session
from toolkit.ledger.package.workbook import relations

_ENTRY = re.compile(rb"<(?:[\w.-]+:)?c\s([^>]*)>")
_CELL = re.compile(rb"\br=[\"']([A-Z]+)\d+[\"']")
_SHEET = re.compile(rb"\bi=[\"'](\d+)[\"']")


def drop_if_listed(session: Session, sheet: str, columns: Set[int]) -> None:
    """Takes the chain out of the package if it lists cells of these columns of a sheet: an entry without its formula
    would make Excel call the file broken."""
    book, wanted = session.workbook, session.workbook.sheet(sheet)
    for rel_id, kind, part in relations(book.package, book.part):
        if kind.endswith("/calcChain") and part in book.package and wanted:
            listed, at = False, 0
            for entry in _ENTRY.finditer(book.package.read(part)):
                named, cell = _SHEET.search(entry.group(1)), _CELL.search(entry.group(1))
                at = int(named.group(1)) if named else at
                listed = listed or (at == wanted.sheet_id and cell is not None and number(cell.group(1)) in columns)
            if listed:
                session.drop_part(rel_id, part)
