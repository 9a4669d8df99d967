"""The file under the journal: opened, brought to this version, written by one at a time, its troubles told in Chinese.

Write-ahead logging with synchronous=FULL: a commit survives a power cut, costs one flush of the disk instead of
three, and whoever lists mails never waits for whoever sends them. On a local disk only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from toolkit.domain.errors import DubanError, MailError, SetupError
from toolkit.journal.schema import MIGRATIONS


class Database:
    """An open SQLite file of the current version; made where there is none. Use as a context manager or call close().

    patience: seconds to wait for another program that writes. Raises SetupError where the file or its folder
    cannot be used, MailError where another program holds it or the disk is full.
    """

    def __init__(self, path: Path, patience: float) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SetupError(f"不能建立工作日志所在的文件夹“{path.parent}”，请检查路径和写入权限") from error
        with self.explained():
            self.db = sqlite3.connect(path, timeout=patience, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self.db.close()
                raise

    def _prepare(self) -> None:
        self.db.row_factory = sqlite3.Row
        self.db.execute("PRAGMA synchronous = FULL")
        self.db.execute("PRAGMA foreign_keys = ON")
        if self._version() < len(MIGRATIONS):
            with self.together():
                for version in range(self._version(), len(MIGRATIONS)):
                    for statement in MIGRATIONS[version]:
                        self.db.execute(statement)
                self.db.execute("INSERT OR REPLACE INTO meta VALUES ('version', ?)", (str(len(MIGRATIONS)),))
        try:
            self.db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:  # busy: another program opens it in this very moment, and sees to it
            if not error.sqlite_errorname.startswith("SQLITE_BUSY"):
                raise

    def _version(self) -> int:
        tables = {row[0] for row in self.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return 0
        row = self.db.execute("SELECT value FROM meta WHERE name = 'version'").fetchone() if "meta" in tables else None
        if row is None or not str(row[0]).isdecimal():
            raise SetupError(f"“{self.path}”不是督办工具的工作日志，请把它移走或改名后再试")
        version = int(row[0])
        if version > len(MIGRATIONS):
            raise SetupError(f"工作日志“{self.path}”由更新版本的督办工具建立，请先升级本机的督办工具")
        return version

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    def copy_to(self, path: Path) -> None:
        """A copy of the whole file as it is in one moment, also while others write; whole under its name or not there."""
        temporary = path.with_name(f"{path.name}.tmp")
        with self.explained(), closing(sqlite3.connect(temporary)) as copy:
            self.db.backup(copy)
        temporary.replace(path)

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Troubles of SQLite inside become MailError or SetupError."""
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
            raise
        except sqlite3.Error as error:
            raise _explain(error, self.path) from error

    @contextmanager
    def together(self) -> Iterator[None]:
        """Everything inside happens as a whole or not at all, and nobody writes in between; may be nested."""
        if self.db.in_transaction:
            yield
            return
        with self.explained():
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.OperationalError):  # a full disk may have rolled it back already
                    self.db.execute("ROLLBACK")
                raise

    @contextmanager
    def unhurried(self) -> Iterator[None]:
        """Statements whose commits wait for the next flush of the disk: they survive the death of this program, and a power
        cut may take them back."""
        if self.db.in_transaction:
            yield
            return
        with self.explained():
            self.db.execute("PRAGMA synchronous = NORMAL")
            try:
                yield
            finally:
                self.db.execute("PRAGMA synchronous = FULL")

    @contextmanager
    def sole_sender(self, patience: float) -> Iterator[None]:
        """Only one process at a time is inside; the claim dies with its process. Waits patience seconds, then MailError.

        The claim is a write transaction on an empty database beside the journal, which holds on every system.
        """
        claim = self.path.with_name(self.path.name + ".sending")
        with self.explained():
            lock = sqlite3.connect(claim, timeout=patience, isolation_level=None)
        try:
            try:
                lock.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as error:
                if error.sqlite_errorname.startswith("SQLITE_BUSY"):
                    raise MailError("另一个督办程序正在发送邮件，请等它结束后再试") from error
                raise _explain(error, claim) from error
            yield
        finally:
            lock.close()


def _explain(error: sqlite3.Error, path: Path) -> DubanError:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return MailError(f"工作日志“{path}”正被另一个程序使用，请稍候再试")
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return MailError(f"工作日志“{path}”读写出错，可能是磁盘已满，请腾出空间后再试")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return SetupError(f"工作日志“{path}”不能打开或不能写入，请检查该文件及其文件夹的权限，并放在本机磁盘上")
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return SetupError(
            f"工作日志“{path}”已损坏或不是日志文件，请将其改名保留，从备份恢复后再试（没有日志，今天的提醒可能重发）"
        )
    return SetupError(f"工作日志“{path}”不能使用（{error}），请将其改名保留，从备份恢复后再试")
