"""The journal keeps what it is given, and says in Chinese what is wrong with its file."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.mail.fakes import Queue, now
from toolkit.domain.errors import MailError, SetupError
from toolkit.journal.mails import Journal
from toolkit.journal.schema import MIGRATIONS
from toolkit.mail.outbox import Outbox

ROOT = Path(__file__).parents[2]


def test_every_commit_survives_a_power_cut(journal: Journal) -> None:
    """The file is written ahead and flushed at each commit."""
    assert journal.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert journal.db.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_tables_are_those_of_the_house(journal: Journal) -> None:
    """The tables and the version are there from the first opening."""
    tables = {row[0] for row in journal.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables >= {
        "meta",
        "mails",
        "contents",
        "told",
        "approvals",
        "runs",
        "resent",
        "received",
        "answers",
        "bounces",
        "mailboxes",
        "snapshots",
        "gone",
        "changes",
        "numbers",
    }
    assert journal.db.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()[0] == str(len(MIGRATIONS))


def test_reopened_journal_has_kept_everything(tmp_path: Path, journal: Journal, queue: Queue) -> None:
    """A mail, its bytes and its times are the same for the next process."""
    queue("jyj@edu.example")
    (before,) = journal.mails()
    with Journal(tmp_path / "journal.sqlite3", now) as again:
        assert again.mails() == [before]
        assert again.content(before.key) == journal.content(before.key)
    assert before.created == "2026-09-24T09:30:00"


def test_a_ladder_step_is_climbed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal of an older version gets the missing steps and keeps its rows."""
    path = tmp_path / "journal.sqlite3"
    with Journal(path, now) as old:
        old.approve("L1", "folder", "张")
    step = ("CREATE TABLE bounced (address TEXT PRIMARY KEY)",)
    monkeypatch.setattr("toolkit.journal.database.MIGRATIONS", (*MIGRATIONS, step))
    for _ in range(2):
        with Journal(path, now) as newer:
            assert newer.db.execute("SELECT count(*) FROM bounced").fetchone()[0] == 0
            assert newer.approved("L1", "folder")


def test_a_newer_journal_is_left_alone(tmp_path: Path) -> None:
    """An older toolkit refuses a journal of a newer one."""
    path = tmp_path / "journal.sqlite3"
    with Journal(path, now) as journal, journal.together():
        journal.db.execute("UPDATE meta SET value = '99'")
    with pytest.raises(SetupError, match="请先升级"):
        Journal(path, now)


def test_told_is_remembered_by_unit_item_and_reason(journal: Journal, outbox: Outbox, queue: Queue) -> None:
    """The last day counts, once the mails are out; another ledger's memory is apart."""
    queue(day=date(2026, 9, 21))
    queue(day=date(2026, 9, 24))
    queue(day=date(2026, 9, 22))
    assert journal.last_told("L1") == {}
    outbox.send_queued()
    assert journal.last_told("L1") == {("市教育局", "A-1", "超期"): date(2026, 9, 24)}
    assert journal.last_told("L1", before=date(2026, 9, 24)) == {("市教育局", "A-1", "超期"): date(2026, 9, 22)}
    assert journal.last_told("L2") == {}


def test_a_ledger_that_goes_on_as_another_takes_along_what_was_told(journal: Journal, outbox: Outbox, queue: Queue) -> None:
    """年度结转: known of both ledgers then, and carried twice it is no more."""
    queue(day=date(2026, 9, 21))
    outbox.send_queued()
    journal.carry("L1", "L2")
    journal.carry("L1", "L2")
    assert journal.last_told("L2") == journal.last_told("L1") == {("市教育局", "A-1", "超期"): date(2026, 9, 21)}
    assert len(journal.mails()) == 1


def test_refused_mails_told_nothing(journal: Journal, outbox: Outbox, queue: Queue) -> None:
    """A mail that was taken back or refused does not hold up the next reminder."""
    queue()
    outbox.settle(journal.mails()[0].key, "refused")
    assert journal.last_told("L1") == {}


def test_approval_is_for_one_ledger_and_the_latest_transport(journal: Journal) -> None:
    """A change of transport, or taking it back, asks for a person again."""
    assert not journal.approved("L1", "smtp")
    journal.approve("L1", "folder", "张")
    journal.approve("L1", "smtp", "张")
    assert journal.approved("L1", "smtp")
    assert not journal.approved("L1", "folder")
    assert not journal.approved("L2", "smtp")
    journal.approve("L1", "", "李")
    assert not journal.approved("L1", "smtp")


def test_together_is_all_or_nothing(journal: Journal, queue: Queue) -> None:
    """What fails half-way leaves no mail behind."""

    def half_way() -> None:
        with journal.together():
            queue()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_way()
    assert journal.mails() == []
    assert journal.last_told("L1") == {}


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a database at all" * 50, "督查台账".encode() * 300])
def test_not_a_database(tmp_path: Path, content: bytes) -> None:
    """Any other file is named as such, and not touched."""
    path = tmp_path / "journal.sqlite3"
    path.write_bytes(content)
    with pytest.raises(SetupError, match="已损坏或不是日志文件"):
        Journal(path, now)
    assert path.read_bytes() == content


def test_damaged_in_the_middle(tmp_path: Path, journal: Journal, queue: Queue) -> None:
    """A journal with broken pages is reported when they are read."""
    for number in range(40):
        queue(f"unit{number}@edu.example")
    journal.close()
    path = tmp_path / "journal.sqlite3"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(SetupError, match="已损坏"), Journal(path, now) as broken:
        broken.mails()


def test_another_programs_database(tmp_path: Path) -> None:
    """A database with other tables is not taken over."""
    path = tmp_path / "journal.sqlite3"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE notes (text TEXT)")
    with pytest.raises(SetupError, match="不是督办工具的工作日志"):
        Journal(path, now)


def test_held_by_another_program(tmp_path: Path, journal: Journal, queue: Queue) -> None:
    """A writer that does not let go is waited for, then named."""
    with (
        closing(sqlite3.connect(journal.path, isolation_level=None)) as other,
        Journal(journal.path, now, patience=0.05) as impatient,
    ):
        other.execute("BEGIN IMMEDIATE")
        assert impatient.mails() == []
        with pytest.raises(MailError, match="请稍候再试"):
            impatient.approve("L1", "smtp", "张")


def test_path_is_a_folder(tmp_path: Path) -> None:
    """A folder in the journal's place cannot be opened."""
    (tmp_path / "journal.sqlite3").mkdir()
    with pytest.raises(SetupError, match="不能打开"):
        Journal(tmp_path / "journal.sqlite3", now)


def test_parent_is_a_file(tmp_path: Path) -> None:
    """A file where the folder should be is reported."""
    (tmp_path / "workspace").write_text("")
    with pytest.raises(SetupError, match="不能建立"):
        Journal(tmp_path / "workspace" / "journal.sqlite3", now)


@contextmanager
def nobody() -> Iterator[None]:
    """As a user without rights, also where the tests run as root."""
    if not hasattr(os, "geteuid"):
        pytest.skip("needs POSIX rights")
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_read_only_folder_and_file() -> None:
    """Without the right to write, the sentence speaks of rights."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with Journal(folder / "journal.sqlite3", now):
            pass
        (folder / "journal.sqlite3").chmod(0o444)
        folder.chmod(0o555)
        with nobody(), pytest.raises(SetupError, match="权限"):
            Journal(folder / "journal.sqlite3", now).approve("L1", "smtp", "张")
        with nobody(), pytest.raises(SetupError, match="权限"):
            Journal(folder / "other.sqlite3", now)
        folder.chmod(0o755)


def test_eight_processes_open_a_new_journal_at_once(tmp_path: Path) -> None:
    """Nobody fails, and the mail that all of them queue is there once."""
    program = f"""
from datetime import date, datetime
from pathlib import Path
from toolkit.domain.mailing.letter import Letter
from toolkit.mail.folder import FolderTransport
from toolkit.journal.mails import Journal
from toolkit.mail.outbox import Outbox
with Journal(Path({str(tmp_path)!r}) / "journal.sqlite3", lambda: datetime(2026, 9, 24)) as journal:
    box = Outbox(journal, FolderTransport(Path({str(tmp_path)!r})), "duban@zfb.example")
    box.queue(Letter("s", "t", "h"), "jyj@edu.example", (), "提醒", date(2026, 9, 24), "L1", [("市教育局", "A-1", "超期")])
"""
    processes = [subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) for _ in range(8)]
    assert [process.wait(60) for process in processes] == [0] * 8
    with Journal(tmp_path / "journal.sqlite3", now) as journal:
        assert len(journal.mails()) == 1
        assert journal.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
