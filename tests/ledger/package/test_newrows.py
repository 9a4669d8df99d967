"""New items below the last one: nothing that stands there changes, and where a row cannot go, it is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.ledger.journey import audit, part_of, readable
from tests.ledger.test_adopt_release import adopted, judged, released
from tests.support.parts import foreign, parts
from tests.support.sheets import HEADER, ROWS, Cell, workbook
from toolkit.domain.changes import ChangeSet, NewItem
from toolkit.domain.errors import LayoutError
from toolkit.ledger.book import Workbook
from toolkit.ledger.package import model, newrows, patcher, reader

NEW = (
    NewItem("A4", {"编号": "A4", "督查事项": "=修路", "交办日期": date(2026, 3, 9), "牵头单位": "市住建局", "文号": "无此列"}),
    NewItem("A4.1", {"编号": "A4.1", "督查事项": "修第一段"}),
)


def grown(data: bytes, items: tuple[NewItem, ...] = NEW, sheet: str = "督查台账") -> tuple[bytes, Workbook, list[str]]:
    """A judged ledger with new items put in."""
    part = reader.open_package(data)
    new, warnings = patcher.apply(part, model.build(part), ChangeSet(items={sheet: items}))
    return new, model.build(reader.open_package(new)), warnings


def ready(decorate: Callable[[Any, Any], None] | None = None, rows: tuple[tuple[Cell, ...], ...] = ROWS, **options: Any) -> bytes:
    return judged(adopted(workbook(rows, decorate=decorate, **options)).data)


def test_the_new_rows_are_read_as_items_and_nothing_else_changed() -> None:
    """Cells where their fields are, text as text, and every old cell and row the same bytes."""
    before = ready(title="2026年督查台账")
    after, book, warnings = grown(before)
    assert not warnings
    items = book.ledgers[0].items
    assert [item.id for item in items] == ["A1", "A2", "A3", "A4", "A4.1"]
    assert items[3].cells["督查事项"] == "=修路"
    assert items[3].cells["交办日期"] == date(2026, 3, 9)
    assert items[4].own["督办编号"] == "A4.1"
    was, now = parts(before), parts(after)
    page = part_of(before, "督查台账")
    assert {name for name in was if was[name] != now[name]} <= {page, "xl/workbook.xml", "xl/styles.xml"}
    a, b = foreign(was[page]), foreign(now[page])
    assert {key: b.cells[key] for key in a.cells} == a.cells
    assert b.rows[: len(a.rows)] == a.rows
    readable(after)
    assert audit(after) <= audit(before)


def test_a_new_row_looks_like_the_row_above() -> None:
    """Cell formats, height and merged cells; a row hidden by a filter above does not hide it."""

    def decorate(book: Any, page: Any) -> None:
        page.set_row(3, 40, None, {"hidden": True})
        page.merge_range(3, 5, 3, 6, "长期坚持", book.add_format({"border": 2}))

    after, book, _ = grown(ready(decorate))
    xml = parts(after)[part_of(after, "督查台账")].decode()
    row = re.search(r'<row r="5"([^>]*)>(.*?)</row>', xml)
    assert row
    assert 'ht="39.75"' in row[1]
    assert "hidden" not in row[1]
    style = {letter: re.search(rf'<c r="{letter}{{0}}" s="(\d+)"'.replace("{0}", "4"), xml) for letter in "ABDH"}
    for letter, above in style.items():
        assert above
        assert f'<c r="{letter}5" s="{above[1]}"' in row[2]
    assert (5, 6, 5, 7) in book.grids[0].merges
    readable(after)


def test_a_new_row_is_as_high_as_its_text() -> None:
    """Where staff have fixed no height; the height is not fixed either, so that programs go on fitting it."""
    after, _, _ = grown(ready(), (NewItem("A4", {"督查事项": "建设" * 20}),))
    row = re.search(r'<row r="5"([^>]*)>', parts(after)[part_of(after, "督查台账")].decode())
    assert row
    height = re.search(r'ht="([\d.]+)"', row[1])
    assert height
    assert float(height[1]) > 100
    assert "customHeight" not in row[1]


def test_what_ends_with_the_last_item_is_extended() -> None:
    """Filter, print area, drop-downs and colour rules reach the new rows; those of one cell or of more rows stay."""

    def decorate(book: Any, page: Any) -> None:
        page.autofilter(0, 0, 3, 7)
        page.print_area(0, 0, 3, 7)
        page.data_validation(1, 2, 3, 2, {"validate": "list", "source": ["甲", "乙"]})
        page.data_validation(1, 4, 900, 4, {"validate": "any", "input_title": "单位"})
        page.conditional_format(1, 0, 3, 7, {"type": "no_blanks", "format": book.add_format({"bold": True})})
        page.conditional_format(3, 1, 3, 1, {"type": "no_blanks", "format": book.add_format({"italic": True})})
        page.conditional_format(1, 5, 3, 5, {"type": "data_bar", "data_bar_2010": True})

    after, _, _ = grown(ready(decorate))
    xml = parts(after)[part_of(after, "督查台账")].decode()
    for where in ("C2:C6", "E2:E901", "A2:H6", 'sqref="B4"', "<xm:sqref>F2:F6</xm:sqref>"):
        assert where in xml, where
    assert re.search(r'<autoFilter ref="A1:R6"', xml)
    names = reader.open_package(after).names
    assert names[("_xlnm.Print_Area", 0)].endswith("$A$1:$H$6")
    assert names[("_xlnm._FilterDatabase", 0)].endswith("$A$1:$R$6")
    readable(after)


def test_a_table_takes_the_new_rows_in() -> None:
    """As a program does when somebody types right below a table."""

    def decorate(book: Any, page: Any) -> None:
        page.add_table(0, 0, 3, 7, {"columns": [{"header": name} for name in HEADER], "name": "台账"})

    after, book, _ = grown(ready(decorate))
    table = parts(after)["xl/tables/table1.xml"].decode()
    assert table.count('ref="A1:R6"') == 2
    assert len(book.ledgers[0].items) == 5
    readable(after)


def test_rows_that_an_office_has_formatted_ahead_keep_their_look() -> None:
    """A blank cell that stands there already keeps its own format; the date column shows dates."""

    def decorate(book: Any, page: Any) -> None:
        page.set_row(4, 55)
        for column in range(8):
            page.write_blank(4, column, None, book.add_format({"bg_color": "yellow"}))

    before = ready(decorate)
    after, book, _ = grown(before)
    was, now = (parts(data)[part_of(data, "督查台账")].decode() for data in (before, after))
    blank = re.search(r'<c r="B5" s="(\d+)"/>', was)
    assert blank
    assert f'<c r="B5" s="{blank[1]}" t="inlineStr">' in now
    assert f'<c r="C5" s="{blank[1]}"/>' in now
    assert '<row r="5" ht="54.75"' in now.replace(' spans="1:8"', "")
    assert book.ledgers[0].items[3].cells["交办日期"] == date(2026, 3, 9)


def test_an_empty_ledger_begins_below_its_header() -> None:
    """No row above to look like: the columns' own formats serve."""
    after, book, _ = grown(judged(adopted(workbook(())).data))
    assert [item.row for item in book.ledgers[0].items] == [2, 3]
    readable(after)


def _total(book: Any, page: Any) -> None:
    page.write(5, 0, "合计")


def _note(book: Any, page: Any) -> None:
    page.merge_range(7, 0, 7, 7, "填表说明：一行一项")


def _prefilled(book: Any, page: Any) -> None:
    page.write(4, 0, 4)


def _protected(book: Any, page: Any) -> None:
    page.protect()


def _hidden(book: Any, page: Any) -> None:
    page.set_row(4, None, None, {"hidden": True})


def _totals_row(book: Any, page: Any) -> None:
    columns = [{"header": name, "total_function": "count"} for name in HEADER]
    page.add_table(0, 0, 4, 7, {"columns": columns, "total_row": True})


@pytest.mark.parametrize(
    ("decorate", "word"),
    [(_total, "A6"), (_note, "A8"), (_prefilled, "A5"), (_protected, "保护"), (_hidden, "隐藏"), (_totals_row, "A5|汇总")],
)
def test_where_a_row_cannot_go_it_is_refused_with_a_reason(decorate: Callable[[Any, Any], None], word: str) -> None:
    """Totals, notes, counts typed ahead, protection, hidden rows: the sentence names the place and what to do."""
    with pytest.raises(LayoutError, match=word) as refused:
        grown(ready(decorate))
    assert "请" in str(refused.value)


def test_a_formula_of_the_row_above_is_named_not_guessed() -> None:
    """Staff fill it down themselves; a warning names the column."""
    rows = tuple((*row[:6], '=IF(A2="","",1)', row[7]) for row in ROWS)
    _, _, warnings = grown(ready(rows=rows))
    assert "G列" in warnings[0]


def test_release_leaves_the_new_rows() -> None:
    """They are the office's items now: only the toolkit's own cells go."""
    after, _, _ = grown(ready())
    grids = reader.read_grids(reader.open_package(released(judged(after))))
    assert [row[0] for row in grids[0].rows] == ["编号", "A1", "A2", "A3", "A4", "A4.1"]


def test_no_items_are_no_change_and_an_unknown_sheet_is_named() -> None:
    """A sheet that nobody adopted has no place for new items."""
    before = ready()
    assert grown(before, ())[0] == before
    with pytest.raises(LayoutError, match="duban adopt --sheet 别的表"):
        grown(before, sheet="别的表")


def test_a_number_that_is_a_formula_is_refused() -> None:
    """It would give every item below another name."""
    rows = tuple((None, *row[1:]) for row in ROWS)

    def counted(book: Any, page: Any) -> None:
        for row in range(1, len(ROWS) + 1):
            page.write_formula(row, 0, '="A"&ROW()-1', None, f"A{row}")

    with pytest.raises(LayoutError, match="编号列是公式"):
        grown(ready(counted, rows))


def test_the_last_row_of_a_sheet_is_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Said, not wrapped round."""
    monkeypatch.setattr(newrows, "LAST_ROW", len(ROWS) + 2)
    with pytest.raises(LayoutError, match="已到最后一行"):
        grown(ready())
