"""Corpus: the zip around the parts, whole and broken."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile

from tests.support.corpus import case, edited, packed, swap
from tests.support.parts import parts
from tests.support.sheets import workbook


class _Stream(io.RawIOBase):
    """A sink without seek, so that zipfile puts sizes behind the data."""

    def __init__(self) -> None:
        self.out = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        content = bytes(data)  # type: ignore[call-overload]
        self.out += content
        return len(content)


def _listed(data: bytes, name: str) -> tuple[int, int]:
    """Where a member's local header and its directory entry begin."""
    info = zipfile.ZipFile(io.BytesIO(data)).getinfo(name)
    return info.header_offset, data.rfind(name.encode()) - 46


@case("stored members")
def stored_members() -> bytes:
    return packed(parts(workbook()), zipfile.ZIP_STORED)


@case("data descriptors")
def descriptors() -> bytes:
    sink = _Stream()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts(workbook()).items():
            package.writestr(name, content)
    return bytes(sink.out)


@case("zip64 entries")
def zip64() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts(workbook()).items():
            with package.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
                member.write(content)
    return out.getvalue()


@case("names in UTF-8, an archive comment, a folder entry")
def utf8_names() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/", b"")
        for name, content in parts(workbook()).items():
            package.writestr(name, content)
        package.writestr("customXml/说明.xml", "<说明/>")
        package.comment = "存档".encode()
    return out.getvalue()


@case("custom part names, workbook in the root, absolute targets", office=False)
def custom_names() -> bytes:
    members = parts(workbook())
    moved = {
        "xl/workbook.xml": "book.xml",
        "xl/_rels/workbook.xml.rels": "_rels/book.xml.rels",
        "xl/worksheets/sheet1.xml": "表 格/MySheet.xml",
    }
    out = {moved.get(name, name): content for name, content in members.items()}
    out["_rels/book.xml.rels"] = (
        out["_rels/book.xml.rels"]
        .replace(b'Target="', b'Target="/xl/')
        .replace(b"/xl/worksheets/sheet1.xml", "/表%20格/MySheet.xml".encode())
    )
    out["_rels/.rels"] = out["_rels/.rels"].replace(b"xl/workbook.xml", b"/book.xml")
    types = out["[Content_Types].xml"].replace(b"/xl/workbook.xml", b"/book.xml")
    out["[Content_Types].xml"] = types.replace(b"/xl/worksheets/sheet1.xml", "/表%20格/MySheet.xml".encode())
    return packed(out)


@case("strings and styles under other names", odd=True)
def renamed_strings() -> bytes:
    members = parts(workbook())
    names = {"xl/sharedStrings.xml": "xl/texte.xml", "xl/styles.xml": "xl/formate.xml"}
    out = {names.get(name, name): content for name, content in members.items()}
    for old, new in names.items():
        rels, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
        out[rels] = out[rels].replace(old[3:].encode(), new[3:].encode())
        out[types] = out[types].replace(old.encode(), new.encode())
    return packed(out)


@case("part names in another case", office=False)
def other_case() -> bytes:
    return edited({"xl/_rels/workbook.xml.rels": swap("worksheets/sheet1.xml", "Worksheets/Sheet1.xml")})


@case("duplicate member names", refused="重名")
def duplicates() -> bytes:
    out = io.BytesIO(workbook())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "a") as package:
            package.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    return out.getvalue()


@case("part names that differ by case alone", refused="重名")
def case_twins() -> bytes:
    return packed(parts(workbook()) | {"XL/worksheets/SHEET1.xml": b"<worksheet/>"})


@case("encrypted flag", refused="密码")
def encrypted() -> bytes:
    data = bytearray(workbook())
    at, listed = _listed(bytes(data), "xl/styles.xml")
    data[at + 6] |= 1
    data[listed + 8] |= 1
    return bytes(data)


def _declared(name: str, content: bytes, size: int) -> bytes:
    data = bytearray(packed(parts(workbook()) | {name: content}))
    at, listed = _listed(bytes(data), name)
    struct.pack_into("<L", data, at + 22, size)
    struct.pack_into("<L", data, listed + 24, size)
    return bytes(data)


@case("a bomb declared small, in the sheet", refused="损坏|读不出来")
def bomb_in_sheet() -> bytes:
    sheet = parts(workbook())["xl/worksheets/sheet1.xml"]
    return _declared("xl/worksheets/sheet1.xml", sheet.replace(b"<sheetData>", b"<sheetData>" + b" " * (64 << 20)), 2000)


@case("a bomb declared small, in the strings", refused="损坏|读不出来")
def bomb_in_strings() -> bytes:
    return _declared("xl/sharedStrings.xml", b"<sst><si><t>" + b"A" * (64 << 20) + b"</t></si></sst>", 900)


@case("an honest bomb", refused="解压后过大")
def honest_bomb() -> bytes:
    return packed(parts(workbook()) | {"xl/media/image1.bin": b"\0" * (101 << 20)})


@case("cut off in the middle", refused="损坏")
def cut_off() -> bytes:
    data = workbook()
    return data[: len(data) // 2]


@case("a member's data missing", refused="缺失|损坏|不完整|读不出来")
def wrong_offset() -> bytes:
    data = bytearray(workbook())
    _, listed = _listed(bytes(data), "xl/styles.xml")
    struct.pack_into("<L", data, listed + 42, 77)
    return bytes(data)


@case("unknown compression", refused="缺失|损坏|读不出来")
def unknown_compression() -> bytes:
    data = bytearray(workbook())
    at, listed = _listed(bytes(data), "xl/worksheets/sheet1.xml")
    struct.pack_into("<H", data, at + 8, 9)
    struct.pack_into("<H", data, listed + 10, 9)
    return bytes(data)


@case("data before the zip", office=False)
def prepended() -> bytes:
    return b"#!/bin/sh\n" + workbook()
