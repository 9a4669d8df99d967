"""PDF files beside papers, made by LibreOffice where this machine has it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from toolkit.domain.errors import SetupError, os_reason

NO_OFFICE = "这台电脑没有装LibreOffice，没有生成PDF：请用Word或WPS打开文书，另存为PDF"
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_STREAM = re.compile(rb"/ObjStm.*?stream\r?\n(.*?)endstream", re.DOTALL)
_SECONDS = 120
_SECONDS_A_PAPER = 15


def office_program() -> Path | None:
    """LibreOffice on this machine, None where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Path(found)
    roots = (os.environ.get("PROGRAMFILES"), os.environ.get("PROGRAMFILES(X86)"), "/Applications")
    places = (
        Path(root) / part
        for root in roots
        if root
        for part in ("LibreOffice/program/soffice.exe", "LibreOffice.app/Contents/MacOS/soffice")
    )
    return next((place for place in places if place.is_file()), None)


def as_pdf(papers: Sequence[Path]) -> list[Path] | None:
    """Makes a PDF beside each paper (a PDF of that name is replaced) -> their places, in order; None where LibreOffice is not there.

    Raises SetupError where LibreOffice is there and does not do it.
    """
    with _converted(papers) as made:
        if made is None:
            return None
        places = [paper.with_suffix(".pdf") for paper in papers]
        try:
            for content, place in zip(made, places, strict=True):
                shutil.copyfile(content, place)
        except OSError as failed:
            raise SetupError(f"没有生成PDF（{os_reason(failed)}）：文书已经生成，请用Word打开，另存为PDF") from failed
        return places


def page_counts(papers: Sequence[Path]) -> list[int] | None:
    """How many pages each paper has when it is printed; None where LibreOffice is not there. Raises SetupError as as_pdf does."""
    with _converted(papers) as made:
        return None if made is None else [_pages(path.read_bytes()) for path in made]


@contextmanager
def _converted(papers: Sequence[Path]) -> Iterator[list[Path] | None]:
    """PDFs of papers in a folder that goes again; [] for no papers, None without LibreOffice."""
    program = office_program()
    if program is None or not papers:
        yield None if papers else []
        return
    with tempfile.TemporaryDirectory(prefix="duban", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        inputs = [work / f"{number}{paper.suffix}" for number, paper in enumerate(papers)]
        command = [
            str(program),
            f"-env:UserInstallation={(work / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
        ]
        try:
            for source, copy in zip(papers, inputs, strict=True):
                shutil.copyfile(source, copy)
            subprocess.run(  # noqa: S603 - a program of this machine, file names of our own
                [*command, "--outdir", str(work), *map(str, inputs)],
                check=True,
                capture_output=True,
                timeout=_SECONDS + _SECONDS_A_PAPER * len(papers),
            )
            made = [copy.with_suffix(".pdf") for copy in inputs]
            if not all(path.is_file() for path in made):
                raise subprocess.SubprocessError
        except OSError as failed:
            raise SetupError(f"没有生成PDF（{os_reason(failed)}）：文书已经生成，请用Word打开，另存为PDF") from failed
        except subprocess.SubprocessError as failed:
            raise SetupError("LibreOffice没有转换成功，没有生成PDF：文书已经生成，请用Word打开，另存为PDF") from failed
        yield made


def _pages(pdf: bytes) -> int:
    """Page objects of a PDF, those in compressed object streams included."""
    found = len(_PAGE.findall(pdf))
    for stream in _STREAM.findall(pdf) if not found else ():
        with suppress(zlib.error):
            found += len(_PAGE.findall(zlib.decompress(stream)))
    return found
