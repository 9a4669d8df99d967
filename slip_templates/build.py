"""Builds the Word templates beside itself: `python slip_templates/build.py`.

The layout is GB/T 9704-2012 (gbt9704.py); the places to be filled are docxtpl tags with Chinese names (说明.md).
Building again gives the same bytes. Staff edit the .docx files in Word; only the shipped originals come from here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from docx.document import Document as Paper

sys.path.insert(0, str(Path(__file__).parent))

import bulletins
import dossiers
import slips
from gbt9704 import STANDARD, Sheet, blank, save

PAPERS: Mapping[str, tuple[Sheet, Callable[[Paper], None]]] = {
    "督办通知": (STANDARD, slips.notice),
    "交办单": (STANDARD, slips.handing_over),
    "催办单": (STANDARD, slips.chasing),
    "告诫单": (STANDARD, slips.warning),
    "反馈报告": (STANDARD, slips.answer),
    "延期申请": (STANDARD, slips.extension),
    "政务督查": (STANDARD, bulletins.review),
    "情况通报": (STANDARD, bulletins.circular),
    "督查事项问题清单": (bulletins.ACROSS, bulletins.problems),
    "周例会清单": (bulletins.DESK, bulletins.week),
    "今日待办": (bulletins.DESK, bulletins.today),
    "领导一页纸": (bulletins.DESK, bulletins.page),
    "督查调研": (STANDARD, bulletins.study),
    "归档登记表": (dossiers.FILE, dossiers.item),
    "归档过程记录": (dossiers.FILE, dossiers.course),
    "卷内目录": (dossiers.FILE, dossiers.contents),
}
"""Name of the file -> its page, and who writes it."""


def main(folder: Path) -> None:
    """Writes every template (.docx) into a folder."""
    for name, (sheet, build) in PAPERS.items():
        paper = blank(name, sheet)
        build(paper)
        save(paper, folder / f"{name}.docx")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
