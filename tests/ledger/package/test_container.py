"""The zip: unchanged members keep their stored bytes; what cannot be kept is refused with the way out."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.support.parts import parts, stored
from tests.support.sheets import workbook
from toolkit.domain.errors import NotALedger
from toolkit.ledger.package import container, reader
from toolkit.ledger.package.container import Package


def repacked(
    data: bytes, extra: dict[str, bytes] | None = None, replace: dict[str, bytes] | None = None, **options: object
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (parts(data) | (extra or {})).items():
            package.writestr(name, (replace or {}).get(name, content))
    return out.getvalue()


def test_rewrite_copies_stored_bytes() -> None:
    """Only the changed member is compressed anew; order is kept, new members come last."""
    data = workbook()
    out = Package(data).rewrite({"xl/styles.xml": b"<x/>", "new.xml": b"<n/>"})
    names = list(parts(data))
    assert list(parts(out)) == [*names, "new.xml"]
    same = {name: content for name, content in stored(data).items() if name != "xl/styles.xml"}
    assert {name: stored(out)[name] for name in same} == same
    assert zipfile.ZipFile(io.BytesIO(out)).testzip() is None


def test_members_with_data_descriptors_survive() -> None:
    """A package streamed out (sizes behind the data) is rewritten with plain headers and the same content."""

    class Unseekable(io.RawIOBase):
        def __init__(self) -> None:
            self.out = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.out += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    data, sink = workbook(), Unseekable()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts(data).items():
            package.writestr(name, content)
    streamed = bytes(sink.out)
    assert parts(Package(streamed).rewrite({"a.xml": b"<a/>"})) == parts(data) | {"a.xml": b"<a/>"}


def test_removed_members_are_gone() -> None:
    """A part of ours that is taken out leaves no trace."""
    assert "docProps/app.xml" not in parts(Package(workbook()).rewrite({}, {"docProps/app.xml"}))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not a workbook at all", "不是Excel工作簿"),
        (OLE + b"\0" * 600, "旧版.xls"),
        (OLE + b"\0" * 100 + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (b"PK\3\4 broken", "损坏"),
    ],
)
def test_refused_before_unpacking(data: bytes, words: str) -> None:
    """Not a zip, an old .xls, an encrypted workbook, a broken zip."""
    with pytest.raises(NotALedger, match=words):
        reader.open_package(data)


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ({"_xmlsignatures/sig1.xml": b"<s/>"}, "数字签名"),
        ({"xl/revisions/revisionHeaders.xml": b"<s/>"}, "共享工作簿"),
    ],
)
def test_refused_kinds(extra: dict[str, bytes], words: str) -> None:
    """Signed packages and legacy shared workbooks would break or lie after a change."""
    with pytest.raises(NotALedger, match=words):
        reader.open_package(repacked(workbook(), extra))


def test_strict_ooxml_is_refused() -> None:
    """The strict dialect has other namespaces; staff are told how to save as the usual one."""
    data = workbook()
    strict = parts(data)["xl/workbook.xml"].replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    with pytest.raises(NotALedger, match="严格"):
        reader.open_package(repacked(data, replace={"xl/workbook.xml": strict}))


def test_a_document_type_is_refused() -> None:
    """No entity is ever expanded or fetched."""
    data = workbook()
    evil = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        + parts(data)["xl/workbook.xml"].split(b"?>", 1)[1]
    )
    with pytest.raises(NotALedger, match="DTD"):
        reader.open_package(repacked(data, replace={"xl/workbook.xml": evil}))


def test_not_a_workbook_but_a_zip() -> None:
    """Any other zip is told apart."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "x")
    with pytest.raises(NotALedger, match="不是Excel工作簿"):
        reader.open_package(out.getvalue())


def test_a_word_file_with_another_ending() -> None:
    """What the file is stands in the sentence: choosing an .xlsx would not help, it is called one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(
            "[Content_Types].xml", '<Types><Override ContentType="application/vnd…wordprocessingml.document.main+xml"/></Types>'
        )
    with pytest.raises(NotALedger, match="内容不是Excel工作簿，而是Word文档"):
        reader.open_package(out.getvalue())


def test_a_large_part_is_packed_in_blocks() -> None:
    """Many small pieces of more than a block: the same bytes each time, unpacked whole by another program, read back in slices."""
    pieces = [b"%d" % (number % 7919) * 40 for number in range(120_000)]
    whole = b"".join(pieces)
    assert len(whole) > 2 * container.BLOCK
    once, again = (Package(workbook()).rewrite({"xl/worksheets/sheet1.xml": pieces}) for _ in range(2))
    assert once == again
    assert parts(once)["xl/worksheets/sheet1.xml"] == whole
    package = Package(once)
    assert package.read("xl/worksheets/sheet1.xml") == whole
    assert package.read("xl/worksheets/sheet1.xml") == whole


def test_strict_workbooks_are_refused() -> None:
    """Strict Open XML has other namespaces throughout."""
    strict = parts(workbook())["xl/workbook.xml"].replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    with pytest.raises(NotALedger, match="严格"):
        reader.open_package(repacked(workbook(), replace={"xl/workbook.xml": strict}))


def test_a_broken_member_that_is_only_copied() -> None:
    """Rewriting stops where a member that nobody reads lies outside of the file."""
    data = workbook()
    package = Package(data)
    package.data = data[:200]
    with pytest.raises(NotALedger, match="不完整"):
        package.rewrite({"new.xml": b"<n/>"})
