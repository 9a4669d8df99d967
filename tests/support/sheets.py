"""Small workbooks for tests, made by XlsxWriter the way offices lay out their ledgers."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

Cell = str | int | float | date | None
HEADER = ("编号", "督查事项", "事项来源", "交办日期", "牵头单位", "完成时限", "办理情况", "办结日期")
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("A1", "推进学校建设", "政府常务会议", date(2026, 3, 2), "市教育局", "2026年6月底前", "正在推进", None),
    ("A2", "整治道路积水", "12345热线", date(2026, 3, 4), "市住建局", None, None, None),
    ("A3", "信访积案化解", "领导批示", date(2026, 3, 5), "市信访局", "长期坚持", None, date(2026, 4, 1)),
)


def workbook(
    rows: Sequence[Sequence[Cell]] = ROWS,
    header: Sequence[str] = HEADER,
    *,
    title: str = "",
    sheet: str = "督查台账",
    decorate: Callable[[Any, Any], None] | None = None,
    options: dict[str, Any] | None = None,
) -> bytes:
    """A ledger: an optional title row merged across, a header, rows. decorate(workbook, worksheet) adds the rest."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, options or {})
    book.set_properties({"created": datetime(2026, 1, 1)})
    page = book.add_worksheet(sheet)
    day, plain = book.add_format({"num_format": "yyyy-mm-dd", "border": 1}), book.add_format({"border": 1, "text_wrap": True})
    top = 0
    if title:
        page.merge_range(0, 0, 0, len(header) - 1, title, book.add_format({"bold": True, "align": "center"}))
        top = 1
    page.write_row(top, 0, header, book.add_format({"bold": True, "border": 1}))
    for r, cells in enumerate(rows, top + 1):
        for c, value in enumerate(cells):
            if isinstance(value, date):
                page.write_datetime(r, c, datetime(value.year, value.month, value.day), day)
            elif value is None:
                page.write_blank(r, c, None, plain)
            elif isinstance(value, str) and value.startswith("="):
                page.write_formula(r, c, value, plain)
            else:
                page.write(r, c, value, plain)
    if decorate:
        decorate(book, page)
    book.close()
    return out.getvalue()
