"""Who may import whom, who may read the clock, and what --help may cost."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.desk import take, write_ledger

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


PAPERS_AND_MAILS = (
    "docx", "docxtpl", "http", "imap_tools", "imaplib", "jinja2", "keyring", "lxml", "matplotlib", "numpy", "openpyxl", "PIL", "pydantic",
    "rich", "schedule", "smtplib", "ssl", "toolkit.domain.mailing.masking", "toolkit.render", "xlwings", "yagmail",
)  # fmt: skip
"""What takes long to load, and is needed only where a paper is made or a mail goes out."""
WORKBOOKS = ("chinese_calendar", "email", "python_calamine", "toolkit.ledger", "toolkit.mail", "xml", "zipfile")
"""What is needed where a ledger is read."""
WORDS = ("errors", "papers", "papers.kinds", "wording", "words")
"""What the prompt takes from the domain."""


def loaded(*words: str, folder: Path = ROOT) -> set[str]:
    """The modules that a command line has loaded when it ends."""
    code = (
        "import sys; from toolkit.entry import cli\n"
        f"try: cli.app({list(words)!r}, prog_name='duban')\n"
        "except SystemExit as end: print('ENDED', end.code, *sys.modules, sep='\\n')"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=folder, env=env, check=True)
    ended, *names = done.stdout.partition("ENDED\n")[2].split()
    assert ended in ("0", "1"), done.stderr
    return set(names)


def among(names: set[str], heavy: tuple[str, ...]) -> set[str]:
    return {name for name in names if f"{name}.".startswith(tuple(f"{each}." for each in heavy))}


def test_help_loads_no_routine_and_no_heavy_library() -> None:
    """duban --help starts quickly: a command imports its routine when it runs, and the prompt names words without what they stand for."""
    for words in (["--help"], ["outbox"], ["slip", "--help"]):
        names = loaded(*words)
        assert not among(names, PAPERS_AND_MAILS + WORKBOOKS + ("sqlite3", "toolkit.routines"))
        assert among(names, ("toolkit.domain",)) <= {"toolkit.domain", *(f"toolkit.domain.{name}" for name in WORDS)}


def test_status_after_a_run_loads_nothing_that_reads_a_workbook(tmp_path: Path) -> None:
    """duban status starts quickly: while day and ledger are those of the last run, it needs the journal and duban.toml alone."""
    take(write_ledger(tmp_path))
    words = ("--today", "2026-03-05", next(path.name for path in tmp_path.glob("*.xlsx")))
    assert among(loaded("check", *words, folder=tmp_path), WORKBOOKS)
    assert not among(loaded("status", *words, folder=tmp_path), PAPERS_AND_MAILS + WORKBOOKS)


def test_a_day_without_mails_loads_nothing_that_makes_them(tmp_path: Path) -> None:
    """duban daily loads what it uses: with no address in the ledger no templates, no server, nothing that masks or draws."""
    take(write_ledger(tmp_path))
    name = next(path.name for path in tmp_path.glob("*.xlsx"))
    assert not among(loaded("daily", "--today", "2026-03-05", name, folder=tmp_path), PAPERS_AND_MAILS)
