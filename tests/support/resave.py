"""What Excel makes of a workbook of ours when somebody saves it: shared strings, shared formulas, a calculation chain."""

from __future__ import annotations

import re

from tests.support.corpus import packed
from tests.support.parts import parts
from toolkit.ledger.package import reader
from toolkit.ledger.package.workbook import relations

_INLINE = re.compile(rb'<c r="([A-Z]+\d+)" s="(\d+)" t="inlineStr"><is>(<t[^>]*>[^<]*</t>)</is></c>')
_LIGHT = re.compile(rb'(<c r="I(\d+)"[^>]*>)<f>[^<]*</f>')
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def resaved(data: bytes, lights: int = 3) -> bytes:
    """The same content as another program would write it; lights: how many rows from 2 on share the light's formula in column I."""
    members = parts(data)
    strings = members["xl/sharedStrings.xml"]
    count = strings.count(b"<si>")
    fresh: list[bytes] = []
    chain = ""
    book = reader.open_package(data)
    for sheet in book.sheets:

        def share(found: re.Match[bytes]) -> bytes:
            fresh.append(b"<si>" + found.group(3) + b"</si>")
            return b'<c r="%s" s="%s" t="s"><v>%d</v></c>' % (found.group(1), found.group(2), count + len(fresh) - 1)

        xml = _INLINE.sub(share, members[sheet.part]).replace(b'" >', b'">').replace(b"\t>", b">")
        for place in re.findall(rb'<c r="([A-Z]+\d+)"[^>]*><f', xml):
            chain += f'<c r="{place.decode()}" i="{sheet.sheet_id}"/>'
        members[sheet.part] = xml
    first = book.sheets[0].part

    def shared(found: re.Match[bytes]) -> bytes:
        if found.group(2) == b"2":
            return found.group().replace(b"<f>", b'<f t="shared" ref="I2:I%d" si="0">' % (1 + lights))
        return found.group(1) + b'<f t="shared" si="0"/>'

    members[first] = _LIGHT.sub(shared, members[first])
    members["xl/sharedStrings.xml"] = re.sub(rb'count="\d+" uniqueCount="\d+"', b"", strings).replace(
        b"</sst>", b"".join(fresh) + b"</sst>"
    )
    if chain and not any(kind.endswith("/calcChain") for _, kind, _ in relations(book.package, book.part)):
        members["xl/calcChain.xml"] = f'<calcChain xmlns="{_MAIN}">{chain}</calcChain>'.encode()
        _listed(members)
    return packed(members)


def _listed(members: dict[str, bytes]) -> None:
    rels, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    members[rels] = members[rels].replace(
        b"</Relationships>",
        f'<Relationship Id="rIdChain" Type="{_REL}/calcChain" Target="calcChain.xml"/></Relationships>'.encode(),
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    members[types] = members[types].replace(
        b"</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'.encode()
    )
