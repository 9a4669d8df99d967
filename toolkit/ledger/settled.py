"""A workbook that openpyxl made, put into its settled form: the same content gives the same bytes, on any day."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

from lxml import etree

STAMP = datetime(2026, 1, 1)
"""The time that stands in every package, as its members' and as 'modified'."""

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_FIXED_HEIGHT = re.compile(rb'(<row r="(\d+)"[^>]*?) customHeight="1"')
_FONT = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}font"
_FONT_PARTS = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family", "charset", "scheme",
)  # fmt: skip
"""The order in which the schema (CT_Font) lists them; openpyxl writes another."""


def settled(package: bytes, *, fixed: int = 0) -> bytes:
    """The same .xlsx with sorted members and fixed times, fonts in the schema's order, and rows free to grow with their text.

    fixed: so many rows at the top of each sheet keep the height that was set.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in sorted(source.namelist()):
            member = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            member.create_system, member.compress_type = 0, zipfile.ZIP_DEFLATED
            target.writestr(member, _content(name, source.read(name), fixed))
    return buffer.getvalue()


def _content(name: str, content: bytes, fixed: int) -> bytes:
    if name == "docProps/core.xml":
        return _MODIFIED.sub(rb"\g<1>" + STAMP.isoformat().encode() + b"Z", content)
    if name.startswith("xl/worksheets/"):
        return _FIXED_HEIGHT.sub(lambda row: row.group() if int(row[2]) <= fixed else row[1], content)
    return _in_order(content) if name == "xl/styles.xml" else content


def _in_order(styles: bytes) -> bytes:
    tree = etree.fromstring(styles)
    for font in tree.iter(_FONT):
        font[:] = sorted(font, key=lambda part: _FONT_PARTS.index(etree.QName(part).localname))
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
