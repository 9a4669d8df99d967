"""What doctor looks at on the computer itself."""

from __future__ import annotations

import importlib
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from importlib import metadata
from pathlib import Path

from toolkit import __version__
from toolkit.routines.findings import Check

OLDEST_PYTHON = (3, 11)
COMPILED = ("lxml.etree", "python_calamine", "docxtpl", "openpyxl", "jinja2", "filelock", "chinese_calendar")
"""Parts that are imported to see whether they run here: compiled ones may be for another Python or another machine."""
FIRST_DAY, LAST_YEAR = datetime(2025, 1, 1), 2100
"""A clock outside of these was never set (a flat battery on the mainboard)."""
PAPER_FONTS = {
    "仿宋_GB2312": ("simfang", "fangsong", "仿宋"),
    "方正小标宋": ("fzxbs", "小标宋"),
    "黑体": ("simhei", "黑体", "heiti"),
}
"""Fonts of official papers (GB/T 9704-2012), and by which words their files or names are known."""
OFFICES = (
    Path(os.environ.get("PROGRAMFILES", "C:/Program Files"), "LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)


def checks(clock: datetime) -> Iterator[Check]:
    """Python, packages, clock, fonts, LibreOffice."""
    yield _python()
    yield _packages()
    yield _clock(clock)
    yield _fonts()
    yield _libreoffice()


def _python() -> Check:
    found = f"Python {platform.python_version()}，督办工具 {__version__}"
    new_enough = sys.version_info[:2] >= OLDEST_PYTHON
    return Check("Python", new_enough, found, "" if new_enough else "请安装 Python 3.11 或更高版本，再重新安装督办工具")


def _packages() -> Check:
    missing = [name for name in _required() if not _installed(name)]
    for module in COMPILED:
        try:
            importlib.import_module(module)
        except Exception:
            missing.append(module)
    if missing:
        mend = "请在工具所在的文件夹重新运行安装（setup.bat，或 pip install .）"
        return Check("组件", False, f"缺少或不能用：{'、'.join(dict.fromkeys(missing))}", mend)
    return Check("组件", True, "齐全")


def _required() -> list[str]:
    """The packages that this one needs, as it was installed."""
    try:
        needs = metadata.requires("duban-toolkit") or []
    except metadata.PackageNotFoundError:
        return []
    return [re.split(r"[^\w.-]", need)[0] for need in needs if "extra ==" not in need]


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _clock(clock: datetime) -> Check:
    detail = clock.strftime("%Y-%m-%d %H:%M")
    if clock >= FIRST_DAY and clock.year < LAST_YEAR:
        return Check("系统时间", True, detail)
    return Check("系统时间", False, f"{detail}，明显不对", "请校正电脑的日期和时间：时限和灯都按它计算")


def _fonts() -> Check:
    names = _font_names()
    if not names:
        return Check("字体", True, "看不到字体清单，请打开一份文书看看字体是否正常")
    missing = [font for font, words in PAPER_FONTS.items() if not any(word in name for name in names for word in words)]
    if not missing:
        return Check("字体", True, "公文所用字体齐全")
    return Check(
        "字体", True, f"没有{'、'.join(missing)}：不影响使用，Word 会用相近的字体代替，印发前请在装有这些字体的电脑上核对"
    )


def _font_names() -> list[str]:
    """Names of the fonts on this machine, in lower case; [] where they cannot be listed."""
    if sys.platform == "win32":
        places = [
            Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts"),
            Path(os.environ.get("LOCALAPPDATA", ""), "Microsoft/Windows/Fonts"),
        ]
        return [file.name.lower() for place in places if place.is_dir() for file in place.iterdir()]
    program = shutil.which("fc-list")
    if program is None:
        return []
    try:
        done = subprocess.run([program, ":", "family", "file"], capture_output=True, timeout=20, check=False)  # noqa: S603 - found above
    except (OSError, subprocess.TimeoutExpired):
        return []
    return done.stdout.decode("utf-8", "replace").lower().splitlines()


def _libreoffice() -> Check:
    found = shutil.which("soffice") or next((str(path) for path in OFFICES if path.exists()), "")
    return Check("LibreOffice", True, f"已安装：{found}" if found else "没有安装：不影响使用，只是不能由工具把文书转成 PDF")
