"""Ledgers in the 13 layouts that offices bring along: titles, two header rows, merged blocks, other words, order and sheets.

The same number gives the same ledger. Each bears exactly as many items as it is asked for, and tells how many are struck off.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

from benchmarks.ledgers import LIMITS, SOURCES, STATES, TODAY, UNITS, WORKS

_NAMES = (
    "编号",
    "督查事项",
    "事项来源",
    "文号",
    "批示人",
    "批示日期",
    "交办日期",
    "牵头单位",
    "配合单位",
    "完成时限",
    "办理情况",
    "反馈日期",
    "办结日期",
)


@dataclass(frozen=True)
class Layout:
    """How one office lays its ledger out.

    headers: field -> its wording, in the order of the columns ("上|下": two header rows); titles: rows above the header;
    left: empty columns at the left; sections: a section row every so many items; blocks: every so manyth item spans two
    merged rows; sheets: how many sheets share the items; foot: a totals row and a note below; numbered: whether 编号 is filled;
    beside: another table at the right; table: the ledger is an Excel table.
    """

    name: str
    headers: dict[str, str]
    titles: int = 1
    left: int = 0
    sections: int = 0
    blocks: int = 0
    sheets: tuple[str, ...] = ("督查台账",)
    foot: bool = False
    numbered: bool = True
    beside: bool = False
    table: bool = False


def _headers(order: str = "", **words: str) -> dict[str, str]:
    names = order.split() if order else _NAMES
    return {name: words.get(name, name) for name in names}


LAYOUTS: tuple[Layout, ...] = (
    Layout("平表", _headers(), titles=0),
    Layout("标题", _headers(编号="序号", 督查事项="工作任务", 牵头单位="责任单位", 完成时限="完成时间")),
    Layout(
        "两行表头",
        _headers(牵头单位="责任单位|牵头单位", 配合单位="责任单位|配合单位", 批示人="批示|批示领导", 批示日期="批示|批示时间", 交办日期="时间|交办时间", 完成时限="时间|办结时限"),
        titles=2,
    ),
    Layout("换序", _headers("编号 牵头单位 配合单位 督查事项 完成时限 交办日期 事项来源 办理情况 办结日期", 督查事项="督办内容", 办结日期="实际完成时间"), titles=3),
    Layout("分节", _headers(督查事项="重点工作任务", 办理情况="进展情况"), sections=25),
    Layout("合并行", _headers(编号="统一编号", 督查事项="督查内容"), blocks=10),
    Layout("多表", _headers(督查事项="议定事项", 文号="会议届次"), sheets=("常务会议", "市长办公会议", "专题会议")),
    Layout("合计", _headers(牵头单位="主办单位", 配合单位="协办单位"), foot=True),
    Layout("左空列", _headers("督查事项 事项来源 交办日期 牵头单位 配合单位 完成时限 办结日期", 督查事项="事项内容"), left=2),
    Layout("无编号", _headers("督查事项 事项来源 文号 交办日期 牵头单位 完成时限 办理情况 反馈日期 办结日期", 牵头单位="承办单位"), numbered=False),
    Layout("右侧另表", _headers(交办日期="下达日期", 反馈日期="反馈时间"), beside=True),
    Layout("表格", _headers(完成时限="要求完成时间"), titles=0, table=True),
    Layout("批示件", _headers("编号 批示人 批示日期 督查事项 交办日期 牵头单位 完成时限 反馈日期 办理情况 办结日期", 督查事项="批示事项", 编号="收文编号"), titles=2, sections=40),
)  # fmt: skip


def make(path: Path, index: int, items: int = 200) -> int:
    """Writes ledger number `index` in its layout; how many of its items are struck off."""
    layout = LAYOUTS[index % len(LAYOUTS)]
    chance = random.Random(index)  # noqa: S311 - not for secrets
    book = xlsxwriter.Workbook(str(path), {"constant_memory": False})
    closed = number = 0
    for at, name in enumerate(layout.sheets):
        share = items // len(layout.sheets) + (at < items % len(layout.sheets))
        page = _Page(book, layout, name)
        for _ in range(share):
            number += 1
            values = _values(chance, index, number)
            closed += values["办结日期"] is not None
            page.item(values, number)
        page.end()
    book.close()
    return closed


def _values(chance: random.Random, index: int, number: int) -> dict[str, object]:
    start = TODAY - timedelta(days=chance.randrange(1, 320))
    ordered = chance.random() < 0.3
    lead, *support = chance.sample(UNITS, 3)
    return {
        "编号": f"K{index:03d}-{number:03d}", "督查事项": f"{chance.choice(WORKS)}第{number}项", "事项来源": chance.choice(SOURCES),
        "文号": f"第{number % 60}次会议", "批示人": "市长" if ordered else None, "批示日期": start if ordered else None, "交办日期": start,
        "牵头单位": lead, "配合单位": "、".join(support), "完成时限": chance.choice(LIMITS), "办理情况": chance.choice(STATES),
        "反馈日期": start + timedelta(days=6) if number % 17 == 0 else None, "办结日期": start + timedelta(days=9) if number % 9 == 0 else None,
    }  # fmt: skip


class _Page:
    """One worksheet in the making."""

    def __init__(self, book: xlsxwriter.Workbook, layout: Layout, name: str) -> None:
        self.layout, self.page = layout, book.add_worksheet(name)
        self.bold, self.plain = (
            book.add_format({"bold": True, "border": 1, "align": "center"}),
            book.add_format({"border": 1, "text_wrap": True}),
        )
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "border": 1})
        self.right = layout.left + len(layout.headers) - 1
        self.row, self.items = layout.titles, 0
        for title in range(layout.titles):
            self.page.merge_range(
                title, layout.left, title, self.right, ("督查事项台账", "（截至2026年11月）", "填报单位：某县政府办公室")[title]
            )
        self._header(list(layout.headers.values()))
        if layout.beside:
            self.page.write_row(self.row - 1, self.right + 3, ("承办单位", "承办件数", "办结数"), self.bold)

    def _header(self, texts: Sequence[str]) -> None:
        if not any("|" in text for text in texts):
            self.page.write_row(self.row, self.layout.left, texts, self.bold)
            self.row += 1
            return
        column = self.layout.left
        while column <= self.right:
            upper, _, lower = texts[column - self.layout.left].partition("|")
            last = column
            while lower and last < self.right and texts[last + 1 - self.layout.left].startswith(upper + "|"):
                last += 1
            if not lower:
                self.page.merge_range(self.row, column, self.row + 1, column, upper, self.bold)
            else:
                if last > column:
                    self.page.merge_range(self.row, column, self.row, last, upper, self.bold)
                else:
                    self.page.write(self.row, column, upper, self.bold)
                for each in range(column, last + 1):
                    self.page.write(self.row + 1, each, texts[each - self.layout.left].partition("|")[2], self.bold)
            column = last + 1
        self.row += 2

    def item(self, values: dict[str, object], number: int) -> None:
        layout = self.layout
        if layout.sections and self.items % layout.sections == 0:
            count = "一二三四五六七八九十"[self.items // layout.sections % 10]
            self.page.merge_range(self.row, layout.left, self.row, self.right, f"{count}、重点工作", self.bold)
            self.row += 1
        self.items += 1
        tall = bool(layout.blocks) and number % layout.blocks == 0
        for column, name in enumerate(layout.headers, layout.left):
            value = None if name == "编号" and not layout.numbered else values[name]
            look = self.day if isinstance(value, date) else self.plain
            value = datetime(value.year, value.month, value.day) if isinstance(value, date) else value
            if tall:
                self.page.merge_range(self.row, column, self.row + 1, column, value if value is not None else "", look)
            elif value not in (None, ""):
                self.page.write(self.row, column, value, look)
            else:
                self.page.write_blank(self.row, column, None, look)
        self.row += 1 + tall

    def end(self) -> None:
        layout = self.layout
        if layout.beside:
            self.page.write_row(4, self.right + 3, ("市教育局", 12, 5), self.plain)
        if layout.table:
            columns = [{"header": text} for text in layout.headers.values()]
            self.page.add_table(0, layout.left, self.row - 1, self.right, {"columns": columns})
        if layout.foot:
            self.page.write_row(self.row, layout.left, ("合计", self.items), self.bold)
            self.page.merge_range(
                self.row + 1, layout.left, self.row + 1, self.right, "填报说明：一行一个事项，完成时限照原文填写。"
            )
