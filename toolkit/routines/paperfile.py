"""Where papers are put: file names that Windows accepts, written whole or not at all, a person's own changes never lost."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from toolkit.domain.errors import SetupError, os_reason

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\.|$)", re.IGNORECASE)


def fit_name(text: str, most: int = 60) -> str:
    """Any text as (part of) a file name: no signs that Windows refuses, no device names, no dot or space at either end."""
    name = _NOT_IN_NAMES.sub("_", text.replace("\n", " "))[:most].strip(" .")
    return f"_{name}" if _DEVICES.match(name) else name or "_"


def put(path: Path, content: bytes) -> None:
    """Writes a file by way of a temporary one beside it. Raises SetupError that says what to do."""
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as failed:
        with suppress(OSError):
            temporary.unlink()
        raise SetupError(f"无法写入“{path}”（{os_reason(failed)}）：请检查文件是否在Word中打开、文件夹是否只读") from failed


def put_beside(path: Path, content: bytes) -> Path:
    """Writes a draft that people go on editing: a file of that name that says something else is kept, and this one is called （2）, （3） …

    Gives back where it lies; equal content is not written twice. Raises SetupError as `put` does.
    """
    place, number = path, 1
    try:
        while place.exists() and place.read_bytes() != content:
            number += 1
            place = path.with_name(f"{path.stem}（{number}）{path.suffix}")
        if place.exists():
            return place
    except OSError as failed:
        raise SetupError(f"无法读取“{place}”（{os_reason(failed)}）：请检查文件是否在Word中打开") from failed
    put(place, content)
    return place
