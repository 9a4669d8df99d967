"""Pages as LibreOffice lays them out, measured with pdftotext: what tests of papers share."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (210 - 26) * MM, 37 * MM, (297 - 35) * MM
CHARACTER = 156 * MM / 28

needs_libreoffice = [
    pytest.mark.system,
    pytest.mark.skipif(
        shutil.which("soffice") is None and not os.environ.get("CI"), reason="LibreOffice (soffice) is not installed"
    ),
]
"""Marks of a module that lays papers out; it never skips in CI."""


@dataclass(frozen=True)
class Line:
    """A line of a page, in points from the upper left corner."""

    text: str
    left: float
    right: float
    middle: float


@dataclass(frozen=True)
class Pdf:
    """Pages of lines, and the raw text without blanks and page numbers."""

    pages: tuple[tuple[Line, ...], ...]
    text: str
    size: tuple[float, float]


def to_pdfs(folder: Path) -> None:
    """Every .docx of a folder as PDF beside it, in one run of LibreOffice with a profile of its own."""
    files = sorted(map(str, folder.glob("*.docx")))
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)


def measure(path: Path) -> Pdf:
    """Lines and text of a PDF, read with pdftotext."""
    boxes = subprocess.run(["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True).stdout
    raw = subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True).stdout.decode()
    tree = etree.fromstring(boxes, etree.XMLParser(recover=True))
    pages = list(tree.iter("{*}page"))
    text = re.sub(r"\s|— \d+ —", "", raw)
    return Pdf(
        tuple(tuple(lines(page)) for page in pages), text, (float(pages[0].get("width", 0)), float(pages[0].get("height", 0)))
    )


def lines(page: etree._Element) -> Iterator[Line]:
    """Words of one height make a line."""
    rows: dict[float, list[etree._Element]] = defaultdict(list)
    for word in page.iter("{*}word"):
        rows[round((float(word.get("yMin", 0)) + float(word.get("yMax", 0))) / 2)].append(word)
    for middle, words in sorted(rows.items()):
        words.sort(key=lambda word: float(word.get("xMin", 0)))
        joined = "".join(word.text or "" for word in words)
        yield Line(joined, float(words[0].get("xMin", 0)), float(words[-1].get("xMax", 0)), middle)


def body(page: tuple[Line, ...]) -> list[Line]:
    return [line for line in page if line.middle < BOTTOM]
