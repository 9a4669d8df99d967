"""A month of a desk, done as staff do it: cells typed, rows sorted, inserted, copied, cut and deleted in LibreOffice; `daily` after
each step. No own value stands beside the wrong item, every change is in the history, and nothing of staff's is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.desk import type_cell
from tests.support.office import Office
from toolkit.domain.item import Item, as_text
from toolkit.domain.memory.records import plain
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.package.cells import number
from toolkit.routines import daily, deadlines, demo, event
from toolkit.routines.daily import DailyReport
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

pytestmark = pytest.mark.system
START = date(2026, 11, 24)


@dataclass
class Desk:
    """The demo office. Items are told apart by their matter, which no two of the demo share: the test's own truth."""

    office: Office
    path: Path
    space: Workspace
    today: date
    scratch: Path

    def items(self) -> list[Item]:
        return [item for ledger in ClosedBook(self.path, self.scratch).read().ledgers for item in ledger.items]

    def cells(self) -> dict[str, dict[str, str]]:
        """Matter -> everything that staff typed in its row."""
        return {item.text("督查事项"): plain(item.cells) for item in self.items()}

    def keys(self) -> dict[str, str]:
        """Matter -> the 督办编号 beside it."""
        return {item.text("督查事项"): as_text(item.own["督办编号"]) for item in self.items()}

    def own(self) -> dict[str, tuple[str, ...]]:
        """督办编号 -> 灯 and 办理状态 beside it, the reason of a 中止 left out."""
        return {
            as_text(i.own["督办编号"]): (as_text(i.own["灯"]), as_text(i.own["办理状态"]).partition("（")[0])
            for i in self.items()
        }

    def at(self, name: str) -> Item:
        [item] = [item for item in self.items() if name in (item.text("编号"), item.text("督查事项"))]
        return item

    def typing(self, work: Callable[[Any], None]) -> None:
        """Staff open the ledger in LibreOffice, work on its first sheet, save and close."""
        saved = self.scratch / "saved.xlsx"
        with self.office.opened(self.path, f"DATE({self.today.year};{self.today.month};{self.today.day})") as document:
            work(document)
            document.NamedRanges.getByName("督办_今日").setContent("TODAY()")
            self.office.save_as_xlsx(document, saved)
        shutil.copyfile(saved, self.path)

    def daily(self) -> DailyReport:
        self.today += timedelta(days=1)
        report = daily.run(self.path, self.space, today=self.today, progress=silent)
        assert report.written
        return report

    def life(self, name: str) -> list[str]:
        report = event.run_list(self.path, self.space, items=[name], today=self.today, progress=silent)
        return [moment.what for moment in report.moments if moment.source == "change"]


@pytest.fixture
def desk(libreoffice: Office, tmp_path: Path) -> Desk:
    made = demo.run(tmp_path / "演示", today=START, progress=silent)
    desk = Desk(libreoffice, made.ledger, Workspace.find(None, made.workspace), START, tmp_path)
    seen: set[str] = set()
    for item in desk.items():  # the demo has one matter twice, on purpose
        matter = item.text("督查事项")
        if matter in seen:
            type_cell(made.ledger, item.sheet, f"{item.columns['督查事项']}{item.row}", f"{matter}（又一次）")
        seen.add(matter)
    desk.daily()
    return desk


def sheet_of(document: Any, name: str = "督查台账") -> Any:
    return document.Sheets.getByName(name)


def put(document: Any, item: Item, field: str, text: str) -> None:
    """Types a text into a cell of an item's row."""
    sheet_of(document).getCellByPosition(number(item.columns[field]) - 1, item.row - 1).setString(text)


def sort(document: Any, first: int, last: int, width: int, column: int) -> None:
    """Sorts rows by a column, over the first `width` columns."""
    import uno
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
    from com.sun.star.table import TableSortField  # type: ignore[import-not-found]

    key = TableSortField()
    key.Field, key.IsAscending = column, False
    fields = uno.Any("[]com.sun.star.table.TableSortField", (key,))
    area = sheet_of(document).getCellRangeByPosition(0, first - 1, width - 1, last - 1)
    named = []
    for name, value in (("SortFields", fields), ("ContainsHeader", False)):
        prop = PropertyValue()
        prop.Name, prop.Value = name, value
        named.append(prop)
    area.sort(tuple(named))


def insert_row(document: Any, row: int) -> None:
    sheet_of(document).Rows.insertByIndex(row - 1, 1)


def whole_row(document: Any, row: int, width: int) -> Any:
    return sheet_of(document).getCellRangeByPosition(0, row - 1, width - 1, row - 1)


def copy_row(document: Any, row: int, to: int, width: int) -> None:
    sheet = sheet_of(document)
    sheet.copyRange(sheet.getCellByPosition(0, to - 1).CellAddress, whole_row(document, row, width).RangeAddress)


def move_row(document: Any, row: int, to: int, width: int) -> None:
    sheet = sheet_of(document)
    sheet.moveRange(sheet.getCellByPosition(0, to - 1).CellAddress, whole_row(document, row, width).RangeAddress)


def test_a_month_of_a_desk(desk: Desk) -> None:
    """Thirteen days of sorting, inserting, copying, cutting, filling and renaming."""
    [ledger] = ClosedBook(desk.path, desk.scratch).read().ledgers
    staff, everything = ledger.width, max(ledger.own.values())
    cells, keys = desk.cells(), desk.keys()
    own, order = desk.own(), list(keys)
    assert len(cells) == len(keys) == 65
    first, last = ledger.first_row, ledger.last_row

    def right(report: DailyReport) -> None:
        """Every row has its own 督办编号 and what the toolkit says of that item; every cell of staff's is as they left it."""
        assert desk.cells() == cells
        assert desk.keys() == keys
        judged = deadlines.run(desk.path, desk.space, write=False, today=desk.today, progress=silent).judgements
        assert desk.own() == {keys[j.item.text("督查事项")]: (j.light, j.status) for j in judged}
        assert report.items == len(keys)

    # 1 the whole table sorted by 牵头单位: own columns go along
    lead = number(ledger.columns["牵头单位"]) - 1
    desk.typing(lambda d: sort(d, first, last, everything, lead))
    report = desk.daily()
    right(report)
    assert list(desk.keys()) != order
    assert not report.memory.changes
    assert not report.memory.put_right
    same = {key: values for key, values in desk.own().items() if own[key] == values}
    assert len(same) > 55  # a day has passed; most lights stay

    # 2 only staff's columns sorted: the own columns are left behind
    matter = number(ledger.columns["督查事项"]) - 1
    desk.typing(lambda d: sort(d, first, last, staff, matter))
    report = desk.daily()
    right(report)
    assert len(report.memory.put_right) > 50
    assert not report.memory.changes

    # 3 a new item typed below the last
    def below(d: Any) -> None:
        for field, text in (
            ("编号", "2026-101"),
            ("督查事项", "新开通三条公交线路"),
            ("牵头单位", "市交通运输局"),
            ("完成时限", "2027年3月底前"),
        ):
            sheet_of(d).getCellByPosition(number(ledger.columns[field]) - 1, last).setString(text)

    desk.typing(below)
    new = "新开通三条公交线路"
    cells[new] = {"编号": "2026-101", "督查事项": new, "牵头单位": "市交通运输局", "完成时限": "2027年3月底前"}
    keys[new] = "2026-101"
    report = desk.daily()
    right(report)
    assert [change.kind for change in report.memory.changes] == ["新增"]

    # 4 progress typed in, a deadline changed
    item = desk.at("2026-003")
    title, before = item.text("督查事项"), item.text("完成时限")

    def progress(d: Any) -> None:
        put(d, item, "办理情况", "整改完成110处")
        put(d, item, "完成时限", "2026年12月31日前")

    desk.typing(progress)
    cells[title] |= {"办理情况": "整改完成110处", "完成时限": "2026年12月31日前"}
    right(desk.daily())
    assert f"“完成时限”由“{before}”改为“2026年12月31日前”" in desk.life("2026-003")

    # 5 a row inserted in the middle and filled in
    middle = desk.at("2026-017").row

    def between(d: Any) -> None:
        insert_row(d, middle)
        for field, text in (("编号", "2026-102"), ("督查事项", "修缮市民健身步道"), ("牵头单位", "市体育局")):
            sheet_of(d).getCellByPosition(number(ledger.columns[field]) - 1, middle - 1).setString(text)

    desk.typing(between)
    cells["修缮市民健身步道"] = {"编号": "2026-102", "督查事项": "修缮市民健身步道", "牵头单位": "市体育局"}
    keys["修缮市民健身步道"] = "2026-102"
    right(desk.daily())

    # 6 a row copied with the own columns, above the original; the copy has a matter of its own but the old 编号
    original = desk.at("2026-012")

    def copied(d: Any) -> None:
        insert_row(d, original.row)
        copy_row(d, original.row + 1, original.row, everything)
        put(d, original, "督查事项", "全年新增城镇就业（补充任务）")

    desk.typing(copied)
    cells["全年新增城镇就业（补充任务）"] = cells[original.text("督查事项")] | {"督查事项": "全年新增城镇就业（补充任务）"}
    report = desk.daily()
    assert desk.cells() == cells
    found = desk.keys()
    keys["全年新增城镇就业（补充任务）"] = found["全年新增城镇就业（补充任务）"]
    assert keys["全年新增城镇就业（补充任务）"].startswith("DB-")
    right(report)
    assert report.findings["error"] > 0

    # 7 the copy gets a 编号 of its own; its 督办编号 stays
    copy = desk.at("全年新增城镇就业（补充任务）")
    desk.typing(lambda d: put(d, copy, "编号", "2026-103"))
    cells["全年新增城镇就业（补充任务）"]["编号"] = "2026-103"
    right(desk.daily())

    # 8 a row cut and pasted elsewhere, without its own cells
    cut = desk.at("2026-021")
    bottom = max(item.last_row for item in desk.items()) + 1

    def cut_and_paste(d: Any) -> None:
        move_row(d, cut.row, bottom, staff)
        sheet_of(d).Rows.removeByIndex(cut.row - 1, 1)

    desk.typing(cut_and_paste)
    report = desk.daily()
    right(report)
    assert "2026-021" in {each.key for each in report.memory.put_right}

    # 9 a row deleted
    deleted = desk.at("2026-044")
    desk.typing(lambda d: sheet_of(d).Rows.removeByIndex(deleted.row - 1, 1))
    gone = deleted.text("督查事项")
    kept = cells.pop(gone)
    del keys[gone]
    report = desk.daily()
    right(report)
    assert [(c.kind, c.name) for c in report.memory.changes] == [("消失", "2026-044")]
    assert desk.life("2026-044")

    # 10 an item renumbered: its history goes with it
    renamed = desk.at("2026-003")
    desk.typing(lambda d: put(d, renamed, "编号", "2026-903"))
    cells[title]["编号"] = "2026-903"
    right(desk.daily())
    assert f"“完成时限”由“{before}”改为“2026年12月31日前”" in desk.life("2026-903")

    # 11 filtered to one unit, and filled down
    filled = [item for item in desk.items() if item.text("牵头单位") == "市教育局"]
    assert filled

    def fill(d: Any) -> None:
        sheet = sheet_of(d)
        for item in desk_rows:
            sheet.Rows.getByIndex(item.row - 1).IsVisible = item.text("牵头单位") == "市教育局"
        for item in filled:
            put(d, item, "备注", "市教育局已电话核实")

    desk_rows = desk.items()
    desk.typing(fill)
    for each in filled:
        cells[each.text("督查事项")]["备注"] = "市教育局已电话核实"
    report = desk.daily()
    right(report)
    assert len(report.memory.changes) == len(filled)

    # 12 the deleted row is pasted back
    def back(d: Any) -> None:
        row = max(item.last_row for item in desk_rows)
        for field, text in kept.items():
            sheet_of(d).getCellByPosition(number(ledger.columns[field]) - 1, row).setString(text)

    desk.typing(back)
    cells[gone], keys[gone] = kept, "2026-044"
    report = desk.daily()
    right(report)
    assert [c.kind for c in report.memory.changes] == ["恢复"]

    # 13 events typed into 过程记录: a good one, and one that makes no sense
    table = ClosedBook(desk.path, desk.scratch).read().own["过程记录"]

    def typed(d: Any) -> None:
        sheet = sheet_of(d, table.sheet)
        rows = (
            ("2026-12-01", "2026-903", "市生态环境局", "电话催办", "电话", "与联络员通话，答复本周报送"),
            ("2026-12-01", "2026-903", "市教育局", "签收"),
        )
        for down, texts in enumerate(rows):
            for across, text in enumerate(texts):
                sheet.getCellByPosition(across, table.last_row + down).setString(text)

    desk.typing(typed)
    report = desk.daily()
    right(report)
    listed = event.run_list(desk.path, desk.space, items=["2026-903"], today=desk.today, progress=silent)
    assert [m.what for m in listed.moments if m.source == "event" and m.step == "电话催办"] == ["与联络员通话，答复本周报送"]
    results = ClosedBook(desk.path, desk.scratch).read().own["校验结果"].rows
    assert any(row["规则"] == "过程记录" and "市教育局" in as_text(row["问题与建议"]) for _, row in results)
