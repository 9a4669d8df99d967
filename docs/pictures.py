"""Makes the pictures of README and the staff guide: python docs/pictures.py

Needs LibreOffice with python3-uno, pdftoppm, Chromium, Xvfb and ImageMagick; everything in the pictures is the demo's invented office.
"""

from __future__ import annotations

import base64
import email
import email.policy
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.routines.feedbacking import Desk  # noqa: E402 - the source tree need not be installed
from tests.support import office, pressing  # noqa: E402
from tests.support.pressing import ledger_with_buttons  # noqa: E402
from tests.support.replies import reply  # noqa: E402
from toolkit.domain.papers.compose import BulletinOrder  # noqa: E402
from toolkit.render.pdf import as_pdf  # noqa: E402
from toolkit.routines import assess, bulletin, demo, feedback_form  # noqa: E402
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
    pages_picture(docx, to, (1,))


def pages_picture(docx: Path, to: Path, pages: tuple[int, ...], resolution: int = 70) -> None:
    """Some pages of a document side by side."""
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"paper{docx.suffix}"
        shutil.copyfile(docx, copy)
        made = as_pdf([copy])
        assert made, "LibreOffice is needed"
        subprocess.run(["pdftoppm", "-png", "-r", str(resolution), str(made[0]), f"{folder}/page"], check=True)
        files = sorted(Path(folder).glob("page-*.png"))
        shown = [Image.open(files[page - 1]).convert("RGB") for page in pages if page <= len(files)]
    gap = 12
    width = sum(each.width for each in shown) + gap * (len(shown) - 1)
    sheet = Image.new("RGB", (width, max(each.height for each in shown)), "#cccccc")
    for place, each in enumerate(shown):
        sheet.paste(each, (sum(other.width + gap for other in shown[:place]), 0))
    sheet.quantize(64).save(to, optimize=True)


def mail_picture(eml: Path, to: Path, height: int = 1000) -> None:
    """A mail as a mail program shows it on a desk, the pictures inside it too."""
    message = email.message_from_bytes(eml.read_bytes(), policy=email.policy.default)
    body = message.get_body(("html",))
    assert body is not None
    content = body.get_content()
    for part in message.walk():
        if part["Content-ID"]:
            data = base64.b64encode(part.get_payload(decode=True)).decode()  # type: ignore[arg-type]
            content = content.replace(f"cid:{part['Content-ID'].strip('<>')}", f"data:image/png;base64,{data}")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "mail.html"
        page.write_text(content, encoding="utf-8")
        subprocess.run(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/profile",
                "--disable-background-networking", "--disable-sync", "--no-first-run", f"--screenshot={to}", f"--window-size=760,{height}",
                page.as_uri(),
            ],
            check=True, capture_output=True,
        )  # fmt: skip


def buttons_picture(to: Path) -> None:
    """The ledger with buttons on a screen, after an answer was accepted; needs Xvfb and ImageMagick's import."""
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        ledger, program = ledger_with_buttons(root / "督查", date.today()), pressing.program(root)
        desk = Desk(ledger, Workspace.find(ledger, ledger.parent), {})
        form = desk.form("市市场监管局", ["2026-002"], **{"2026-002": {"办理情况": "已完成清理，废止3件、修改5件"}})
        desk.take(reply("scj@lyg.example", files=[("反馈表.xlsx", form)]), today=date.today())
        with (
            office.virtual_screen(root, "1500x640x24") as display,
            office.running(display) as running,
            pressing.opened(running, ledger, program, hidden=False) as bench,
        ):
            bench.document.CurrentController.Frame.ContainerWindow.setPosSize(0, 0, 1500, 640, 15)
            bench.select("A8")
            bench.cell("duban_verdict").setString("采纳")
            bench.press("审核反馈")
            bench.answer()
            time.sleep(1)
            subprocess.run(["import", "-display", display, "-window", "root", str(root / "screen.png")], check=True)
        Image.open(root / "screen.png").convert("RGB").crop((0, 108, 1445, 620)).quantize(48).save(to, optimize=True)


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
            sheet_picture(running, report.ledger, "看板", IMAGES / "dashboard.png", 30)
            form_picture(running, report.workspace, report.ledger, IMAGES / "feedback-form.png")
        buttons_picture(IMAGES / "buttons.png")
        paper_picture(report.slips.papers[0].path, IMAGES / "slip.png")
        pages_picture(report.bulletin.path, IMAGES / "bulletin.png", (1, 2))
        space = Workspace.find(report.ledger, report.workspace)
        scores = assess.run(report.ledger, space, year=TODAY.year, facts=False, today=TODAY, progress=silent)
        pages_picture(scores.path, IMAGES / "score.png", (1,))
        trim(IMAGES / "score.png")
        for kind, leader, name in (("今日待办", "", "today.png"), ("一页纸", "常务副市长", "page.png")):
            made = bulletin.run(
                report.ledger,
                space,
                order=BulletinOrder(kind, leader=leader),
                pdf=False,
                today=TODAY,
                progress=silent,  # type: ignore[arg-type]
            )
            pages_picture(made.path, IMAGES / name, (1,), 60)
        order = BulletinOrder("政务督查")
        draft = bulletin.run(report.ledger, space, order=order, pdf=False, eml=True, today=TODAY, progress=silent).eml
        assert draft is not None
        mail_picture(draft, IMAGES / "bulletin-mail.png", 1180)
        mail_picture(sorted(report.mails.glob("*生态环境局*.eml"))[0], IMAGES / "mail.png")


if __name__ == "__main__":
    main()
