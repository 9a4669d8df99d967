"""Builds the shipped workbook beside this script: python workbooks/build.py

The same source gives the same bytes; tests build it again and compare.
"""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent))

from toolkit.routines.shipped_workbook import FILE_NAME, shipped_workbook  # noqa: E402 - the source tree need not be installed


def main() -> None:
    """Writes workbooks/督查台账.xlsx."""
    (FOLDER / FILE_NAME).write_bytes(shipped_workbook())


if __name__ == "__main__":
    main()
