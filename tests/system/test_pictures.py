"""What a clerk sees of her own columns before and after adoption: nothing but the tint differs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.corpus import Case, all_cases
from tests.support.office import Office
from tests.system.test_corpus_office import placed
from tests.system.test_recalculation import REAL, formula, judged, ledger_of
from toolkit.routines import adopt
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

pytestmark = pytest.mark.system
TODAY = date(2026, 6, 25)
NAMES = (
    "plain", "1904 dates", "rich text, errors, truth values, arrays",
    "table below a two-row header", "conditional formats old and new, sparklines", "comments, buttons, pictures, text boxes, charts, background",
    "groups, panes, breaks, ignored errors, filter on", "a block whose covered rows are missing or self-closing", "prefixed namespaces",
    "cols over the whole sheet, hidden to the right", "one column element over all columns",
)  # fmt: skip
CASES = [all_cases()[name] for name in NAMES]
TINTS = {bytes.fromhex(colour) for colour in ("FDE0DD", "FFF3CC", "EDEDED")}
WHITE = b"\xff\xff\xff"
Picture = tuple[int, int, bytes]


def seen(office: Office, path: Path, sheet: str, last: tuple[int, int], tint: str = "") -> Picture:
    """Staff's part of the sheet as LibreOffice prints it; tint: what 督办_着色 is set to."""
    with office.opened(path, formula(TODAY) if tint else "") as document:
        if tint:
            _set(document, "督办_着色", tint)
            document.calculateAll()
        return office.pixels(document, sheet, last, path.with_name("picture.x"))


def _set(document: Any, name: str, content: str) -> None:
    document.NamedRanges.getByName(name).setContent(content)


def same_but_for_the_tint(office: Office, path: Path, sheet: str | None) -> None:
    """Renders, adopts, judges, renders again with the tint off (the same picture) and on (white became a tint, no more)."""
    workspace = Workspace.find(path, path.parent)
    copy = path.with_name("before" + path.suffix)
    copy.write_bytes(path.read_bytes())
    adopt.run(path, workspace, sheet=sheet, header_rows=None, mapping={}, dry_run=False, today=TODAY, progress=silent)
    lights = {light for light, _ in judged(path, workspace, TODAY).values()}
    ledger = ledger_of(path)
    last = (ledger.last_row + 2, min(ledger.own.values()) - 1)
    before = seen(office, copy, ledger.sheet, last)
    assert len(set(before[2])) > 2, "an empty picture proves nothing"
    assert seen(office, path, ledger.sheet, last, "FALSE()") == before
    tinted = seen(office, path, ledger.sheet, last, "TRUE()")
    assert tinted[:2] == before[:2]
    pairs = {(before[2][at : at + 3], tinted[2][at : at + 3]) for at in range(0, len(before[2]), 3)}
    from_white = {after for was, after in pairs if was == WHITE}
    assert from_white <= TINTS | {WHITE}
    assert (tinted != before) == bool(lights & {"红", "黄", "灰"})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_corpus_looks_as_before(libreoffice: Office, tmp_path: Path, case: Case) -> None:
    """Cases of the corpus that have something to see."""
    same_but_for_the_tint(libreoffice, placed(case, tmp_path), case.sheet)


def test_real_ledger_looks_as_before(libreoffice: Office, tmp_path: Path) -> None:
    """The real-shape ledger with its pictures, shapes and sparklines."""
    path = tmp_path / "督查 台账.xlsx"
    path.write_bytes(REAL.read_bytes())
    same_but_for_the_tint(libreoffice, path, None)
