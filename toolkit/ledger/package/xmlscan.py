"""Where the elements of a part stand, in bytes, so that it can be edited without re-writing what is not ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from toolkit.domain.errors import NotALedger

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"

Buffer = bytes | memoryview

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']+)")
_ASIDE = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ATTRIBUTE = re.compile(rb"([^\s=<>\"']+)\s*=\s*(\"[^\"]*\"|'[^']*')")


@dataclass(slots=True)
class Element:
    """One element: local name, attributes (qualified as 'uri name' or 'name'), and its bytes [start, end).

    open_end is the offset behind the start tag; equal to `end` for an empty-element tag.
    """

    name: str
    attributes: dict[str, str]
    start: int
    open_end: int = 0
    close_start: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    def find(self, name: str) -> Element | None:
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> list[Element]:
        return [child for child in self.children if child.name == name]


class Tree:
    """A part parsed once: its element tree with byte offsets, the bytes, and the prefix of the root's namespace."""

    def __init__(self, data: bytes, what: str = "") -> None:
        self.data = data
        self.root = _parse(data, what)
        tag = re.match(rb"<([\w.-]+:)?", data[self.root.start :])
        self.prefix = (tag.group(1) or b"").decode() if tag else ""

    def bytes_of(self, element: Element) -> bytes:
        return self.data[element.start : element.end]

    def inner(self, element: Element) -> bytes:
        return self.data[element.open_end : element.close_start] if element.open_end < element.end else b""


def masked(data: bytes) -> bytes:
    """The same bytes with comments and processing instructions blanked, so that a search in them finds elements only."""
    if not holds(data, b"<!", 0, len(data)) and not holds(data, b"<?", 1, len(data)):  # the XML declaration does not count
        return data
    return _ASIDE.sub(lambda aside: b" " * len(aside.group()), data)


def holds(data: bytes, mark: bytes, start: int, end: int) -> bool:
    """Whether a mark of two characters stands in data[start:end], found by its second character, which is the rare one."""
    at = data.find(mark[1:], start + 1, end)
    while at >= 0:
        if data[at - 1] == mark[0]:
            return True
        at = data.find(mark[1:], at + 1, end)
    return False


def refuse_encoding(head: bytes, what: str) -> None:
    """NotALedger for a part (its first bytes are enough) in another encoding than UTF-8."""
    declared = _ENCODING.match(head)
    wide = b"\0" in head[:4] or head[:2] in (b"\xff\xfe", b"\xfe\xff")
    if wide or (declared and declared.group(1).upper() not in (b"UTF-8", b"UTF8")):
        raise NotALedger(f"工作簿内部的部件 {what} 不是UTF-8编码，不能保证无损：请用Excel另存为.xlsx再试")


def walk(data: bytes, what: str, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None]) -> None:
    """Calls start (qualified name, attributes) and end for every element of a part. NotALedger for broken XML and for a DTD."""
    _run(expat.ParserCreate(), data, what, start, end)


def refuse_broken(data: bytes, what: str) -> None:
    """NotALedger where a part is no whole XML document, rows and all."""
    _run(expat.ParserCreate(), data, what, None, None)


def _parse(data: bytes, what: str) -> Element:
    refuse_encoding(data[:200], what)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    root: list[Element] = []
    stack: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        element = Element(name.rpartition(" ")[2], attributes, parser.CurrentByteIndex)
        if stack:
            stack[-1].children.append(element)
        else:
            root.append(element)
        stack.append(element)

    def end(_name: str) -> None:
        element = stack.pop()
        at = parser.CurrentByteIndex
        tag_end = _tag_end(data, element.start)
        element.open_end = tag_end
        if data[tag_end - 2 : tag_end] == b"/>":
            element.close_start = element.end = tag_end
        else:
            element.close_start = at
            element.end = data.index(b">", at) + 1

    _run(parser, data, what, start, end)
    return root[0]


def _run(
    parser: expat.XMLParserType,
    data: bytes,
    what: str,
    start: Callable[[str, dict[str, str]], None] | None,
    end: Callable[[str], None] | None,
) -> None:
    def refuse(*_args: object) -> None:
        raise NotALedger(f"工作簿内部的部件 {what} 含有文档类型声明（DTD），疑似异常文件：请核实来源")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as broken:
        raise NotALedger(f"工作簿内部的部件 {what} 不是完整的XML：请用Excel打开并另存为.xlsx再试") from broken


def _tag_end(data: bytes, start: int) -> int:
    """Offset behind the start tag at `start`; a '>' inside a quoted attribute value does not end it."""
    at = start
    while True:
        close = data.index(b">", at)
        quote = min((found for found in (data.find(b'"', at, close), data.find(b"'", at, close)) if found >= 0), default=-1)
        if quote < 0:
            return close + 1
        at = data.index(data[quote : quote + 1], quote + 1) + 1


def text(value: str) -> str:
    """Text content, escaped for XML and for Excel's own _xHHHH_ notation; characters that XML forbids are dropped."""
    if not value.isprintable():
        value = _FORBIDDEN.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
    if "_x" in value:
        value = _ESCAPED.sub("_x005F_", value)
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(value: str) -> str:
    """An attribute value, escaped, without its quotes."""
    value = _FORBIDDEN.sub("", value).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return value.replace("\n", "&#10;").replace("\t", "&#9;")


def splice(data: bytes, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
    """Replaces [start, end) by new bytes for each edit; edits must not overlap and may come in any order."""
    return b"".join(spliced(data, ((start, end, (new,)) for start, end, new in edits)))


def spliced(data: bytes, edits: Iterable[tuple[int, int, Sequence[Buffer]]]) -> list[Buffer]:
    """The same in pieces, for parts that are too large to be copied about."""
    pieces: list[Buffer] = []
    at = 0
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        if start < at:
            raise AssertionError("overlapping edits of a part")
        pieces += [data[at:start], *new]
        at = end
    pieces.append(data[at:])
    return pieces


def set_attribute(tree: Tree, element: Element, name: str, value: str) -> tuple[int, int, bytes]:
    """The edit that gives an element's start tag another value for one attribute (added where it is missing)."""
    tag = tree.data[element.start : element.open_end]
    new = attribute(value).encode()
    for found in _ATTRIBUTE.finditer(tag):
        if found.group(1) == name.encode():
            quote = found.group(2)[:1]
            new = new.replace(b"'", b"&apos;") if quote == b"'" else new
            return element.start + found.start(2), element.start + found.end(2), quote + new + quote
    at = element.open_end - (2 if tag.endswith(b"/>") else 1)
    return at, at, b" " + name.encode() + b'="' + new + b'"'
