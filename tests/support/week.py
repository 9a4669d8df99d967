"""The office whose week the tests act out: six items under way, seven units, and what its clerk fills in on the first day."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.support.clerk import Clerk, recipients, words
from tests.support.sheets import Cell, workbook
from toolkit.ledger.package.cells import letters

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 3, day) for day in range(16, 21))
NEXT_MONDAY = date(2026, 3, 23)
HEADER = (
    "编号", "督查事项", "事项来源", "批示人", "批示日期", "文号", "交办日期", "牵头单位", "完成时限", "签收日期", "办理情况", "反馈日期", "审核结果",
    "退回日期", "办结日期", "销号日期", "备注",
)  # fmt: skip
EDU, HOUSING, TRAFFIC, WATER, FINANCE, CIVIL, HEALTH = (
    "市教育局", "市住房城乡建设局", "市交通运输局", "市水利局", "市财政局", "市民政局", "市卫生健康委",
)  # fmt: skip
ADDRESSES = {
    EDU: "jyj@lyg.example", HOUSING: "zjj@lyg.example", TRAFFIC: "jtj@lyg.example", WATER: "slj@lyg.example",
    FINANCE: "czj@lyg.example", CIVIL: "mzj@lyg.example", HEALTH: "wjw@lyg.example",
}  # fmt: skip
OFFICE, DESK = "dcs@lyg.example", "zhc@lyg.example"
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("2026-001", "新建公办幼儿园3所", "领导批示", "市长", date(2026, 3, 2), None, date(2026, 3, 2), EDU, "2026年3月13日前", date(2026, 3, 3),
     "正在选址", None, None, None, None, None, "每周调度"),
    ("2026-002", "整治城区积水点8处", "政府常务会议", None, None, "第5次", date(2026, 3, 4), HOUSING, "2026年3月18日前", date(2026, 3, 4),
     "已进场", None, None, None, None, None, None),
    ("2026-003", "修复破损农村公路", "领导批示", "副市长", date(2026, 3, 9), None, date(2026, 3, 9), TRAFFIC, None, date(2026, 3, 9),
     None, None, None, None, None, None, None),
    ("2026-004", "水库除险加固", "政府常务会议", None, None, "第5次", date(2026, 3, 4), WATER, "2026年3月20日前", date(2026, 3, 5),
     "主体完工", None, None, None, None, None, None),
    ("2026-005", "清理拖欠企业账款", "政府常务会议", None, None, "第4次", date(2026, 2, 10), FINANCE, "2026年12月31日前", date(2026, 2, 11),
     "已清理四成", None, None, None, None, None, None),
    ("2026-006", "发放困难群众春节慰问", "领导批示", "市长", date(2026, 1, 20), None, date(2026, 1, 20), CIVIL, "2026年2月10日前",
     date(2026, 1, 20), "已全部发放", date(2026, 2, 9), "审核通过", None, date(2026, 2, 9), date(2026, 2, 12), None),
)  # fmt: skip


def other_sheet(book: Any, page: Any) -> None:
    """A sheet of the office's own beside the ledger, a note at a cell, colours."""
    duty = book.add_worksheet("值班安排")
    duty.write_row(0, 0, ("日期", "值班"))
    duty.write_row(1, 0, ("周一", "甲"))
    page.write_comment("B3", "市长两次过问")
    page.set_row(4, None, book.add_format({"bg_color": "#FFF2CC"}))


STAFF = {"督查台账": len(HEADER), "值班安排": 2}
"""The office's own sheets, with their numbers of columns."""


def write_ledger(folder: Path) -> Path:
    """督查台账.xlsx in a new folder."""
    folder.mkdir()
    ledger = folder / "督查台账.xlsx"
    ledger.write_bytes(workbook(ROWS, HEADER, title="2026年督查台账", decorate=other_sheet))
    return ledger


def address_book(clerk: Clerk, unit: str = "") -> None:
    """Fills in addresses and 处室 for the units that stand there; unit: one more, in a new row."""
    table = clerk.model().own["单位通讯录"]
    at = {name: letters(column) for name, column in table.columns.items()}
    rows = {str(cells["单位名称"]): row for row, cells in table.rows}
    values: dict[str, str | date | None] = {}
    if unit:
        rows = {unit: max(rows.values()) + 1}
        values[f"{at['单位名称']}{rows[unit]}"] = unit
    for name, row in rows.items():
        values |= {
            f"{at['联络员邮箱']}{row}": ADDRESSES[name], f"{at['联系处室']}{row}": "综合处", f"{at['处室邮箱']}{row}": DESK,
        }  # fmt: skip
    clerk.type(values, table.sheet)


def setting(clerk: Clerk, name: str, value: str) -> None:
    table = clerk.model().own["设置"]
    [row] = [row for row, cells in table.rows if cells["项目"] == name]
    clerk.type({f"{letters(table.columns['值'])}{row}": value}, table.sheet)


def about_items(mails: list[EmailMessage]) -> dict[str, str]:
    """The mails to units: address -> text. Nobody may have had two."""
    found = [mail for mail in mails if not {OFFICE, DESK} & set(recipients([mail]))]
    assert len(recipients(found)) == len(set(recipients(found)))
    return {recipients([mail])[0]: words(mail) for mail in found}
