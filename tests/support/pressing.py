"""A ledger with buttons in a workspace, opened in LibreOffice with its macros allowed; buttons pressed as a person does."""

from __future__ import annotations

import stat
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.support.office import Office, prop
from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.sheets import EVENTS, UNITS
from toolkit.ledger.buttons import PROJECT
from toolkit.routines import demo_data, init
from toolkit.routines.progress import silent
from toolkit.routines.shipped import shipped
from toolkit.routines.shipped_workbook import MACRO_NAME, shipped_workbook

WAIT = 60.0
ROOT = Path(__file__).resolve().parents[2]


def project() -> bytes:
    """The VBA project of the shipped workbook."""
    with zipfile.ZipFile(shipped("workbooks", MACRO_NAME)) as package:
        return package.read(PROJECT)


def ledger_with_buttons(root: Path, today: date) -> Path:
    """督查台账.xlsm with the demo's items in a fresh workspace."""
    root.mkdir(parents=True)
    path, calendar = root / MACRO_NAME, Calendar()
    contents = {UNITS.name: demo_data.demo_units(), EVENTS.name: demo_data.demo_events(today, calendar)}
    path.write_bytes(shipped_workbook(demo_data.demo_items(today, calendar), contents=contents, project=project()))
    init.run(root, ledger=path, today=today, progress=silent)
    return path


def program(folder: Path) -> Path:
    """A duban that the macros can start: this very source tree."""
    path = folder / "duban"
    path.write_text(
        f'#!/bin/sh\ncd /\nPYTHONPATH="{ROOT}" "{sys.executable}" -m toolkit "$@" 2>>"{folder}/duban.log"\necho >>"{folder}/ended"\n',
        "utf-8",
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def ended(folder: Path, times: int) -> None:
    """Waits until the program has been run to its end so often."""
    end, marks = time.monotonic() + WAIT, folder / "ended"
    while time.monotonic() < end:
        if marks.exists() and marks.read_bytes().count(b"\n") >= times:
            return
        time.sleep(0.1)
    raise AssertionError(f"the program did not end {times} times: {(folder / 'duban.log').read_text('utf-8')}")


@dataclass
class Bench:
    """An open workbook with buttons."""

    document: Any

    def cell(self, name: str) -> Any:
        """The cell behind a name."""
        return self.document.NamedRanges.getByName(name).getReferredCells().getCellByPosition(0, 0)

    @property
    def status(self) -> str:
        return str(self.cell("duban_status").String)

    def control(self, caption: str) -> Any:
        """The button with this caption, as it is on the screen."""
        page = self.document.CurrentController.ActiveSheet.DrawPage
        shapes = [page.getByIndex(index) for index in range(page.Count)]
        models = [shape.Control for shape in shapes if hasattr(shape, "Control")]
        model = next(model for model in models if model.Label == caption)
        return self.document.CurrentController.getControl(model)

    def select(self, area: str) -> None:
        controller = self.document.CurrentController
        controller.select(controller.ActiveSheet.getCellRangeByName(area))

    def press(self, caption: str) -> None:
        """Presses a button through its accessible action, and does not wait."""
        self.control(caption).AccessibleContext.doAccessibleAction(0)

    def run(self, macro: str) -> None:
        """Runs a macro by its name, as from the list of macros."""
        script = f"vnd.sun.star.script:VBAProject.{macro}?language=Basic&location=document"
        self.document.getScriptProvider().getScript(script).invoke((), (), ())

    def answer(self, before: str = "") -> str:
        """Waits for the result: a sentence that begins with the time of day."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            text = self.status
            if text[2:3] == ":" and text[:2].isdigit() and text != before:
                return text
            time.sleep(0.1)
        raise AssertionError(f"no answer; the status cell says: {self.status}")


@contextmanager
def opened(office: Office, path: Path, duban: Path, *, hidden: bool = True) -> Iterator[Bench]:
    """The workbook opened for editing, macros allowed, its program set."""
    properties = (prop("Hidden", hidden), prop("MacroExecutionMode", 4))
    document = office.desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, properties)
    assert document is not None, f"LibreOffice could not load {path}"
    try:
        bench = Bench(document)
        bench.cell("duban_program").setString(str(duban))
        yield bench
    finally:
        document.close(True)
