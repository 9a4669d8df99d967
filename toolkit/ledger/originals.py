"""The workbook as it was before its first adoption, kept outside the rotation of backups, so that release can give it back.

It is given back only while every save since then was the toolkit's own: the chain of SHA-256 sums says so.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from toolkit.domain.errors import LedgerError, os_reason
from toolkit.ledger.guard import digest, put_whole


def _places(folder: Path, ledger_id: str) -> tuple[Path, Path]:
    return folder / f"{ledger_id}.原件", folder / f"{ledger_id}.json"


def keep(folder: Path, ledger_id: str, original: bytes, written: bytes) -> None:
    """Remembers the original at the first adoption, and what adopt is about to make of it. Raises LedgerError."""
    file, chain = _places(folder, ledger_id)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        put_whole(file, original)
        _put(chain, {"original": digest(original), "written": digest(written)})
    except OSError as failed:
        raise LedgerError(
            f"无法在“{folder}”保存台账原件（{os_reason(failed)}）：请检查文件夹权限和磁盘空间，台账未改动"
        ) from failed


def note(folder: Path, ledger_id: str, before: bytes, after: bytes) -> None:
    """The toolkit saved `after` over `before`; a save by anybody else in between ends the chain for good."""
    _, chain = _places(folder, ledger_id)
    known = _read(chain)
    if not known:
        return
    if known.get("written") == digest(before):
        known["written"] = digest(after)
        with contextlib.suppress(OSError):  # a chain that was not carried on is broken: then release works by surgery
            _put(chain, known)
    else:
        forget(folder, ledger_id)


def untouched(folder: Path, ledger_id: str, current: bytes) -> bytes | None:
    """The original's bytes if only the toolkit has saved the file since adoption, else None."""
    file, chain = _places(folder, ledger_id)
    known = _read(chain)
    if known.get("written") != digest(current):
        return None
    try:
        original = file.read_bytes()
    except OSError:
        return None
    return original if digest(original) == known.get("original") else None


def forget(folder: Path, ledger_id: str) -> None:
    """Drops the chain; the original stays as a plain backup."""
    with contextlib.suppress(OSError):
        _places(folder, ledger_id)[1].unlink()


def _put(chain: Path, known: dict[str, str]) -> None:
    put_whole(chain, json.dumps(known).encode())


def _read(chain: Path) -> dict[str, str]:
    try:
        known = json.loads(chain.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
