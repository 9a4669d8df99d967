"""The transport that leaves nothing off the machine: every mail becomes an .eml file that a mail program can open."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from toolkit.domain.errors import MailError, os_reason
from toolkit.domain.mailing.letter import one_line
from toolkit.mail.transport import Envelope, NotSent

NAME_LENGTH = 50
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]')


class FolderTransport:
    """Writes into one folder (made where missing): 2026-09-24_市教育局_3f9a1c2b.eml."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self) -> None:
        """Make the folder. Raises MailError."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise MailError(f"不能建立存放邮件的文件夹“{self.folder}”，请检查路径和写入权限") from error

    def close(self) -> None:
        """Nothing is held."""

    def deliver(self, envelope: Envelope, handing: Callable[[], None]) -> None:
        """Write the mail as a whole or not at all; a file that is there already is never replaced."""
        self.open()
        handing()
        try:
            target = self._free_place(envelope)
            if target is not None:
                _write(target, envelope.content)
        except OSError as error:
            raise NotSent(f"邮件文件没有写成（{os_reason(error)}）") from error

    def _free_place(self, envelope: Envelope) -> Path | None:
        """A name that no file has yet; None where this very mail is lying there."""
        stem, count = _file_stem(envelope), 1
        while True:
            path = self.folder / (f"{stem}.eml" if count == 1 else f"{stem}_{count}.eml")
            if not path.exists():
                return path
            if path.is_file() and path.read_bytes() == envelope.content:
                return None
            count += 1


def _file_stem(envelope: Envelope) -> str:
    name = _NOT_IN_NAMES.sub("_", one_line(envelope.name)).replace(" ", "_")[:NAME_LENGTH].strip("._ ")
    return f"{name or 'mail'}_{re.sub('[^0-9a-z]', '', envelope.key)[:8]}"


def _write(target: Path, content: bytes) -> None:
    temporary = target.with_name(f".{target.stem}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    with suppress(OSError):  # Windows cannot flush a folder, and need not
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
