"""Builds the shipped workbooks beside this script: python workbooks/build.py

督查台账.xlsx, and 督查台账.xlsm with buttons, whose macros are those of macros/*.bas (pyopenvba, a developer's package,
makes the VBA project). The same source gives the same bytes; tests build both again and compare.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from pathlib import Path

import pyopenvba

FOLDER = Path(__file__).resolve().parent
MACROS = FOLDER.parent / "macros"
sys.path.insert(0, str(FOLDER.parent))

from toolkit.domain.sheets import OWN_SHEETS  # noqa: E402 - the source tree need not be installed
from toolkit.routines.shipped_workbook import (  # noqa: E402
    FILE_NAME,
    MACRO_NAME,
    shipped_workbook,
)

SHEETS = len(OWN_SHEETS) + 3
"""Document modules of the project, one a sheet: the ledger, 使用说明, the own sheets, 按钮设置."""


def project() -> bytes:
    """vbaProject.bin with the modules of macros/*.bas."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "project.xlsm"
        with pyopenvba.ExcelFile.create_new(path) as book:
            modules = book.vba_project()
            modules.delete_module("Module1")
            for number in range(2, SHEETS + 1):
                modules.add_module(f"Sheet{number}", "", kind=pyopenvba.VBAModuleKind.other)
            for source in sorted(MACROS.glob("*.bas")):
                lines = source.read_text("ascii").splitlines()
                modules.add_module(lines[0].split('"')[1], "\r\n".join(lines) + "\r\n")
            book.save()
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
            return package.read("xl/vbaProject.bin")


def main() -> None:
    """Writes both workbooks."""
    (FOLDER / FILE_NAME).write_bytes(shipped_workbook())
    (FOLDER / MACRO_NAME).write_bytes(shipped_workbook(project=project()))


if __name__ == "__main__":
    main()
