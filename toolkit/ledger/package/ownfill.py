"""Own header cells are known by their fill, also where a person has moved the column or a program has lost its mark."""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.ledger.package.cells import letters
from toolkit.ledger.package.workbook import WorkbookPart
from toolkit.ledger.package.xmlscan import Tree

HEADER_FILL = "2F6F73"


def filled_as_ours(workbook: WorkbookPart, sheet: str, row: int, columns: Iterable[int]) -> set[int]:
    """Those of some header cells that have the fill of our own headers."""
    ref, styles = workbook.sheet(sheet), workbook.related("styles")
    if ref is None or styles is None:
        return set()
    root = Tree(workbook.package.read(styles), styles)
    formats, fills = root.root.find("cellXfs"), root.root.find("fills")
    ours = {i for i, fill in enumerate(fills.children if fills else []) if f"FF{HEADER_FILL}".encode() in root.bytes_of(fill)}
    looks = {str(i) for i, xf in enumerate(formats.children if formats else []) if int(xf.attributes.get("fillId", "0")) in ours}
    data, found = workbook.package.read(ref.part), set()
    for column in columns:
        cell = re.search(
            rb"<(?:[\w.-]+:)?c\s(?=[^>]*\br=[\"']%s%d[\"'])[^>]*\bs=[\"'](\d+)[\"']" % (letters(column).encode(), row), data
        )
        if cell and cell.group(1).decode() in looks:
            found.add(column)
    return found
