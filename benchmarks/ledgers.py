"""Ledgers of any size for benchmarks: 15 columns, worded and dated like an office's; the same seed gives the same ledger."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

HEADER = (
    "编号", "督查事项", "事项来源", "文号", "批示人", "批示日期", "领导", "交办日期", "牵头单位", "配合单位", "责任人", "完成时限", "办理情况", "反馈日期", "办结日期",
)  # fmt: skip
TODAY = date(2026, 11, 24)
UNITS = tuple(
    f"市{name}局"
    for name in [
        "教育",
        "民政",
        "财政",
        "水利",
        "审计",
        "统计",
        "医保",
        "体育",
        "信访",
        "司法",
        "商务",
        "公安",
        "住建",
        "城管",
        "林业",
        "气象",
        "粮食",
        "海洋",
        "港口",
        "交通",
    ]
)
WORKS = (
    "推进学校新建改建",
    "整治道路积水",
    "化解信访积案",
    "新增停车泊位",
    "改造老旧小区",
    "建设农村公路",
    "提升营商环境",
    "开展安全生产检查",
)
SOURCES = ("领导批示", "政府常务会议", "政府工作报告", "12345热线", "人大代表建议", "政协提案", "市长信箱", "民生实事")
LIMITS = (
    "",
    "",
    "年底前",
    "2026年10月底前",
    "7个工作日内",
    "每季度报送",
    "会后10日内",
    "2027年3月底前",
    "6月30日前完成，12月底前验收",
    "长期坚持",
)
STATES = ("正在推进", "已制定方案", "已完成前期手续，正在施工", "", "")


def make(path: Path, rows: int, seed: int = 1) -> None:
    """Writes a ledger of so many items; one in nine is done, some wait for review."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page = book.add_worksheet("督查台账")
    day, plain = book.add_format({"num_format": "yyyy-mm-dd", "border": 1}), book.add_format({"border": 1, "text_wrap": True})
    page.merge_range(0, 0, 0, len(HEADER) - 1, "督查台账", book.add_format({"bold": True, "align": "center"}))
    page.write_row(1, 0, HEADER, book.add_format({"bold": True, "border": 1}))
    pairs = [chance.sample(UNITS, 2) for _ in range(400)]
    for number in range(1, rows + 1):
        start = TODAY - timedelta(days=chance.randrange(1, 320))
        lead, *support = chance.sample(UNITS, 1) + chance.choice(pairs)
        ordered = chance.random() < 0.3
        cells = (
            f"DC{number:06d}", f"{chance.choice(WORKS)}第{number}项，明确责任、倒排工期", chance.choice(SOURCES), f"第{number % 60}次会议",
            "市长" if ordered else None, start if ordered else None, "分管副市长", start, lead, "、".join(support), f"联系人{number % 50}",
            chance.choice(LIMITS), chance.choice(STATES), start + timedelta(days=6) if number % 17 == 0 else None,
            start + timedelta(days=9) if number % 9 == 0 else None,
        )  # fmt: skip
        for column, value in enumerate(cells):
            if isinstance(value, date):
                page.write_datetime(number + 1, column, datetime(value.year, value.month, value.day), day)
            elif value:
                page.write_string(number + 1, column, value, plain)
            else:
                page.write_blank(number + 1, column, None, plain)
    page.autofilter(1, 0, rows + 1, len(HEADER) - 1)
    page.freeze_panes(2, 2)
    book.close()
