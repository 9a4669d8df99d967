"""Nasty workbooks: everything that staff, other programs and bad luck put into a ledger file.

Each case is a name and a function that makes the bytes; `refused` is a word of the sentence with which the toolkit says no.
The cases stand in files of their own: corpus_made.py (features, by XlsxWriter), corpus_parts.py (hand-written XML),
corpus_broken.py (found by the fuzz run), corpus_hostile.py (what would fill the memory), corpus_zips.py (the zip).
"""

from __future__ import annotations

import importlib
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.support.parts import parts
from tests.support.sheets import workbook

SHEET = "xl/worksheets/sheet1.xml"
Make = Callable[[], bytes]


@dataclass(frozen=True)
class Case:
    """One nasty workbook. sheet: the ledger's title; odd: another program (openpyxl, the audit) cannot read it as it is;
    loose: after release the empty lists that it had are gone; office: LibreOffice can read it as it is.
    """

    name: str
    make: Make
    refused: str = ""
    sheet: str = "督查台账"
    odd: bool = False
    loose: bool = False
    office: bool = True


CASES: dict[str, Case] = {}


def case(
    name: str, *, refused: str = "", sheet: str = "督查台账", odd: bool = False, loose: bool = False, office: bool = True
) -> Callable[[Make], Make]:
    """Registers a function as a case of the corpus."""

    def add(make: Make) -> Make:
        assert name not in CASES, name
        CASES[name] = Case(name, make, refused, sheet, odd, loose, office)
        return make

    return add


def packed(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, compression)
    return out.getvalue()


def edited(changes: Mapping[str, Callable[[bytes], bytes]], data: bytes | None = None) -> bytes:
    """A plain ledger with some parts changed by hand."""
    members = parts(data if data is not None else workbook())
    for name, change in changes.items():
        new = change(members[name])
        assert new != members[name], f"the edit of {name} changed nothing"
        members[name] = new
    return packed(members)


def swap(old: str, new: str, count: int = -1) -> Callable[[bytes], bytes]:
    """The edit that replaces one text by another."""
    return lambda content: content.replace(old.encode(), new.encode(), count)


def in_sheet(old: str, new: str, count: int = -1) -> bytes:
    """A plain ledger with a replacement in its worksheet part."""
    return edited({SHEET: swap(old, new, count)})


def all_cases() -> dict[str, Case]:
    """The whole corpus."""
    for name in ("made", "parts", "broken", "hostile", "zips"):
        importlib.import_module(f"tests.support.corpus_{name}")  # each registers its cases
    return CASES
