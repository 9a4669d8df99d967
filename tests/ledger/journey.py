"""A workbook's way through the toolkit: adopted, judged, judged again, released; and what must hold after each step."""

from __future__ import annotations

import functools
import io
import re
import tempfile
import warnings
from pathlib import Path

import openpyxl
from openxml_audit import OpenXmlValidator

from tests.ledger.test_adopt_release import adopted, judged, released
from tests.support.parts import foreign, parts, stored
from toolkit.ledger.adopt import Adoption
from toolkit.ledger.package import model, reader

TOUCHED = re.compile(
    r"\[Content_Types\]\.xml|(.*/)?_rels/\w+\.xml\.rels|(.*/)?(workbook|book|styles|formate)\.xml|.*/tables/table\d+\.xml"
)


def part_of(data: bytes, sheet: str) -> str:
    found = reader.open_package(data).sheet(sheet)
    assert found is not None
    return found.part


def same_around(before: bytes, after: bytes, sheet: str, own: set[int]) -> None:
    """Every part but the few that list ours is the same stored bytes; in the ledger every foreign cell, row and element is."""
    was, now, part = parts(before), parts(after), part_of(before, sheet)
    changed = {name for name in was if was[name] != now.get(name)}
    assert {name for name in changed if not TOUCHED.fullmatch(name)} <= {part}
    kept = set(was) - changed
    assert {n: c for n, c in stored(before).items() if n in kept} == {n: c for n, c in stored(after).items() if n in kept}
    a, b = foreign(was[part], own), foreign(now[part], own)
    assert a.cells == b.cells
    lengths = {tag for tag in a.rows if tag.endswith(b"/>")}
    assert [t for t in a.rows if t not in lengths] == [t for t in b.rows if t in a.rows and t not in lengths]
    assert set(a.around) <= set(b.around)


def travel(data: bytes, sheet: str, *, loose: bool = False) -> Adoption:
    """The whole way; asserts at every station."""
    first = adopted(data, sheet=sheet)
    own = set(first.own.values())
    mark = next((f for n, f in reader.open_package(first.data).names.items() if n[0].startswith("督办_填报")), "")
    entered = own | ({int(reader.target(mark)[1][1])} if mark else set())  # type: ignore[index]
    same_around(data, first.data, sheet, entered)
    assert adopted(first.data, sheet=sheet).data == first.data
    once = judged(first.data)
    same_around(data, once, sheet, entered)
    assert judged(once) == once
    check_cells(once, first)
    back = released(once)
    was, now, part = parts(data), parts(back), part_of(data, sheet)
    assert set(was) == set(now)
    assert {name for name in was if was[name] != now[name]} <= {"xl/styles.xml", "xl/formate.xml", *([part] if loose else [])}
    assert foreign(was[part]) == foreign(now[part])
    return first


def check_cells(data: bytes, adoption: Adoption) -> None:
    """What was written stands in the rows of the items, as another reader sees it."""
    items = model.build(reader.open_package(data)).ledgers[0].items
    assert [item.row for item in items] == [item.row for item in adoption.ledger.items]
    assert [item.own["督办编号"] for item in items] == [f"N{item.row}" for item in items]


def readable(data: bytes) -> None:
    """openpyxl and calamine open it."""
    reader.read_grids(reader.open_package(data))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of what openpyxl would lose if it saved
        openpyxl.load_workbook(io.BytesIO(data)).close()


@functools.lru_cache(maxsize=1)
def _validator() -> OpenXmlValidator:
    return OpenXmlValidator()


def audit(data: bytes) -> set[str]:
    """The findings of openxml-audit, without the places; own text is inline on purpose, which it calls a habit to avoid."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("x.xlsm" if "xl/vbaProject.bin" in parts(data) else "x.xlsx")
        path.write_bytes(data)
        errors = _validator().validate(str(path)).errors
        return {f"{each.part_uri}: {each.description}" for each in errors if "inlineStr" not in each.description}
