"""Corpus: what the fuzz run found, and parts of other programs that nobody knows."""

from __future__ import annotations

import re

from tests.support.corpus import SHEET, case, edited, in_sheet, packed, swap
from tests.support.parts import parts
from tests.support.sheets import workbook

BOOK = "xl/workbook.xml"


@case("rows within rows", refused="不按顺序|读不出来")
def nested_rows() -> bytes:
    return in_sheet('<c r="B2"', '<row r="3"/><c r="B2"')


@case("a cell within a cell", refused="套着单元格|读不出来")
def nested_cells() -> bytes:
    return in_sheet('<c r="B2"', '<c r="A2"><v>1<c s="0"/></v></c><c r="B2"')


@case("a list of rows within the list of rows", refused="嵌套|读不出来")
def nested_sheet_data() -> bytes:
    return in_sheet('<c r="H1"', '<sheetData/><c r="H1"')


@case("one sheet listed twice", refused="重名")
def listed_twice() -> bytes:
    return edited({BOOK: lambda xml: re.sub(rb"(<sheet [^>]*/>)", rb"\1\1", xml)})


@case("relations of a picture that cannot be read")
def broken_relations() -> bytes:
    members = parts(workbook(decorate=lambda book, page: page.write_comment("B2", "请核实")))
    return packed(members | {"xl/drawings/_rels/vmlDrawing1.vml.rels": b"<Relationships"})


@case("a sheet without a name", refused="无名|读不出来")
def nameless() -> bytes:
    return edited({BOOK: lambda xml: re.sub(rb' name="[^"]*"', b"", xml)})


@case("a cell of another row in a row", refused="属于其他行|读不出来")
def misplaced_cell() -> bytes:
    return in_sheet('<c r="H1" s="1" t="s"><v>7</v></c>', '<c r="H1" s="1" t="s"><v>7</v></c><c r="I77" s="2"/>')


_WPS = "http://www.wps.cn/officeDocument/2020/cellImage"


@case("WPS's own parts, pictures in cells, and parts that nobody knows")
def foreign_parts() -> bytes:
    picture = '<c r="G2" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
    members = parts(in_sheet('<c r="H2" s="2"/>', '<c r="H2" s="2" vm="1"/>'))
    members[SHEET] = re.sub(rb'<c r="G2"[^>]*>.*?</c>', picture.encode(), members[SHEET])
    rels, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    members[rels] = members[rels].replace(
        b"</Relationships>",
        f'<Relationship Id="rIdW" Type="{_WPS}" Target="cellimages.xml"/>'
        '<Relationship Id="rIdX" Type="urn:unknown" Target="https://www.example/x" TargetMode="External"/></Relationships>'.encode(),
    )
    members[types] = members[types].replace(
        b"</Types>",
        b'<Default Extension="bin" ContentType="application/octet-stream"/>'
        b'<Override PartName="/xl/cellimages.xml" ContentType="application/vnd.wps-officedocument.cellimage+xml"/></Types>',
    )
    members["xl/cellimages.xml"] = b'<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>'
    members["customXml/item1.xml"] = b"<x/>"
    members["xl/printerSettings/printerSettings1.bin"] = bytes(range(256))
    return packed(members)


@case("a table that a query fills")
def query_table() -> bytes:
    columns = [{"header": f"列{index}"} for index in range(2)]
    data = workbook(decorate=lambda book, page: page.add_table(10, 0, 12, 1, {"columns": columns}))
    return edited({"xl/tables/table1.xml": swap("<table ", '<table tableType="queryTable" ')}, data)


@case("names local to sheets, names that point nowhere")
def local_names() -> bytes:
    names = (
        '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">督查台账!$1:$1</definedName>'
        '<definedName name="旧区域">#REF!</definedName><definedName name="税率" hidden="1">0.13</definedName>'
        '<definedName name="引文">&quot;a &amp;lt; b&quot;</definedName></definedNames>'
    )
    return edited({BOOK: swap("<calcPr", names + "<calcPr")})


@case("a quote lost in a cell", refused="不是完整的XML|读不出来")
def lost_quote() -> bytes:
    return in_sheet('<c r="E1" s="1" t="s">', '<c r="E1" s="1< t="s">')
