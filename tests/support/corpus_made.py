"""Corpus: what Excel offers, as XlsxWriter writes it."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import date
from typing import Any

from tests.support.corpus import case
from tests.support.sheets import HEADER, ROWS, workbook


def png() -> io.BytesIO:
    """A picture of one red point."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))

    head = struct.pack(">LLBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")
    )


@case("plain")
def plain() -> bytes:
    return workbook()


@case("shared strings in constant memory: inline strings")
def inline_strings() -> bytes:
    return workbook(options={"constant_memory": True})


@case("1904 dates")
def dates_1904() -> bytes:
    return workbook(options={"date_1904": True})


@case("rich text, errors, truth values, arrays")
def values() -> bytes:
    def decorate(book: Any, page: Any) -> None:
        page.write_rich_string("G2", "正在", book.add_format({"bold": True}), "推进", "，详见附件")
        page.write_boolean("G3", True)
        page.write_formula("G4", "=NA()", None, "#N/A")
        page.write_array_formula("A10:A11", "{=ROW(1:2)}", None, 1)
        page.write_dynamic_array_formula("B10", "=SEQUENCE(3)", None, 1)
        page.write_formula("C10", '=IF(A2="x","是","")', None, "")
        page.write_url("D10", "https://www.example/", string="链接")

    return workbook(decorate=decorate)


@case("far to the right")
def far() -> bytes:
    return workbook(decorate=lambda book, page: page.write("XFD3", "最远的一列"))


@case("every column of the header row used", refused="没有足够的空列")
def full_row() -> bytes:
    def decorate(book: Any, page: Any) -> None:
        for column in range(8, 16384):
            page.write_number(3, column, 1)

    return workbook(decorate=decorate)


@case("one cell in the last corner", refused="散布")
def corner() -> bytes:
    return workbook(decorate=lambda book, page: page.write("XFD1048576", "x"))


@case("a helper column of formulas that show nothing")
def blank_formulas() -> bytes:
    def decorate(book: Any, page: Any) -> None:
        for row in (2, 3, 4):
            page.write_formula(f"I{row}", f'=IF(H{row}="","","已办结")', None, "")

    return workbook(decorate=decorate)


@case("chartsheet before, very hidden sheet behind")
def chartsheet() -> bytes:
    out = io.BytesIO()
    import xlsxwriter

    book = xlsxwriter.Workbook(out)
    chart = book.add_chart({"type": "column"})
    book.add_chartsheet("图").set_chart(chart)
    page = book.add_worksheet("督查台账")
    page.write_row(0, 0, HEADER)
    for r, cells in enumerate(ROWS, 1):
        page.write_row(r, 0, [str(c) if isinstance(c, date) else c for c in cells])
    page.autofilter(0, 0, 3, 7)
    page.repeat_rows(0)
    chart.add_series({"values": "=督查台账!$A$2:$A$4"})
    book.add_worksheet("密室").very_hidden()
    page.activate()
    book.close()
    return out.getvalue()


@case("protected sheet and structure")
def protected() -> bytes:
    return workbook(decorate=lambda book, page: page.protect("secret", {"autofilter": True}))


@case("table with totals and a calculated column")
def table() -> bytes:
    def decorate(book: Any, page: Any) -> None:
        columns: list[dict[str, Any]] = [{"header": h} for h in HEADER]
        columns[0]["total_string"] = "汇总"
        columns[1]["total_function"] = "count"
        columns[6] = {"header": "办理情况", "formula": '=IF([@编号]="","","办")'}
        page.add_table(0, 0, 4, 7, {"columns": columns, "name": "台账表", "total_row": True})

    return workbook(decorate=decorate)


@case("table below a two-row header")
def table_under_header() -> bytes:
    def decorate(book: Any, page: Any) -> None:
        page.add_table(1, 0, 4, 7, {"columns": [{"header": h} for h in HEADER], "name": "表一"})

    return workbook(ROWS, decorate=decorate, title="基本情况")


@case("conditional formats old and new, sparklines")
def formats() -> bytes:
    def decorate(book: Any, page: Any) -> None:
        page.conditional_format("A2:A4", {"type": "data_bar", "data_bar_2010": True})
        page.conditional_format("B2:B4", {"type": "icon_set", "icon_style": "3_traffic_lights"})
        page.conditional_format(
            "A2:H4", {"type": "formula", "criteria": "=$H2>督查!$A$1", "format": book.add_format({"bg_color": "red"})}
        )
        book.add_worksheet("督查").write("A1", 5)
        page.add_sparkline("J2", {"range": "A2:C2"})

    return workbook(decorate=decorate)


@case("validations")
def validations() -> bytes:
    def decorate(book: Any, page: Any) -> None:
        page.data_validation("E2:E9", {"validate": "list", "source": ["市教育局", "市住建局"]})
        page.data_validation("D2:D9", {"validate": "date", "criteria": ">", "value": date(2020, 1, 1)})

    return workbook(decorate=decorate)


@case("comments, buttons, pictures, text boxes, charts, background")
def drawings() -> bytes:
    def decorate(book: Any, page: Any) -> None:
        page.write_comment("B2", "请核实")
        page.insert_button("J2", {"macro": "刷新", "caption": "刷新", "width": 80, "height": 30})
        page.insert_image("K4", "章.png", {"image_data": png(), "description": "公章"})
        page.insert_textbox("L6", "说明：本表每日更新")
        page.insert_checkbox("N9", True)
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": "=督查台账!$A$2:$A$4"})
        page.insert_chart("J12", chart)
        page.set_header("&L&G", {"image_left": "头.png", "image_data_left": png()})
        page.set_background(png())

    return workbook(decorate=decorate)


@case("macros")
def macros() -> bytes:
    def decorate(book: Any, page: Any) -> None:
        book.add_vba_project(io.BytesIO(b"\xd0\xcf\x11\xe0 not a real project" * 30), True)
        page.insert_button("J2", {"macro": "刷新", "caption": "刷新"})

    return workbook(decorate=decorate)


@case("cols over the whole sheet, hidden to the right")
def wide_cols() -> bytes:
    def decorate(book: Any, page: Any) -> None:
        page.set_column(0, 16383, 12)
        page.set_column(9, 16383, None, None, {"hidden": True})

    return workbook(decorate=decorate)


@case("sheet name with everything", sheet="市's 台账 & <表>😀")
def named() -> bytes:
    def decorate(book: Any, page: Any) -> None:
        page.autofilter(0, 0, 3, 7)
        page.print_area(0, 0, 3, 7)

    return workbook(sheet="市's 台账 & <表>😀", decorate=decorate)


@case("sheet named like a cell", sheet="R1C1")
def like_a_cell() -> bytes:
    return workbook(sheet="R1C1", decorate=lambda book, page: page.autofilter(0, 0, 3, 7))


@case("sheets with our own titles")
def titles_taken() -> bytes:
    def decorate(book: Any, page: Any) -> None:
        for title in ("规则", "督办_规则", "设置"):
            book.add_worksheet(title).write("A1", "科室自己的")

    return workbook(decorate=decorate)


@case("a name of ours taken by staff", refused="名称管理器")
def name_taken() -> bytes:
    return workbook(decorate=lambda book, page: book.define_name("督办_今日", "=督查台账!$A$1"))


@case("250 sheets")
def many_sheets() -> bytes:
    def decorate(book: Any, page: Any) -> None:
        for number in range(249):
            book.add_worksheet(f"科室{number}").write("A1", number)

    return workbook(decorate=decorate)


@case("groups, panes, breaks, ignored errors, filter on")
def settings() -> bytes:
    def decorate(book: Any, page: Any) -> None:
        page.freeze_panes(1, 2)
        page.set_row(2, 30, None, {"hidden": True, "level": 1})
        page.set_column("C:D", None, None, {"level": 1})
        page.set_h_pagebreaks([3])
        page.ignore_errors({"number_stored_as_text": "A1:A9"})
        page.autofilter(0, 0, 3, 7)
        page.filter_column(4, "x == 市教育局")
        page.set_portrait()
        page.merge_range("J6:K7", "旁注", book.add_format())

    return workbook(decorate=decorate)
