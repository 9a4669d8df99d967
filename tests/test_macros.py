"""The macros: ASCII, the same in the shipped workbook as in macros/, and one for every button."""

from __future__ import annotations

import importlib.util
import re
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest

from toolkit.domain.buttons import BAND, BUTTONS, EVERY

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "workbooks" / "督查台账.xlsm"
SOURCES = sorted((ROOT / "macros").glob("*.bas"))


def build() -> Any:
    """workbooks/build.py as a module."""
    spec = importlib.util.spec_from_file_location("build", ROOT / "workbooks" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def modules() -> dict[str, str]:
    """Name -> source of the modules in the shipped workbook, as olevba reads them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # oletools calls pyparsing by its old names
        from oletools.olevba import VBA_Parser
    parser = VBA_Parser(str(SHIPPED))
    try:
        return {name.removesuffix(".bas"): code for _, _, name, code in parser.extract_all_macros() if name.endswith(".bas")}
    finally:
        parser.close()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_macros_are_ascii(path: Path) -> None:
    """A VBA project has one code page: anything but ASCII would become question marks in another one."""
    assert path.read_bytes().isascii()


def test_the_workbook_holds_the_macros_of_the_source_tree() -> None:
    """olevba reads out of 督查台账.xlsm what lies in macros/, line for line."""
    found = modules()
    assert set(found) == {path.read_text("ascii").split('"')[1] for path in SOURCES}
    for path in SOURCES:
        text = path.read_text("ascii")
        assert found[text.split('"')[1]].splitlines() == text.splitlines()


def test_every_button_has_its_macro_and_every_macro_its_button() -> None:
    """What the buttons of the drawing call stands in the module, by the table of buttons."""
    with zipfile.ZipFile(SHIPPED) as package:
        drawing = package.read("xl/drawings/vmlDrawing1.vml").decode()
    called = re.findall(r"<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>", drawing)
    assert called == [button.macro for button in BUTTONS]
    subs = re.findall(r"^Public Sub (Duban_\w+)\(\)\s+Start \"(\w+)\"", modules()["Duban"].replace("\r", ""), re.MULTILINE)
    assert subs == [(button.macro, button.key) for button in BUTTONS]


def test_every_cell_that_a_macro_names_is_there() -> None:
    """The names in the macros are names of the workbook, and each cell of the table has one."""
    with zipfile.ZipFile(SHIPPED) as package:
        names = set(re.findall(r'definedName name="(duban_\w+)"', package.read("xl/workbook.xml").decode()))
    assert names == {BAND, *(named.name for named in EVERY)}
    used = set(re.findall(r'"(duban_\w+)"', "".join(path.read_text("ascii") for path in SOURCES)))
    assert used <= names


def test_the_shipped_workbook_is_built_from_source() -> None:
    """Built again from macros/ and the workbook script, both shipped workbooks come out the same, byte for byte."""
    module = build()
    assert module.shipped_workbook(project=module.project()) == SHIPPED.read_bytes()
    assert module.shipped_workbook() == SHIPPED.with_suffix(".xlsx").read_bytes()
