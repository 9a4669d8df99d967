"""Which columns lie under pictures, shapes and charts of a sheet: their widths stay as they are."""

from __future__ import annotations

from toolkit.ledger.package.workbook import WorkbookPart, relations
from toolkit.ledger.package.xmlscan import Element, Tree


def covered_columns(workbook: WorkbookPart, sheet: str) -> set[int]:
    """1-based columns under anchored drawings of a sheet."""
    found = workbook.sheet(sheet)
    covered: set[int] = set()
    for _, kind, target in relations(workbook.package, found.part if found else ""):
        if not kind.endswith("/drawing") or target not in workbook.package:
            continue
        tree = Tree(workbook.package.read(target), target)
        for anchor in tree.root.children:
            first, last = _column(tree, anchor.find("from")), _column(tree, anchor.find("to"))
            if first is not None:
                covered.update(range(first + 1, (first if last is None else last) + 2))
    return covered


def _column(tree: Tree, corner: Element | None) -> int | None:
    column = corner.find("col") if corner else None
    text = tree.inner(column).strip() if column else b""
    return int(text) if text.isdigit() else None
