"""Makes the pictures of README and the staff guide: python docs/pictures.py

Needs LibreOffice with python3-uno, pdftoppm and Chromium; everything in the pictures is the demo's invented office.
"""

from __future__ import annotations

import email
import email.policy
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support import office  # noqa: E402 - the source tree need not be installed
from toolkit.routines import demo, feedback_form  # noqa: E402
from toolkit.routines.progress import silent  # noqa: E402
from toolkit.routines.workspace import Workspace  # noqa: E402

IMAGES = ROOT / "docs" / "images"
TODAY = date(2026, 11, 24)
SHOWN = {"编号", "督查事项", "事项来源", "牵头单位", "完成时限", "办理情况", "灯", "剩余天数", "当前时限", "办理状态", "依据"}


def sheet_picture(running: office.Office, ledger: Path, sheet: str, to: Path, rows: int, shown: set[str] | None = None) -> None:
    """One sheet's first rows as a picture; `shown`: the headers of row 3 whose columns stay visible."""
    with (
        running.opened(ledger, f"DATE({TODAY.year};{TODAY.month};{TODAY.day})") as document,
        tempfile.TemporaryDirectory() as folder,
    ):
        page = document.Sheets.getByName(sheet)
        if shown:
            for index in range(60):
                title = page.getCellByPosition(index, 2).String
                page.Columns.getByIndex(index).IsVisible = title in shown
            page.Rows.getByIndex(1).IsVisible = False
        for index in range(rows, rows + 300):
            page.Rows.getByIndex(index).IsVisible = False
        [picture, *_] = running.picture(document, sheet, Path(folder) / "page.png", resolution=75)
        shutil.copyfile(picture, to)
    trim(to)


def trim(path: Path) -> None:
    """Cuts the white margin off."""
    from PIL import Image, ImageChops

    image = Image.open(path).convert("RGB")
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    if box:
        left, top, right, bottom = box
        edges = (max(left - 12, 0), max(top - 12, 0), min(right + 12, image.width), min(bottom + 12, image.height))
        image.crop(edges).quantize(128).save(path, optimize=True)


def paper_picture(docx: Path, to: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        subprocess.run(
            ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, str(docx)],
            check=True,
            capture_output=True,
        )
        [pdf] = Path(folder).glob("*.pdf")
        subprocess.run(
            ["pdftoppm", "-png", "-r", "70", "-f", "1", "-l", "1", "-singlefile", str(pdf), str(to.with_suffix(""))], check=True
        )


def mail_picture(eml: Path, to: Path) -> None:
    message = email.message_from_bytes(eml.read_bytes(), policy=email.policy.default)
    body = message.get_body(("html",))
    assert body is not None
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "mail.html"
        page.write_text(body.get_content(), encoding="utf-8")
        subprocess.run(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/profile",
                "--disable-background-networking", "--disable-sync", "--no-first-run", f"--screenshot={to}", "--window-size=760,1000",
                page.as_uri(),
            ],
            check=True, capture_output=True,
        )  # fmt: skip


def form_picture(running: office.Office, workspace: Path, ledger: Path, to: Path) -> None:
    """The 反馈表 of one of the demo's units."""
    out = workspace / "反馈表.xlsx"
    place = Workspace.find(None, workspace)
    feedback_form.run(ledger, place, unit="市生态环境局", items=[], out=out, today=TODAY, progress=silent)
    with running.opened(out) as document, tempfile.TemporaryDirectory() as folder:
        [picture, *_] = running.picture(document, "反馈表", Path(folder) / "page.png", resolution=75)
        shutil.copyfile(picture, to)
    trim(to)


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        report = demo.run(Path(folder) / "演示", today=TODAY, progress=silent)
        with office.running() as running:
            sheet_picture(running, report.ledger, "督查台账", IMAGES / "lit-ledger.png", 19, SHOWN)
            sheet_picture(running, report.ledger, "校验结果", IMAGES / "findings.png", 20)
            form_picture(running, report.workspace, report.ledger, IMAGES / "feedback-form.png")
        paper_picture(report.slips.papers[0].path, IMAGES / "slip.png")
        mail_picture(sorted(report.mails.glob("*生态环境局*.eml"))[0], IMAGES / "mail.png")


if __name__ == "__main__":
    main()
