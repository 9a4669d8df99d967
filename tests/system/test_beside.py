"""The shipped .xlsm open beside an adopted ledger: its macros act on the workbook in front, and on no other."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.desk import take, write_ledger
from tests.support.office import Office, prop
from tests.support.pressing import Bench, ledger_with_buttons, program
from toolkit.routines.shipped import shipped
from toolkit.routines.shipped_workbook import MACRO_NAME

pytestmark = pytest.mark.system


@dataclass
class Two:
    """A workbook with the macros, and a ledger of another folder without them, both open with their windows."""

    panel: Bench
    ledger: Any
    path: Path

    def run(self, macro: str, front: Any) -> str:
        """What the status cell says after a macro was run with one of them in front."""
        self.panel.cell("duban_status").setString("")
        front.CurrentController.Frame.activate()
        front.CurrentController.Frame.ContainerWindow.toFront()
        time.sleep(1)
        self.panel.run(f"Duban.{macro}")
        return self.panel.answer()

    def cell(self, where: str) -> Any:
        return self.ledger.Sheets.getByIndex(0).getCellRangeByName(where).getCellByPosition(0, 0)

    @property
    def deadline(self) -> str:
        """A1's 当前时限 as the toolkit last worked it out."""
        return str(self.cell("P3").String)


def _open(screen: Office, panel: Path, folder: Path) -> Iterator[Two]:
    (folder / "台账 夹").mkdir()
    path = write_ledger(folder / "台账 夹")
    take(path)
    documents = [
        screen.desktop.loadComponentFromURL(each.as_uri(), "_blank", 0, (prop("MacroExecutionMode", 4),))
        for each in (panel, path)
    ]
    bench = Bench(documents[0])
    bench.cell("duban_program").setString(str(program(folder)))
    bench.cell("duban_aloud").setString("")
    both = Two(bench, documents[1], path)
    both.cell("I3").setString("2030年3月13日前")
    yield both
    for document in reversed(documents):
        time.sleep(0.5)
        document.close(True)


@pytest.fixture
def two(screen: Office, tmp_path: Path) -> Iterator[Two]:
    """The shipped workbook, without items, and a ledger."""
    (tmp_path / "工具 夹").mkdir()
    panel = tmp_path / "工具 夹" / MACRO_NAME
    shutil.copyfile(shipped("workbooks", MACRO_NAME), panel)
    yield from _open(screen, panel, tmp_path)


def test_the_ledger_in_front_is_worked_on(two: Two) -> None:
    """更新期限 and 登记 of the selected row, on paths with Chinese and blanks; the result is told in the buttons' workbook."""
    assert "4个事项" in two.run("Duban_Deadlines", two.ledger)
    assert two.deadline == "2030-03-13"
    controller = two.ledger.CurrentController
    controller.select(controller.ActiveSheet.getCellRangeByName("A4"))
    assert "1行" in two.run("Duban_Event", two.ledger)
    events = two.ledger.Sheets.getByName("过程记录").getCellRangeByName("B3:D3").getDataArray()
    assert events == (("A2", "市住建局", "签收"),)
    assert (two.path.parent / ".duban").is_dir()
    assert not (two.path.parent.parent / "工具 夹" / ".duban").exists()


def test_the_empty_workbook_in_front_is_not_meant(two: Two) -> None:
    """Its own button does nothing while another ledger is open, and says which window to click; nothing is written anywhere."""
    said = two.run("Duban_Deadlines", two.panel.document)
    assert "请先点一下" in said
    assert "督查 台账.xlsx" in said
    assert "Duban_Deadlines" in said
    assert two.deadline == "2026-03-13"
    assert not (two.path.parent.parent / "工具 夹" / ".duban").exists()


def test_a_ledger_of_its_own_with_items_is_meant_when_it_is_in_front(screen: Office, tmp_path: Path) -> None:
    """An office that works in the .xlsm itself and looks at another ledger beside it: its buttons are for its own items."""
    panel = ledger_with_buttons(tmp_path / "督查 室", date.today())
    for both in _open(screen, panel, tmp_path):
        assert "65个事项" in both.run("Duban_Deadlines", both.panel.document)
        assert both.deadline == "2026-03-13"
