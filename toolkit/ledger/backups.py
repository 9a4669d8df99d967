"""Backups of a ledger by their names: 督查台账.20261126-074330-123456.daily.xlsx tells the ledger, when, and what was run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_STAMP = "%Y%m%d-%H%M%S-%f"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup. id: its time stamp; doing: the command before whose writing it was kept ("daily"), "" where that is not known."""

    path: Path
    id: str
    when: datetime
    doing: str
    size: int


def name_for(ledger: Path, when: datetime, doing: str = "") -> str:
    """What a backup of a ledger is called. doing: lower-case letters and hyphens; anything else is left out."""
    word = re.sub(r"[^a-z-]", "", doing)
    return f"{_short(ledger.stem)}.{when.strftime(_STAMP)}{'.' + word if word else ''}{ledger.suffix}"


def listed(folder: Path, ledger: Path) -> list[Backup]:
    """The backups of this ledger, newest first; [] where there are none."""
    return sorted(_found(folder, ledger), key=lambda backup: backup.id, reverse=True)


def _found(folder: Path, ledger: Path) -> Iterator[Backup]:
    mine = re.compile(re.escape(_short(ledger.stem)) + r"\.(\d{8}-\d{6}-\d{6})(?:\.([a-z-]+))?" + re.escape(ledger.suffix))
    for path in folder.iterdir() if folder.is_dir() else ():
        if named := mine.fullmatch(path.name):
            try:
                yield Backup(path, named[1], datetime.strptime(named[1], _STAMP), named[2] or "", path.stat().st_size)
            except (ValueError, FileNotFoundError):  # no time at all; taken away by another run a moment ago
                continue


def _short(stem: str) -> str:
    """A name that leaves room for a time stamp: file systems take 255 bytes, a Chinese character needs three."""
    raw = stem.encode()
    return stem if len(raw) <= 180 else raw[:160].decode("utf-8", "ignore") + "_" + hashlib.sha256(raw).hexdigest()[:8]
