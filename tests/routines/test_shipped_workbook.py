"""The shipped workbook is the staff part, adopted."""

from __future__ import annotations

import io
import runpy
import zipfile
from datetime import date
from pathlib import Path

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.changes import OWN_COLUMNS
from toolkit.domain.sheets import EVENTS, OWN_SHEETS, UNITS
from toolkit.ledger.package import model, reader
from toolkit.routines.demo_data import demo_events, demo_items, demo_units
from toolkit.routines.shipped_workbook import FILE_NAME, shipped_workbook

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 3, 5)


def members(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_it_has_own_columns_and_own_sheets() -> None:
    """An empty shipped ledger is adopted: ten own columns, nine own sheets, no item."""
    book = model.build(reader.open_package(shipped_workbook()))
    [ledger] = book.ledgers
    assert tuple(ledger.own) == OWN_COLUMNS
    assert ledger.items == ()
    assert set(book.own) == {sheet.name for sheet in OWN_SHEETS}


def test_demo_contents_are_in_their_sheets() -> None:
    """Items, units and events of the demo desk come back out of the workbook that holds them."""
    calendar = Calendar()
    items, units, events = demo_items(TODAY, calendar), demo_units(), demo_events(TODAY, calendar)
    book = model.build(reader.open_package(shipped_workbook(items, contents={UNITS.name: units, EVENTS.name: events})))
    [ledger] = book.ledgers
    assert [item.id for item in ledger.items] == [row["编号"] for row in items]
    assert [row["单位名称"] for _, row in book.own[UNITS.name].rows] == [row[0] for row in units]
    assert [row["编号"] for _, row in book.own[EVENTS.name].rows] == [row[1] for row in events]


def test_the_committed_workbook_is_what_the_source_makes() -> None:
    """workbooks/督查台账.xlsx is up to date: rebuild it with `python workbooks/build.py` after a change."""
    built = shipped_workbook()
    assert built == shipped_workbook()
    assert members((ROOT / "workbooks" / FILE_NAME).read_bytes()) == members(built)


def test_the_script_only_builds_when_it_is_run() -> None:
    """Importing workbooks/build.py writes nothing; it names the file beside itself."""
    path = ROOT / "workbooks" / FILE_NAME
    before = path.stat().st_mtime_ns
    names = runpy.run_path(str(ROOT / "workbooks" / "build.py"), run_name="build")
    assert names["FOLDER"] / names["FILE_NAME"] == path
    assert path.stat().st_mtime_ns == before
