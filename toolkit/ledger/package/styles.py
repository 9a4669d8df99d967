"""Cell formats and rule formats (dxf) appended to styles.xml; what is there is never changed, only counted on."""

from __future__ import annotations

import re

from toolkit.ledger.package import xmlscan
from toolkit.ledger.package.xmlscan import Element, Tree

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst",
)  # fmt: skip

_DATE_FORMATS = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
"""Built-in number formats that show a day."""


def shows_day(code: str) -> bool:
    return bool(re.search("[yYdD]", re.sub(r"\"[^\"]*\"|\[[^\]]*\]|\\\\.", "", code)))


class Styles:
    """styles.xml with a list of appended entries; equal entries are added once, also over several runs.

    Every method takes the inner XML of an entry without prefix and returns its index.
    """

    def __init__(self, data: bytes) -> None:
        self.tree = Tree(data, "styles.xml")
        self.added: dict[str, list[bytes]] = {}
        self._known: dict[str, dict[bytes, int]] = {}

    def font(self, inner: str) -> int:
        return self._add("fonts", f"<font>{inner}</font>")

    def fill(self, rgb: str) -> int:
        inner = f'<patternFill patternType="solid"><fgColor rgb="FF{rgb}"/><bgColor indexed="64"/></patternFill>'
        return self._add("fills", f"<fill>{inner}</fill>")

    def border(self, rgb: str) -> int:
        sides = "".join(f'<{side} style="thin"><color rgb="FF{rgb}"/></{side}>' for side in ("left", "right", "top", "bottom"))
        return self._add("borders", f"<border>{sides}<diagonal/></border>")

    def number_format(self, code: str) -> int:
        """The id of a custom number format (ids are their own, not positions). Each code is asked for once."""
        parent = self.tree.root.find("numFmts")
        ids = {
            e.attributes.get("formatCode", ""): int(e.attributes.get("numFmtId", "0"))
            for e in (parent.children if parent else [])
        }
        pending = self.added.get("numFmts", [])
        if code in ids:
            return ids[code]
        free = max([163, *ids.values()]) + 1
        pending.append(self._prefixed(f'<numFmt numFmtId="{free + len(pending)}" formatCode="{xmlscan.attribute(code)}"/>'))
        self.added["numFmts"] = pending
        return free + len(pending) - 1

    def cell(self, *, font: int, fill: int, border: int, number: int = 0, align: str = "", quote: bool = False) -> int:
        """A cell format; align is the attribute text of <alignment>, quote shows text that begins like a formula as text."""
        prefix = ' quotePrefix="1"' if quote else ""
        return self._add(
            "cellXfs",
            f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"{prefix} applyNumberFormat="1" '
            f'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment {align}/>'
            f'<protection locked="0"/></xf>',
        )

    def rule(self, *, fill: str, font: str = "", bold: bool = False) -> int:
        """A rule format (dxf): fill colour, and a font colour where one is given."""
        weight = "<b/>" if bold else ""
        letters = f'<font>{weight}<color rgb="FF{font}"/></font>' if font else ""
        return self._add(
            "dxfs", f'<dxf>{letters}<fill><patternFill patternType="solid"><bgColor rgb="FF{fill}"/></patternFill></fill></dxf>'
        )

    def as_date(self, index: int) -> int:
        """The cell format of this index as it shows a date: itself where it does so already, else the same with yyyy-mm-dd."""
        parent = self.tree.root.find("cellXfs")
        formats = parent.children if parent else []
        if index >= len(formats):
            return index
        number = int(formats[index].attributes.get("numFmtId", "0"))
        if number in _DATE_FORMATS or shows_day(self._format_code(number)):
            return index
        entry = self.tree.bytes_of(formats[index])
        for name, value in (("numFmtId", self.number_format("yyyy-mm-dd")), ("applyNumberFormat", 1)):
            attribute = f' {name}="{value}"'.encode()
            entry, found = re.subn(rb"\s" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", attribute, entry, count=1)
            entry = entry if found else re.sub(rb"^<[\w.:-]+", rb"\g<0>" + attribute, entry)
        return self._enter("cellXfs", entry)

    def _format_code(self, number: int) -> str:
        parent = self.tree.root.find("numFmts")
        entries = (each.attributes for each in (parent.children if parent else []))
        return next((each.get("formatCode", "") for each in entries if each.get("numFmtId") == str(number)), "")

    def edited(self) -> bytes:
        """The new styles.xml; the old bytes where nothing was added."""
        edits = []
        for name, entries in self.added.items():
            if not entries:
                continue
            parent = self.tree.root.find(name)
            body = b"".join(entries)
            p = self.tree.prefix
            if parent is None:
                at = self._place_for(name)
                edits.append((at, at, f'<{p}{name} count="{len(entries)}">'.encode() + body + f"</{p}{name}>".encode()))
                continue
            count = str(len(parent.children) + len(entries))
            if parent.open_end == parent.end:
                edits.append(
                    (parent.start, parent.end, f'<{p}{name} count="{count}">'.encode() + body + f"</{p}{name}>".encode())
                )
            else:
                edits.append(xmlscan.set_attribute(self.tree, parent, "count", count))
                edits.append((parent.close_start, parent.close_start, body))
        return xmlscan.splice(self.tree.data, edits) if edits else self.tree.data

    def _add(self, name: str, xml: str) -> int:
        return self._enter(name, self._prefixed(xml))

    def _enter(self, name: str, entry: bytes) -> int:
        known = self._known.get(name)
        if known is None:
            parent = self.tree.root.find(name)
            children: list[Element] = parent.children if parent else []
            known = self._known[name] = {}
            for index, child in enumerate(children):
                known.setdefault(self.tree.bytes_of(child), index)
            self.added[name] = []
            known[b""] = len(children)
        if entry not in known:
            known[entry] = known[b""] + len(self.added[name])
            self.added[name].append(entry)
        return known[entry]

    def _prefixed(self, xml: str) -> bytes:
        p = self.tree.prefix
        return (xml.replace("</", "\0").replace("<", f"<{p}").replace("\0", f"</{p}") if p else xml).encode()

    def _place_for(self, name: str) -> int:
        following = _ORDER[_ORDER.index(name) + 1 :]
        root = self.tree.root
        return next((child.start for child in root.children if child.name in following), root.close_start)
