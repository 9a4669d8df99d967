"""Why the system refused, in Chinese."""

from __future__ import annotations

import errno
import os

import pytest

from toolkit.domain.errors import os_reason


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "权限不足"),
        (errno.EPERM, "权限不足"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.ENOENT, "文件不存在"),
        (errno.EBUSY, "文件被占用"),
        (errno.ENAMETOOLONG, "路径过长"),
        (errno.EROFS, "只读文件系统"),
        (9999, "系统错误编号9999"),
    ],
)
def test_reason_of_each_number(number: int, words: str) -> None:
    """The system's own English words never stand in a sentence."""
    assert os_reason(OSError(number, os.strerror(number))) == words


def test_reason_without_a_number() -> None:
    """An error raised without a number says nothing of why."""
    assert os_reason(OSError("boom")) == "系统未说明原因"


def test_windows_says_it_more_exactly() -> None:
    """There a file in use comes with the number of a missing permission."""
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
    assert os_reason(error) == "文件被占用"
