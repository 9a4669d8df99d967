"""Mails as files: whole, openable, with names that every system takes, none over another."""

from __future__ import annotations

import os
from email import message_from_bytes
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.errors import MailError
from toolkit.mail.folder import FolderTransport, _file_stem
from toolkit.mail.transport import Envelope, NotSent

CONTENT = b"Subject: x\r\n\r\nbody\r\n"


def nothing() -> None:
    """Nobody minds the hand-over."""


def envelope(name: str = "2026-09-24 市教育局", key: str = "0123456789abcdef", content: bytes = CONTENT) -> Envelope:
    return Envelope(key, "a@zfb.example", ("b@edu.example",), content, name)


def test_file_can_be_found_and_opened(tmp_path: Path) -> None:
    """Date, unit and a short key make the name; the bytes are the mail's; nothing else lies there."""
    FolderTransport(tmp_path / "发出的邮件").deliver(envelope(), nothing)
    (path,) = (tmp_path / "发出的邮件").iterdir()
    assert path.name == "2026-09-24_市教育局_01234567.eml"
    assert message_from_bytes(path.read_bytes())["Subject"] == "x"


def test_never_over_another_mail(tmp_path: Path) -> None:
    """A name that is taken gets a number; the same mail again changes nothing."""
    folder = FolderTransport(tmp_path)
    for content in (b"one", b"two", b"one", b"three", b"two"):
        folder.deliver(envelope(content=content), nothing)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "2026-09-24_市教育局_01234567.eml": b"one",
        "2026-09-24_市教育局_01234567_2.eml": b"two",
        "2026-09-24_市教育局_01234567_3.eml": b"three",
    }


@given(st.text(st.characters(blacklist_categories=())), st.text(st.characters(blacklist_categories=())))
def test_names_suit_windows(name: str, key: str) -> None:
    """No path, no forbidden character, no device, no blank or dot at the end, short enough."""
    stem = _file_stem(envelope(name, key))
    os.fsencode(stem)
    file = PureWindowsPath(stem + ".eml")
    assert file.name == stem + ".eml"
    assert not set(stem) & set('<>:"/\\|?* ')
    assert stem == stem.strip(". ")
    assert len((stem + ".eml").encode()) <= 255
    assert "_" in stem  # so never CON, NUL, COM1


def test_hostile_unit_name(tmp_path: Path) -> None:
    """A unit called like a path stays in the folder."""
    FolderTransport(tmp_path / "out").deliver(envelope("2026-09-24 ../../etc/passwd\x00\r\n😀\ud800"), nothing)
    assert [path.name for path in tmp_path.rglob("*.eml")] == ["2026-09-24_.._.._etc_passwd_😀\ufffd_01234567.eml"]


def test_folder_cannot_be_made(tmp_path: Path) -> None:
    """A file in the folder's place stops the whole run with a sentence."""
    (tmp_path / "out").write_text("")
    with pytest.raises(MailError, match="不能建立存放邮件的文件夹"):
        FolderTransport(tmp_path / "out").deliver(envelope(), nothing)


def test_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk means that this mail was not sent, and no half file stays."""

    def full(descriptor: int) -> None:
        raise OSError(28, "磁盘已满 on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotSent, match="磁盘已满"):
        FolderTransport(tmp_path).deliver(envelope(), nothing)
    assert list(tmp_path.iterdir()) == []
