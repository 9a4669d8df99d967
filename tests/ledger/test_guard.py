"""Around the file: locks, changes by others, backups, a swap that is whole or not at all."""

from __future__ import annotations

import stat
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
    place.write_bytes(b"\x03abc" if lock.startswith("~$") else ",user,host,2026;".encode())
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

    monkeypatch.setattr(guard.os, "fsync", full)
    with pytest.raises(LedgerError, match="磁盘空间"):
        guard.replace(guard.read(ledger), b"PK new", tmp_path / "backup")
    assert ledger.read_bytes() == b"PK old"
    assert not list(tmp_path.glob(".督办_*"))


def test_empty_is_not_a_ledger(tmp_path: Path) -> None:
    """The error of an empty file is of the family that says what kind of file is wanted."""
    with pytest.raises(NotALedger):
        guard.read(_written(tmp_path / "x.xlsx", b""))
