"""What would make a reader fill the memory: a stray cell in the last corner, endless merges, a list that claims to be endless."""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.domain.errors import NotALedger
from toolkit.ledger.book import Area
from toolkit.ledger.package import xmlscan
from toolkit.ledger.package.cells import LAST_COLUMN, LAST_ROW, letters, number
from toolkit.ledger.package.container import Package

MAX_CELLS = 20_000_000
"""Cells from A1 to the last corner that are read (half a gigabyte); 200,000 rows of 100 columns, or a stray cell in the last row
of 19 columns, stay below."""
MAX_MERGED = 4 * LAST_ROW
"""Rows that all merged blocks of a sheet span together; four whole columns."""
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_UNUSUAL = (
    re.compile(rb"<c(?! r=\"(?:A[A-L]|[A-Z])(?:\d{1,5}|[1-4]\d{5})\")"),
    re.compile(rb"<row(?! r=\"\d{1,6}\")"),
)
"""A cell or row that is not numbered the way programs do it, or stands right of column AL or below row 499,999.
Two patterns, each with a beginning that can be searched for as fast as memory is read."""
_REF = re.compile(r"([A-Za-z]{0,7})(\d{0,10})")
_STRINGS = re.compile(rb"<(?:[\w.-]+:)?sst[\s/>][^>]*>?")
_CLAIMED = re.compile(rb"\b(?:uniqueC|c)ount\s*=\s*[\"'](\d+)")


def refuse_boasting(package: Package, part: str) -> None:
    """NotALedger for a list of strings that claims more entries than it has bytes: readers reserve memory for them."""
    head = package.head(part, 4096)
    xmlscan.refuse_encoding(head, part)
    tag = _STRINGS.search(head) if b"<!" not in head else None
    if tag is None or not tag.group().endswith(b">"):
        tag = _STRINGS.search(xmlscan.masked(package.read(part)))
    if tag and any(int(claimed) > package.infos[part].file_size for claimed in _CLAIMED.findall(tag.group())):
        raise NotALedger(f"工作簿内部的部件 {part} 所称数量不实，疑似异常文件：请用Excel打开并另存为.xlsx再试")


def refuse_scattered(package: Package, part: str, sheet: str) -> None:
    """NotALedger for a sheet whose filled cells span more than MAX_CELLS, or lie outside of what a sheet can hold.

    What the part says of its own size (dimension) is not believed.
    """
    xmlscan.refuse_encoding(package.head(part, 4096), part)
    data = package.read(part)
    if _is_usual(data):
        return
    row, column = _reach(data, part)
    if row > LAST_ROW or column > LAST_COLUMN:
        raise NotALedger(f"工作表“{sheet}”中有超出工作表范围的单元格，疑似异常文件：请用Excel打开并另存为.xlsx再试")
    if row * column > MAX_CELLS:
        raise NotALedger(
            f"工作表“{sheet}”的内容散布到第{row}行、{letters(column)}列，无法读取：请删除远处的零散内容（按Ctrl+End可找到）后再试"
        )


def reach(package: Package, part: str) -> tuple[int, int]:
    """The last row and the last column of a sheet in which a cell holds anything, counted cell by cell."""
    xmlscan.refuse_encoding(package.head(part, 4096), part)
    return _reach(package.read(part), part)


def refuse_full(cells: int) -> None:
    """NotALedger for a workbook whose sheets hold more than MAX_CELLS between them."""
    if cells > MAX_CELLS:
        raise NotALedger("工作簿各工作表的内容合计过多，无法读取：请把无关的大表移到另一个工作簿后再试")


def refuse_endless(merges: Iterable[Area], sheet: str) -> None:
    """NotALedger for merged blocks that span more than MAX_MERGED rows together: each row of a block is looked at."""
    if sum(r2 - r1 for r1, _, r2, _ in merges) > MAX_MERGED:
        raise NotALedger(f"工作表“{sheet}”中合并的单元格过多过长，无法读取：请取消整列的合并后再试")


def _is_usual(data: bytes) -> bool:
    """Whether every cell bears its number in the usual writing and all stand within A1:AL499999; by a search of bytes alone,
    so that 100,000 rows take a moment."""
    start, end = data.find(_OPEN), data.rfind(_CLOSE)
    if start < 0 or end < start or b"sheetData" in data[:start] or b"sheetData" in data[end + len(_CLOSE) :]:
        return False
    if xmlscan.holds(data, b"<!", start, end) or _prefixed(data, start, end):
        return False
    return all(unusual.search(data, start, end) is None for unusual in _UNUSUAL)


def _prefixed(data: bytes, start: int, end: int) -> bool:
    """Whether something like x:c or x:row stands there; colons are rare."""
    at = data.find(b":", start, end)
    while at >= 0:
        if data.startswith((b"c", b"row"), at + 1):
            return True
        at = data.find(b":", at + 1, end)
    return False


def _reach(data: bytes, part: str) -> tuple[int, int]:
    """The last row and column in which a cell holds anything, however the part numbers them."""
    row = column = last_row = last_column = deep = 0
    filled = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, last_row, deep, filled
        kind = name.rpartition(":")[2]
        if kind == "row":
            given = attributes.get("r", "")
            row, column = int(given) if given.isdecimal() else row + 1, 0
            if row > LAST_ROW:
                last_row = row
        elif kind == "c":
            found = _REF.fullmatch(attributes.get("r", ""))
            column = number(found.group(1).upper()) if found and found.group(1) else column + 1
            deep = int(found.group(2)) if found and found.group(2) else row
            filled = False
        elif kind in ("v", "f", "is"):
            filled = True

    def end(name: str) -> None:
        nonlocal last_row, last_column
        if filled and name.rpartition(":")[2] == "c":
            last_row, last_column = max(last_row, deep), max(last_column, column)

    xmlscan.walk(data, part, start, end)
    return last_row, last_column
