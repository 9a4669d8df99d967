"""Reads a closed workbook: values by calamine in one pass, names and tables from the package."""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterator
from contextlib import suppress
from datetime import date
from typing import Any

import python_calamine

from toolkit.domain.errors import NotALedger
from toolkit.ledger.book import Area, Grid
from toolkit.ledger.package import extent, sheetpart
from toolkit.ledger.package.container import BLOCK, Package, refuse_unsafe, refused_if_broken
from toolkit.ledger.package.workbook import SheetRef, WorkbookPart, relations, relations_part, rels_path
from toolkit.ledger.package.xmlscan import RELS, Tree

_SHARED = frozenset({str, date})
MOST_SHARED = 30_000
"""So many different values are looked out for; what comes back in a ledger has come up by then."""

_TARGET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)")


@refused_if_broken()
def open_package(data: bytes) -> WorkbookPart:
    """The package of a workbook's bytes; NotALedger for what cannot be patched without loss."""
    package = Package(data)
    refuse_unsafe(package)
    return WorkbookPart(package)


def read_grids(workbook: WorkbookPart, patched: Container[str] = ()) -> tuple[Grid, ...]:
    """All worksheets' values, merges and tables. Charts sheets are left out. Raises NotALedger for broken parts.

    patched: sheets that will be written to if anything is; a large one of them is opened for that while calamine reads it.
    """
    for ref in workbook.sheets:
        if ref.worksheet:
            extent.refuse_scattered(workbook.package, ref.part, ref.name)
    strings = workbook.related("sharedStrings")
    for name in workbook.package.infos:
        if name == strings or name.casefold().endswith("sharedstrings.xml"):
            extent.refuse_boasting(workbook.package, name)
    try:
        source = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(_usual_places(workbook)))
        grids, cells = [], 0
        for ref in workbook.sheets:
            if not ref.worksheet:
                continue
            large = ref.name in patched and workbook.package.infos[ref.part].file_size > BLOCK
            sheet = _read_beside(source, workbook, ref) if large else source.get_sheet_by_name(ref.name)
            cells += sheet.total_height * sheet.total_width
            extent.refuse_full(cells)
            rows = list(_rows(sheet)) if sheet.height else []
            merges = tuple((r1 + 1, c1 + 1, r2 + 1, c2 + 1) for (r1, c1), (r2, c2) in sheet.merged_cell_ranges or ())
            extent.refuse_endless(merges, ref.name)
            areas, totals = _tables(workbook, ref.part)
            grids.append(Grid(ref.name, rows, merges, ref.state != "visible", areas, totals))
        return tuple(grids)
    except (NotALedger, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as broken:  # calamine's own errors have no common base, and a Rust panic is a BaseException of pyo3
        raise NotALedger("工作簿的内容读不出来：请用Excel打开并另存为.xlsx再试") from broken


def _read_beside(
    source: python_calamine.CalamineWorkbook, workbook: WorkbookPart, ref: SheetRef
) -> python_calamine.CalamineSheet:
    """A sheet's values; while calamine reads them, which needs no Python, another thread looks up the rows of the part."""
    from concurrent.futures import ThreadPoolExecutor  # for large parts only: it takes milliseconds to import

    with ThreadPoolExecutor(1) as crew:
        opening = crew.submit(_opened, workbook, ref.part)
        sheet = source.get_sheet_by_name(ref.name)
        opening.result()
        return sheet


def _opened(workbook: WorkbookPart, name: str) -> None:
    with suppress(NotALedger), refused_if_broken():  # whoever patches it will be told
        part = sheetpart.SheetPart(workbook.package.read(name), name)
        part.look_up_rows()
        workbook.opened[name] = part


def _rows(sheet: python_calamine.CalamineSheet) -> Iterator[list[Any]]:
    """A sheet's rows from A1 on. Equal texts and dates become one object: a ledger says the same few things over and over."""
    left = [""] * (sheet.start[1] if sheet.start else 0)
    rows = iter(sheet.iter_rows())
    known: dict[Any, Any] = {}
    shared = known.setdefault
    for row in rows:
        yield [*left, *[shared(cell, cell) if type(cell) in _SHARED else cell for cell in row]]
        if len(known) > MOST_SHARED:
            break
    for row in rows:  # no number is equal to a text or a date, so whatever is found is the same value
        yield [*left, *map(known.get, row, row)]


def _usual_places(workbook: WorkbookPart) -> bytes:
    """The package with its main parts where calamine looks for them; the same bytes for nearly every file."""
    package, usual = workbook.package, "xl/workbook.xml"
    shared = {f"xl/{kind}.xml": workbook.related(kind) for kind in ("sharedStrings", "styles")}
    placed = all(part is None or part.casefold() == place.casefold() for place, part in shared.items())
    if placed and workbook.part == usual and b"%" not in package.read(rels_path(usual)):
        return package.data
    kind = RELS + "/officeDocument"
    return package.rewrite({
        **{place: package.read(part) for place, part in shared.items() if part},
        usual: package.read(workbook.part),
        rels_path(usual): relations_part((rel_id, kind, "/" + part) for rel_id, kind, part in relations(package, workbook.part)),
        rels_path(""): relations_part([("rId1", kind, usual)]),
    })  # fmt: skip


def _tables(workbook: WorkbookPart, part: str) -> tuple[tuple[Area, ...], frozenset[int]]:
    """The areas of the Excel tables of a sheet, and their totals rows."""
    areas, totals = list[Area](), set[int]()
    for _, kind, target in relations(workbook.package, part):
        if kind.endswith("/table") and target in workbook.package:
            tree = Tree(workbook.package.read(target), target)
            where = sheetpart.area(tree.root.attributes.get("ref", ""))
            if where:
                areas.append(where)
                totals.update(range(where[2] - int(tree.root.attributes.get("totalsRowCount", "0")) + 1, where[2] + 1))
    return tuple(areas), frozenset(totals)


def target(formula: str) -> tuple[str, Area] | None:
    """A name's formula such as 督查台账!$M$2:$V$3 -> (sheet, area); None for anything else (#REF!, functions)."""
    found = _TARGET.fullmatch(formula.strip())
    if not found:
        return None
    where = sheetpart.area(found.group(3).replace("$", ""))
    name = found.group(1)
    return ((name.replace("''", "'") if name else found.group(2)), where) if where else None


def quoted(sheet: str) -> str:
    """A sheet name as a formula writes it."""
    reference = re.fullmatch(r"[A-Za-z]{1,3}\d+|[Rr]\d*([Cc]\d*)?|[Cc]\d*|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]", sheet)
    plain = re.fullmatch(r"[^\W\d][\w.]*", sheet) and not reference
    return sheet if plain else "'" + sheet.replace("'", "''") + "'"
