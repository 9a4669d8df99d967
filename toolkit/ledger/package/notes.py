"""Comments on cells (批注) move with their rows: the comment parts, the boxes drawn for them, and threaded ones."""

from __future__ import annotations

import re
from collections.abc import Callable

from toolkit.ledger.package import xmlscan
from toolkit.ledger.package.session import Session
from toolkit.ledger.package.sheetpart import area, ref
from toolkit.ledger.package.workbook import relations
from toolkit.ledger.package.xmlscan import Tree

Where = Callable[[int], int | None]
"""Old row -> new row, None where it is gone."""

_SHAPE = re.compile(rb"<v:shape\b.*?</v:shape>", re.DOTALL)
_ROW = re.compile(rb"(<x:Row>\s*)(\d+)(\s*</x:Row>)")
_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")


def move(session: Session, sheet: str, listed: range, where: Where) -> list[str]:
    """Moves or takes out the comments of rows in `listed`; warnings for pictures there, which stay where they are."""
    found = session.workbook.sheet(sheet)
    warnings: list[str] = []
    for _, kind, part in relations(session.workbook.package, found.part if found else ""):
        if part not in session.workbook.package:
            continue
        if kind.endswith(("/comments", "/threadedComment")):
            session.changed[part] = _comments(session.part(part), part, where)
        elif kind.endswith("/vmlDrawing"):
            session.changed[part] = _boxes(session.part(part), where)
        elif kind.endswith("/drawing") and _pictures(session.part(part), part, listed):
            warnings.append(f"“{sheet}”中有图片或文本框浮在事项行上，结转后仍在原处，请移到相应的事项旁")
    return warnings


def _comments(data: bytes, part: str, where: Where) -> bytes:
    tree = Tree(data, part)
    edits = []
    listed = tree.root.find("commentList")
    for element in listed.children if listed else tree.root.children:
        place = area(element.attributes.get("ref", ""))
        new = where(place[0]) if place else None
        if place and new is None:
            edits.append((element.start, element.end, b""))
        elif place and new is not None and new != place[0]:
            edits.append(xmlscan.set_attribute(tree, element, "ref", ref((new, place[1], new, place[1]))))
    return xmlscan.splice(data, edits)


def _boxes(data: bytes, where: Where) -> bytes:
    """The VML shapes of comments; buttons and other shapes have no row and stay."""

    def shape(match: re.Match[bytes]) -> bytes:
        found = _ROW.search(match.group())
        if not found or b'ObjectType="Note"' not in match.group():
            return match.group()
        old = int(found.group(2))
        new = where(old + 1)
        if new is None:
            return b""
        placed = _ROW.sub(rb"\g<1>%d\g<3>" % (new - 1), match.group(), count=1)
        return _ANCHOR.sub(lambda anchor: anchor[1] + _shifted(anchor[2], new - 1 - old) + anchor[3], placed, count=1)

    return _SHAPE.sub(shape, data)


def _shifted(anchor: bytes, rows: int) -> bytes:
    """Left column and offset, top row and offset, right …, bottom …: the two rows go along."""
    parts = [part.strip() for part in anchor.split(b",")]
    for at in (2, 6):
        if len(parts) == 8 and parts[at].isdigit():
            parts[at] = b"%d" % max(int(parts[at]) + rows, 0)
    return b", ".join(parts)


def _pictures(data: bytes, part: str, listed: range) -> bool:
    tree = Tree(data, part)
    for anchor in tree.root.children:
        corner = anchor.find("from")
        row = corner.find("row") if corner else None
        text = tree.inner(row).strip() if row else b""
        if text.isdigit() and int(text) + 1 in listed:
            return True
    return False
