"""adopt and release as routines: structure and first lights in one save, entries saved and taken back."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.support.desk import HEADER, ROWS, TODAY, snapshot, take, type_addresses, type_cell, write_ledger
from tests.support.parts import parts
from tests.support.sheets import workbook
from toolkit.domain.errors import DubanError, LayoutError, LedgerBusy, SecretFound
from toolkit.ledger.closed import ClosedBook
from toolkit.routines import release
from toolkit.routines.progress import silent
from toolkit.routines.release import ReleaseReport
from toolkit.routines.workspace import Workspace


def let_go(path: Path) -> ReleaseReport:
    return release.run(path, Workspace.find(path, path.parent), today=TODAY, progress=silent)


def test_false_alarms_are_named_before_adoption(tmp_path: Path) -> None:
    """There is no 设置 sheet yet: the sentence says what to write where, and that is heeded, also afterwards."""
    path = write_ledger(tmp_path, [("A1", "秘密级文件管理办法修订", *ROWS[0][2:]), *ROWS[1:]])
    with pytest.raises(SecretFound, match="督查台账!B3") as caught:
        take(path)
    line = str(caught.value).partition("[ledger] ")[2].partition(" 后再纳管")[0]
    (tmp_path / "duban.toml").write_text(f"[ledger]\n{line}\n", "utf-8")
    assert take(path).written
    assert take(path).items == 4


def test_report(tmp_path: Path) -> None:
    """Sheet, header rows, columns, own columns, items."""
    report = take(write_ledger(tmp_path))
    assert report.sheet == "督查台账"
    assert report.header_rows == (2, 2)
    assert report.columns["完成时限"] == "I"
    assert report.own_columns["灯"] == "M"
    assert report.items == 4


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    """The same report, and no file changed or made."""
    path = write_ledger(tmp_path)
    before = snapshot(tmp_path)
    planned = take(path, dry_run=True)
    assert snapshot(tmp_path) == before
    done = take(path)
    assert planned.own_columns == done.own_columns


def test_dry_run_of_an_open_file(tmp_path: Path) -> None:
    """Looking needs nobody to close anything; what is adopted in memory is what an adoption would make."""
    path = write_ledger(tmp_path, [(*row[:-1],) for row in ROWS], HEADER[:-1])
    path.with_name("~$" + path.name).write_bytes(b"\x03abc")
    planned = take(path, dry_run=True)
    assert not planned.written
    path.with_name("~$" + path.name).unlink()
    done = take(path)
    assert (planned.own_columns, planned.columns, planned.warnings) == (done.own_columns, done.columns, done.warnings)


def test_twice_is_once(tmp_path: Path) -> None:
    """The second run changes no byte."""
    path = write_ledger(tmp_path)
    take(path)
    before = path.read_bytes()
    take(path)
    assert path.read_bytes() == before


def test_units_found_are_entered(tmp_path: Path) -> None:
    """The 单位通讯录 lists each unit once, addresses to be typed; a name typed later is for the check to question."""
    path = write_ledger(tmp_path)
    take(path)
    names = [cells["单位名称"] for _, cells in ClosedBook(path, tmp_path).read().own["单位通讯录"].rows]
    assert names == ["市教育局", "市住建局", "市信访局"]
    type_cell(path, "督查台账", "H6", "市审计局")
    take(path)
    names = [cells["单位名称"] for _, cells in ClosedBook(path, tmp_path).read().own["单位通讯录"].rows]
    assert names == ["市教育局", "市住建局", "市信访局"]


def test_one_unit_is_entered_once(tmp_path: Path) -> None:
    """教育局 and 市教育局 are the same: the longer name stands, the others are its 曾用名、简称."""
    units = ("教育局", "市教育局、市发改委", "市发展和改革委员会", "市教育局(体卫科)")
    path = write_ledger(tmp_path, [(*row[:7], unit, *row[8:]) for row, unit in zip(ROWS, units, strict=True)])
    take(path)
    rows = ClosedBook(path, tmp_path).read().own["单位通讯录"].rows
    assert [(cells["单位名称"], cells["曾用名、简称"]) for _, cells in rows] == [
        ("市教育局", "教育局、市教育局(体卫科)"),
        ("市发展和改革委员会", "市发改委"),
    ]


def test_release_gives_the_file_back(tmp_path: Path) -> None:
    """Untouched by others, the very same bytes; nothing typed, nothing saved."""
    path = write_ledger(tmp_path)
    before = path.read_bytes()
    take(path)
    report = let_go(path)
    assert path.read_bytes() == before
    assert report.saved is None
    assert report.removed


def test_nothing_typed_nothing_saved(tmp_path: Path) -> None:
    """Units that adopt entered by itself, with the shorter names that the ledger has for them, are nobody's typing."""
    rows = [("A1", "建学校", "市教育局", "年底前", None), ("A2", "修路", "教育局", "年底前", None)]
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook(rows, ("编号", "督查事项", "牵头单位", "完成时限", "办结日期")))
    take(path)
    units = ClosedBook(path, tmp_path).read().own["单位通讯录"].rows
    assert [(cells["单位名称"], cells["曾用名、简称"]) for _, cells in units] == [("市教育局", "教育局")]
    assert let_go(path).saved is None


def test_entries_survive_release_and_come_back(tmp_path: Path) -> None:
    """Addresses that clerks typed are saved beside the ledger and taken back by the next adoption; staff's cells stay."""
    path = write_ledger(tmp_path)
    take(path)
    type_addresses(path)
    type_cell(path, "督查台账", "J4", "=已反馈")
    ledger_id = _setting(path, "台账标识")
    report = let_go(path)
    assert report.saved == tmp_path / "督查 台账.督办数据.xlsx"
    grid = ClosedBook(path, tmp_path).read().grids[0]
    assert grid.value(4, 10) == "=已反馈"
    assert [each.name for each in ClosedBook(path, tmp_path).read().grids] == ["督查台账"]
    take(path)
    rows = ClosedBook(path, tmp_path).read().own["单位通讯录"].rows
    assert [cells["联络员邮箱"] for _, cells in rows] == ["unit3@lyg.example", "unit4@lyg.example", "unit5@lyg.example"]
    assert _setting(path, "台账标识") == ledger_id


def _setting(path: Path, name: str) -> object:
    rows = ClosedBook(path, path.parent).read().own["设置"].rows
    return next(cells["值"] for _, cells in rows if cells["项目"] == name)


def test_mapping_is_remembered(tmp_path: Path) -> None:
    """What staff said with --map holds for every later run, also after the column has moved."""
    header = ("号", "工作要点", "谁来办", "何时办完", "办结日期")
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook([("A1", "建学校", "市教育局", "年底前", None)], header))
    take(path, header_rows=(1, 1), mapping={"督查事项": "B", "牵头单位": "C", "完成时限": "何时办完"})
    ledger = ClosedBook(path, tmp_path).read().ledgers[0]
    assert {name: ledger.columns[name] for name in ("督查事项", "牵头单位", "完成时限")} == {
        "督查事项": "B",
        "牵头单位": "C",
        "完成时限": "D",
    }


def test_mapping_of_a_header_that_stands_twice(tmp_path: Path) -> None:
    """Two columns of one name: the letter is remembered, since the text would not tell them apart."""
    header = ("编号", "督查事项", "牵头单位", "备注", "交办日期", "备注")
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook([("A1", "建学校", "市教育局", "甲", "2026-03-02", "乙")], header))
    take(path, header_rows=(1, 1), mapping={"备注": "F"})
    [item] = ClosedBook(path, tmp_path).read().ledgers[0].items
    assert item.text("备注") == "乙"


def test_mapping_of_a_header_that_adopt_adds(tmp_path: Path) -> None:
    """Staff's own 办结日期 column given to another field: the column that is added bears the same header."""
    path = write_ledger(tmp_path)
    take(path, mapping={"备注": "办结日期"})
    assert ClosedBook(path, tmp_path).read().ledgers[0].columns["备注"] == "L"
    assert take(path).written


def test_mapping_outlives_a_new_name_of_the_sheet(tmp_path: Path) -> None:
    """Staff rename the only ledger sheet: what --map said still holds."""
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook([("A1", "建学校", "市教育局", None)], ("编号", "督查事项", "谁来办", "办结日期")))
    take(path, header_rows=(1, 1), mapping={"责任单位": "C"})
    old = ClosedBook(path, tmp_path).read().ledgers[0].sheet
    members = parts(path.read_bytes())
    with zipfile.ZipFile(path, "w") as package:
        for name, content in members.items():
            package.writestr(name, content.replace(old.encode(), "二〇二六年".encode()) if name == "xl/workbook.xml" else content)
    [ledger] = ClosedBook(path, tmp_path).read().ledgers
    assert (ledger.sheet, ledger.columns["牵头单位"]) == ("二〇二六年", "C")


def test_a_mapping_that_no_longer_fits_says_where_it_stands(tmp_path: Path) -> None:
    """A header that was named in --map and is gone: the sentence names 设置."""
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook([("A1", "建学校", "市教育局", None)], ("编号", "督查事项", "谁来办", "办结日期")))
    take(path, header_rows=(1, 1), mapping={"牵头单位": "C"})
    type_cell(path, "督查台账", "C1", "哪个单位办")
    with pytest.raises(LayoutError, match="“设置”表的“字段对应”"):
        take(path)


def test_one_column_for_two_fields(tmp_path: Path) -> None:
    """--map that gives one column to two fields is refused."""
    path = write_ledger(tmp_path)
    with pytest.raises(LayoutError, match="一列只能对应一个字段"):
        take(path, mapping={"完成时限": "I", "督查事项": "I"})


def test_a_refused_adoption_leaves_nothing_behind(tmp_path: Path) -> None:
    """No header, or a read-only file: not even the folder for locks and backups is made."""
    path = write_ledger(tmp_path)
    before = snapshot(tmp_path)
    with pytest.raises(LayoutError):
        take(path, header_rows=(99, 99))
    path.chmod(0o444)
    with pytest.raises(LedgerBusy, match="只读"):
        take(path)
    path.chmod(0o644)
    assert snapshot(tmp_path) == before
    assert not (tmp_path / ".duban").exists()


def test_copied_number_gets_one_of_its_own(tmp_path: Path) -> None:
    """Two rows with one 编号: each has a 督办编号 of its own, which stays."""
    rows = [ROWS[0], ROWS[1], ("A1", *ROWS[1][1:])]
    path = write_ledger(tmp_path, rows)
    take(path)
    first = [item.own["督办编号"] for item in ClosedBook(path, tmp_path).read().ledgers[0].items]
    assert len(set(first)) == 3
    take(path)
    assert [item.own["督办编号"] for item in ClosedBook(path, tmp_path).read().ledgers[0].items] == first


@pytest.mark.parametrize("call", [take, let_go])
def test_open_elsewhere_changes_nothing(tmp_path: Path, call: Any) -> None:
    """A lock file of a spreadsheet program: one sentence, no byte changed."""
    path = write_ledger(tmp_path)
    if call is let_go:
        take(path)
    (tmp_path / f"~${path.name}").write_bytes(b"\x03abc")
    before = snapshot(tmp_path)
    with pytest.raises(LedgerBusy, match="正在Excel"):
        call(path)
    assert snapshot(tmp_path) == before


def test_release_of_what_was_never_adopted(tmp_path: Path) -> None:
    """There is nothing to take out."""
    path = write_ledger(tmp_path)
    with pytest.raises(LayoutError, match="不需要退出"):
        let_go(path)


def test_second_sheet(tmp_path: Path) -> None:
    """A workbook with two ledgers: adopted one by one, judged together, released together."""

    def second(book: Any, _page: Any) -> None:
        page = book.add_worksheet("热线")
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, ("B1", "噪声扰民", "12345热线", "市长", "2026-3-2", None, "2026-3-2", "市城管局", "2026年3月30日前"))

    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook(ROWS, HEADER, decorate=second))
    before = path.read_bytes()
    assert any("热线" in warning for warning in take(path).warnings)
    take(path, sheet="热线")
    ledgers = ClosedBook(path, tmp_path).read().ledgers
    assert [(ledger.sheet, len(ledger.items)) for ledger in ledgers] == [("督查台账", 4), ("热线", 1)]
    assert all(item.own["灯"] for ledger in ledgers for item in ledger.items)
    let_go(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "options", [{"sheet": "没有"}, {"header_rows": (90, 91)}, {"mapping": {"督查事项": "无此列"}}, {"mapping": {"牵头单位": "Z"}}]
)
def test_refusals_change_nothing(tmp_path: Path, options: dict[str, Any]) -> None:
    """What cannot be done is said, and nothing is written."""
    path = write_ledger(tmp_path)
    before = path.read_bytes()
    with pytest.raises(DubanError):
        take(path, **options)
    assert path.read_bytes() == before
    assert not (tmp_path / ".duban" / "backup").exists()
