"""Buttons after LibreOffice has saved an .xlsm: it writes them so that no program shows them again; they are put back.

LibreOffice 7 gives all buttons one shape number, leaves their captions out, adds a second and a third copy of them, and drops
the names by which the VBA project knows workbook and sheets.
"""

from __future__ import annotations

import re

from toolkit.domain.buttons import BAND
from toolkit.ledger import buttons
from toolkit.ledger.package import workbook as wb
from toolkit.ledger.package.container import Content
from toolkit.ledger.package.reader import open_package, target
from toolkit.ledger.package.sheetpart import SheetPart

_SHAPE = re.compile(
    rb'<v:shape [^>]*type="#_x0000_t201"(?:(?!</v:shape>).)*?<x:FmlaMacro>Duban\.Duban_\w+</x:FmlaMacro>.*?</v:shape>', re.S
)
_KIND = re.compile(rb'<v:shapetype id="_x0000_t201".*?</v:shapetype>', re.S)
_CONTROLS = re.compile(
    rb"<mc:AlternateContent[^>]*><mc:Choice[^>]*><controls>(.*?)</controls></mc:Choice></mc:AlternateContent>", re.S
)
_SHADOW = re.compile(
    rb'<mc:AlternateContent[^>]*><mc:Choice[^>]*Requires="a14"[^>]*>(?:(?!</mc:AlternateContent>).)*?name="Button \d+".*?</mc:AlternateContent>',
    re.S,
)


def mended(data: bytes) -> bytes:
    """The workbook with its buttons back where LibreOffice has broken them; the same bytes in any other case."""
    if buttons.PROJECT.encode() not in data:
        return data
    book = open_package(data)
    package = book.package
    where = target(book.names.get((BAND, None), ""))
    part = book.sheet(where[0]) if where else None
    if where is None or part is None or not part.worksheet or buttons.PROJECT not in package:
        return data
    drawn = {kind.rpartition("/")[2]: each for _, kind, each in wb.relations(package, part.part)}
    drawing = drawn.get("vmlDrawing", "")
    old = package.read(drawing) if drawing in package else b""
    xml = package.read(part.part)
    controls = _CONTROLS.search(xml)
    foreign = controls is not None and controls.group(1).count(b"macro=") != controls.group(1).count(b'macro="Duban.Duban_')
    if not _SHAPE.search(old) or foreign:
        return data
    sheet = SheetPart(xml, part.part)
    rows = buttons.row_heights(sheet.inner, where[1][2])
    changed: dict[str, Content] = {
        drawing: buttons.joined(_KIND.sub(b"", _SHAPE.sub(b"", old)), buttons.widths(sheet.element("cols")), rows)
    }
    changed[part.part] = xml[: controls.start()] + xml[controls.end() :] if controls else xml
    if drawn.get("drawing", "") in package:
        changed[drawn["drawing"]] = _SHADOW.sub(b"", package.read(drawn["drawing"]))
    return buttons.code_named(package.rewrite(changed))
