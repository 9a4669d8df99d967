"""duban consolidate: several ledgers in one new workbook; a broken one does not stop the others."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from benchmarks.layouts import LAYOUTS, make
from tests.support.desk import HEADER, TODAY, snapshot, take, type_cell, write_ledger
from tests.support.sheets import workbook
from toolkit.domain.errors import UsageError
from toolkit.domain.papers.summary import ENTRY, Share
from toolkit.routines import consolidate, shares
from toolkit.routines.check import run as check
from toolkit.routines.consolidate import ConsolidateReport
from toolkit.routines.progress import silent
from toolkit.routines.shares import Failed, read_shares
from toolkit.routines.workspace import Workspace


def run(out: Path, *ledgers: Path | str, processes: int = 1, today: date = TODAY) -> ConsolidateReport:
    return consolidate.run([str(each) for each in ledgers], out=out, today=today, progress=silent, processes=processes)


def rows(path: Path, sheet: str) -> list[tuple[object, ...]]:
    """The rows of a sheet below title and header."""
    page = openpyxl.load_workbook(path)[sheet]
    return [tuple(row) for row in page.iter_rows(min_row=3, values_only=True)]


@pytest.fixture(scope="module")
def thirteen(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], list[int]]:
    """One ledger in each layout, and how many of its items are struck off."""
    folder = tmp_path_factory.mktemp("台账")
    paths = [folder / f"{index:02d}_{layout.name}.xlsx" for index, layout in enumerate(LAYOUTS)]
    return paths, [make(path, index, 30) for index, path in enumerate(paths)]


def test_every_layout_is_read_whole(thirteen: tuple[list[Path], list[int]], tmp_path: Path) -> None:
    """Items and struck-off items of each ledger are those it was made of, and the workbook has them all, by ledger."""
    paths, closed = thirteen
    report = run(tmp_path / "汇总.xlsx", *paths)
    assert [line.items for line in report.ledgers] == [30] * len(paths)
    assert [line.lights.get("灰", 0) for line in report.ledgers] == closed
    assert not report.failed
    listed = rows(report.path, "汇总")
    assert len(listed) == report.items == 30 * len(paths)
    assert [row[0] for row in listed] == list(range(1, report.items + 1))
    assert all(row[5] and row[8] and row[10] for row in listed)  # matter, lead unit, light
    counts = {row[0]: row[1:10] for row in rows(report.path, "统计") if row[0] in {path.stem for path in paths}}
    assert [counts[path.stem][0] for path in paths] == [30] * len(paths)
    assert [counts[path.stem][7] for path in paths] == closed
    assert "多表" in paths[6].name
    assert len(report.ledgers[6].sheets) == 3


def test_several_processes_give_the_same(thirteen: tuple[list[Path], list[int]], tmp_path: Path) -> None:
    """The same workbook content, in the same order."""
    paths, _ = thirteen
    one, two = run(tmp_path / "1.xlsx", *paths), run(tmp_path / "2.xlsx", *paths, processes=2)
    assert one.ledgers == two.ledgers
    for sheet in ("汇总", "统计", "问题", "未能读取"):
        assert rows(one.path, sheet) == rows(two.path, sheet)


def test_a_broken_ledger_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    """Exit 1; the reason stands in the report and in the workbook; no ledger has changed and nothing lies beside them."""
    good = write_ledger(tmp_path)
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    (tmp_path / "统计表.xlsx").write_bytes(workbook([("市教育局", 3)], ("承办单位", "承办件数")))
    before = snapshot(tmp_path)
    report = run(tmp_path / "出" / "汇总.xlsx", good, tmp_path / "坏.xlsx", tmp_path / "没有.xlsx", tmp_path / "统计表.xlsx")
    assert report.exit_status == 1
    assert [Path(each.path).name for each in report.failed] == ["坏.xlsx", "没有.xlsx", "统计表.xlsx"]
    assert report.items == 4
    assert [row[0] for row in rows(report.path, "未能读取")] == [each.path for each in report.failed]
    assert {n: c for n, c in snapshot(tmp_path).items() if not n.startswith("出")} == before


def test_a_ledger_with_secrets_fails_and_nothing_of_it_is_written(tmp_path: Path) -> None:
    """Only the cell's address is named; the summary has no word of that ledger."""
    good = write_ledger(tmp_path)
    secret = tmp_path / "密.xlsx"
    secret.write_bytes(workbook([("X1", "绝密★演练方案", None, None, None, None, TODAY, "市公安局")], HEADER[:8]))
    report = run(tmp_path / "汇总.xlsx", good, secret)
    assert len(report.failed) == 1
    assert "督查台账!B2" in report.failed[0].reason
    assert "演练" not in str(report.data())
    book = openpyxl.load_workbook(report.path)
    texts = [str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row if cell]
    assert not [text for text in texts if "演练" in text or "市公安局" in text]


def test_what_leaves_the_ledger_is_masked(tmp_path: Path) -> None:
    """A citizen of a 四(七) matter and the words of a 批示 stay in their ledger; text that looks like a formula stays text."""
    path = tmp_path / "a.xlsx"
    matters = (
        ("A1", "来信人张小明(13800000000)反映噪声", "人民来信"),
        ("A2", "落实批示：“立即整改张家桥”", "领导批示"),
        ("A3", "修路", "政府常务会议"),
    )
    path.write_bytes(workbook([(*each, None, None, None, TODAY, "市教育局") for each in matters], HEADER[:8]))
    type_cell(path, "督查台账", "B4", "=1+1修路")
    listed = rows(run(tmp_path / "汇总.xlsx", path).path, "汇总")
    texts = [str(row[ENTRY.index("督查事项") + 2]) for row in listed]
    assert "13800000000" not in texts[0]
    assert "张小明" not in texts[0]
    assert "立即整改" not in texts[1]
    assert texts[2] == "=1+1修路"
    assert openpyxl.load_workbook(tmp_path / "汇总.xlsx")["汇总"]["F5"].data_type == "s"


def test_adopted_ledgers_count_as_check_counts_them(tmp_path: Path) -> None:
    """Its own sheets are used and are no ledgers; findings are those of check."""
    path = write_ledger(tmp_path)
    take(path)
    found = check(path, Workspace.find(path, tmp_path), write=False, today=TODAY, progress=silent)
    report = run(tmp_path / "汇总.xlsx", path)
    assert report.items == found.items
    assert sum(report.ledgers[0].findings.values()) == len(found.findings)
    assert len(rows(report.path, "问题")) == len(found.findings)


def test_a_folder_and_a_pattern_stand_for_their_files(tmp_path: Path) -> None:
    """Lock files, what release saved, other types and the summary itself are passed over; nothing is read twice."""
    folder = tmp_path / "县区"
    folder.mkdir()
    for name in ("甲.xlsx", "乙.xlsm", "~$甲.xlsx", "甲.督办数据.xlsx", "说明.docx"):
        (folder / name).write_bytes(write_ledger(tmp_path).read_bytes())
    report = run(tmp_path / "汇总.xlsx", folder, folder / "甲.xlsx", folder / "*.xlsx")
    assert sorted(line.name for line in report.ledgers) == ["乙", "甲"]


def test_ledgers_with_the_same_name_are_told_apart(tmp_path: Path) -> None:
    """Their folder is named too."""
    for county in ("东海", "灌云"):
        (tmp_path / county).mkdir()
        write_ledger(tmp_path / county, name="台账.xlsx")
    report = run(tmp_path / "汇总.xlsx", tmp_path / "东海", tmp_path / "灌云")
    assert [line.name for line in report.ledgers] == ["东海/台账", "灌云/台账"]


@pytest.mark.parametrize(("name", "word"), [("汇总.xls", "扩展名"), ("督查 台账.xlsx", "已有")])
def test_nothing_is_written_over(tmp_path: Path, name: str, word: str) -> None:
    """An existing file, or another type: UsageError, nothing changed."""
    good = write_ledger(tmp_path)
    before = snapshot(tmp_path)
    with pytest.raises(UsageError, match=word):
        run(tmp_path / name, good)
    with pytest.raises(UsageError, match="没有找到"):
        run(tmp_path / "新.xlsx", tmp_path / "*.xlsm")
    assert snapshot(tmp_path) == before


def test_a_process_that_dies_takes_only_its_ledger_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledgers that were under way are read again apart; the order stays."""
    paths = [str(write_ledger(tmp_path, name=f"{index}.xlsx")) for index in range(6)]
    monkeypatch.setattr(shares, "read_share", _dying)
    found = list(read_shares(paths, TODAY, 2))
    assert [share.path for share in found] == paths
    assert [isinstance(share, Failed) for share in found] == [False, False, True, False, False, False]


def _dying(path: str, today: date) -> Share | Failed:
    """read_share, but for one ledger the process is ended as the system does when memory runs out."""
    if Path(path).stem == "2":
        os._exit(9)
    return shares.read_share(path, today)


def test_the_workbook_is_a_new_one_that_programs_read(tmp_path: Path) -> None:
    """Sheets in their order, sums and rates as formulas, lights as rules."""
    report = run(tmp_path / "汇总.xlsx", write_ledger(tmp_path))
    book = openpyxl.load_workbook(io.BytesIO(report.path.read_bytes()))
    assert book.sheetnames == ["汇总", "统计", "问题", "未能读取"]
    formulas = [str(cell.value) for row in book["统计"].iter_rows() for cell in row if cell.data_type == "f"]
    assert any(text.startswith("=SUM(") for text in formulas)
    assert any(text.startswith("=IF(") for text in formulas)
    assert len(book["汇总"].conditional_formatting) == 2
    assert book["汇总"].auto_filter.ref == f"A2:P{2 + report.items}"
