"""Who may import whom, who may read the clock, and what --help may cost."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "toolkit").rglob("*.py"))

MAY_IMPORT = {
    "domain": {"domain"},
    "ledger": {"ledger", "domain"},
    "render": {"render", "domain"},
    "journal": {"journal", "domain"},
    "mail": {"mail", "journal", "domain"},
    "routines": {"routines", "ledger", "render", "journal", "mail", "domain"},
    "entry": {"entry", "routines", "domain"},
}
EDGES = {
    "glob",
    "io",
    "lxml",
    "openpyxl",
    "os",
    "pathlib",
    "shutil",
    "smtplib",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "time",
    "zipfile",
}
"""Modules by which code reaches out of the process; the domain has no use for them."""
CLOCK = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("time", "time")}

CLOCK_ALLOWED = {
    "toolkit/ledger/guard.py": "the time of day in a backup's file name",
    "toolkit/routines/mailing.py": "the time stamps of the mail journal",
}


def room(path: Path) -> str:
    """The top folder of the package in which a file lies, "" for the package's own files."""
    parts = path.relative_to(ROOT / "toolkit").parts
    return parts[0] if len(parts) > 1 else ""


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" if module == "toolkit" else module for alias in node.names)


def calls(path: Path) -> Iterator[tuple[str, str]]:
    """Attribute calls as (name before the dot, name after it)."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            before = node.value
            yield (
                (before.id if isinstance(before, ast.Name) else before.attr if isinstance(before, ast.Attribute) else ""),
                node.attr,
            )


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_room_imports_only_what_the_house_allows(path: Path) -> None:
    """domain imports itself; render, ledger, mail import domain; routines ties them together; entry calls routines."""
    allowed = MAY_IMPORT.get(room(path))
    if allowed is None:
        return
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("toolkit.")}
    assert ours - {"__version__"} <= allowed


@pytest.mark.parametrize("path", [path for path in FILES if room(path) == "domain"], ids=lambda path: path.stem)
def test_the_domain_is_pure(path: Path) -> None:
    """The domain opens nothing: no module that reaches out of the process, no open()."""
    assert not {name.split(".")[0] for name in imports(path)} & EDGES
    names = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not names & {"open", "print", "input", "exec", "eval"}


@pytest.mark.parametrize("path", [path for path in FILES if room(path) != "entry"], ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_entry_reads_the_clock(path: Path) -> None:
    """Outside entry the day and the time are arguments."""
    assert not set(calls(path)) & CLOCK or str(path.relative_to(ROOT).as_posix()) in CLOCK_ALLOWED


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_can_be_read_at_a_sitting(path: Path) -> None:
    """A file past 300 lines is two rooms."""
    assert len(path.read_text("utf-8").splitlines()) <= 300


HEAVY = (
    "chinese_calendar", "docx", "docxtpl", "email", "http", "imap_tools", "jinja2", "keyring", "lxml", "matplotlib", "numpy", "openpyxl",
    "PIL", "pydantic", "python_calamine", "rich", "schedule", "ssl", "toolkit.ledger", "toolkit.mail", "toolkit.render", "xlwings", "yagmail",
    "zipfile",
)  # fmt: skip
"""What takes long to load, and is needed only where a ledger is read, a paper made, a mail sent."""
WORDS = {"toolkit.domain", "toolkit.domain.errors", "toolkit.domain.papers", "toolkit.domain.papers.kinds", "toolkit.domain.wording", "toolkit.domain.words"}  # fmt: skip
"""What the prompt takes from the domain."""


def loaded(*words: str, folder: Path = ROOT) -> set[str]:
    """The modules that a command line has loaded when it ends."""
    code = (
        "import sys; from toolkit.entry import cli\n"
        f"try: cli.app({list(words)!r}, prog_name='duban')\n"
        "except SystemExit as end: print('ENDED', end.code, *sys.modules, sep='\\n')"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=folder, env=env, check=True)
    ended, _, names = done.stdout.partition("ENDED\n")[2].partition("\n")
    assert ended in ("0", "1"), done.stderr
    return set(names.split())


def heavy(names: set[str]) -> set[str]:
    return {name for name in names if any(f"{name}.".startswith(f"{each}.") for each in HEAVY)}


def test_help_loads_no_routine_and_no_heavy_library() -> None:
    """duban --help starts quickly: what a command needs is imported when it runs, and the prompt names words without the rules behind."""
    names = loaded("--help")
    assert not heavy(names | loaded("slip", "--help"))
    ours = {name for name in names if name.startswith("toolkit.") and not name.startswith("toolkit.entry")}
    assert ours <= WORDS
    assert "sqlite3" not in names


def test_status_after_a_run_reads_the_journal_alone(tmp_path: Path) -> None:
    """duban status starts quickly: while the day and the ledger are those of the last run, nothing is loaded that reads a workbook."""
    loaded("init", str(tmp_path / "w"))
    day = ("--today", "2026-03-05")
    assert heavy(loaded("check", *day, folder=tmp_path / "w"))
    assert not heavy(loaded("status", *day, folder=tmp_path / "w"))


def test_a_day_s_work_without_mails_loads_nothing_that_sends(tmp_path: Path) -> None:
    """duban daily loads what it uses: nobody to write to, no mail templates, no servers; papers and charts are others' work."""
