"""Corpus: worksheet, workbook and other parts as odd programs write them, and as no program should."""

from __future__ import annotations

import re
from typing import Any

from tests.support.corpus import SHEET, case, edited, in_sheet, packed, swap
from tests.support.parts import parts
from tests.support.sheets import workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOOK = "xl/workbook.xml"


def _prefixed(xml: bytes) -> bytes:
    named = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", xml)
    return named.replace(f'xmlns="{MAIN}"'.encode(), f'xmlns:x="{MAIN}"'.encode(), 1)


@case("prefixed namespaces")
def prefixed() -> bytes:
    return edited({SHEET: _prefixed, BOOK: _prefixed, "xl/styles.xml": _prefixed})


@case("compatibility markup and unknown extensions")
def compatibility() -> bytes:
    head = (
        '<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="wps x14ac" '
        'xmlns:wps="http://web.wps.cn/et/2018/main" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
    )
    tail = '<extLst><ext uri="{00000000-1111-2222-3333-444444444444}"><wps:mark wps:a="1 &gt; 0"><![CDATA[</sheetData>]]></wps:mark></ext></extLst></worksheet>'

    def change(xml: bytes) -> bytes:
        xml = xml.replace(b"<worksheet ", head.encode(), 1).replace(b"</worksheet>", tail.encode())
        return xml.replace(b'<row r="2"', b'<row x14ac:dyDescent="0.25" wps:note=" r=\'9\' " r="2"')

    return edited({SHEET: change})


@case("no dimension, spans, row and cell numbers")
def bare() -> bytes:
    def change(xml: bytes) -> bytes:
        xml = re.sub(rb"<dimension[^>]*/>", b"", xml)
        return re.sub(rb'<c r="[A-Z]+\d+"', b"<c", re.sub(rb'<row r="\d+" spans="[^"]*"', b"<row", xml))

    return edited({SHEET: change})


@case("unnumbered cells behind the ledger", refused="未注明位置")
def unnumbered_behind() -> bytes:
    return in_sheet('<c r="H3" s="2"/>', '<c r="H3" s="2"/>' + "<c/>" * 7 + "<c><v>5</v></c>")


@case("rows of one line each, blanks between")
def spaced() -> bytes:
    def change(xml: bytes) -> bytes:
        xml = xml.replace(b"<row", b"\n  <row").replace(b"</row>", b"\n  </row >").replace(b"<c ", b"\n    <c\t")
        return xml.replace(b"</c>", b"</c\n>").replace(b"</sheetData>", b"\n</sheetData >")

    return edited({SHEET: change})


@case("single quotes")
def single_quotes() -> bytes:
    return edited({SHEET: lambda xml: xml.replace(b"'", b"&apos;").replace(b'"', b"'")})


@case("comments and instructions between cells")
def asides() -> bytes:
    def change(xml: bytes) -> bytes:
        xml = xml.replace(b'<c r="B2"', b'<!-- <c r="Z2"/> --><c r="B2"').replace(b"</row>", b"<!-- </row> --></row>")
        xml = xml.replace(b"</sheetData>", b"<!-- end --></sheetData><!-- </sheetData> -->")
        return xml.replace(
            b"<sheetData>", b"<!-- <sheetData><row r='1'/> --><sheetData><!-- </row></sheetData> --><?robot <row r='7'>?>"
        )

    return edited({SHEET: change})


@case("CDATA in a cell", refused="CDATA")
def cdata() -> bytes:
    return in_sheet('<c r="H2" s="2"/>', '<c r="H2" t="str"><v><![CDATA[</row></c>]]></v></c>')


@case("dates as text of the standard, errors, inline rich text")
def typed_values() -> bytes:
    def change(xml: bytes) -> bytes:
        xml = xml.replace(b'<c r="D2" s="3"><v>46083</v></c>', b'<c r="D2" s="3" t="d"><v>2026-03-02</v></c>')
        xml = xml.replace(b'<c r="G3" s="2"/>', b'<c r="G3" t="e"><v>#N/A</v></c>')
        return xml.replace(
            b'<c r="G4" s="2"/>',
            '<c r="G4" t="inlineStr"><is><r><rPr><b/></rPr><t>富</t></r><r><t>文本</t></r></is></c>'.encode(),
        )

    return edited({SHEET: change})


@case("shared formulas")
def shared_formulas() -> bytes:
    def change(xml: bytes) -> bytes:
        xml = xml.replace(b'<c r="F3" s="2"/>', b'<c r="F3"><f t="shared" ref="F3:G3" si="0">D3+30</f><v>46115</v></c>')
        return xml.replace(b'<c r="G3" s="2"/>', b'<c r="G3"><f t="shared" si="0"/><v>46145</v></c>')

    return edited({SHEET: change})


@case("rows only where something stands, empty and self-closing ones")
def sparse() -> bytes:
    def change(xml: bytes) -> bytes:
        return (
            xml.replace(b'<row r="4"', b'<row r="40"')
            .replace(b'4" s=', b'40" s=')
            .replace(b'"A1:H4"', b'"A1:H40"')
            .replace(b"</sheetData>", b'<row r="41" ht="30" customHeight="1"/><row r="42"> </row><row r="60"></row></sheetData>')
        )

    return edited({SHEET: change})


@case("a block whose covered rows are missing or self-closing")
def thin_block() -> bytes:
    def merge(book: Any, page: Any) -> None:
        for column in range(8):
            page.merge_range(3, column, 6, column, str(column) if column else "A9", book.add_format())

    def change(xml: bytes) -> bytes:
        xml = re.sub(rb'<row r="5"[^>]*>.*?</row>', b'<row r="5" ht="20" customHeight="1"/>', xml)
        return re.sub(rb'<row r="6"[^>]*>.*?</row>', b"", xml)

    return edited({SHEET: change}, workbook(decorate=merge))


@case("rows out of order", refused="不按顺序|读不出来")
def disordered() -> bytes:
    def change(xml: bytes) -> bytes:
        rows = re.findall(rb"<row .*?</row>", xml)
        return xml.replace(b"".join(rows), b"".join([rows[0], rows[2], rows[1], rows[3]]))

    return edited({SHEET: change})


@case("a row beyond the last one", refused="超出")
def beyond() -> bytes:
    return in_sheet("</sheetData>", '<row r="4294967299"><c r="A4294967299"><v>1</v></c></row></sheetData>')


@case("no rows at all", refused="没有找到台账表头")
def empty_data() -> bytes:
    return edited({SHEET: lambda xml: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", xml)})


@case("self-closing mergeCells and cols", loose=True)
def empty_lists() -> bytes:

    def change(xml: bytes) -> bytes:
        return xml.replace(b"</sheetData>", b"</sheetData><mergeCells/>").replace(b"<sheetData>", b"<cols/><sheetData>")

    return edited({SHEET: change})


@case("one column element over all columns")
def one_col() -> bytes:
    return in_sheet("<sheetData>", '<cols><col min="1" max="16384" width="11.5" style="2"/></cols><sheetData>')


@case("no ledger columns for closing, no lists: entry column and merges are inserted in the schema's order")
def insert_order() -> bytes:
    return workbook([("A1", "推进学校建设", "市教育局", "年底前")], ("编号", "督查事项", "牵头单位", "完成时限"), title="一览")


@case("byte order marks")
def marked() -> bytes:
    return edited({name: lambda xml: b"\xef\xbb\xbf" + xml for name in (SHEET, BOOK, "xl/styles.xml", "[Content_Types].xml")})


@case("UTF-16 sheet", refused="UTF-8|读不出来")
def utf16() -> bytes:
    return edited({SHEET: lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")})


@case("a Chinese code page", refused="UTF-8|读不出来")
def code_page() -> bytes:
    return edited({SHEET: lambda xml: xml.decode().replace("UTF-8", "GB18030").encode("gb18030")})


@case("document type in the sheet", refused="DTD|读不出来")
def doctype() -> bytes:
    return in_sheet("<worksheet ", '<!DOCTYPE worksheet [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet ', 1)


@case("document type in the workbook", refused="DTD")
def doctype_workbook() -> bytes:
    return edited({BOOK: swap("<workbook ", '<!DOCTYPE workbook [<!ENTITY a "aaaa">]><workbook ', 1)})


@case("calculation chain of staff's formulas")
def chain() -> bytes:
    members = parts(edited({SHEET: swap('<c r="F3" s="2"/>', '<c r="F3"><f>1+1</f><v>2</v></c>')}))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    members["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN}"><c r="F3" i="1"/></calcChain>'.encode()
    rels = members["xl/_rels/workbook.xml.rels"]
    members["xl/_rels/workbook.xml.rels"] = rels.replace(
        b"</Relationships>", f'<Relationship Id="rIdChain" Type="{kind}" Target="calcChain.xml"/></Relationships>'.encode()
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'.encode()
    )
    return packed(members)


@case("x14 formats and validations in an extension")
def x14() -> bytes:
    ext = (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}">'
        '<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
        '<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Sheet2!$A$1:$A$3</xm:f></x14:formula1>'
        "<xm:sqref>E2:E9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    return in_sheet("</worksheet>", ext)


@case("a sheet without its part", refused="读不出来")
def dangling() -> bytes:
    return edited({BOOK: swap("</sheets>", '<sheet name="丢了" sheetId="77" r:id="rId99"/></sheets>')})


@case("workbook without a styles part", refused="样式")
def no_styles() -> bytes:
    members = parts(
        edited(
            {"xl/_rels/workbook.xml.rels": lambda xml: re.sub(rb'<Relationship Id="\w+" Type="[^"]*/styles"[^>]*/>', b"", xml)}
        )
    )
    return packed({name: content for name, content in members.items() if name != "xl/styles.xml"})


@case("numbers that are none", refused="有误|读不出来")
def nonsense() -> bytes:
    return edited({SHEET: swap("<sheetData>", '<cols><col min="x" max="y"/></cols><sheetData>')})


@case("strings in CDATA", refused="CDATA")
def string_cdata() -> bytes:
    return edited({"xl/sharedStrings.xml": swap("<t>正在推进</t>", "<t><![CDATA[正在推进]]></t>")})


@case("a list of strings that claims to be endless", refused="不实")
def endless_strings() -> bytes:
    return edited({"xl/sharedStrings.xml": lambda xml: re.sub(rb'uniqueCount="\d+"', b'uniqueCount="99999999999"', xml)})


@case("a shared string that is not there", refused="读不出来")
def missing_string() -> bytes:
    return in_sheet('<c r="H2" s="2"/>', '<c r="H2" t="s"><v>999</v></c>')
