"""Buttons and macros put into a workbook: form controls over the rows above the header, the VBA project, the sheet 按钮设置."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from toolkit.domain.buttons import BAND, BUTTONS, EVERY, PANEL_SHEET
from toolkit.domain.errors import LayoutError
from toolkit.domain.sheets import OWN_SHEETS, Column, OwnSheet
from toolkit.ledger.book import LedgerSheet
from toolkit.ledger.package import ownsheet, xmlscan
from toolkit.ledger.package import workbook as wb
from toolkit.ledger.package.container import Content
from toolkit.ledger.package.reader import open_package, quoted
from toolkit.ledger.package.session import Session
from toolkit.ledger.package.xmlscan import Element

PANEL = OwnSheet(
    PANEL_SHEET,
    "按钮用到的单元格：只改“值”一栏，行的位置不要变动。",
    (Column("项目", 18), Column("值", 40), Column("说明", 70)),
    answers={named.label: named.choices for named in EVERY if named.choices},
)
PROJECT = "xl/vbaProject.bin"
_MACRO_BOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
_PROJECT_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_MODULES = len(OWN_SHEETS) + 3
"""Document modules of the shipped project; sheets past them get theirs from Excel."""
_WIDTH, _HEIGHT, _GAP = 76, 26, 5
"""Of a button, in pixels at 96 dpi."""
_LEAST_HEIGHT = 18
_DEFAULT_WIDTH, _DEFAULT_HEIGHT = 64, 20


def install(data: bytes, ledger: LedgerSheet, project: bytes, values: Mapping[str, str] | None = None) -> bytes:
    """The bytes of the .xlsm that a workbook becomes with buttons above this ledger. project: vbaProject.bin;
    values: name of a cell behind the buttons -> its first value instead of the usual one.

    Raises LayoutError where the workbook has macros or controls on that sheet already, or no rows above the header.
    """
    session, values = Session(open_package(data)), values or {}
    book = session.workbook
    part = book.sheet(ledger.sheet)
    if PROJECT in book.package:
        raise LayoutError("这个工作簿已有宏，不能再装按钮：请打开随附的“督查台账.xlsm”，再激活本工作簿，按Alt+F8运行其中的宏")
    assert part is not None
    sheet = session.sheet(ledger.sheet)
    if sheet.element("controls") is not None:
        raise LayoutError(f"工作表“{ledger.sheet}”上已有控件，不能再装按钮：请打开随附的“督查台账.xlsm”配合使用")
    heights = row_heights(sheet.inner, ledger.header[0] - 1)
    if sum(heights) < _LEAST_HEIGHT:
        raise LayoutError(f"工作表“{ledger.sheet}”的表头上面没有可放按钮的标题行：请打开随附的“督查台账.xlsm”配合使用")
    own = {name for name, _ in book.names}
    listed = [named for named in EVERY if named.name not in own]
    rows = [(named.label, values.get(named.name, named.value) or None, named.note or None) for named in listed]
    if PANEL_SHEET in {each.name for each in book.sheets}:
        raise LayoutError(f"这个工作簿已有工作表“{PANEL_SHEET}”：请改名后再试")
    session.add_sheet(PANEL_SHEET, ownsheet.build(PANEL, rows, session.look, book.date1904))
    for row, named in enumerate(listed, ownsheet.HEADER_ROW + 1):
        session.names[(named.name, None)] = f"{quoted(PANEL_SHEET)}!$B${row}"
    session.names[(BAND, None)] = f"{quoted(ledger.sheet)}!$A$1:$A${ledger.header[0] - 1}"
    columns = widths(sheet.element("cols"))
    known = sheet.element("legacyDrawing")
    if known is not None:  # comments: our shapes join theirs
        rel_id = known.attributes.get(f"{xmlscan.RELS} id", "")
        drawing = next(target for each, _, target in wb.relations(book.package, part.part) if each == rel_id)
        session.changed[drawing] = joined(book.package.read(drawing), columns, heights)
    else:
        drawing = _free(book.package.infos, "xl/drawings/vmlDrawing", ".vml")
        rel_id = wb.free_rel_id(each for each, _, _ in wb.relations(book.package, part.part))
        session.changed[wb.rels_path(part.part)] = wb.with_relation(
            book.package, part.part, None, rel_id, "vmlDrawing", posixpath.relpath(drawing, posixpath.dirname(part.part))
        )
        session.changed[drawing] = _HEAD + _TYPE + _shapes(columns, heights, 1025) + b"</xml>"
        sheet.add_legacy_drawing(rel_id)
    session.changed[PROJECT] = project
    return _as_macro_book(session.finish())


def _as_macro_book(data: bytes) -> bytes:
    """Content types of a workbook with macros, and the relation to them."""
    package = open_package(data).package
    types, book = "[Content_Types].xml", open_package(data)
    tree = xmlscan.Tree(package.read(types), types)
    edits, known = list[tuple[int, int, bytes]](), {e.attributes.get("Extension", "").lower() for e in tree.root.children}
    for element in tree.root.children:
        if element.attributes.get("PartName", "").casefold() == f"/{book.part}".casefold():
            edits = [xmlscan.set_attribute(tree, element, "ContentType", _MACRO_BOOK)]
    p = tree.prefix
    for extension, kind in (("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"), ("bin", _PROJECT_TYPE)):
        if extension not in known:
            at = tree.root.open_end
            edits.append((at, at, f'<{p}Default Extension="{extension}" ContentType="{kind}"/>'.encode()))
    if "bin" in known:
        at = tree.root.close_start
        edits.append((at, at, f'<{p}Override PartName="/{PROJECT}" ContentType="{_PROJECT_TYPE}"/>'.encode()))
    rels = wb.rels_path(book.part)
    tree_of_rels = xmlscan.Tree(package.read(rels), rels)
    new = wb.free_rel_id(each for each, _, _ in wb.relations(package, book.part))
    entry = f'<{tree_of_rels.prefix}Relationship Id="{new}" Type="{_PROJECT_RELATION}" Target="/{PROJECT}"/>'.encode()
    at = tree_of_rels.root.close_start
    changed: dict[str, Content] = {
        types: xmlscan.splice(tree.data, edits),
        rels: xmlscan.splice(tree_of_rels.data, [(at, at, entry)]),
    }
    return code_named(package.rewrite(changed))


def code_named(data: bytes) -> bytes:
    """The workbook whose sheets, and itself, have names by which the VBA project knows them; those that are there stay."""
    book = open_package(data)
    package, changed = book.package, dict[str, Content]()
    for number, ref in enumerate(book.sheets, 1):
        if ref.worksheet and number <= _MODULES:
            changed[ref.part] = _code_named(package.read(ref.part), ref.part, "sheetPr", f"Sheet{number}")
    changed[book.part] = _code_named(package.read(book.part), book.part, "workbookPr", "ThisWorkbook")
    return package.rewrite(changed)


def _code_named(data: bytes, part: str, element: str, name: str) -> bytes:
    """The name by which the VBA project knows a sheet or the workbook; LibreOffice finds `ThisWorkbook` by it."""
    end = data.find(b"<sheetData")
    head = data if end < 0 else data[:end]
    found = re.search(rb"<((?:[\w.-]+:)?)%s\b[^>]*?(/?)>" % element.encode(), head)
    if found and b"codeName=" in found.group():
        return data
    if found:
        at = found.end() - len(found.group(2)) - 1
        return data[:at] + f' codeName="{name}"'.encode() + data[at:]
    root = re.search(rb"<((?:[\w.-]+:)?)(?:worksheet|workbook)\b[^>]*>", head)
    assert root is not None, part
    return data[: root.end()] + b"<" + root.group(1) + f'{element} codeName="{name}"/>'.encode() + data[root.end() :]


_HEAD = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
)
_TYPE = (
    b'<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" o:connecttype="rect"/>'
    b'<o:lock v:ext="edit" shapetype="t"/></v:shapetype>'
)


def joined(drawing: bytes, columns: Mapping[int, int], heights: list[int]) -> bytes:
    """A legacy drawing with our shapes behind those that it has. Raises LayoutError for one that is written unusually."""
    first = max((int(number) for number in re.findall(rb'"_x0000_s(\d+)"', drawing)), default=1024) + 1
    end = drawing.rfind(b"</xml>")
    usual = all(b"xmlns:" + prefix + b"=" in drawing for prefix in (b"v", b"o", b"x"))
    if end < 0 or not usual or (first + len(BUTTONS)) // 1024 != (first - 1) // 1024:
        raise LayoutError("台账上批注的写法特殊，不能再装按钮：请打开随附的“督查台账.xlsm”配合使用")
    kind = b"" if b'id="_x0000_t201"' in drawing else _TYPE
    return drawing[:end] + kind + _shapes(columns, heights, first) + drawing[end:]


def _shapes(columns: Mapping[int, int], heights: list[int], first: int) -> bytes:
    """All buttons side by side from column A on.

    columns: widths in pixels of columns that do not have the usual one, 1-based; heights: of the rows above the header;
    first: number of the first shape.
    """
    height = min(_HEIGHT, sum(heights))
    top = max(0, (heights[0] - height) // 2)
    shapes = []
    for index, button in enumerate(BUTTONS):
        left = _GAP + index * (_WIDTH + _GAP)
        (c1, x1), (c2, x2) = _column_at(columns, left), _column_at(columns, left + _WIDTH)
        (r1, y1), (r2, y2) = _row_at(heights, top), _row_at(heights, top + height)
        shapes.append(
            f'<v:shape id="_x0000_s{first + index}" type="#_x0000_t201" style="position:absolute;margin-left:{left * 0.75}pt;'
            f'margin-top:{top * 0.75}pt;width:{_WIDTH * 0.75}pt;height:{height * 0.75}pt;z-index:{index + 1};mso-wrap-style:tight" '
            'o:button="t" fillcolor="buttonFace [67]" strokecolor="windowText [64]" o:insetmode="auto">'
            '<v:fill color2="buttonFace [67]" o:detectmouseclick="t"/><o:lock v:ext="edit" rotation="t"/>'
            '<v:textbox style="mso-direction-alt:auto" o:singleclick="f"><div style="text-align:center">'
            f'<font face="宋体" size="200" color="#000000">{button.caption}</font></div></v:textbox>'
            f'<x:ClientData ObjectType="Button"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{c1}, {x1}, {r1}, {y1}, {c2}, {x2}, {r2}, {y2}</x:Anchor>'
            f"<x:PrintObject>False</x:PrintObject><x:AutoFill>False</x:AutoFill><x:FmlaMacro>[0]!{button.macro}</x:FmlaMacro>"
            "<x:TextHAlign>Center</x:TextHAlign><x:TextVAlign>Center</x:TextVAlign></x:ClientData></v:shape>"
        )
    return "".join(shapes).encode()


def _column_at(columns: Mapping[int, int], left: int) -> tuple[int, int]:
    """Column (0-based) and pixels within it of a place so many pixels from the left edge."""
    column = 1
    while left >= (width := columns.get(column, _DEFAULT_WIDTH)):
        left -= width
        column += 1
    return column - 1, left


def _row_at(heights: list[int], top: int) -> tuple[int, int]:
    for row, height in enumerate(heights):
        if top < height:
            return row, top
        top -= height
    return len(heights), min(top, _DEFAULT_HEIGHT - 1)


def row_heights(rows: bytes, last: int) -> list[int]:
    """Heights in pixels of the first rows of a sheet, from the inside of its <sheetData>."""
    return [_height(rows, row) for row in range(1, last + 1)]


def _height(rows: bytes, row: int) -> int:
    """The height of a row in pixels; 0 of a hidden one."""
    found = re.search(rb'<(?:[\w.-]+:)?row\s(?=[^>]*\br="%d")([^>]*)>' % row, rows)
    tag = found.group(1) if found else b""
    if b'hidden="1"' in tag:
        return 0
    height = re.search(rb'\bht="([\d.]+)"', tag)
    return round(float(height.group(1)) * 4 / 3) if height else _DEFAULT_HEIGHT


def widths(cols: Element | None) -> dict[int, int]:
    """Widths in pixels by column, of those that have one of their own; 0 of hidden ones."""
    found: dict[int, int] = {}
    for element in cols.children if cols else []:
        a = element.attributes
        hidden = a.get("hidden") in ("1", "true")
        width = 0 if hidden else int((256 * float(a.get("width", "9.14")) + 18) / 256 * 7)
        for column in range(int(a["min"]), min(int(a["max"]), 200) + 1):
            found[column] = width
    return found


def _free(taken: Iterable[str], stem: str, suffix: str) -> str:
    names = {name.casefold() for name in taken}
    return next(name for n in range(1, 10_000) if (name := f"{stem}{n}{suffix}").casefold() not in names)
