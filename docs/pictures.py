"""Makes the pictures of README and the staff guide: python docs/pictures.py

Needs LibreOffice with python3-uno, pdftoppm, Chromium, Xvfb and ImageMagick; everything in the pictures is the demo's invented
office. The papers are made by the commands that a clerk types (PAPERS).
"""

from __future__ import annotations

import base64
import email
import email.policy
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docx import Document
from PIL import Image, ImageChops, ImageOps

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.routines.feedbacking import Desk  # noqa: E402 - the source tree need not be installed
from tests.support import office, pressing  # noqa: E402
from tests.support.pressing import ledger_with_buttons  # noqa: E402
from tests.support.replies import reply  # noqa: E402
from toolkit.render.pdf import as_pdf  # noqa: E402
from toolkit.routines import demo, feedback_form  # noqa: E402
from toolkit.routines.progress import silent  # noqa: E402
from toolkit.routines.workspace import Workspace  # noqa: E402

IMAGES = ROOT / "docs" / "images"
TODAY = date(2026, 11, 24)
SHOWN = {"编号", "督查事项", "事项来源", "牵头单位", "完成时限", "办理情况", "灯", "剩余天数", "当前时限", "办理状态", "依据"}
COLOURS = 48


@dataclass(frozen=True, slots=True)
class Paper:
    """A picture: its name, the command that makes the paper, which pages are shown, on which day, at so many dots an inch.

    name: "" for a command that only comes between.
    """

    name: str
    command: str
    pages: Sequence[int] = (1,)
    day: date = TODAY
    resolution: int = 64


SIGNED = "--issue --issuer 督查室主任"
PAPERS: Sequence[Paper] = (
    Paper("slip", "", (1, 2)),  # the demo has issued it
    Paper("notice", f"slip --kind 督办通知 --item 2026-053 {SIGNED}", (1, 2, 3)),
    Paper("slip-again", f"slip --kind 交办单 --again --item 2026-008 --new-date 2026-11-30 {SIGNED}", (1, 2)),
    Paper("extension", "form --kind 延期申请 --item 2026-034"),
    Paper("problems", "bulletin --kind 问题清单"),
    Paper("week", "bulletin --kind 周例会", (1, 2)),
    Paper("today", "bulletin --kind 今日待办", (1, 2)),
    Paper("page", "bulletin --kind 一页纸 --leader 常务副市长"),
    Paper("bulletin", "bulletin --kind 政务督查 --eml", (1, 2, 3)),
    Paper("circular", "bulletin --kind 通报 --from 2026-10-01 --new-date 2026-12-11", (1, 2, 6)),
    Paper("study", "bulletin --kind 督查调研", (1, 2, 3)),
    Paper("score", "assess --year 2026"),
    Paper("", "event add --item 2026-034 --step 签收 --via OA", day=date(2026, 11, 25)),
    Paper("", "event add --item 2026-034 --step 电话催办 --note 与联络员通话，答复尽快报送", day=date(2026, 12, 3)),
    Paper("chasing", f"slip --kind 催办单 --item 2026-034 --new-date 2026-12-09 {SIGNED}", day=date(2026, 12, 4)),
    Paper("warning", f"slip --kind 告诫单 --item 2026-034 --new-date 2026-12-21 {SIGNED}", (1, 2), date(2026, 12, 14)),
    Paper("report-form", "form --kind 反馈报告 --item 2026-034", day=date(2026, 12, 14)),
    Paper("contents", "archive --item 2026-034", day=date(2026, 12, 14)),
)
"""In this order: the later ones tell of the earlier."""


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
    image = Image.open(path).convert("RGB")
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    if box:
        left, top, right, bottom = box
        edges = (max(left - 12, 0), max(top - 12, 0), min(right + 12, image.width), min(bottom + 12, image.height))
        save(image.crop(edges), path, 128)


def save(image: Image.Image, path: Path, colours: int = COLOURS) -> None:
    """As a small file: few colours, no dots strewn in between."""
    image.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)


def typed(workspace: Path, paper: Paper) -> Mapping[str, object]:
    """What a command printed as JSON. It stands as a clerk types it in the workspace."""
    command = [sys.executable, "-m", "toolkit", *paper.command.split(), "--json", "--today", paper.day.isoformat()]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=workspace, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    assert done.returncode in (0, 1), paper.command
    said: Mapping[str, object] = json.loads(done.stdout)
    return said


def file_of(said: Mapping[str, object]) -> Path:
    """The paper that a command made: of several the first, of an archived item its 卷内目录."""
    for several in ("slips", "forms"):
        if several in said:
            return Path(said[several][0]["path"])  # type: ignore[index]
    return Path(said["paths"][0]) / "卷内目录.docx" if "paths" in said else Path(said["path"])  # type: ignore[index, arg-type]


def paper_pictures(made: Mapping[str, Path]) -> None:
    """name -> the paper of that name, its pages side by side."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copies = [folder / f"{name}{path.suffix}" for name, path in made.items()]
        for path, copy in zip(made.values(), copies, strict=True):
            shutil.copyfile(path, copy)
        still(folder / "contents.docx")
        pdfs = as_pdf(copies)
        assert pdfs, "LibreOffice is needed"
        wanted = {paper.name: paper for paper in PAPERS}
        for pdf in pdfs:
            paper = wanted[pdf.stem]
            save(side_by_side(pages_of(pdf, paper.pages, paper.resolution)), IMAGES / f"{paper.name}.png")
    trim(IMAGES / "score.png")


def still(contents: Path) -> None:
    """The 校验码 of the mails in a 卷内目录, others each time, are made ones that never change."""
    paper = Document(str(contents))
    for row in paper.tables[0].rows:
        *_, pages, code = row.cells
        if pages.text == "—":
            code.paragraphs[0].runs[0].text = "0123456789ab"
    paper.save(str(contents))


def pages_of(pdf: Path, pages: Sequence[int], resolution: int) -> list[Image.Image]:
    """Some pages as pictures, each with the edge of its sheet."""
    subprocess.run(["pdftoppm", "-png", "-r", str(resolution), str(pdf), str(pdf.with_suffix(""))], check=True)
    files = sorted(pdf.parent.glob(f"{pdf.stem}-*.png"), key=lambda path: int(path.stem.rpartition("-")[2]))
    assert max(pages) <= len(files), f"{pdf.stem} has {len(files)} pages"
    return [ImageOps.expand(Image.open(files[page - 1]).convert("RGB"), 1, "#bbbbbb") for page in pages]


def side_by_side(pictures: Sequence[Image.Image], gap: int = 14) -> Image.Image:
    width = sum(each.width for each in pictures) + gap * (len(pictures) - 1)
    sheet = Image.new("RGB", (width, max(each.height for each in pictures)), "white")
    for place, each in enumerate(pictures):
        sheet.paste(each, (sum(other.width + gap for other in pictures[:place]), 0))
    return sheet


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
    save(Image.open(to).convert("RGB"), to, 192)


def buttons_picture(to: Path) -> None:
    """The ledger with buttons on a screen, after an answer was accepted; needs Xvfb and ImageMagick's import."""
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
        save(Image.open(root / "screen.png").convert("RGB").crop((0, 108, 1445, 620)), to, 48)


def form_picture(running: office.Office, workspace: Path, ledger: Path, to: Path) -> None:
    """The 反馈表 of one of the demo's units; its 校验码, another each time, is made one that never changes."""
    out = workspace / "反馈表.xlsx"
    place = Workspace.find(None, workspace)
    feedback_form.run(ledger, place, unit="市生态环境局", items=[], out=out, today=TODAY, progress=silent)
    with running.opened(out) as document, tempfile.TemporaryDirectory() as folder:
        page = document.Sheets.getByName("反馈表")
        page.unprotect("")
        search = page.createSearchDescriptor()
        search.SearchString = "校验码"
        cell = page.findFirst(search)
        cell.String = "校验码（请勿改动）：0123456789abcdef-ABCDEFGHIJKLMNOPQRSTUVWX"
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
        mail_picture(sorted(report.mails.glob("*生态环境局*.eml"))[0], IMAGES / "mail.png")
        said = {paper: typed(report.workspace, paper) for paper in PAPERS if paper.command}
        made = {paper.name: file_of(data) for paper, data in said.items() if paper.name}
        [handed] = [paper.path for paper in report.slips.papers if paper.items == ("2026-034",)]
        paper_pictures({"slip": handed, **made})
        [draft] = [str(data["eml"]) for data in said.values() if data.get("eml")]
        mail_picture(Path(draft), IMAGES / "bulletin-mail.png", 1180)


if __name__ == "__main__":
    main()
