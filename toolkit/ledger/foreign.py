"""An Office file that came by mail, opened as hostile: never run, never followed, never unpacked beyond its limits."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from toolkit.domain.errors import NotALedger
from toolkit.domain.secrets import has_secret_mark
from toolkit.ledger.package.container import Package

MAX_FILE, MAX_PART, MAX_UNPACKED, MAX_PARTS = 10 << 20, 8 << 20, 40 << 20, 500
"""Bytes of the file, of one part and of all parts unpacked; and how many parts. A form has about 10 KB and 12 parts."""
_MACROS = re.compile(r"vbaproject|macrosheets|vbadata|/activex/", re.IGNORECASE)
_LINKS = re.compile(r"externallinks/|/embeddings/|oleobject|/connections\.xml|querytables/", re.IGNORECASE)
_EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_TAG = re.compile(rb"<[^>]*>")
_DDE = re.compile(rb"\bddeLink\b|\bDDEAUTO\b|<(?:\w+:)?f[^>]*>[^<]*\|[^<]*!", re.IGNORECASE)


def opened(data: bytes) -> Package:
    """The package of a .xlsx or .docx. Raises NotALedger (a Chinese reason) for what is too large, broken or no package."""
    if len(data) > MAX_FILE:
        raise NotALedger(f"文件超过{MAX_FILE >> 20}MB")
    package = Package(data)
    sizes = [info.file_size for info in package.infos.values()]
    if len(sizes) > MAX_PARTS or sum(sizes) > MAX_UNPACKED or max(sizes, default=0) > MAX_PART:
        raise NotALedger("文件解压后过大，疑似异常文件")
    return package


def macros(package: Package) -> bool:
    """Whether the file carries programs, whatever its name says."""
    types = package.read("[Content_Types].xml") if "[Content_Types].xml" in package else b""
    return b"macroenabled" in types.lower() or any(_MACROS.search(name) for name in package.infos)


def reaches_out(package: Package) -> bool:
    """Whether opening the file in Office could fetch or start something: external links, embedded objects, DDE."""
    if any(_LINKS.search(name) for name in package.infos):
        return True
    return any(
        _DDE.search(content) or any(b"/hyperlink" not in link for link in _EXTERNAL.findall(content)) for content in _xml(package)
    )


def says_secret(package: Package) -> bool:
    """Whether any text in the file bears a mark of state secrecy 〔保密法〕."""
    return any(
        has_secret_mark(html.unescape(_TAG.sub(b"", content).decode("utf-8", "replace")))
        for content in _xml(package)
        if "密".encode() in content or b"&#" in content
    )


def _xml(package: Package) -> Iterator[bytes]:
    for name in package.infos:
        if name.lower().endswith((".xml", ".rels")):
            yield package.read(name)
