"""duban buttons: a copy with buttons beside an adopted ledger."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from tests.support.desk import TODAY as MARCH
from tests.support.desk import take, type_addresses, write_ledger
from tests.support.parts import parts
from tests.support.sheets import workbook
from toolkit.domain.buttons import BUTTONS, EVERY
from toolkit.domain.errors import LayoutError, UsageError
from toolkit.ledger.closed import ClosedBook
from toolkit.routines import adopt, buttons, check, daily, init, remind
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

TODAY = date(2022, 7, 1)
REAL = Path(__file__).parent.parent / "data" / "real_shape_ledger.xlsx"


def taken(path: Path) -> Workspace:
    workspace = Workspace.find(path, path.parent)
    adopt.run(path, workspace, sheet=None, header_rows=None, mapping={}, dry_run=False, today=TODAY, progress=silent)
    return workspace


def test_a_copy_with_buttons(tmp_path: Path) -> None:
    """The copy has macros, a button each and the cells behind them; what was there is there; the ledger itself is untouched."""
    path = tmp_path / "台 账.xlsx"
    shutil.copyfile(REAL, path)
    workspace = taken(path)
    before = path.read_bytes()
    report = buttons.run(path, workspace, today=TODAY, progress=silent)
    assert path.read_bytes() == before
    assert report.path == tmp_path / "台 账.xlsm"
    members, old = parts(report.path.read_bytes()), parts(before)
    assert members["xl/drawings/vmlDrawing1.vml"].count(b"<x:FmlaMacro>[0]!Duban_") == len(BUTTONS)
    comments = old["xl/drawings/vmlDrawing1.vml"].removesuffix(b"</xml>")
    assert members["xl/drawings/vmlDrawing1.vml"].startswith(comments)
    assert b"macroEnabled" in members["[Content_Types].xml"]
    for name in ("xl/sharedStrings.xml", "xl/theme/theme1.xml"):
        assert members.get(name) == old.get(name)
    model, was = ClosedBook(report.path, tmp_path / "x").read(), ClosedBook(path, tmp_path / "x").read()
    assert [grid.rows for grid in model.grids[:-1]] == [grid.rows for grid in was.grids]
    assert {named.name for named in EVERY} <= set(model.names)
    assert any("duban" in str(cell) for row in model.grids[-1].rows for cell in row)
    assert check.run(report.path, workspace, write=True, today=TODAY, progress=silent).written


def test_the_copy_is_a_package_that_excel_takes(tmp_path: Path) -> None:
    """Schema and relations of the copy are in order."""
    path = tmp_path / "台账.xlsx"
    shutil.copyfile(REAL, path)
    report = buttons.run(path, taken(path), today=TODAY, progress=silent)
    found = OpenXmlValidator().validate(str(report.path))
    assert not [str(each) for each in found.errors]


def test_a_copy_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    """A file of that name stays."""
    path = tmp_path / "台账.xlsx"
    shutil.copyfile(REAL, path)
    workspace = taken(path)
    path.with_suffix(".xlsm").write_bytes(b"x")
    with pytest.raises(UsageError, match="为免覆盖"):
        buttons.run(path, workspace, today=TODAY, progress=silent)
    assert path.with_suffix(".xlsm").read_bytes() == b"x"


def test_a_ledger_without_title_rows_is_refused(tmp_path: Path) -> None:
    """No row above the header: the sentence names the other way."""
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook())
    workspace = taken(path)
    if ClosedBook(path, tmp_path / "x").read().ledgers[0].header[0] > 1:
        pytest.fail("this workbook has a title row: the test needs one without")
    with pytest.raises(LayoutError, match="标题行"):
        buttons.run(path, workspace, today=TODAY, progress=silent)
    assert not path.with_suffix(".xlsm").exists()


def test_a_ledger_that_has_macros_is_refused(tmp_path: Path) -> None:
    """Nobody's macros are replaced."""
    path = tmp_path / "台账.xlsx"
    shutil.copyfile(REAL, path)
    workspace = taken(path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"theirs")
    with pytest.raises(LayoutError, match="已有宏"):
        buttons.run(path, workspace, today=TODAY, progress=silent)


def test_a_ledger_that_was_not_adopted_is_refused(tmp_path: Path) -> None:
    """Buttons come after adoption."""
    path = tmp_path / "台账.xlsx"
    shutil.copyfile(REAL, path)
    with pytest.raises(LayoutError, match="纳管"):
        buttons.run(path, Workspace.find(path, tmp_path), today=TODAY, progress=silent)


def mails(workspace: Workspace) -> int:
    return len(list(workspace.mail_folder.glob("*.eml")))


def test_the_copy_takes_the_ledgers_place(tmp_path: Path) -> None:
    """duban.toml names the copy, its comments stay, and the clock works on it; the old file is refused until it is the only one."""
    office = tmp_path / "督查 室"
    init.run(office, ledger=None, today=TODAY, progress=silent)
    settings = office / "duban.toml"
    settings.write_text(settings.read_text("utf-8").replace("[ledger]", "# 本室台账\n[ledger]"), "utf-8")
    workspace = Workspace.find(None, office)
    old = workspace.need_ledger()
    shutil.copyfile(REAL, old)
    taken(old)
    report = buttons.run(old, workspace, today=TODAY, progress=silent)
    assert "收起来" in report.warnings[0]
    found = Workspace.find(None, office)
    assert found.ledger == report.path == old.with_suffix(".xlsm")
    assert "# 本室台账" in settings.read_text("utf-8")
    assert daily.run(report.path, found, today=TODAY, progress=silent).written
    before = old.read_bytes(), report.path.read_bytes()
    for run in (daily.run, partial(remind.run, send=True, limit=None)):
        with pytest.raises(LayoutError, match=r"请改用“督查台账\.xlsm”"):
            run(old, Workspace.find(old, office), today=TODAY, progress=silent)
    assert (old.read_bytes(), report.path.read_bytes()) == before
    report.path.rename(tmp_path / report.path.name)
    assert daily.run(old, Workspace.find(old, office), today=TODAY, progress=silent).written


def test_two_files_of_one_ledger_send_no_mail_twice(tmp_path: Path) -> None:
    """Also where a person has duban.toml name the old file again: what one sent on a day, the other does not."""
    path = write_ledger(tmp_path)
    take(path)
    type_addresses(path)
    workspace = Workspace.find(path, tmp_path)
    copy = buttons.run(path, workspace, today=MARCH, progress=silent).path
    (tmp_path / "duban.toml").write_text(f'[ledger]\npath = "{path.name}"\n', "utf-8")
    remind.run(copy, Workspace.find(copy, tmp_path), send=True, limit=None, today=MARCH, progress=silent)
    sent = mails(workspace)
    assert sent > 0
    remind.run(path, Workspace.find(path, tmp_path), send=True, limit=None, today=MARCH, progress=silent)
    for each in (path, copy):
        daily.run(each, Workspace.find(each, tmp_path), today=MARCH, progress=silent)
    assert mails(workspace) == sent
