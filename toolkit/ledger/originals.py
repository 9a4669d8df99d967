"""The workbook as it was before its first adoption, kept outside the rotation of backups, so that release can give it back.

It is given back only while every save since then was the toolkit's own: the chain of SHA-256 sums says so.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from toolkit.ledger.guard import digest


def _places(folder: Path, ledger_id: str) -> tuple[Path, Path]:
    return folder / f"{ledger_id}.原件", folder / f"{ledger_id}.json"


def keep(folder: Path, ledger_id: str, original: bytes, written: bytes) -> None:
    """Remembers the original at the first adoption, and what adopt made of it."""
    folder.mkdir(parents=True, exist_ok=True)
    file, chain = _places(folder, ledger_id)
    file.write_bytes(original)
    chain.write_text(json.dumps({"original": digest(original), "written": digest(written)}), encoding="utf-8")


def note(folder: Path, ledger_id: str, before: bytes, after: bytes) -> None:
    """The toolkit saved `after` over `before`; a save by anybody else in between ends the chain for good."""
    _, chain = _places(folder, ledger_id)
    known = _read(chain)
    if not known:
        return
    if known.get("written") == digest(before):
        known["written"] = digest(after)
        chain.write_text(json.dumps(known), encoding="utf-8")
    else:
        forget(folder, ledger_id)


def untouched(folder: Path, ledger_id: str, current: bytes) -> bytes | None:
    """The original's bytes if only the toolkit has saved the file since adoption, else None."""
    file, chain = _places(folder, ledger_id)
    known = _read(chain)
    if known.get("written") != digest(current) or not file.exists():
        return None
    original = file.read_bytes()
    return original if digest(original) == known.get("original") else None


def forget(folder: Path, ledger_id: str) -> None:
    """Drops the chain; the original stays as a plain backup."""
    with contextlib.suppress(OSError):
        _places(folder, ledger_id)[1].unlink()


def _read(chain: Path) -> dict[str, str]:
    try:
        known = json.loads(chain.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
