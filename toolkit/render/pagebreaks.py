"""Where a table may break over pages, as a typist would have it; Word and LibreOffice lay the pages out themselves."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

_LEAST = 2
"""Rows of a list that stand together at the foot and at the head of a page."""


def keep_rows(body: Element) -> None:
    """Marks rows of the tables in a document's body that must not be parted, by “keep with next” in their paragraphs.

    A list (its header stands again on each page): the header with its first two rows, and the last two rows.
    A form above a signature (the next paragraph keeps with what follows): what ends it comes along, so that no page bears a
    signature alone; of several blocks of rows, each under a thick line, the last one, else the last two rows.
    """
    for table in body.iterchildren(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        if rows and rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
            kept: Sequence[Element] = [*rows[:-1][:_LEAST], *rows[-_LEAST:-1]]
        elif _keeps(table.getnext()):
            kept = _last_block(rows)
        else:
            continue
        for row in kept:
            for paragraph in row.iter(qn("w:p")):
                _keep(paragraph)


def _last_block(rows: Sequence[Element]) -> Sequence[Element]:
    starts = [place for place, row in enumerate(rows) if row.find(f"{qn('w:tc')}/{qn('w:tcPr')}/{qn('w:tcBorders')}") is not None]
    return rows[starts[-1] :] if starts and starts[-1] > 0 else rows[-_LEAST:]


def _keeps(paragraph: Element | None) -> bool:
    return paragraph is not None and paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def _keep(paragraph: Element) -> None:
    if _keeps(paragraph):
        return
    rules = paragraph.find(qn("w:pPr"))
    if rules is None:
        rules = OxmlElement("w:pPr")
        paragraph.insert(0, rules)
    rules.insert(0 if rules.find(qn("w:pStyle")) is None else 1, OxmlElement("w:keepNext"))
