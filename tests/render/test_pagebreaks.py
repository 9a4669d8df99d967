"""Which rows of a table are kept together, in the words of the file: Word and LibreOffice obey them."""

from __future__ import annotations

import io
from dataclasses import replace

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table

from tests.support.bulletins import a_bulletin, many_items, sample_desk
from tests.support.slips import ITEM, TEMPLATES, many, slip
from toolkit.domain.papers.slip import SlipItem
from toolkit.render.bulletin import render_bulletin
from toolkit.render.pagebreaks import keep_rows
from toolkit.render.slip import render_slip


def kept(table: Table) -> list[bool]:
    """Of each row, whether all of its paragraphs keep with the next."""
    return [
        all(paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for paragraph in row._tr.iter(qn("w:p")))
        for row in table.rows
    ]


def slip_table(kind: str, *items: SlipItem) -> list[bool]:
    return kept(Document(io.BytesIO(render_slip(slip(kind, *items), [TEMPLATES]))).tables[0])


def test_a_list_breaks_neither_after_its_first_nor_before_its_last_row() -> None:
    """Header and two rows at the foot of a page, two rows at the head of the next."""
    content, _ = render_bulletin(a_bulletin("问题清单", sample_desk(many_items(30, units=12))), [TEMPLATES])
    [table] = Document(io.BytesIO(content)).tables
    marks = kept(table)
    assert len(marks) == 31
    assert [place for place, mark in enumerate(marks) if mark] == [0, 1, 29]


def test_a_list_of_one_entry_is_one_piece() -> None:
    """Its header keeps with it; what comes below the list is free."""
    content, _ = render_bulletin(a_bulletin("问题清单", sample_desk(many_items(1))), [TEMPLATES])
    [table] = Document(io.BytesIO(content)).tables
    assert kept(table) == [True, False]


def test_the_last_item_stands_on_the_page_of_the_signature() -> None:
    """Of several items the whole last one, of a single one its last two rows."""
    marks = slip_table("催办单", *many(3))
    assert len(marks) == 21
    assert all(marks[14:])
    assert not any(marks[9:14])
    assert slip_table("催办单", ITEM)[-3:] == [False, True, True]


def test_a_table_without_a_signature_breaks_where_it_will() -> None:
    """The receipt is followed by nothing, so nothing is marked beyond what the template says."""
    tables = Document(io.BytesIO(render_slip(slip("催办单"), [TEMPLATES]))).tables
    assert kept(tables[-1])[-1] is False


def test_an_empty_body_and_marks_that_are_there_stay() -> None:
    """Once more changes nothing; a document without tables is left alone."""
    paper = Document(io.BytesIO(render_slip(slip("告诫单", replace(ITEM, id="A1"), ITEM), [TEMPLATES])))
    before = paper.element.xml
    keep_rows(paper.element.body)
    assert paper.element.xml == before
    keep_rows(Document().element.body)
