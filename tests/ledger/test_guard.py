"""Around the file: locks, changes by others, backups, a swap that is whole or not at all."""

from __future__ import annotations

import errno
import os
import platform
import signal
import stat
import sys
from pathlib import Path

import pytest

from toolkit.domain.errors import DubanError, LedgerBusy, LedgerChanged, LedgerError, NotALedger
from toolkit.ledger import guard


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "督查 台账.xlsx"
    path.write_bytes(b"PK old")
    return path


def test_replace_keeps_a_backup_and_the_mode(ledger: Path, tmp_path: Path) -> None:
    """The old bytes lie in the backup folder, the new ones in place, with the same permissions."""
    ledger.chmod(0o640)
    guard.replace(guard.read(ledger), b"PK new", tmp_path / "backup")
    assert ledger.read_bytes() == b"PK new"
    assert stat.S_IMODE(ledger.stat().st_mode) == 0o640
    assert [each.read_bytes() for each in (tmp_path / "backup").iterdir()] == [b"PK old"]
    assert not list(tmp_path.glob(".督办_*"))


def test_a_save_in_between_is_noticed(ledger: Path, tmp_path: Path) -> None:
    """Somebody else's newer version is never written over."""
    old = guard.read(ledger)
    ledger.write_bytes(b"PK somebody else's")
    with pytest.raises(LedgerChanged, match="别人保存过"):
        guard.replace(old, b"PK new", tmp_path / "backup")
    assert ledger.read_bytes() == b"PK somebody else's"


@pytest.mark.parametrize("lock", ["~${name}", ".~lock.{name}#", ".~{name}"])
def test_lock_files_of_three_programs(ledger: Path, tmp_path: Path, lock: str) -> None:
    """Excel, LibreOffice and WPS each leave a file beside an open workbook; the sentence names it."""
    place = tmp_path / lock.replace("{name}", ledger.name)
    place.write_bytes(b"\x03abc" if lock.startswith("~$") else b",user,host,2026;")
    assert place.name in guard.seen_open(ledger)
    with pytest.raises(LedgerBusy, match="关闭后再试"):
        guard.replace(guard.read(ledger), b"PK new", tmp_path / "backup")
    assert ledger.read_bytes() == b"PK old"


def test_backups_rotate(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the newest are kept, of this ledger alone."""
    monkeypatch.setattr(guard, "KEEP_BACKUPS", 3)
    folder = tmp_path / "backup"
    folder.mkdir()
    (folder / "别的台账.20200101.xlsx").write_bytes(b"other")
    for number in range(6):
        guard.replace(guard.read(ledger), b"PK%d" % number, folder)
    mine = sorted(folder.glob("督查 台账.*"))
    assert [each.read_bytes() for each in mine] == [b"PK2", b"PK3", b"PK4"]
    assert (folder / "别的台账.20200101.xlsx").exists()


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda p: p / "没有.xlsx", "找不到台账文件"),
        (lambda p: p, "是文件夹"),
        (lambda p: _written(p / "空.xlsx", b""), "空文件"),
        (lambda p: _written(p / "改名.zip", b"PK\3\4"), "另存为.xlsx"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, prepare: object, words: str) -> None:
    """Missing, a folder, empty, another type: one sentence with the way out."""
    with pytest.raises(DubanError, match=words):
        guard.read(prepare(tmp_path))  # type: ignore[operator]


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_failed_write_leaves_the_old_file(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk in the middle of writing: the old file whole, no temporary file left, one sentence."""

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("toolkit.ledger.guard.os.fsync", full)
    with pytest.raises(LedgerError, match="磁盘空间"):
        guard.replace(guard.read(ledger), b"PK new", tmp_path / "backup")
    assert ledger.read_bytes() == b"PK old"
    assert not list(tmp_path.glob(".督办_*"))


def test_empty_is_not_a_ledger(tmp_path: Path) -> None:
    """The error of an empty file is of the family that says what kind of file is wanted."""
    with pytest.raises(NotALedger):
        guard.read(_written(tmp_path / "x.xlsx", b""))


@pytest.mark.skipif(not hasattr(Path, "symlink_to"), reason="links")
def test_a_link_stays_a_link(ledger: Path, tmp_path: Path) -> None:
    """The file that a link leads to is replaced, in its own folder; a lock beside either is seen."""
    folder = tmp_path / "桌面"
    folder.mkdir()
    link = folder / "快捷.xlsx"
    link.symlink_to(ledger)
    guard.replace(guard.read(link), b"PK new", tmp_path / "backup")
    assert link.is_symlink()
    assert ledger.read_bytes() == b"PK new"
    assert not ledger.is_symlink()
    (tmp_path / f".~lock.{ledger.name}#").write_text(",u,h,;")
    assert "LibreOffice" in guard.seen_open(link)


def test_a_read_only_file_is_left_alone(ledger: Path, tmp_path: Path) -> None:
    """Whoever set the file read-only meant it."""
    ledger.chmod(0o444)
    with pytest.raises(LedgerError, match="只读文件"):
        guard.replace(guard.read(ledger), b"PK new", tmp_path / "backup")
    assert ledger.read_bytes() == b"PK old"
    assert not (tmp_path / "backup").exists()


def test_a_read_only_folder_is_said(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No permission to write beside the ledger: one sentence, nothing changed."""

    def denied(**_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("toolkit.ledger.guard.tempfile.mkstemp", denied)
    with pytest.raises(LedgerError, match="只读"):
        guard.replace(guard.read(ledger), b"PK new", tmp_path / "backup")
    assert ledger.read_bytes() == b"PK old"


def test_a_save_during_the_backup_is_noticed(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody saves between our first look and the swap: theirs stays."""
    usual = guard._backup

    def slow(old: guard.Snapshot, folder: Path, doing: str) -> None:
        usual(old, folder, doing)
        ledger.write_bytes(b"PK theirs")

    monkeypatch.setattr(guard, "_backup", slow)
    with pytest.raises(LedgerChanged, match="别人保存过"):
        guard.replace(guard.read(ledger), b"PK new", tmp_path / "backup")
    assert ledger.read_bytes() == b"PK theirs"
    assert not list(tmp_path.glob(".督办_*"))


def test_long_names_and_neighbours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name as long as the file system allows is backed up under a shorter one; a neighbour's backups are not rotated."""
    monkeypatch.setattr(guard, "KEEP_BACKUPS", 1)
    folder = tmp_path / "backup"
    long, short, other = tmp_path / ("台" * 83 + ".xlsx"), tmp_path / "台账.xlsx", tmp_path / "台账.副本.xlsx"
    for path in (long, other, short):
        path.write_bytes(b"PK 0")
        guard.replace(guard.read(path), b"PK 1", folder)
        guard.replace(guard.read(path), b"PK 2", folder)
    assert len(list(folder.iterdir())) == 3
    with pytest.raises(LedgerError, match="请检查"):
        guard.read(tmp_path / ("台" * 200 + ".xlsx"))
    with pytest.raises(LedgerError, match="找不到"):
        guard.read(tmp_path / "a\0b.xlsx")


def test_a_lock_that_libreoffice_left_on_this_machine_is_no_proof(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names this computer and no LibreOffice runs here: written all the same, and what was seen is said. While one runs, or
    where it names another computer, it counts."""
    lock = ledger.with_name(f".~lock.{ledger.name}#")
    lock.write_text(f",clerk,{platform.node()},26.11.2026 08:00,file:///x;", encoding="utf-8")
    monkeypatch.setattr(guard, "_programs", lambda: {"bash", "python"})
    assert guard.seen_open(ledger) == ""
    assert "clerk" in guard.left_over(ledger)
    guard.replace(guard.read(ledger), b"PK new", ledger.parent / "backup")
    assert ledger.read_bytes() == b"PK new"
    monkeypatch.setattr(guard, "_programs", lambda: {"soffice.bin"})
    assert "LibreOffice" in guard.seen_open(ledger)
    assert guard.left_over(ledger) == ""
    monkeypatch.setattr(guard, "_programs", lambda: {"bash"})
    lock.write_text(",clerk,another-computer,26.11.2026 08:00,file:///x;", encoding="utf-8")
    assert "another-computer" in guard.seen_open(ledger)


def test_a_lock_that_excel_left_on_windows_is_no_proof(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There an open workbook cannot be opened for writing: where it can, the lock is left over; elsewhere nobody can tell."""
    ledger.with_name(f"~${ledger.name}").write_bytes(b"\x03abc")
    assert "使用者：abc" in guard.seen_open(ledger)
    monkeypatch.setattr(sys, "platform", "win32")
    assert guard.seen_open(ledger) == ""
    assert "Excel或WPS并没有打开" in guard.left_over(ledger)

    def held(*_how: object, **_more: object) -> None:
        raise PermissionError(13, "sharing violation")

    monkeypatch.setattr(Path, "open", held)
    assert "锁定文件" in guard.seen_open(ledger)
    ledger.with_name(f"~${ledger.name}").unlink()
    assert "其他程序占用" in guard.seen_open(ledger)


def test_a_rename_refused_for_a_moment_is_tried_again(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A virus scanner holds the file twice; refused three times, it is said, and the old file is whole."""
    monkeypatch.setattr(guard, "PAUSES", (0, 0))
    usual, refusals = Path.replace, [2]

    def scanned(self: Path, target: Path) -> Path:
        if target == ledger and refusals[0]:
            refusals[0] -= 1
            raise PermissionError(13, "in use")
        return usual(self, target)

    monkeypatch.setattr(Path, "replace", scanned)
    guard.replace(guard.read(ledger), b"PK new", tmp_path / "backup")
    assert ledger.read_bytes() == b"PK new"
    refusals[0] = 3
    with pytest.raises(LedgerError, match="被占用"):
        guard.replace(guard.read(ledger), b"PK newer", tmp_path / "backup")
    assert ledger.read_bytes() == b"PK new"
    assert not list(tmp_path.glob(".督办_*"))


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ESTALE, "网络共享已断开"), (errno.EIO, "磁盘读写出错"), (errno.EACCES, "权限")]
)
def test_a_share_that_breaks_off_is_said(ledger: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str) -> None:
    """What the network or the disk says while reading is one sentence."""

    def broken(_path: Path) -> bytes:
        raise OSError(number, "broken")

    monkeypatch.setattr(Path, "read_bytes", broken)
    with pytest.raises(LedgerError, match=words):
        guard.read(ledger)


@pytest.mark.skipif(sys.platform == "win32", reason="fork and limits on files")
def test_a_disk_that_fills_up_while_writing(ledger: Path, tmp_path: Path) -> None:
    """The system itself stops the writing in the middle (a limit on the size of files): old file, no leavings, one sentence."""
    import resource

    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
        try:
            guard.replace(guard.read(ledger), b"PK" * 100_000, tmp_path / "backup")
        except LedgerError as failed:
            os._exit(0 if "台账未改动" in str(failed) else 2)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert ledger.read_bytes() == b"PK old"
    assert not list(tmp_path.glob(".督办_*"))


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_never_takes_the_place_of_one(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """Whole or not at all, also on a file system without links; what is there stays, and nothing lies beside it."""

    def no_links(*names: object) -> None:
        raise OSError("no such operation")

    if not links:
        monkeypatch.setattr("os.link", no_links)
    new = tmp_path / "新.xlsx"
    guard.put_new(new, lambda path: path.write_text("PK new"))
    assert new.read_bytes() == b"PK new"
    with pytest.raises(FileExistsError):
        guard.put_new(ledger, lambda path: path.write_text("PK new"))

    def half(path: Path) -> None:
        path.write_bytes(b"PK ha")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        guard.put_new(tmp_path / "b.xlsx", half)
    assert ledger.read_bytes() == b"PK old"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([ledger.name, "新.xlsx"])
