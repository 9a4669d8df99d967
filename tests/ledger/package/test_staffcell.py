"""An accepted answer in staff's own cells: below what stands there, nothing else changed; what cannot take it is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.corpus import packed
from tests.support.parts import parts
from tests.support.sheets import Cell, workbook
from toolkit.domain.changes import Accepted, ChangeSet
from toolkit.domain.errors import LayoutError
from toolkit.ledger import adopt
from toolkit.ledger.book import Workbook
from toolkit.ledger.package import model, patcher, reader

HEADER = ("编号", "督查事项", "牵头单位", "完成时限", "办理情况", "反馈日期", "办结日期")
SHEET = "xl/worksheets/sheet1.xml"
DAY = date(2026, 3, 18)
LINE = "2026年3月18日市教育局报（电子版预报）：=1+1 <b>&已办结"


def adopted(
    what: Cell = "推进中", answered: Cell = None, decorate: Callable[[Any, Any], None] | None = None, last: int = 2
) -> bytes:
    row = ("A1", "推进学校建设", "市教育局", "2026年6月底前", what, answered, None)
    more = [(f"A{number}", "整治道路积水", "市住建局", "2026年5月底前", "x", None, None) for number in range(2, last + 1)]
    data = workbook([row, *more], HEADER, decorate=decorate)
    part = reader.open_package(data)
    found = model.build(part)
    grid, ledger, _ = adopt.choose(found, None, None, {})
    return adopt.adopt(part, found, grid, ledger).data


def entered(data: bytes, answer: Accepted | None = None) -> tuple[bytes, Workbook]:
    part = reader.open_package(data)
    answer = answer or Accepted("督查台账", 2, 2, LINE, DAY)
    made, _ = patcher.apply(part, model.build(part), ChangeSet(accepted=[answer]))
    return made, model.build(reader.open_package(made))


def cell(data: bytes, where: str) -> bytes:
    found = re.search(rb'<c r="%s"[^>]*?(?:/>|>.*?</c>)' % where.encode(), parts(data)[SHEET], re.DOTALL)
    return found.group() if found else b""


def value(found: Workbook, where: tuple[int, int] = (2, 5)) -> object:
    grid = found.grid("督查台账")
    assert grid is not None
    return grid.value(*where)


def test_a_line_below_and_the_day_in_the_empty_cell() -> None:
    """The text as it stood, a line break, the new line as text; the day as a date."""
    made, found = entered(adopted())
    assert value(found) == f"推进中\n{LINE}"
    assert value(found, (2, 6)) == DAY
    assert b"<f" not in cell(made, "E2")


def test_every_other_byte_of_the_sheet_stays() -> None:
    """Taking the two cells back gives the sheet as it was; no other part but the styles has changed."""
    before = adopted(last=5)
    made, _ = entered(before)
    old, new = parts(before), parts(made)
    back = new[SHEET]
    for where in ("E2", "F2"):
        back = back.replace(cell(made, where), cell(before, where))
    assert back == old[SHEET]
    assert {name for name in old if old[name] != new[name]} <= {SHEET, "xl/styles.xml"}
    assert old.keys() == new.keys()


def test_the_cell_keeps_its_style() -> None:
    """The format number of 办理情况 is the same as before."""
    before = adopted()
    made, _ = entered(before)
    style = re.compile(rb' s="(\d+)"')
    assert style.findall(cell(before, "E2")) == style.findall(cell(made, "E2"))


def test_an_empty_cell_gets_the_line_alone() -> None:
    """No line break before it."""
    _, found = entered(adopted(what=None))
    assert value(found) == LINE


def test_a_day_that_stands_there_stays() -> None:
    """反馈日期 is filled only where it is empty, also by words."""
    for there in (date(2026, 3, 1), "已口头反馈"):
        before = adopted(answered=there)
        made, found = entered(before)
        assert value(found, (2, 6)) == there
        assert cell(made, "F2") == cell(before, "F2")


def test_a_date_cell_keeps_its_own_format_and_a_general_one_gets_one() -> None:
    """yyyy/m/d stays yyyy/m/d; a cell without a date format shows a date, not a number."""

    def dated(book: Any, page: Any) -> None:
        page.write_blank(1, 5, None, book.add_format({"num_format": "yyyy/m/d"}))

    made, _ = entered(adopted(decorate=dated))
    styles = parts(made)["xl/styles.xml"]
    formats = re.findall(rb"<xf [^>]*?(?:/>|>.*?</xf>)", styles.partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0], re.DOTALL)
    index = re.search(rb' s="(\d+)"', cell(made, "F2"))
    assert index is not None
    number = re.search(rb'numFmtId="(\d+)"', formats[int(index.group(1))])
    assert number is not None
    assert b'numFmtId="%s" formatCode="yyyy/m/d"' % number.group(1) in styles
    plain, _ = entered(adopted())
    index = re.search(rb' s="(\d+)"', cell(plain, "F2"))
    assert index is not None
    formats = re.findall(
        rb"<xf [^>]*?(?:/>|>.*?</xf>)",
        parts(plain)["xl/styles.xml"].partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0],
        re.DOTALL,
    )
    assert b'numFmtId="0"' not in formats[int(index.group(1))]


def rich(book: Any, page: Any) -> None:
    page.write_rich_string(1, 4, "已", book.add_format({"bold": True}), "开工", "12所")


def formula(book: Any, page: Any) -> None:
    page.write_formula(1, 4, '=B2&"x"', None, "推进x")


@pytest.mark.parametrize(
    ("decorate", "what", "words"),
    [
        (rich, "x", "几种格式"),
        (formula, "x", "是公式"),
        (None, 60, "数字"),
        (None, date(2026, 3, 1), "数字"),
        (None, "长" * 32_740, "写满"),
    ],
)
def test_what_cannot_take_a_line_is_refused(decorate: Callable[[Any, Any], None] | None, what: Cell, words: str) -> None:
    """The sentence names the cell and says what to do; nothing is made."""
    data = adopted(what=what, decorate=decorate)
    with pytest.raises(LayoutError, match=words) as refused:
        entered(data)
    assert "E2" in str(refused.value)


def test_a_ledger_without_these_columns_takes_nothing() -> None:
    """Events tell it all; the bytes stay."""
    data = workbook([("A1", "推进学校建设", "市教育局", "2026年6月底前")], ("编号", "督查事项", "牵头单位", "完成时限"))
    part = reader.open_package(data)
    found = model.build(part)
    grid, ledger, _ = adopt.choose(found, None, None, {})
    before = adopt.adopt(part, found, grid, ledger).data
    assert entered(before)[0] == before


def test_a_block_takes_the_line_where_its_text_stands() -> None:
    """An item of three rows, its 办理情况 in the second; the day goes into the first."""

    def block(book: Any, page: Any) -> None:
        for column, text in enumerate(("A1", "推进学校建设", "市教育局", "2026年6月底前")):
            page.merge_range(1, column, 3, column, text)
        page.write_blank(1, 4, None)
        page.write(2, 4, "二季度：已开工")
        for row in (2, 3):
            page.write_blank(row, 5, None, book.add_format())

    data = adopted(what=None, decorate=block, last=3)
    _, found = entered(data, Accepted("督查台账", 2, 4, LINE, DAY))
    assert value(found, (3, 5)) == f"二季度：已开工\n{LINE}"
    assert value(found, (2, 6)) == DAY


def test_shared_and_inline_text_is_carried_over_to_the_byte() -> None:
    """Entities, Excel's own _x000D_ and spaces at the edges stay as they were written."""
    before = adopted(what="  a &amp; <b> _x0041_ \n c ")
    made, found = entered(before)
    assert value(found) == f"{value(model.build(reader.open_package(before)))}\n{LINE}"
    members = parts(before)
    members[SHEET] = members[SHEET].replace(
        cell(before, "E2"), b'<c r="E2" t="inlineStr"><is><t>&#25512;&amp;_x000D_</t></is></c>'
    )
    made, _ = entered(packed(members))
    assert b'<t xml:space="preserve">&#25512;&amp;_x000D_\n2026' in cell(made, "E2")


def test_prefixed_parts_are_patched_in_their_own_words() -> None:
    """A sheet whose elements carry a prefix, as some programs write them."""
    members = parts(adopted())
    sheet = members[SHEET]
    sheet = re.sub(rb"<(/?)(?!\?|!)([A-Za-z]+)(?=[\s/>])", rb"<\1x:\2", sheet).replace(
        b"<x:worksheet xmlns=", b"<x:worksheet xmlns:x="
    )
    members[SHEET] = sheet
    made, found = entered(packed(members))
    assert value(found) == f"推进中\n{LINE}"
    assert b"<x:is><x:t" in parts(made)[SHEET]


@settings(max_examples=60)
@given(st.text(max_size=60), st.text(min_size=1, max_size=60))
def test_any_text_below_any_text(there: str, line: str) -> None:
    """Whatever stands there and whatever comes: what was there is there, and the result opens."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    there = ILLEGAL_CHARACTERS_RE.sub("", there).encode("utf-8", "ignore").decode().replace("\r", "").lstrip("=")
    before = adopted(what=there or None)
    known = value(model.build(reader.open_package(before)))
    _, found = entered(before, Accepted("督查台账", 2, 2, "日期：" + line))
    blank = not str(known or "").strip(" \t\n\v\f")
    assert str(value(found) or "").startswith("日期" if blank else f"{known}\n日期")


def test_the_result_is_what_excel_would_accept(tmp_path: Path) -> None:
    """The schema validator finds nothing new."""
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "台账.xlsx"
    path.write_bytes(entered(adopted(last=4))[0])
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, [str(error) for error in result.errors][:3]
