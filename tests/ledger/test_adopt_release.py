"""adopt and release: everything of staff's stays byte for byte, everything of ours goes again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.corpus import packed
from tests.support.parts import foreign, parts, stored
from tests.support.sheets import workbook
from toolkit.domain.changes import OWN_COLUMNS, ChangeSet, OwnRow
from toolkit.domain.errors import LayoutError
from toolkit.domain.sheets import OWN_SHEETS, UNITS
from toolkit.ledger import adopt, release
from toolkit.ledger.adopt import Adoption
from toolkit.ledger.package import model, patcher, reader
from toolkit.ledger.package.cells import letters

REAL = Path(__file__).parent.parent / "data" / "real_shape_ledger.xlsx"


def adopted(data: bytes, **options: Any) -> Adoption:
    """adopt on bytes, the way the routine does it."""
    part = reader.open_package(data)
    book = model.build(part)
    grid, ledger, _ = adopt.choose(book, options.pop("sheet", None), options.pop("header_rows", None), options.pop("mapping", {}))
    return adopt.adopt(part, book, grid, ledger, **options)


def judged(data: bytes, light: str = "红") -> bytes:
    """An adopted workbook with own cells in every item."""
    part = reader.open_package(data)
    book = model.build(part)
    rows = {
        ledger.sheet: [
            OwnRow(i.row, i.last_row, light, -3, "提示", None, None, None, None, "在办", "依据", f"N{i.row}")
            for i in ledger.items
        ]
        for ledger in book.ledgers
    }
    return patcher.apply(part, book, ChangeSet(ledgers=rows))[0]


def released(data: bytes) -> bytes:
    part = reader.open_package(data)
    return release.release(part, model.build(part)).data


def sheet_part(data: bytes, name: str = "督查台账") -> str:
    found = reader.open_package(data).sheet(name)
    assert found is not None
    return found.part


def test_real_ledger_keeps_every_foreign_byte() -> None:
    """Own cells, rules and sheets in; each cell, rule, picture, shape, sparkline and extension of staff's as it was."""
    data = REAL.read_bytes()
    result = adopted(data)
    after = judged(result.data)
    own = set(result.own.values())
    before_parts, after_parts = parts(data), parts(after)
    touched = {name for name in before_parts if before_parts[name] != after_parts[name]}
    assert touched == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
    }
    was, now = foreign(before_parts["xl/worksheets/sheet1.xml"]), foreign(after_parts["xl/worksheets/sheet1.xml"], own)
    assert was.cells == now.cells
    assert was.rows == now.rows
    assert set(was.around) <= set(now.around)
    unchanged = set(before_parts) - touched
    assert {n: c for n, c in stored(data).items() if n in unchanged} == {n: c for n, c in stored(after).items() if n in unchanged}


def test_real_ledger_layout() -> None:
    """Own columns stand directly right of the ledger; the drawing's columns are named; filter and its name are widened."""
    result = adopted(REAL.read_bytes())
    assert list(result.own) == list(OWN_COLUMNS)
    assert list(result.own.values()) == list(range(13, 23))
    assert any("O、P、Q、R" in warning for warning in result.warnings)
    xml = parts(result.data)["xl/worksheets/sheet1.xml"].decode()
    assert '<autoFilter ref="A3:V29"/>' in xml
    assert "$A$3:$V$29" in parts(result.data)["xl/workbook.xml"].decode()
    assert '<mergeCell ref="M2:M3"/>' in xml


def test_adopt_twice_is_adopt_once() -> None:
    """The second adoption finds everything in place and changes no byte."""
    once = adopted(REAL.read_bytes()).data
    assert adopted(once).data == once
    first = judged(once)
    assert judged(first) == first


def test_own_cells_of_a_block_are_merged_as_the_block_is() -> None:
    """An item over rows 5 to 7 has its own cells merged over them, and the covered light cells say whose light it is."""
    after = judged(adopted(REAL.read_bytes()).data)
    xml = parts(after)["xl/worksheets/sheet1.xml"].decode()
    assert '<mergeCell ref="M5:M7"/>' in xml
    assert 'r="M6"' in xml
    assert "<v>红·</v>" in xml


def test_release_gives_back_staffs_cells() -> None:
    """Surgery alone (no original at hand) leaves the same cells, rows, rules and names as before the adoption."""
    data = REAL.read_bytes()
    after = released(judged(adopted(data).data))
    was, now = parts(data), parts(after)
    assert set(was) == set(now)
    assert foreign(was["xl/worksheets/sheet1.xml"]) == foreign(now["xl/worksheets/sheet1.xml"])
    assert was["xl/worksheets/sheet1.xml"] == now["xl/worksheets/sheet1.xml"]
    assert was["xl/workbook.xml"] == now["xl/workbook.xml"]
    assert b"\xe7\x9d\xa3\xe5\x8a\x9e_" not in now["xl/workbook.xml"]


def test_repair_after_half_of_the_columns_were_deleted() -> None:
    """Own headers that a person cleared come back; those left keep their place."""
    once = adopted(REAL.read_bytes())
    part = reader.open_package(once.data)
    from toolkit.ledger.package.session import Session

    session = Session(part)
    gone = {once.own[name] for name in OWN_COLUMNS[5:]}
    session.sheet("督查台账").write({}, gone, set(range(1, 40)))
    again = adopted(session.finish())
    assert set(again.own) == set(OWN_COLUMNS)
    assert [again.own[name] for name in OWN_COLUMNS[:5]] == [once.own[name] for name in OWN_COLUMNS[:5]]
    assert len(set(again.own.values())) == len(OWN_COLUMNS)
    assert judged(again.data)


def test_entry_column_only_where_an_item_could_never_be_closed() -> None:
    """A ledger without 办结日期 and 销号日期 gets one entry column, a ledger with one of them none."""
    header = ("编号", "督查事项", "牵头单位", "完成时限")
    without = adopted(workbook([("A1", "推进学校建设", "市教育局", "年底前")], header))
    assert without.ledger.columns["办结日期"] == "E"
    assert min(without.own.values()) == 6
    assert "办结日期" not in adopted(workbook([("A1", "事", "局", "年底前", None)], (*header, "销号日期"))).ledger.columns


def test_a_note_that_staff_merged_below_the_list_stays_merged() -> None:
    """What they typed there stays day by day and with release, and so does how wide it stands; our own merges go."""
    result = adopted(workbook())
    after = judged(result.data)
    columns = sorted(result.own.values())
    left, right = letters(columns[0]), letters(columns[2])
    note = f'<row r="40"><c r="{left}40" t="inlineStr"><is><t>备注</t></is></c></row></sheetData>'
    merged = f'<mergeCells count="1"><mergeCell ref="{left}40:{right}40"/></mergeCells>'
    members, part = parts(after), sheet_part(after)
    members[part] = members[part].replace(b"</sheetData>", f"{note}{merged}".encode())
    later = judged(packed(members), light="绿")
    for data in (later, released(later)):
        xml = parts(data)[part].decode()
        assert f'r="{left}40"' in xml
        assert f'<mergeCell ref="{left}40:{right}40"/>' in xml


def test_empty_entry_column_goes_with_release_a_filled_one_stays() -> None:
    """Release never takes a date that a clerk typed."""
    data = workbook([("A1", "推进学校建设", "市教育局", "年底前")], ("编号", "督查事项", "牵头单位", "完成时限"))
    once = adopted(data).data
    assert b"\xe5\x8a\x9e\xe7\xbb\x93\xe6\x97\xa5\xe6\x9c\x9f" not in parts(released(once))["xl/worksheets/sheet1.xml"]
    part = reader.open_package(once)
    from toolkit.ledger.package.cells import cell
    from toolkit.ledger.package.session import Session

    session = Session(part)
    session.sheet("督查台账").write({2: {5: cell("E2", 0, 46000)}}, {5})
    left = released(session.finish())
    assert b"<v>46000</v>" in parts(left)["xl/worksheets/sheet1.xml"]


def test_own_sheets_and_their_names() -> None:
    """All own sheets are there after the staff's; one whose name is taken gets the prefix."""
    data = workbook(decorate=lambda book, page: book.add_worksheet("规则"))
    result = adopted(data, contents={UNITS.name: [("市教育局", *[None] * (len(UNITS.columns) - 1))]})
    names = [ref.name for ref in reader.open_package(result.data).sheets]
    assert names[:2] == ["督查台账", "规则"]
    assert names[2:] == [f"督办_{spec.name}" if spec.name == "规则" else spec.name for spec in OWN_SHEETS]
    again = model.build(reader.open_package(result.data))
    assert set(again.own) == {spec.name for spec in OWN_SHEETS}
    assert [cells["单位名称"] for _, cells in again.own["单位通讯录"].rows] == ["市教育局"]


def test_occupied_columns_are_skipped() -> None:
    """A note beside the ledger stays where it is, and nothing is widened over it."""

    def note(book: Any, page: Any) -> None:
        page.write("K7", "请勿删除此列")
        page.autofilter(0, 0, 3, 7)

    result = adopted(workbook(decorate=note))
    assert 11 not in result.own.values()
    assert any("空列" in warning for warning in result.warnings)
    xml = parts(judged(result.data))[sheet_part(result.data)].decode()
    assert '<autoFilter ref="A1:H4"/>' in xml
    assert 'r="K7"' in xml


def test_table_takes_own_columns_in() -> None:
    """In an Excel table own columns become table columns, so that sorting keeps rows together; release narrows it again."""

    def table(book: Any, page: Any) -> None:
        headers = ("编号", "督查事项", "事项来源", "交办日期", "牵头单位", "完成时限", "办理情况", "办结日期")
        page.add_table(0, 0, 3, 7, {"columns": [{"header": h} for h in headers], "name": "台账表"})

    data = workbook(decorate=table)
    once = adopted(data).data
    xml = parts(once)["xl/tables/table1.xml"].decode()
    assert 'ref="A1:R4"' in xml
    assert xml.count("<tableColumn ") == 18
    assert 'name="督办编号"' in xml
    assert parts(released(judged(once)))["xl/tables/table1.xml"] == parts(data)["xl/tables/table1.xml"]


def test_own_header_that_staff_have_too_is_prefixed() -> None:
    """A ledger with a hand-kept 灯 column keeps it; ours is called 督办_灯."""
    data = workbook(
        [("A1", "推进学校建设", "市教育局", "年底前", "绿", None)], ("编号", "督查事项", "牵头单位", "完成时限", "灯", "办结日期")
    )
    once = adopted(data)
    again = model.build(reader.open_package(once.data)).ledgers[0]
    assert again.own["灯"] == once.own["灯"] == 7
    assert adopted(once.data).data == once.data


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"sheet": "没有"}, "没有名为“没有”的工作表"),
        ({"header_rows": (30, 31)}, "--header-rows"),
        ({"mapping": {"督查事项": "没有的列头"}}, "用列标"),
    ],
)
def test_what_cannot_be_found_is_said(options: dict[str, Any], words: str) -> None:
    """A wrong sheet, wrong rows or a wrong column is one sentence that says what to do."""
    with pytest.raises(LayoutError, match=words):
        adopted(workbook(), **options)


def test_no_header_at_all() -> None:
    """A statistics table is no ledger."""
    with pytest.raises(LayoutError, match="没有找到台账表头"):
        adopted(workbook([("市教育局", 3, 2, 1)], ("承办单位", "承办件数", "办结数", "在办数")))


def test_priorities_stand_below_staffs_own_rules() -> None:
    """Staff's conditional formats keep their priority; ours come after them."""

    def rule(book: Any, page: Any) -> None:
        page.conditional_format(
            "A2:H4", {"type": "cell", "criteria": ">", "value": 3, "format": book.add_format({"bg_color": "red"})}
        )

    after = judged(adopted(workbook(decorate=rule)).data)
    xml = parts(after)["xl/worksheets/sheet1.xml"].decode()
    rules = xml.partition("</sheetData>")[2]
    assert rules.index('priority="1"') < rules.index('priority="2"')
    assert rules.partition('priority="2"')[2].count("督办_") == 7
    assert xml.count('priority="1"') == 1


def test_print_area_covers_staffs_columns_only() -> None:
    """Where none was set, printing stays as it was: own columns are not printed."""
    result = adopted(REAL.read_bytes())
    book = reader.open_package(result.data)
    assert book.names[("_xlnm.Print_Area", 0)] == "督查台账!$A$1:$L$1048576"


def test_whole_row_formulas_are_listed() -> None:
    """A staff formula over whole rows reaches into own columns; staff are told which."""
    rows = [("A1", "推进学校建设", "政府常务会议", None, "市教育局", "年底前", "=COUNTA(2:2)", None)]
    assert any("G2" in warning for warning in adopted(workbook(rows)).warnings)


def test_names_that_a_program_lost_come_back() -> None:
    """The tint's switch and the marks over own sheets are set again by the next adoption; a lost row of 设置 tints always."""
    once = adopted(workbook()).data
    members = parts(once)
    lost = re.sub('<definedName name="督办_(?:着色|表_规则)">.*?</definedName>'.encode(), b"", members["xl/workbook.xml"])
    assert lost != members["xl/workbook.xml"]
    again = reader.open_package(adopted(packed(members | {"xl/workbook.xml": lost})).data)
    assert {("督办_着色", None), ("督办_表_规则", None)} <= set(again.names)
    assert again.names == reader.open_package(once).names
    settings = sheet_part(once, "设置")
    unnamed = members[settings].replace("台账着色".encode(), "旧项目".encode())
    bare = adopted(packed(members | {"xl/workbook.xml": lost, settings: unnamed})).data
    assert reader.open_package(bare).names[("督办_着色", None)] == "TRUE"


def test_a_filter_without_its_hidden_name() -> None:
    """Programs other than Excel write no _FilterDatabase: the filter is widened and narrowed all the same."""
    data = workbook(decorate=lambda book, page: page.autofilter(0, 0, 3, 7))
    members = parts(data)
    members["xl/workbook.xml"] = re.sub(rb"<definedNames>.*?</definedNames>", b"", members["xl/workbook.xml"])
    once = adopted(packed(members)).data
    assert b'<autoFilter ref="A1:R4"/>' in parts(once)["xl/worksheets/sheet1.xml"]
    assert parts(released(once))["xl/worksheets/sheet1.xml"] == members["xl/worksheets/sheet1.xml"]


def test_other_tables_and_a_table_without_a_filter() -> None:
    """A table elsewhere in the sheet stays as it is; one without filter buttons is widened without them; a table of a query
    keeps the query's columns."""

    def tables(book: Any, page: Any) -> None:
        names = ("编号", "督查事项", "事项来源", "交办日期", "牵头单位", "完成时限", "办理情况", "办结日期")
        page.add_table(0, 0, 3, 7, {"columns": [{"header": name} for name in names], "name": "台账表", "autofilter": False})
        page.add_table(20, 0, 22, 1, {"name": "旁表"})

    data = workbook(decorate=tables)
    once = parts(adopted(data).data)
    assert b'ref="A1:R4"' in once["xl/tables/table1.xml"]
    assert b"autoFilter" not in once["xl/tables/table1.xml"]
    assert once["xl/tables/table2.xml"] == parts(data)["xl/tables/table2.xml"]
    back = parts(released(judged(adopted(data).data)))
    assert back["xl/tables/table1.xml"] == parts(data)["xl/tables/table1.xml"]
    members = parts(data)
    members["xl/tables/table1.xml"] = members["xl/tables/table1.xml"].replace(b"<table ", b'<table tableType="queryTable" ')
    assert parts(adopted(packed(members)).data)["xl/tables/table1.xml"] == members["xl/tables/table1.xml"]
