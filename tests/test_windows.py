"""What Windows does differently, as far as it can be tried elsewhere: paths, code pages, line ends, marks of editors."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from tests.support.desk import TODAY, take, type_addresses, write_ledger
from toolkit.journal.glance import address
from toolkit.ledger.backups import name_for
from toolkit.routines import daily, doctor_desk, remind
from toolkit.routines.config import parse_config
from toolkit.routines.init import settings_text
from toolkit.routines.progress import silent
from toolkit.routines.shipped import shipped
from toolkit.routines.tomlfile import with_values
from toolkit.routines.workspace import Workspace

PATHS = (r"D:\督查 2026\台账.xlsx", r"\\服务器\督查\台账 一.xlsx", r"\\?\UNC\服务器\督查\台账.xlsx", r"Z:\a'b\台账.xlsx")


@pytest.mark.parametrize("path", PATHS)
def test_paths_go_through_the_settings(path: str) -> None:
    """Drive letters, shares, blanks, quotes: what setup and init write is what is read."""
    text = with_values(settings_text("x.xlsx"), {"ledger.path": path})
    assert parse_config(Path("duban.toml"), text).ledger == path
    assert parse_config(Path("duban.toml"), settings_text(path)).ledger == path


@pytest.mark.parametrize("path", PATHS)
def test_backups_of_any_path_stay_in_their_folder(path: str) -> None:
    """The name of a backup is a name: no drive, no share, no character that Windows refuses."""
    name = name_for(PureWindowsPath(path), datetime(2026, 3, 18), "daily")  # type: ignore[arg-type]
    assert PureWindowsPath(name).name == name
    assert not set(name) & set('<>:"/\\|?*')


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath(r"D:\督查 1\a#b%.db"), "file:///D:/督查 1/a%23b%25.db"),
        (PureWindowsPath(r"\\server\share\a.db"), "file:////server/share/a.db"),
        (PurePosixPath("/督查/a?.db"), "file:///督查/a%3f.db"),
    ],
)
def test_sqlite_is_told_the_file(path: PureWindowsPath, uri: str) -> None:
    """A share is a path below no host, which is how SQLite opens it."""
    assert address(path) == uri


@pytest.mark.parametrize("encoding", ["gbk", "cp936", "cp437"])
@pytest.mark.parametrize("command", [["--help"], ["status"], ["doctor"], ["backup", "list"], ["status", "--json"]])
def test_consoles_of_other_code_pages(tmp_path: Path, encoding: str, command: list[str]) -> None:
    """A GBK console shows Chinese, one that has none shows question marks; none of them ends the program."""
    ledger = write_ledger(tmp_path, name="台账.xlsx")
    take(ledger)
    (tmp_path / "duban.toml").write_text("[ledger]\npath = '台账.xlsx'\n", "utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "toolkit", *command], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert done.returncode in (0, 1)
    assert b"Traceback" not in done.stderr
    if encoding != "cp437" and "--json" not in command:
        assert any("\u4e00" <= char <= "\u9fff" for char in done.stdout.decode(encoding))


def test_templates_as_notepad_saves_them(tmp_path: Path) -> None:
    """A byte order mark and CRLF in every mail template: the same mails, byte for byte but for their dates."""
    ledger = write_ledger(tmp_path)
    take(ledger)
    type_addresses(ledger)
    space = Workspace.find(ledger, tmp_path)
    own = tmp_path / "mail_templates"
    own.mkdir()
    for file in shipped("mail_templates").iterdir():
        text = file.read_text("utf-8").replace("\r\n", "\n").replace("\n", "\r\n")
        (own / file.name).write_bytes(("\ufeff" + text).encode())
    daily.run(ledger, space, today=TODAY, progress=silent)
    remind.run(ledger, space, send=True, limit=None, today=TODAY, progress=silent)
    mails = [mail.read_bytes() for mail in space.mail_folder.glob("*.eml")]
    assert len(mails) == 2
    for mail in mails:
        body = message_from_bytes(mail, policy=policy.default).get_body(("plain",))
        assert body is not None
        text = body.get_content()
        assert "\ufeff" not in text
        assert "\n\n\n" not in text.replace("\r\n", "\n")


def test_the_mark_of_a_download(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Zone 3 and 4 are seen; a file without the stream, or of this network, is none. (A colon makes a file of its own here.)"""
    ledger = tmp_path / "台账.xlsm"
    assert not doctor_desk._downloaded(ledger)
    for zone, seen in (("3", True), ("4", True), ("1", False)):
        Path(f"{ledger}:Zone.Identifier").write_text(f"[ZoneTransfer]\r\nZoneId={zone}\r\n", "utf-8")
        assert doctor_desk._downloaded(ledger) is seen


ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("path", sorted(path.name for path in ROOT.glob("*.bat")))
def test_labels_of_batch_files(path: str) -> None:
    """Every label that is called is there, and git gives the file the line ends by which cmd.exe finds it."""
    text = (ROOT / path).read_text("ascii")
    labels = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    assert set(re.findall(r"\b(?:goto|call) :?(\w+)", text)) <= labels | {"py"}
    assert "*.bat text eol=crlf" in (ROOT / ".gitattributes").read_text("utf-8")


def test_powershell_reads_the_chinese() -> None:
    """Windows PowerShell takes a file for UTF-8 by its byte order mark; curly quotation marks and long dashes are code to it, and a
    Chinese character behind a variable's name would belong to the name."""
    raw = (ROOT / "scripts" / "setup.ps1").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    text = raw.decode("utf-8-sig")
    assert not set(text) & set("“”„‘’‚–—―")
    assert re.findall(r"\$\w*[^\x00-\x7f]", text, re.ASCII) == []
    assert text.count("{") == text.count("}")
    assert "*.ps1 text eol=crlf" in (ROOT / ".gitattributes").read_text("utf-8")
