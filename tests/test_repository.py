"""Promises of the repository itself: files that Windows can read, nothing that belongs to one machine or one person."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def tracked() -> list[Path]:
    """The files of the checkout: what git tracks or would track; where this is none (an sdist), all but what is made on use."""
    done = subprocess.run(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=False)
    names = done.stdout.decode().split("\0") if done.returncode == 0 else []
    made = {".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "__pycache__", "build", "dist", "duban-demo"}
    paths = [ROOT / name for name in names if name] or [
        path for path in ROOT.rglob("*") if not made & set(path.relative_to(ROOT).parts)
    ]
    return [path for path in paths if path.is_file()]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in tracked():
        try:
            found.append((path, path.read_text("utf-8")))
        except UnicodeDecodeError:
            continue
    return found


@pytest.mark.parametrize("name", ["make.bat", "setup.bat", "scripts/setup.ps1"])
def test_scripts_for_windows(name: str) -> None:
    """cmd.exe reads other characters than ASCII by the machine's code page, and PowerShell 5 does without a byte order mark;
    cmd.exe finds labels only with CRLF."""
    content = (ROOT / name).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") if name.endswith(".ps1") else content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n") > 0


def test_both_doors_know_the_same_words() -> None:
    """What the README promises for make works with make.bat too."""
    batch, make = (ROOT / "make.bat").read_text("ascii"), (ROOT / "Makefile").read_text("utf-8")
    for word in ("demo", "test", "check", "venv"):
        assert re.search(rf"^:{word}\s*$", batch, re.MULTILINE)
        assert re.search(rf"^{word}:", make, re.MULTILINE)


def test_an_install_without_a_network_asks_nobody() -> None:
    """Both scripts that install from the wheels beside them tell pip to look nowhere else."""
    for name in ("scripts/setup.ps1", "scripts/install.sh"):
        lines = [line for line in (ROOT / name).read_text("utf-8").splitlines() if "find-links" in line]
        assert lines
        assert all("--no-index" in line for line in lines)


def test_mail_addresses_are_made_up() -> None:
    """Every mail address in the repository ends in .example or .invalid, so that nothing can reach a person."""
    address = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
    real = {
        f"{path.relative_to(ROOT)}: {found}"
        for path, text in texts()
        for found in address.findall(text)
        if not found.endswith((".example", ".invalid"))
    }
    assert not real


def test_no_package_index_is_pinned() -> None:
    """Where packages come from is each machine's own setting."""
    names = (
        "Makefile",
        "make.bat",
        "pyproject.toml",
        ".ci/run",
        ".ci/wheel",
        "setup.bat",
        *(str(p.relative_to(ROOT)) for p in (ROOT / "scripts").iterdir()),
    )
    assert not [name for name in names if re.search(r"index-url|https?://", (ROOT / name).read_text("utf-8"))]


@pytest.mark.parametrize("folder", ["mail_templates", "slip_templates", "workbooks"])
def test_the_wheel_carries_what_stands_at_the_top(folder: str) -> None:
    """Templates and workbook are in the source tree, and the wheel puts them where shipped() looks."""
    assert any((ROOT / folder).iterdir())
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"][folder] == f"toolkit/shipped/{folder}"
