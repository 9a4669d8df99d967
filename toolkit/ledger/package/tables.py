"""Excel tables: own columns become columns of the table that the ledger is."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.domain.errors import LayoutError
from toolkit.ledger.package import xmlscan
from toolkit.ledger.package.session import Session
from toolkit.ledger.package.sheetpart import area, ref
from toolkit.ledger.package.workbook import relations
from toolkit.ledger.package.xmlscan import Tree


def widen(session: Session, sheet: str, header_row: int, columns: Mapping[int, str]) -> None:
    """Lets a table whose header stands in `header_row` and that ends where `columns` begin take them in.

    columns: column number -> header text, side by side.
    """
    found = session.workbook.sheet(sheet)
    first = min(columns, default=0)
    for _, kind, target in relations(session.workbook.package, found.part if found else ""):
        if not kind.endswith("/table") or target not in session.workbook.package:
            continue
        tree = Tree(session.part(target), target)
        where = area(tree.root.attributes.get("ref", ""))
        if where is None or where[0] != header_row or where[3] + 1 != first:
            continue
        if tree.root.attributes.get("tableType", "worksheet") != "worksheet":
            continue  # a query fills it: its columns are the query's
        wide = (where[0], where[1], where[2], max(columns))
        edits = [xmlscan.set_attribute(tree, tree.root, "ref", ref(wide))]
        filtered = tree.root.find("autoFilter")
        inner = area(filtered.attributes.get("ref", "")) if filtered else None
        if filtered and inner:
            edits.append(xmlscan.set_attribute(tree, filtered, "ref", ref((inner[0], inner[1], inner[2], max(columns)))))
        listed = tree.root.find("tableColumns")
        if listed is None:
            continue
        top = max((int(e.attributes.get("id", "0")) for e in listed.children), default=0)
        new = "".join(
            f'<{tree.prefix}tableColumn id="{top + i}" name="{xmlscan.attribute(columns[c])}"/>'
            for i, c in enumerate(sorted(columns), 1)
        )
        edits.append(xmlscan.set_attribute(tree, listed, "count", str(len(listed.children) + len(columns))))
        edits.append((listed.close_start, listed.close_start, new.encode()))
        session.changed[target] = xmlscan.splice(tree.data, edits)


def narrow(session: Session, sheet: str, columns: Mapping[int, str]) -> None:
    """Takes columns out of the table again (they are its last ones)."""
    found = session.workbook.sheet(sheet)
    for _, kind, target in relations(session.workbook.package, found.part if found else ""):
        if not kind.endswith("/table") or target not in session.workbook.package:
            continue
        tree = Tree(session.part(target), target)
        where, listed = area(tree.root.attributes.get("ref", "")), tree.root.find("tableColumns")
        if where is None or listed is None:
            continue
        inside = sorted(c for c in columns if where[1] <= c <= where[3])
        if not inside:
            continue
        if where[3] != inside[-1] or len(inside) != inside[-1] - inside[0] + 1:
            raise LayoutError(
                f"工作表“{sheet}”的自有列被移到了表格中间：请在Excel中把它们移到表格最右侧，或直接删除这些列，再运行一次"
            )
        right = inside[0] - 1
        gone = listed.children[right - where[1] + 1 :]
        edits = [xmlscan.set_attribute(tree, tree.root, "ref", ref((where[0], where[1], where[2], right)))]
        filtered = tree.root.find("autoFilter")
        inner = area(filtered.attributes.get("ref", "")) if filtered else None
        if filtered and inner:
            edits.append(xmlscan.set_attribute(tree, filtered, "ref", ref((inner[0], inner[1], inner[2], right))))
        edits.append(xmlscan.set_attribute(tree, listed, "count", str(len(listed.children) - len(gone))))
        edits += [(e.start, e.end, b"") for e in gone]
        session.changed[target] = xmlscan.splice(tree.data, edits)


def lengthen(session: Session, sheet: str, last_row: int, more: int) -> None:
    """Lets tables that end in `last_row` take in so many rows below it, as a program does when somebody types there."""
    found = session.workbook.sheet(sheet)
    for _, kind, target in relations(session.workbook.package, found.part if found else ""):
        if not kind.endswith("/table") or target not in session.workbook.package:
            continue
        tree = Tree(session.part(target), target)
        edits = []
        for element in (tree.root, tree.root.find("autoFilter")):
            where = area(element.attributes.get("ref", "")) if element else None
            if element and where and where[2] == last_row:
                longer = ref((where[0], where[1], last_row + more, where[3]))
                edits.append(xmlscan.set_attribute(tree, element, "ref", longer))
        if edits:
            session.changed[target] = xmlscan.splice(tree.data, edits)
