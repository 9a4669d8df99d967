"""A folder that a person named for a new file, made where it is not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def new_folder(folder: Path) -> Iterator[str]:
    """The folder is there while inside; gives a sentence where it was made, "" where it was there. Where what follows fails, it is
    gone again. Raises OSError where it cannot be made."""
    fresh = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield f"文件夹“{folder}”原来没有，已经新建；不是想要的，请把文件移走并删掉它" if fresh else ""
    except BaseException:
        for each in fresh:
            with suppress(OSError):
                each.rmdir()
        raise
