"""Looking into workbooks part by part: what of a sheet is staff's, byte for byte."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass, field

from toolkit.ledger.package.cells import number
from toolkit.ledger.package.sheetpart import MARKERS
from toolkit.ledger.package.xmlscan import Tree

_TAG = re.compile(rb"<!--.*?-->|<\?.*?\?>|<(?:\w+:)?(row|c)(?=[\s/>])((?:[^>\"'/]|\"[^\"]*\"|'[^']*')*)/?>", re.DOTALL)
_CELL_END = re.compile(rb"</(?:\w+:)?c\s*>")
_REF = re.compile(rb"\sr=[\"']([A-Z]*)(\d+)[\"']")


def parts(data: bytes) -> dict[str, bytes]:
    """All members of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def stored(data: bytes) -> dict[str, bytes]:
    """The compressed bytes of each member."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for info in package.infolist():
            at = info.header_offset
            begin = (
                at + 30 + int.from_bytes(data[at + 26 : at + 28], "little") + int.from_bytes(data[at + 28 : at + 30], "little")
            )
            found[info.filename] = data[begin : begin + info.compress_size]
    return found


@dataclass
class SheetView:
    """What staff own in a worksheet part: cells by reference, row tags, and the elements around the rows."""

    cells: dict[str, bytes] = field(default_factory=dict)
    rows: list[bytes] = field(default_factory=list)
    around: list[bytes] = field(default_factory=list)


_WIDENED = {"dimension", "autoFilter", "mergeCells", "cols", "dataValidations"}


def _look_through(rows: bytes, own: Collection[int], view: SheetView) -> None:
    """Foreign cells by row and column (counted on where they bear no number), and row tags."""
    row = column = 0
    for tag in _TAG.finditer(rows):
        ref = _REF.search(tag.group(2) or b"")
        if tag.group(1) == b"row":
            row, column = int(ref.group(2)) if ref else row + 1, 0
            view.rows.append(tag.group())
        elif tag.group(1) == b"c":
            column = number(ref.group(1)) if ref else column + 1
            end = tag.end()
            if not tag.group().endswith(b"/>"):
                close = _CELL_END.search(rows, end)
                assert close
                end = close.end()
            if column not in own:
                view.cells[f"{row},{column}"] = rows[tag.start() : end]


def foreign(xml: bytes, own: Collection[int] = ()) -> SheetView:
    """A worksheet part without own columns (numbers), own rules and own merges; widened references are left out."""
    view = SheetView()
    tree = Tree(xml)
    for child in tree.root.children:
        body = tree.bytes_of(child)
        if child.name == "sheetData":
            _look_through(body, own, view)
        elif child.name == "conditionalFormatting" and any(marker.encode() in body for marker in MARKERS):
            continue
        elif child.name in _WIDENED:
            view.around += [tree.bytes_of(each) for each in child.children]
        else:
            view.around.append(body)
    return view
