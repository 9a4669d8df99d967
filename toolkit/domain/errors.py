"""What can stop a routine: a broken environment, never a user's slip of the pen (that is a Finding).

DubanError                 exit status 2; str() is one Chinese sentence that says what to do
├── UsageError             arguments that make no sense together
├── LedgerError            the workbook cannot be used
│   ├── NotALedger         not a workbook, or of a kind that cannot be patched without loss
│   ├── LayoutError        no header found, no such sheet, not adopted yet
│   ├── LedgerBusy         open in Excel, WPS or LibreOffice, or locked by another routine
│   ├── LedgerChanged      somebody saved it after it was read
│   └── SecretFound        signs of a state secret: nothing may be written anywhere
├── SetupError             duban.toml, a folder, a missing program
├── TemplateError          a mail or Word template that does not render; names file and place
└── MailError              the transport as a whole cannot be used
"""

from __future__ import annotations

import errno
from collections.abc import Mapping


class DubanError(Exception):
    """Base of everything a routine raises on purpose; the message is shown to staff as it is."""


class UsageError(DubanError):
    """Arguments that make no sense together."""


class LedgerError(DubanError):
    """The workbook cannot be used."""


class NotALedger(LedgerError):
    """Not a workbook, or of a kind that cannot be patched without loss."""


class LayoutError(LedgerError):
    """No header found, no such sheet, or not adopted yet."""


class LedgerBusy(LedgerError):
    """Open in a spreadsheet program, or held by another routine."""


class LedgerChanged(LedgerError):
    """Somebody saved the workbook after it was read."""


class SecretFound(LedgerError):
    """Signs of a state secret; the message names the cell's address and nothing of its content."""


class SetupError(DubanError):
    """Settings, folders or programs of this machine are not usable."""


class TemplateError(DubanError):
    """A mail or Word template that does not render; the message names the file and the place."""


class MailError(DubanError):
    """The mail transport as a whole cannot be used."""


_REASONS: Mapping[str, str] = {
    "EACCES EPERM": "权限不足",
    "ENOSPC": "磁盘已满",
    "EDQUOT": "磁盘配额已满",
    "ENOENT": "文件不存在",
    "ENOTDIR": "路径中有一级不是文件夹",
    "EISDIR": "是文件夹而不是文件",
    "EEXIST": "已有同名文件",
    "EBUSY ETXTBSY": "文件被占用",
    "ENAMETOOLONG": "路径过长",
    "EROFS": "只读文件系统",
    "EFBIG": "文件过大",
    "EIO": "磁盘读写出错",
    "EINVAL": "文件名不能用",
    "EMFILE ENFILE": "打开的文件过多",
    "ESTALE ETIMEDOUT EHOSTDOWN EHOSTUNREACH ENETUNREACH ECONNRESET": "网络共享已断开",
}
_BY_NUMBER: Mapping[int, str] = {
    getattr(errno, name): words for names, words in _REASONS.items() for name in names.split() if hasattr(errno, name)
}
_WINDOWS: Mapping[int, str] = {
    5: "权限不足", 19: "磁盘写保护", 32: "文件被占用", 33: "文件被占用", 53: "网络共享已断开", 64: "网络共享已断开", 67: "网络共享已断开",
    112: "磁盘已满", 123: "文件名不能用", 206: "路径过长", 1224: "文件被占用",
}  # fmt: skip
"""Windows says these more exactly than by errno: a file in use would be no permission."""


def os_reason(error: OSError) -> str:
    """Why the system refused, in a few Chinese words to stand in brackets: 权限不足, 磁盘已满; 系统错误编号N for the rest."""
    exact = _WINDOWS.get(getattr(error, "winerror", None) or 0)
    if exact:
        return exact
    if error.errno is None:
        return "系统未说明原因"
    return _BY_NUMBER.get(error.errno, f"系统错误编号{error.errno}")
