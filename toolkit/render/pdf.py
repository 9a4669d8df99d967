"""PDF files beside papers, made by LibreOffice where this machine has it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from toolkit.domain.errors import SetupError, os_reason

NO_OFFICE = "这台电脑没有装LibreOffice，没有生成PDF：请用Word或WPS打开文书，另存为PDF"
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
    program = office_program()
    if program is None:
        return None
    made = []
    try:
        with tempfile.TemporaryDirectory(prefix="duban") as folder:
            work = Path(folder)
            inputs = [work / f"{number}{paper.suffix}" for number, paper in enumerate(papers)]
            for source, copy in zip(papers, inputs, strict=True):
                shutil.copyfile(source, copy)
            command = [
                str(program),
                f"-env:UserInstallation={(work / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                "pdf",
            ]
            subprocess.run(  # noqa: S603 - a program of this machine, file names of our own
                [*command, "--outdir", str(work), *map(str, inputs)],
                check=True,
                capture_output=True,
                timeout=_SECONDS + _SECONDS_A_PAPER * len(papers),
            )
            for source, copy in zip(papers, inputs, strict=True):
                target = source.with_suffix(".pdf")
                shutil.copyfile(copy.with_suffix(".pdf"), target)
                made.append(target)
    except OSError as failed:
        raise SetupError(f"没有生成PDF（{os_reason(failed)}）：文书已经生成，请用Word打开，另存为PDF") from failed
    except subprocess.SubprocessError as failed:
        raise SetupError("LibreOffice没有转换成功，没有生成PDF：文书已经生成，请用Word打开，另存为PDF") from failed
    return made
