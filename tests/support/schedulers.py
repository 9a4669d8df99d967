"""Stand-ins for the programs of the system's schedulers, which keep what they are given; a test must not change this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

CRONTAB = """#!/bin/sh
tab="$(dirname "$0")/tab"
case "$1" in
  -l) cat "$tab" 2>/dev/null ;;
  -) cat > "$tab" ;;
esac
"""
KEEPER = """#!/bin/sh
echo "$@" >> "$(dirname "$0")/calls"
test ! -e "$(dirname "$0")/refuses" || { echo "Access is denied." >&2; exit 1; }
"""


def stand_ins(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the stand-ins, made the only place where programs are looked for, beside a home of its own. A file `refuses`
    in it makes schtasks and systemctl refuse; then cron is the scheduler of this machine."""
    folder = place / "bin"
    folder.mkdir()
    for name, text in {"crontab": CRONTAB, "schtasks": KEEPER, "systemctl": KEEPER}.items():
        (folder / name).write_text(text, "utf-8")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(place / "config"))
    return folder
