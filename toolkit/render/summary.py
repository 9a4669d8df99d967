"""The workbook of a summary of several ledgers: written row by row, so that 500 ledgers need no more memory than one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.properties import PageSetupProperties

from toolkit.domain.item import LIGHTS, STATUSES
from toolkit.domain.papers.statistics import Tally
from toolkit.domain.papers.summary import ENTRY, LEVELS, PROBLEM, Share
from toolkit.domain.wording import text_lines

_LINE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_SOLID = {"红": "D93025", "黄": "FFC000", "绿": "4CAF50", "灰": "7F7F7F"}
_TINT = {"红": "FDE0DD", "黄": "FFF3CC", "灰": "EDEDED"}
_WIDTHS: Mapping[str, float] = {
    "序号": 6, "来源台账": 16, "工作表": 11, "行": 5, "编号": 13, "督查事项": 38, "事项来源": 11, "交办日期": 11, "牵头单位": 17, "配合单位": 19,
    "灯": 5, "办理状态": 10, "当前时限": 11, "剩余天数": 6, "依据": 44, "提示": 34, "级别": 7, "位置": 9, "规则": 12, "问题与建议": 70, "处数": 6,
    "台账文件": 60, "原因": 90,
}  # fmt: skip
_LEFT = frozenset({"来源台账", "督查事项", "牵头单位", "配合单位", "依据", "提示", "问题与建议", "台账文件", "原因"})
_MOST_ROWS = 1_048_576 - 2
COUNTS: tuple[str, ...] = ("事项数", *LIGHTS, "未办结", "已销号", "中止", "办结率")
"""Columns of 统计 behind the name; the letters B to K."""


class SummaryBook:
    """A new workbook with 汇总, 统计, 问题, 未能读取. Ledgers are added one by one; `save` ends it."""

    def __init__(self, today: date) -> None:
        self._book = Workbook(write_only=True)
        self._day = f"{today.year}年{today.month}月{today.day}日"
        self._entries = _Sheet(self._book, "汇总", f"督查事项汇总（截至{self._day}）", ("序号", "来源台账", *ENTRY), 2)
        self._counts = self._book.create_sheet("统计")
        self._problems = _Sheet(self._book, "问题", "各台账的问题（按台账列出，请各单位核对改正）", ("来源台账", *PROBLEM), 1)
        self._failed = _Sheet(self._book, "未能读取", "未能读取的台账（不在汇总和统计之内）", ("台账文件", "原因"), 0)
        self._ledgers: list[tuple[str, Tally, Sequence[int]]] = []
        self._units: dict[str, Tally] = {}

    def add(self, name: str, share: Share) -> None:
        """One ledger under the name by which the summary calls it."""
        for row in share.entries:
            self._entries.append((self._entries.count + 1, name, *row))
        for row in share.problems:
            self._problems.append((name, *row))
        self._ledgers.append((name, share.total, [share.findings.get(level, 0) for level in LEVELS]))
        for unit, tally in share.units.items():
            self._units[unit] = self._units[unit] + tally if unit in self._units else tally

    def fail(self, path: str, reason: str) -> None:
        """A ledger that could not be read."""
        self._failed.append((path, reason))

    def save(self, path: Path) -> None:
        """Writes the file. Raises OSError."""
        self._entries.finish(lights="K", printed="N")
        self._problems.finish()
        if not self._failed.count:
            self._failed.append(("无", "全部台账均已读取"))
        self._failed.finish()
        _Counts(self._counts, self._day).write(self._ledgers, self._units)
        self._book.save(path)


class _Sheet:
    """A list with a title, a header and rows in one look; the same cells serve every row, for each is written at once."""

    def __init__(self, book: Workbook, title: str, heading: str, columns: Sequence[str], frozen: int) -> None:
        self.sheet: Any = book.create_sheet(title)
        self.columns, self.count = columns, 0
        self._rooms = [max(_WIDTHS[name] - 1.5, 2) for name in columns]
        for index, name in enumerate(columns, 1):
            self.sheet.column_dimensions[get_column_letter(index)].width = _WIDTHS[name]
        self.sheet.freeze_panes = f"{get_column_letter(frozen + 1)}3"
        _page(self.sheet)
        _heading(self.sheet, heading)
        self.sheet.row_dimensions[2].height = 28
        self.sheet.append([_header(self.sheet, name) for name in columns])
        self._cells = [
            _body(self.sheet, name in _LEFT, "yyyy-mm-dd" if "日期" in name or "时限" in name else "") for name in columns
        ]

    def append(self, values: Sequence[object]) -> None:
        """One row; past the last row of a worksheet they are only counted."""
        self.count += 1
        if self.count <= _MOST_ROWS:
            row = self.count + 2
            self.sheet.row_dimensions[row].height = 4 + 13.5 * min(max(map(_lines, values, self._rooms)), 29)
            self.sheet.append([_filled(cell, value) for cell, value in zip(self._cells, values, strict=True)])
            del self.sheet.row_dimensions[row]  # written, and not to be kept in memory

    def finish(self, lights: str = "", printed: str = "") -> None:
        """The filter over all rows; lights: letter of the column by which rows are coloured (by rules, not paint);
        printed: letter of the last column that goes on paper (all of them without)."""
        last, right = max(min(self.count, _MOST_ROWS) + 2, 3), get_column_letter(len(self.columns))
        self.sheet.auto_filter.ref = f"A2:{right}{last}"
        if printed:
            self.sheet.print_area = f"A1:{printed}{last}"
        for light, colour in _SOLID.items() if lights else ():
            white = Font(bold=True, color="3F3F3F" if light == "黄" else "FFFFFF")
            rule = _rule(f'${lights}3="{light}"', DifferentialStyle(font=white, fill=PatternFill(bgColor=colour)))
            self.sheet.conditional_formatting.add(f"{lights}3:{lights}{last}", rule)
        for light, colour in _TINT.items() if lights else ():
            rule = _rule(f'${lights}3="{light}"', DifferentialStyle(fill=PatternFill(bgColor=colour)))
            self.sheet.conditional_formatting.add(f"A3:{right}{last}", rule)


class _Counts:
    """统计: by light, by ledger, by unit. Counts are values of that day; sums and rates are formulas."""

    def __init__(self, sheet: Any, day: str) -> None:
        self.sheet, self.row = sheet, 0
        for letter, width in zip("ABCDEFGHIJKLMN", (30, *[9.0] * len(COUNTS), 8, 8, 8), strict=True):
            sheet.column_dimensions[letter].width = width
        sheet.freeze_panes = "B2"
        _page(sheet)
        _heading(sheet, f"督查事项统计（截至{day}）")
        self.row = 1

    def write(self, ledgers: Sequence[tuple[str, Tally, Sequence[int]]], units: Mapping[str, Tally]) -> None:
        total = sum((tally for _, tally, _ in ledgers), start=Tally(0, dict.fromkeys(LIGHTS, 0), dict.fromkeys(STATUSES, 0)))
        self._lights(total)
        problems = ("错误", "提醒", "提示")
        self._table("二、按台账", "来源台账", ledgers, problems, sums=True)
        ranked = sorted(units.items(), key=lambda unit: (-unit[1].overdue, -unit[1].open, -unit[1].total))
        self._table(
            "三、按牵头单位（各台账中同名的合在一起；联合牵头的各计一次，故不设合计）",
            "牵头单位",
            [(n, t, ()) for n, t in ranked],
            (),
        )
        self._note(
            "办结率＝已销号÷（事项数－中止）；中止含撤销、并案、转办；分解为子事项的，只计子事项。件数为当日数，合计、占比和办结率为公式。"
        )

    def _lights(self, total: Tally) -> None:
        self._title("一、按灯")
        self._put(("灯", "件数", "占比"), header=True)
        first = self.row + 1
        last = first + len(LIGHTS) - 1
        for light in LIGHTS:
            self._put((light, total.lights[light], f"=IF(B${last + 1}=0,0,B{self.row + 1}/B${last + 1})"), rates={2})
        self._put(("合计", f"=SUM(B{first}:B{last})", f"=SUM(C{first}:C{last})"), rates={2}, bold=True)

    def _table(
        self, title: str, name: str, rows: Iterable[tuple[str, Tally, Sequence[int]]], more: Sequence[str], *, sums: bool = False
    ) -> None:
        self._title(title)
        self._put((name, *COUNTS, *more), header=True)
        first = self.row + 1
        for label, tally, problems in rows:
            counts = (tally.total, *(tally.lights[light] for light in LIGHTS), tally.open, tally.closed, tally.stopped)
            self._put((label, *counts, self._rate(), *problems), rates={len(COUNTS)})
        if sums:
            letters = [get_column_letter(index) for index in range(2, 2 + len(COUNTS) + len(more))]
            added = [f"=SUM({each}{first}:{each}{max(self.row, first)})" for each in letters]
            added[len(COUNTS) - 1] = self._rate()
            self._put(("合计", *added), rates={len(COUNTS)}, bold=True)

    def _rate(self) -> str:
        row = self.row + 1
        return f'=IF(B{row}-J{row}>0,I{row}/(B{row}-J{row}),"")'

    def _title(self, text: str) -> None:
        self.sheet.append([])
        cell = WriteOnlyCell(self.sheet, text)
        cell.font = Font(name="黑体", size=12)
        self.sheet.append([cell])
        self.row += 2

    def _note(self, text: str) -> None:
        cell = WriteOnlyCell(self.sheet, text)
        cell.font = Font(name="宋体", size=9, color="7F7F7F")
        self.sheet.append([])
        self.sheet.append([cell])
        self.row += 2

    def _put(
        self,
        values: Sequence[object],
        *,
        header: bool = False,
        rates: set[int] | frozenset[int] = frozenset(),
        bold: bool = False,
    ) -> None:
        cells = []
        for index, value in enumerate(values):
            cell = _header(self.sheet, str(value)) if header else _body(self.sheet, index == 0, "0.0%" if index in rates else "")
            if bold:
                cell.font = Font(name="宋体", size=10, bold=True)
            if not header:
                is_formula = index > 0 and isinstance(value, str)
                _filled(cell, value)
                cell.data_type = "f" if is_formula else cell.data_type
            cells.append(cell)
        self.sheet.append(cells)
        self.row += 1


def _heading(sheet: Any, text: str) -> None:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(name="黑体", size=16, color="1F3864")
    sheet.append([cell])


def _header(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(name="黑体", size=10, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor="2F6F73")
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = _BOX
    return cell


def _body(sheet: Any, left: bool, number: str) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.font, cell.border = Font(name="宋体", size=10), _BOX
    cell.alignment = Alignment(horizontal="left" if left else "center", vertical="center", wrap_text=True)
    if number:
        cell.number_format = number
    return cell


def _lines(value: object, width: float) -> int:
    return text_lines(value, width) if isinstance(value, str) else 1


def _filled(cell: Any, value: object) -> Any:
    """The cell with a value; text stays text, whatever it begins with."""
    try:
        cell.value = value
    except IllegalCharacterError:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _rule(condition: str, style: DifferentialStyle) -> Rule:
    return Rule(type="expression", dxf=style, formula=[condition])


def _page(sheet: Any) -> None:
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = "1:2"
