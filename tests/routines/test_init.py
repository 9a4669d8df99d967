"""duban init makes a workspace, whole or not at all."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from toolkit.domain.errors import LedgerError, SetupError, UsageError
from toolkit.domain.jobs import KINDS
from toolkit.domain.papers.kinds import CODES
from toolkit.routines import init
from toolkit.routines.config import Config, read_config
from toolkit.routines.progress import silent
from toolkit.routines.shipped import shipped
from toolkit.routines.tomlfile import literal
from toolkit.routines.workspace import Workspace

DAY = date(2026, 3, 5)


def make(folder: Path, ledger: Path | None = None) -> init.InitReport:
    return init.run(folder, ledger=ledger, today=DAY, progress=silent)


def test_a_workspace_with_the_shipped_ledger(tmp_path: Path) -> None:
    """Ledger, settings and templates to edit; the settings can be read and name the ledger."""
    root = tmp_path / "某市 督查"
    report = make(root)
    assert report.data() == {"workspace": str(root), "ledger": str(root / "督查台账.xlsx")}
    found = Workspace.find(None, root)
    assert found.need_ledger() == report.ledger
    assert found.config == Config(ledger="督查台账.xlsx")
    assert found.config.office.codes == CODES
    assert found.mail_templates[0] == root / "mail_templates"
    assert {path.name for path in (root / "slip_templates").iterdir()} >= {"交办单.docx", "督办通知.docx"}
    assert not list(root.rglob("*.py"))


def test_every_workspace_has_a_ledger_of_its_own(tmp_path: Path) -> None:
    """Two offices that start from the shipped ledger do not share its id, nor their journals."""
    from toolkit.domain.settings import read_settings
    from toolkit.routines.opening import read_book

    ids = set()
    for name in ("甲", "乙"):
        report = make(tmp_path / name)
        book = read_book(report.ledger, Workspace.find(report.ledger, tmp_path), silent)
        ids.add(read_settings(book.read().own["设置"].rows)[0].ledger_id)
    assert len(ids) == 2
    assert "" not in ids


def test_ones_own_ledger_stays_where_it_is(tmp_path: Path) -> None:
    """It is adopted in place, and the workspace points to it."""
    own = tmp_path / "共享" / "台账.xlsx"
    own.parent.mkdir()
    shutil.copyfile(shipped("workbooks", "督查台账.xlsx"), own)
    report = make(tmp_path / "督查", own)
    assert report.ledger == own
    assert report.data()["adopted"]["columns"]["督查事项"] == "B"  # type: ignore[index]
    assert Workspace.find(None, tmp_path / "督查").ledger == own
    assert not (tmp_path / "督查" / "督查台账.xlsx").exists()


def test_a_workspace_around_the_folder_of_the_ledger(tmp_path: Path) -> None:
    """What stands in the folder stays as it is, edited templates included; the path is kept relative."""
    own = tmp_path / "台账.xlsx"
    shutil.copyfile(shipped("workbooks", "督查台账.xlsx"), own)
    (tmp_path / "mail_templates").mkdir()
    (tmp_path / "mail_templates" / "提醒.txt").write_text("自己的", "utf-8")
    make(tmp_path, own)
    assert (tmp_path / "mail_templates" / "提醒.txt").read_text("utf-8") == "自己的"
    assert Workspace.find(None, tmp_path).config.ledger == "台账.xlsx"


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    """A file that is no workbook: the folder that would have been made is not there, nor anything in one that was."""
    bad = tmp_path / "台账.xlsx"
    bad.write_text("不是工作簿", "utf-8")
    with pytest.raises(LedgerError):
        make(tmp_path / "新" / "督查", bad)
    with pytest.raises(LedgerError):
        make(tmp_path, bad)
    assert [path.name for path in tmp_path.iterdir()] == ["台账.xlsx"]
    assert bad.read_text("utf-8") == "不是工作簿"


def test_no_workspace_over_a_workspace(tmp_path: Path) -> None:
    """Settings and ledgers that stand there are never replaced."""
    (tmp_path / "duban.toml").touch()
    with pytest.raises(UsageError, match="已经是工作区"):
        make(tmp_path)
    (tmp_path / "duban.toml").unlink()
    (tmp_path / "督查台账.xlsx").touch()
    with pytest.raises(UsageError, match="--ledger"):
        make(tmp_path)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A file where the folder should be: a sentence."""
    (tmp_path / "督查").touch()
    with pytest.raises(SetupError, match="无法在"):
        make(tmp_path / "督查")


@pytest.mark.parametrize("path", ["台账/a.xlsx", r"C:\督查\a.xlsx", 'it\'s "so"\\x.xlsx', "a\tb.xlsx"])
def test_any_path_survives_the_settings(path: str) -> None:
    """Backslashes, quotes and control characters in a path are read back as they are."""
    import tomllib

    assert tomllib.loads(f"path = {literal(path)}") == {"path": path}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no folders without write permission in this sense")
def test_a_read_only_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that refuses to write (simulated: root may write anywhere): a sentence, and nothing left."""

    def refuse(self: Path, *args: object, **kwargs: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_text", refuse)
    with pytest.raises(SetupError, match="权限"):
        make(tmp_path / "督查")
    assert not list(tmp_path.iterdir())


def test_each_job_that_is_offered_can_be_switched_on(tmp_path: Path) -> None:
    """The commented lines of [jobs] are jobs once the mark before them is taken away."""
    make(tmp_path / "督查")
    path = tmp_path / "督查" / "duban.toml"
    head, _, jobs = path.read_text("utf-8").partition("[jobs]\n")
    lines = [line.removeprefix("# ") for line in jobs.splitlines() if " = " in line]
    path.write_text(f"{head}[jobs]\n" + "\n".join(lines), "utf-8")
    found = {job.name.partition(":")[0] for job in read_config(path).jobs}
    assert found == set(KINDS)
