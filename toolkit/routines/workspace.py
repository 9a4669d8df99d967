"""The workspace: the folder where a ledger, its journal, its papers and its mails belong together."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.errors import SetupError, UsageError
from toolkit.routines.config import FILE_NAME, Config, read_config
from toolkit.routines.places import is_network_share, local_state
from toolkit.routines.shipped import shipped

if TYPE_CHECKING:
    from toolkit.ledger.book import Book as Book


@dataclass(frozen=True)
class Workspace:
    """A folder, the settings of its duban.toml (or the defaults), and the ledger that they name (None: none).

    Nothing is created by looking at a path; who writes there makes the folder.
    """

    root: Path
    config: Config
    ledger: Path | None = None
    doing: str = ""
    """What is run here (daily, feedback-accept), for the names of backups."""
    live: Book | None = None
    """The ledger as it stands open in a spreadsheet program, where one of its buttons was pressed (None: the file is used)."""

    @classmethod
    def find(cls, ledger: Path | None, start: Path) -> Workspace:
        """The workspace of a run.

        A folder with duban.toml: the one in which `start` lies (itself or above), else the one in which the ledger lies;
        outside of both, the ledger's own folder with default settings. Without a ledger, that of duban.toml counts.
        Raises SetupError where duban.toml cannot be used, UsageError where neither a ledger nor a workspace is given.
        """
        given = absolute(ledger, start) if ledger else None
        for folder in (absolute(start), *([given.parent] if given else [])):
            root = _with_settings(folder)
            if root:
                config = read_config(root / FILE_NAME)
                return cls(root, config, given or (absolute(Path(config.ledger), root) if config.ledger else None))
        if given is None:
            raise UsageError(
                "没有指明台账：请在命令末尾写上台账文件（outbox 的各命令写 --ledger 台账文件），"
                "或在工作区（含 duban.toml 的文件夹）内运行；没有工作区的，先运行 duban init 文件夹"
            )
        return cls(given.parent, Config(), given)

    def need_ledger(self) -> Path:
        """The ledger of this run, or SetupError that says where to name it."""
        if self.ledger is None:
            raise SetupError(f"没有指明台账：请在命令末尾写上台账文件，或在“{self.root / FILE_NAME}”的 [ledger] 中填写 path")
        return self.ledger

    @property
    def named_ledger(self) -> Path | None:
        """The ledger that duban.toml names."""
        return absolute(Path(self.config.ledger), self.root) if self.config.ledger else None

    @cached_property
    def state_dir(self) -> Path:
        """.duban in the workspace; on this machine's own disk where the workspace lies on a network share (SQLite, locks)."""
        return local_state(self.root) if is_network_share(self.root) else self.root / ".duban"

    @property
    def journal_path(self) -> Path:
        return self.state_dir / "journal.sqlite3"

    @property
    def lock_path(self) -> Path:
        return self.state_dir / "lock"

    @property
    def backup_dir(self) -> Path:
        return self.state_dir / "backup"

    @property
    def log_dir(self) -> Path:
        return self.state_dir / "log"

    @property
    def inbox_dir(self) -> Path:
        """Where the ledger's macros leave what was pressed, for a resident program: they know the ledger's folder alone."""
        return (self.ledger.parent if self.ledger else self.root) / ".duban" / "inbox"

    @property
    def clock_lock_path(self) -> Path:
        """Held by the clock while it runs what is due, apart from the lock that each routine on the ledger holds."""
        return self.state_dir / "clock.lock"

    @property
    def papers_dir(self) -> Path:
        return self.root / "文书"

    @property
    def feedback_dir(self) -> Path:
        """Where the originals of received mails lie."""
        return self.root / "反馈原件"

    @property
    def mail_folder(self) -> Path:
        """Where transport "folder" puts the .eml files."""
        return absolute(Path(self.config.mail.folder), self.root)

    @property
    def mail_templates(self) -> tuple[Path, ...]:
        """Folders to search for mail templates, first match wins: the office's own, then the shipped ones."""
        return self._search("mail_templates")

    @property
    def slip_templates(self) -> tuple[Path, ...]:
        """Folders to search for Word templates, first match wins: the office's own, then the shipped ones."""
        return self._search("slip_templates")

    def _search(self, name: str) -> tuple[Path, ...]:
        own = self.root / name
        return (own, shipped(name)) if own.is_dir() else (shipped(name),)


def absolute(path: Path, base: Path | None = None) -> Path:
    """An absolute path without . and .., links left as they are; relative ones count from `base`, ~ is the home folder."""
    return Path(os.path.abspath((base or Path()) / path.expanduser()))  # noqa: PTH100 - resolve() would follow links


def _with_settings(folder: Path) -> Path | None:
    return next((place for place in _upwards(folder) if (place / FILE_NAME).is_file()), None)


def _upwards(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.parents
