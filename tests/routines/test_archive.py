"""duban archive: everything about an item in one folder and one zip; nothing twice, nothing lost, nothing private."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from docx import Document

from tests.routines.feedbacking import open_desk
from tests.support.desk import HEADER, TODAY, record, snapshot, take, type_addresses, write_ledger
from toolkit.domain.errors import SetupError, UsageError
from toolkit.render import pdf as pdf_making
from toolkit.routines import archive, remind, slip
from toolkit.routines.archive import ArchiveReport
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

DONE = (
    "A9", "来信人张小明（13800000000）反映“漏水”", "12345热线", "市长", date(2026, 2, 2), None, date(2026, 2, 2), "市住建局", "2026年2月20日前",
    "根据市长批示：“立即修好”，已修复", date(2026, 2, 18), date(2026, 2, 25),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are not counted here: each count would start LibreOffice."""
    monkeypatch.setattr(pdf_making, "office_program", lambda: None)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    row = (
        "A1",
        "推进学校建设",
        "领导批示",
        "市长",
        date(2026, 3, 2),
        None,
        date(2026, 3, 2),
        "市教育局",
        "2026年3月13日前",
        "推进中",
        None,
        None,
    )
    path = write_ledger(tmp_path, [row, DONE], HEADER)
    take(path)
    return path


def make(path: Path, *items: str, today: date = TODAY) -> ArchiveReport:
    return archive.run(path, Workspace.find(path, path.parent), items=items, today=today, progress=silent)


def issue(path: Path, kind: str) -> Path:
    workspace = Workspace.find(path, path.parent)
    report = slip.run(
        path, workspace, kind=kind, items=["A1"], issue=True, per_unit=False, issuer=None, today=TODAY, progress=silent
    )
    return report.papers[0].path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_everything_about_an_item(ledger: Path) -> None:
    """Its sheet, its course, its slips and the mails about it; 卷内目录, checksums and a zip of all; the ledger keeps its bytes."""
    type_addresses(ledger)
    issue(ledger, "催办单")
    workspace = Workspace.find(ledger, ledger.parent)
    remind.run(ledger, workspace, send=True, limit=None, today=TODAY, progress=silent)
    before = ledger.read_bytes()
    report = make(ledger, "A1")
    [kept] = report.kept
    assert ledger.read_bytes() == before
    assert names(kept.folder) == [
        "001_归档登记表.docx", "002_归档过程记录.docx", "003_督查催办单_连督催〔2026〕1号.docx", "004_提醒邮件：市教育局.eml",
        "卷内文件.json", "卷内目录.docx", "校验.txt",
    ]  # fmt: skip
    for row in (kept.folder / "校验.txt").read_text("utf-8").splitlines():
        total, name = row.split(" *")
        assert hashlib.sha256((kept.folder / name).read_bytes()).hexdigest() == total
    [table] = Document(str(kept.folder / "卷内目录.docx")).tables
    assert [row.cells[2].text for row in table.rows[1:]] == ["", "", "连督催〔2026〕1号", ""]
    with zipfile.ZipFile(kept.zip) as package:
        assert package.testzip() is None
        assert {Path(name).name for name in package.namelist()} == {*names(kept.folder)} - {"卷内文件.json"}
    assert report.data()["paths"] == [str(kept.folder), str(kept.zip)]
    assert report.exit_status == 1
    assert "尚未销号" in report.warnings[0]


def test_taken_twice_adds_only_what_is_new(ledger: Path) -> None:
    """Nothing new: no byte changes, whatever the day. A new slip: it, its event and the sheet that names it are added, the rest stays."""
    issue(ledger, "催办单")
    first = make(ledger, "A1").kept[0]
    before = snapshot(first.folder.parent)
    assert make(ledger, "A1", today=TODAY + timedelta(1)).kept[0].added == ()
    assert snapshot(first.folder.parent) == before
    issue(ledger, "告诫单")
    again = make(ledger, "A1").kept[0]
    assert again.folder == first.folder
    assert again.added == ("004_归档登记表.docx", "005_归档过程记录.docx", "006_督查告诫单_连督诫〔2026〕1号.docx")
    after = snapshot(first.folder.parent)
    kept = {name for name in before if Path(name).name[:3].isdecimal()}
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def test_nothing_private_goes_in(ledger: Path) -> None:
    """Names and numbers of 四(七) matters are masked, a leader's words left out, also in the folder's name."""
    kept = make(ledger, "A9").kept[0]
    assert "张小明" not in kept.folder.name
    text = "\n".join(
        cell.text
        for table in Document(str(kept.folder / "001_归档登记表.docx")).tables
        for row in table.rows
        for cell in row.cells
    )
    assert "张某某" in text
    assert not {"张小明", "13800000000", "立即修好"} & {part for part in ("张小明", "13800000000", "立即修好") if part in text}
    assert "根据市领导批示要求" in text


def test_what_is_struck_off_needs_no_word(ledger: Path) -> None:
    """Only the pages are missing where LibreOffice is."""
    assert [warning for warning in make(ledger, "A9").warnings if "页数" not in warning] == []


def test_changed_and_missing_files(ledger: Path) -> None:
    """A file that was tampered with is named and left; one that is gone comes back under its name; a broken list is said."""
    kept = make(ledger, "A9").kept[0]
    (kept.folder / "001_归档登记表.docx").write_bytes(b"changed")
    (kept.folder / "002_归档过程记录.docx").unlink()
    report = make(ledger, "A9")
    assert report.kept[0].added == ("002_归档过程记录.docx",)
    assert any("001_归档登记表.docx”与归档时不一致" in warning for warning in report.warnings)
    assert (kept.folder / "001_归档登记表.docx").read_bytes() == b"changed"
    (kept.folder / "卷内文件.json").write_text("[{", "utf-8")
    with pytest.raises(SetupError, match="已损坏"):
        make(ledger, "A9")


def test_a_slip_whose_file_is_gone(ledger: Path) -> None:
    """Named, and the others are filed."""
    issue(ledger, "催办单").unlink()
    report = make(ledger, "A1")
    assert any("没有找到连督催〔2026〕1号的文件" in warning for warning in report.warnings)
    assert report.kept[0].files == 2


def test_ids_that_are_no_paths(tmp_path: Path) -> None:
    """An id with slashes and dots makes one folder in 归档; an attachment named in an event opens nothing."""
    header = ("编号", "督查事项", "交办日期", "牵头单位", "完成时限", "办结日期")
    path = write_ledger(tmp_path, [("../../x", "../y:z", TODAY, "市教育局", "年底前", TODAY)], header)
    take(path)
    record(path, (TODAY, "../../x", "", "反馈", "纸质", "见附件", "", "/etc/passwd"))
    kept = make(path, "../../x").kept[0]
    assert kept.folder.parent == tmp_path / "文书" / "归档"
    assert not set(kept.folder.name) & set('<>:"/\\|?*')
    assert kept.files == 2


def test_which_items() -> None:
    """None, or one that is not there."""
    with pytest.raises(UsageError, match="--item"):
        archive.run(Path("a.xlsx"), Workspace.find(Path("a.xlsx"), Path.cwd()), items=(), today=TODAY, progress=silent)


def test_the_list_is_plain(ledger: Path) -> None:
    """What the next run reads is JSON that a person can read as well."""
    kept = make(ledger, "A9").kept[0]
    listed = json.loads((kept.folder / "卷内文件.json").read_text("utf-8"))
    assert [(each["title"], each["day"], each["pages"]) for each in listed] == [
        ("归档登记表", "2026-02-25", None),
        ("归档过程记录", "2026-02-25", None),
    ]


def test_what_units_sent_in_is_filed(tmp_path: Path) -> None:
    """The reply as it came, with the form in it, under what was decided; taken twice it is there once."""
    desk = open_desk(tmp_path)
    desk.take(desk.answered(进度="60%"))
    added = make(desk.path, "A1").kept[0].added
    assert any("单位反馈（待审）：市教育局：原邮件" in name and name.endswith(".eml") for name in added)
    assert any("附件1" in name for name in added)
    assert make(desk.path, "A1").kept[0].added == ()
