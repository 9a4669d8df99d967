"""Mutated workbooks: bytes turned over, XML cut and grafted, zips bent, bombs and entities planted; a seed gives the same one."""

from __future__ import annotations

import copy
import random
import re
import struct
import tempfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from lxml import etree

from tests.support.corpus import all_cases, packed
from tests.support.parts import parts

CANARY = Path(tempfile.gettempdir()) / "duban-canary"
"""Where planted entities point. benchmarks/fuzz.py puts a pipe there, so that whoever follows one is seen to hang."""
SLOW = ("250 sheets", "thirty sheets that reach to the bottom", "an honest bomb", "every column of the header row used")
_TAG = re.compile(rb"<[^<>]*>")
_VALUE = re.compile(rb"=\"([^\"]*)\"")
_TEXTS = (
    b"", b"0", b"-1", b"1", b"99999999999999999999", b"1e308", b"NaN", b"A1", b"XFD1048576", b"$A$1", b"A1:XFD1048576", b"#REF!", b"\xff\xfe",
    b"../../../etc/passwd", b"&amp;", b"&#0;", b"&#x110000;", b"true", "督办_今日".encode(), "督办_台账_1".encode(), b"=1+1", b"'", b"\x00", b"A" * 40000,
)  # fmt: skip
_BREAKS = (
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?x ?>", b"</row>", b"<row>", b"<row r=\"3\"/>", b"</sheetData>", b"<sheetData/>", b"<sheetData>",
    b"<c/>", b"<c r=\"A1\"/>", b"</c>", b"<x:c xmlns:x=\"u\" r=\"ZZ9\"/>", b"<", b">", b"\"", b"&", b"\xef\xbb\xbf", b"\0", b"<mergeCell ref=\"A1:XFD9\"/>",
)  # fmt: skip
Members = dict[str, bytes]
Mutate = Callable[[random.Random, Members], None]


@lru_cache(maxsize=1)
def seeds() -> Mapping[str, bytes]:
    """The packages that are mutated: the corpus, without the few that take seconds each; those first that are not refused."""
    cases = sorted(all_cases().values(), key=lambda case: bool(case.refused))
    return {case.name: case.make() for case in cases if case.name not in SLOW}


@lru_cache(maxsize=1)
def _good() -> int:
    """How many of them are not refused."""
    return sum(not all_cases()[name].refused for name in seeds())


@lru_cache(maxsize=200)
def _members(name: str) -> Members | None:
    try:
        return parts(seeds()[name])
    except Exception:  # the corpus has broken zips as well
        return None


def mutated(seed: int) -> bytes:
    """The package of one seed."""
    chance = random.Random(seed)
    names = list(seeds())
    name = chance.choice(names[: _good()] if chance.random() < 0.9 else names)
    found = _members(name)
    if found is None or chance.random() < 0.12:
        return _bent(chance, seeds()[name])
    members = dict(found)
    if chance.random() < 0.02:
        _bomb(chance, members)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        (_elements if chance.random() < 0.6 else chance.choice(_IN_PARTS))(chance, members)
    data = packed(members)
    return _bent(chance, data) if chance.random() < 0.05 else data


# -- the zip ------------------------------------------------------------------------------------------------------------


def _bent(chance: random.Random, data: bytes) -> bytes:
    out = bytearray(data)
    kind = chance.randrange(6)
    if kind == 0:
        for _ in range(chance.choice((1, 1, 4, 30))):
            out[chance.randrange(len(out))] = chance.randrange(256)
    elif kind == 1:
        del out[chance.randrange(len(out)) :]
    elif kind == 2:
        at, size = chance.randrange(len(out)), chance.randrange(1, 60)
        del out[at : at + size]
    elif kind == 3:
        at = chance.randrange(len(out))
        out[at:at] = out[chance.randrange(len(out)) :][: chance.randrange(1, 90)]
    else:  # a field of a header or directory entry, or of the end record
        marks = [m.start() for m in re.finditer(rb"PK[\x01\x03\x05][\x02\x04\x06]", data)]
        if marks:
            at = chance.choice(marks) + chance.randrange(4, 46)
            value = chance.choice((0, 1, 8, 0xFF, 0xFFFF, 0xFFFFFFFF, chance.randrange(1 << 32)))
            out[at : at + 4] = struct.pack("<L", value)[: chance.choice((1, 2, 4))].ljust(min(4, len(out) - at), b"\0")
    return bytes(out)


# -- the parts ----------------------------------------------------------------------------------------------------------


def _pick(chance: random.Random, members: Members) -> str:
    """A part; those that the toolkit reads and changes more often than the others."""
    usual = [n for n in members if re.search(r"sheet\d|workbook|styles|sharedStr|Content_Types|\.rels|table|calcChain", n)]
    return chance.choice(usual if usual and chance.random() < 0.9 else list(members))


def _turn_bytes(chance: random.Random, members: Members) -> None:
    name = _pick(chance, members)
    out = bytearray(members[name])
    for _ in range(chance.choice((1, 2, 8))):
        if out:
            out[chance.randrange(len(out))] = chance.choice((chance.randrange(256), 0x3C, 0x3E, 0x22, 0x26))
    members[name] = bytes(out)


def _tags(chance: random.Random, members: Members) -> None:
    """One element's tag doubled, dropped or put elsewhere, or a stretch between two tags cut out."""
    name = _pick(chance, members)
    data = members[name]
    tags = [m.span() for m in _TAG.finditer(data)]
    if not tags:
        return
    (a, b), (c, d) = sorted((chance.choice(tags), chance.choice(tags)))
    members[name] = chance.choice(
        (
            data[:a] + data[b:],
            data[:b] + data[a:],
            data[:a] + data[c:],
            data[:a] + data[c:d] + data[a:],
            data[:b] + data[a:d] + data[b:],
        )
    )


def _elements(chance: random.Random, members: Members) -> None:
    """Whole elements doubled, moved, renamed or taken out, attributes taken away: what is left is still XML."""
    name = _pick(chance, members)
    try:
        root = etree.fromstring(members[name])
    except (ValueError, etree.XMLSyntaxError):
        return
    found = list(root.iter("*"))
    one, other = chance.choice(found), chance.choice(found)
    kind = chance.randrange(6)
    parent = one.getparent()
    if kind == 0 and parent is not None:
        parent.remove(one)
    elif kind == 1 and parent is not None:
        parent.insert(chance.randrange(len(parent) + 1), copy.deepcopy(one))
    elif kind == 2:
        other.append(copy.deepcopy(one))
    elif kind == 3 and one.attrib:
        del one.attrib[chance.choice(list(one.attrib))]
    elif kind == 4 and one.attrib and other.attrib:
        one.set(chance.choice(list(one.attrib)), other.get(chance.choice(list(other.attrib)), ""))
    elif parent is not None:
        one.tag = other.tag
    members[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _values(chance: random.Random, members: Members) -> None:
    name = _pick(chance, members)
    data = members[name]
    places = [m.span(1) for m in _VALUE.finditer(data)]
    if places:
        a, b = chance.choice(places)
        members[name] = data[:a] + chance.choice((*_TEXTS, data[slice(*chance.choice(places))])) + data[b:]


def _texts(chance: random.Random, members: Members) -> None:
    name = _pick(chance, members)
    data = members[name]
    places = [m.span() for m in re.finditer(rb"(?<=>)[^<>]+(?=<)", data)]
    if places:
        a, b = chance.choice(places)
        members[name] = data[:a] + chance.choice(_TEXTS) + data[b:]


def _plant(chance: random.Random, members: Members) -> None:
    """A break of the structure somewhere between two tags."""
    name = _pick(chance, members)
    data = members[name]
    at = chance.choice([m.start() for m in _TAG.finditer(data)] or [0])
    members[name] = data[:at] + chance.choice(_BREAKS) + data[at:]


def _rewrite(chance: random.Random, members: Members) -> None:
    """Another way of writing the same part: encodings, quotes, prefixes, line ends, a byte order mark."""
    name = _pick(chance, members)
    data = members[name]
    kind = chance.randrange(6)
    if kind == 0:
        data = data.replace(b'"', b"'")
    elif kind == 1:
        data = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1q:", data)
    elif kind == 2:
        data = data.decode("utf-8", "replace").encode(chance.choice(("utf-16", "utf-16-le", "gb18030", "utf-8-sig")))
    elif kind == 3:
        data = data.replace(b">", b">\r\n")
    elif kind == 4:
        data = re.sub(rb' (r|spans|ref|count|s|t)="[^"]*"', lambda m: b"" if chance.random() < 0.3 else m.group(), data)
    else:
        data = data.replace(b"http://schemas.openxmlformats.org/", chance.choice((b"http://purl.oclc.org/ooxml/", b"urn:")))
    members[name] = data


def _entity(chance: random.Random, members: Members) -> None:
    """External and endless entities."""
    name = _pick(chance, members)
    kind = chance.choice(
        (
            f'<!ENTITY e SYSTEM "{CANARY.as_uri()}">',
            f'<!ENTITY % e SYSTEM "{CANARY.as_uri()}"> %e;',
            '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY e "&b;&b;&b;&b;&b;&b;&b;&b;">',
        )
    )
    root = re.search(rb"<(?![?!])[^\s/>]+", members[name])
    if root:
        at = root.start()
        doctype = f"<!DOCTYPE {root.group()[1:].decode('ascii', 'replace')} [{kind}]>".encode()
        if chance.random() < 0.3:
            doctype = f'<!DOCTYPE x SYSTEM "{CANARY.as_uri()}">'.encode()
        body = members[name][at:]
        places = [m.start() for m in re.finditer(rb"(?<=>)[^<>]+(?=<)", body)]
        spot = chance.choice(places) if places else len(body)
        members[name] = members[name][:at] + doctype + body[:spot] + b"&e;" + body[spot:]


def _bomb(chance: random.Random, members: Members) -> None:
    """Little on the disk, much in memory: blanks, repeated rows, far cells, claims."""
    name = _pick(chance, members)
    at = members[name].rfind(b"</")
    row = chance.choice((b"1048576", b"1048577", b"99999999", b"500000"))
    column = chance.choice((b"XFD", b"AAA", b"A", b"AL", b"zz"))
    what = chance.choice(
        (
            b" " * (8 << 20),
            b"<c/>" * 20_000,
            b'<sheetData><row r="%s"><c r="%s%s"><v>1</v></c></row></sheetData>' % (row, column, row),
            b"<mergeCells>" + b'<mergeCell ref="A1:%s%s"/>' % (column, row) * 500 + b"</mergeCells>",
            b"<a>" * 10_000,
        )
    )
    members[name] = members[name][:at] + what + members[name][at:]
    if chance.random() < 0.5:
        sheet = "xl/worksheets/sheet1.xml"
        cell = b'<row r="%s"><c r="%s%s"><v>1</v></c></row></sheetData>' % (row, column, row)
        members[sheet] = members.get(sheet, b"").replace(b"</sheetData>", cell, 1)


def _parts(chance: random.Random, members: Members) -> None:
    """Parts lost, exchanged, doubled under names that differ by case only, or with names that lead elsewhere."""
    names = list(members)
    one, other = chance.choice(names), chance.choice(names)
    kind = chance.randrange(5)
    if kind == 0:
        del members[one]
    elif kind == 1:
        members[one], members[other] = members[other], members[one]
    elif kind == 2:
        members[chance.choice((one.upper(), "/" + one, "../" + one, one + "/", "xl/\\" + one, one.replace("/", "//")))] = members[
            one
        ]
    elif kind == 3:
        members[one] = b""
    else:
        members[one] = chance.choice((b"\0" * 50, b"<a/>", b"<?xml version='1.0'?>", chance.choice(list(seeds().values()))))


_IN_PARTS: tuple[Mutate, ...] = (
    _turn_bytes,
    _tags,
    _tags,
    _values,
    _values,
    _texts,
    _plant,
    _plant,
    _rewrite,
    _entity,
    _parts,
)
