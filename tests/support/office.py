"""A real LibreOffice for system tests: opens a workbook, recalculates hard, reads cells, renders pages, saves again."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DIST_PACKAGES = "/usr/lib/python3/dist-packages"


def missing() -> str:
    """Why LibreOffice cannot be driven here, "" where it can."""
    if shutil.which("soffice") is None:
        return "LibreOffice (soffice) is not installed"
    try:
        _uno()
    except ImportError:
        return "python3-uno is not importable by this Python"
    return ""


def _uno() -> Any:
    if DIST_PACKAGES not in sys.path:
        sys.path.append(DIST_PACKAGES)
    import uno

    return uno


def prop(name: str, value: object) -> Any:
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

    item = PropertyValue()
    item.Name, item.Value = name, value
    return item


class Office:
    """One running LibreOffice with a profile of its own."""

    def __init__(self, desktop: Any, pipe: str, display: str = "", process: int = 0) -> None:
        self.desktop, self.pipe, self.display, self.process = desktop, pipe, display, process

    def end(self) -> None:
        """Ends the program at once, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process, signal.SIGKILL)

    @contextmanager
    def opened(self, path: Path, today: str = "") -> Iterator[Any]:
        """A loaded document, recalculated hard; today: the formula to put into 督办_今日, such as DATE(2022;7;1)."""
        document = self.desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, (prop("Hidden", True),))
        assert document is not None, f"LibreOffice could not load {path}"
        try:
            if today:
                document.NamedRanges.getByName("督办_今日").setContent(today)
            document.calculateAll()
            yield document
        finally:
            document.close(True)

    def save_as_xlsx(self, document: Any, path: Path) -> None:
        document.storeToURL(path.resolve().as_uri(), (prop("FilterName", "Calc MS Excel 2007 XML"),))

    def picture(self, document: Any, sheet: str, path: Path, *, resolution: int = 80) -> list[Path]:
        """PNG pages of one sheet, fitted to one page across, print areas put aside; needs pdftoppm."""
        sheets = document.Sheets
        for name in sheets.ElementNames:
            each = sheets.getByName(name)
            each.setPrintAreas(())
            style = document.StyleFamilies.getByName("PageStyles").getByName(each.PageStyle)
            style.ScaleToPagesX, style.ScaleToPagesY = 1, 0
            style.IsLandscape = True
            style.HeaderIsOn = style.FooterIsOn = False
            style.Width, style.Height = 42000, 29700
        wanted = sheets.getByName(sheet)
        for name in sheets.ElementNames:
            if name != sheet:
                sheets.getByName(name).IsVisible = False
        wanted.IsVisible = True
        pdf = path.with_suffix(".pdf")
        document.storeToURL(pdf.resolve().as_uri(), (prop("FilterName", "calc_pdf_Export"),))
        subprocess.run(["pdftoppm", "-png", "-r", str(resolution), str(pdf), str(path.with_suffix(""))], check=True)
        return sorted(path.parent.glob(f"{path.stem}-*.png"))

    def pixels(self, document: Any, sheet: str, last: tuple[int, int], path: Path) -> tuple[int, int, bytes]:
        """(width, height, RGB bytes) of A1 to `last` (row, column) of a sheet on one large page in its true size; needs pdftoppm."""
        from com.sun.star.table import CellRangeAddress  # type: ignore[import-not-found]

        sheets = document.Sheets
        for index, name in enumerate(sheets.ElementNames):
            each = sheets.getByName(name)
            wanted = name == sheet
            each.setPrintAreas((CellRangeAddress(index, 0, 0, last[1] - 1, last[0] - 1),) if wanted else ())
            each.IsVisible = wanted or each.IsVisible
            if wanted:
                each.setPrintTitleRows(False)
                style = document.StyleFamilies.getByName("PageStyles").getByName(each.PageStyle)
                style.ScaleToPages = style.ScaleToPagesX = style.ScaleToPagesY = 0
                style.PageScale, style.IsLandscape, style.HeaderIsOn, style.FooterIsOn = 100, True, False, False
                style.CenterHorizontally = style.CenterVertically = False
                style.Width, style.Height = 100_000, 70_000
        for name in sheets.ElementNames:
            if name != sheet:
                sheets.getByName(name).IsVisible = False
        pdf = path.with_suffix(".pdf")
        document.storeToURL(pdf.resolve().as_uri(), (prop("FilterName", "calc_pdf_Export"),))
        command = ["pdftoppm", "-r", "40", "-f", "1", "-l", "1", "-singlefile", str(pdf), str(path.with_suffix(""))]
        subprocess.run(command, check=True)
        _, size, _, content = path.with_suffix(".ppm").read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        return width, height, content


@contextmanager
def running(display: str = "") -> Iterator[Office]:
    """LibreOffice, started and stopped; headless, or with its window on a display."""
    uno = _uno()
    name = f"duban{uuid.uuid4().hex[:8]}"
    with tempfile.TemporaryDirectory() as profile:
        command = [
            "soffice", *([] if display else ["--headless"]), "--norestore", "--nologo", f"-env:UserInstallation={Path(profile).as_uri()}",
            f"--accept=pipe,name={name};urp;",
        ]  # fmt: skip
        process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=os.environ | ({"DISPLAY": display, "SAL_USE_VCLPLUGIN": "gen"} if display else {}),
        )
        try:
            local = uno.getComponentContext()
            resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
            for _ in range(240):
                try:
                    context = resolver.resolve(f"uno:pipe,name={name};urp;StarOffice.ComponentContext")
                    break
                except Exception:
                    time.sleep(0.25)
            else:
                raise RuntimeError("LibreOffice did not start")
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            yield Office(desktop, name, display, process.pid)
            try:
                desktop.terminate()
            except Exception:
                process.terminate()
            process.wait(30)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # the program itself is a child of what was started
            process.wait()


@contextmanager
def virtual_screen(folder: Path, size: str) -> Iterator[str]:
    """The name of a display of its own (Xvfb). size: such as 1920x1080x24; folder: for a scratch file."""
    number = folder / "display"
    with number.open("w") as out:
        server = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", size], stdout=out, stderr=subprocess.DEVNULL)
    try:
        while not number.read_text().strip():
            time.sleep(0.1)
        yield f":{number.read_text().strip()}"
    finally:
        server.terminate()
        server.wait()
