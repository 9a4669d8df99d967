"""An accepted answer into staff's own cells: a line below what stands in 办理情况, the day into an empty 反馈日期.

What stands there stays to the byte, as do the cell's style and everything around it. A cell whose content cannot be
carried over (a formula, text with several formats, a number) is refused, and the sentence says what to do.
"""

from __future__ import annotations

import re

from toolkit.domain.changes import Accepted
from toolkit.domain.errors import LayoutError
from toolkit.ledger.book import LedgerSheet
from toolkit.ledger.package import xmlscan
from toolkit.ledger.package.cells import letters, number, serial
from toolkit.ledger.package.session import Session
from toolkit.ledger.package.sheetpart import SheetPart
from toolkit.ledger.package.xmlscan import MAIN, Element, Tree

LONGEST = 32_767
"""Characters that a cell can hold."""
APPEND, FILL = "办理情况", "反馈日期"


def enter(session: Session, ledger: LedgerSheet, answer: Accepted) -> None:
    """Enters one answer. Raises LayoutError where 办理情况 cannot take it; nothing has been written then."""
    sheet = session.sheet(ledger.sheet)
    if answer.append and APPEND in ledger.columns:
        column = number(ledger.columns[APPEND])
        row, tree = _holding(sheet, column, answer)
        text = _with_line(session, tree, f"“{ledger.sheet}”{letters(column)}{row}单元格（{APPEND}）", answer.append)
        p, style = sheet.prefix, _style(sheet, tree, column)
        made = f'<{p}c r="{letters(column)}{row}"{style} t="inlineStr"><{p}is><{p}t xml:space="preserve">'
        sheet.write({row: {column: made.encode() + text + f"</{p}t></{p}is></{p}c>".encode()}}, {column})
    if answer.fill is not None and FILL in ledger.columns:
        column = number(ledger.columns[FILL])
        row, tree = _holding(sheet, column, answer)
        if tree is None or not tree.root.children:
            known = re.search(r'"(\d+)"', _style(sheet, tree, column))
            look = session.styles.as_date(int(known.group(1)) if known else 0)
            value = serial(answer.fill, session.workbook.date1904)
            p = sheet.prefix
            made = f'<{p}c r="{letters(column)}{row}" s="{look}"><{p}v>{value}</{p}v></{p}c>'
            sheet.write({row: {column: made.encode()}}, {column})


def _holding(sheet: SheetPart, column: int, answer: Accepted) -> tuple[int, Tree | None]:
    """The row of the item whose cell in this column holds something, else its first; and that cell, None where it is missing."""
    found = {row: _parsed(sheet, row, column) for row in range(answer.row, answer.last_row + 1)}
    return next(((row, tree) for row, tree in found.items() if tree and tree.root.children), (answer.row, found[answer.row]))


def _parsed(sheet: SheetPart, row: int, column: int) -> Tree | None:
    data = sheet.cell_at(row, column)
    if data is None:
        return None
    known = "".join(
        f' xmlns:{p}="{MAIN if p + ":" == sheet.prefix else "urn:" + p}"'
        for p in sorted(
            {found.decode() for found in re.findall(rb"[<\s]/?([A-Za-z_][\w.-]*):[A-Za-z_]", data)} - {"xml", "xmlns"}
        )
    )
    head = f"<{sheet.prefix}c"
    return Tree(head.encode() + known.encode() + data[len(head) :], "sheetData")


def _style(sheet: SheetPart, tree: Tree | None, column: int) -> str:
    """The style attribute of a cell; of a missing one that of its column."""
    if tree is not None:
        style = tree.root.attributes.get("s", "")
    else:
        spans = sheet.element("cols")
        named = (each.attributes for each in (spans.children if spans else []))
        style = next((a.get("style", "") for a in named if int(a.get("min", 0)) <= column <= int(a.get("max", 0))), "")
    return f' s="{style}"' if style else ""


def _with_line(session: Session, tree: Tree | None, place: str, line: str) -> bytes:
    """The cell's text as it stands in the file, and below it the new line."""
    old = b"" if tree is None else _text(session, tree, place)
    new = xmlscan.text(line).encode()
    if len(old.decode("utf-8", "replace")) + len(line) + 1 > LONGEST:
        raise is_full(place)
    return old + b"\n" + new if old.strip() else new


def _text(session: Session, tree: Tree, place: str) -> bytes:
    cell, kind = tree.root, tree.root.attributes.get("t", "n")
    if cell.find("f") or "cm" in cell.attributes or "vm" in cell.attributes:
        raise is_formula(place)
    value, inline = cell.find("v"), cell.find("is")
    raw = tree.inner(value).strip() if value else b""
    if kind == "inlineStr" and inline is not None:
        return _plain(tree, inline, place)
    if kind == "s" and raw.isdigit():
        strings = session.shared_strings()
        entries = strings.root.all("si")
        if int(raw) < len(entries):
            return _plain(strings, entries[int(raw)], place)
    if kind == "str" and value is not None:
        return tree.inner(value)
    if not raw and inline is None:
        return b""
    raise is_no_text(place)


def _plain(tree: Tree, holder: Element, place: str) -> bytes:
    """The inner bytes of the one <t>; a phonetic setting beside it says nothing."""
    if any(child.name not in ("t", "phoneticPr") for child in holder.children) or len(holder.all("t")) > 1:
        raise has_several_formats(place)
    text = holder.find("t")
    return tree.inner(text) if text else b""


def is_full(place: str) -> LayoutError:
    return LayoutError(f"{place}已快写满，放不下新的办理情况：请把早先的内容移到别处或删减后再试")


def is_formula(place: str) -> LayoutError:
    return LayoutError(f"{place}中是公式，不能在后面追加文字：请在Excel中复制该单元格，原处“粘贴为值”，保存后再试")


def is_no_text(place: str) -> LayoutError:
    return LayoutError(f"{place}中是数字、日期或错误值，不能在后面追加文字：请在Excel中改成文字，保存后再试")


def has_several_formats(place: str) -> LayoutError:
    return LayoutError(
        f"{place}中的文字有几种格式（如部分加粗、变色），追加会丢失格式：请在Excel中把该单元格的文字改成同一种格式"
        "（重新键入或“粘贴为值”），保存后再试"
    )
