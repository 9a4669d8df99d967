"""What would make a reader fill the memory: one stray cell in the last corner of a sheet, a list that claims to be endless."""

from __future__ import annotations

import re

from toolkit.domain.errors import NotALedger
from toolkit.ledger.package import sheetpart, xmlscan
from toolkit.ledger.package.container import Package
from toolkit.ledger.package.sheetdata import LAST_COLUMN, LAST_ROW, letters, number

MAX_CELLS = 40_000_000
"""Cells from A1 to the last corner that are read; 1,048,576 rows of 30 columns stay below."""
_SMALL = 8 << 20
"""Parts up to this size (about 2,000 full rows) are looked through whatever they say of themselves."""
_DIMENSION = re.compile(rb"<(?:[\w.-]+:)?dimension\s[^>]*?ref=[\"']([A-Z0-9:]+)[\"']")
_HOLDS = re.compile(rb"<(?:[\w.-]+:)?c\s(?:[^>]*?\s)?r=[\"']([A-Z]+)(\d+)[\"'][^>]*(?<!/)>")
_CLAIMED = re.compile(rb"\b(?:uniqueC|c)ount\s*=\s*[\"'](\d+)")
_NUMBERED = re.compile(rb"<(?:[\w.-]+:)?row\s(?:[^>]*?\s)?r=[\"'](\d{7,})[\"']")


def refuse_boasting(package: Package, part: str) -> None:
    """NotALedger for a list of strings that claims more entries than it has bytes: readers reserve memory for them."""
    head = package.head(part, 4096)
    xmlscan.refuse_encoding(head, part)
    if any(int(claimed) > package.infos[part].file_size for claimed in _CLAIMED.findall(head)):
        raise NotALedger(f"工作簿内部的部件 {part} 所称数量不实，疑似异常文件：请用Excel打开并另存为.xlsx再试")


def refuse_scattered(package: Package, part: str, sheet: str, most: int = MAX_CELLS) -> None:
    """NotALedger for a sheet whose filled cells span more than `most`, or lie outside of what a sheet can hold."""
    size, head = package.infos[part].file_size, package.head(part, 4096)
    xmlscan.refuse_encoding(head, part)
    said = _DIMENSION.search(head)
    where = sheetpart.area(said.group(1).decode()) if said else None
    if size > _SMALL and where and where[2] * where[3] <= most:
        return
    data = package.read(part)
    row = column = 1
    for match in _HOLDS.finditer(data):
        row, column = max(row, int(match.group(2))), max(column, number(match.group(1)))
    row = max([row, *(int(match.group(1)) for match in _NUMBERED.finditer(data) if int(match.group(1)) > LAST_ROW)])
    if row > LAST_ROW or column > LAST_COLUMN:
        raise NotALedger(f"工作表“{sheet}”中有超出工作表范围的单元格，疑似异常文件：请用Excel打开并另存为.xlsx再试")
    if row * column > most:
        raise NotALedger(
            f"工作表“{sheet}”的内容散布到第{row}行、{letters(column)}列，无法读取：请删除远处的零散内容（按Ctrl+End可找到）后再试"
        )
