"""The whole corpus before LibreOffice: it opens what we write, agrees with each light, and gives back what is ours after a save."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.corpus import Case, all_cases
from tests.support.office import Office
from tests.support.parts import parts
from tests.system.test_recalculation import formula, judged, ledger_of, shown
from toolkit.domain.changes import OWN_COLUMNS
from toolkit.domain.item import as_text
from toolkit.ledger.closed import ClosedBook
from toolkit.routines import adopt, release
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

pytestmark = pytest.mark.system
TODAY = date(2026, 6, 25)
KEPT = [case for case in all_cases().values() if not case.refused and case.office]


def placed(case: Case, folder: Path) -> Path:
    data = case.make()
    path = folder / ("台账.xlsm" if "xl/vbaProject.bin" in _names(data) else "台账.xlsx")
    path.write_bytes(data)
    return path


def _names(data: bytes) -> set[str]:
    return set(parts(data))


def texts(path: Path) -> dict[str, list[list[str]]]:
    """Every sheet's filled cells, row by row, as another reader sees them; empty rows left out."""
    grids = ClosedBook(path, path.parent / "nowhere").read().grids
    rows = {grid.name: [[text for cell in row if (text := as_text(cell))] for row in grid.rows] for grid in grids}
    return {name: [row for row in found if row] for name, found in rows.items()}


def resave(office: Office, path: Path, today: str = "") -> None:
    """LibreOffice opens the workbook and saves it."""
    saved = path.with_name("saved.xlsx")
    with office.opened(path, today) as document:
        office.save_as_xlsx(document, saved)
    shutil.move(saved, path)


@pytest.mark.parametrize("case", KEPT, ids=lambda case: case.name)
def test_agrees_and_lets_go_after_a_save(libreoffice: Office, tmp_path: Path, case: Case) -> None:
    """Written, opened and recalculated hard: every light and number is ours. Saved by LibreOffice: still found, judged alike,
    and released with nothing visible of ours and no cell of staff's changed.
    """
    untouched = tmp_path / "untouched"
    untouched.mkdir()
    before = placed(case, untouched)
    path = placed(case, tmp_path)
    workspace = Workspace.find(path, tmp_path)
    adopt.run(path, workspace, sheet=case.sheet, header_rows=None, mapping={}, dry_run=False, today=TODAY, progress=silent)
    expected = judged(path, workspace, TODAY)
    with libreoffice.opened(path, formula(TODAY)) as document:
        assert shown(document, ledger_of(path)) == expected
    resave(libreoffice, path)
    resave(libreoffice, before)
    assert set(ledger_of(path).own) == set(OWN_COLUMNS)
    assert judged(path, workspace, TODAY) == expected
    with libreoffice.opened(path, formula(TODAY)) as document:
        assert shown(document, ledger_of(path)) == expected
    release.run(path, workspace, today=TODAY, progress=silent)
    assert texts(path) == texts(before)
    with libreoffice.opened(path) as document:
        assert not [name for name in document.NamedRanges.ElementNames if name.startswith("督办_")]
        assert not any("督办_" in each for each in _rules(document, case.sheet))


def _rules(document: Any, sheet: str) -> list[str]:
    formats = document.Sheets.getByName(sheet).ConditionalFormats.getConditionalFormats()
    return [each.getByIndex(i).Formula1 for each in formats for i in range(each.Count) if hasattr(each.getByIndex(i), "Formula1")]
