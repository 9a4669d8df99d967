"""The 反馈表 as values: what the office asks a unit to fill in, and what comes back in it 〔五(五)〕."""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

TITLE = "督查事项反馈表"
COLUMNS: tuple[str, ...] = ("编号", "督查事项", "办结/反馈时限", "办理情况", "进度", "是否办结", "存在问题", "预计完成")
ANSWERS: tuple[str, ...] = COLUMNS[3:]
"""The columns that the unit fills in; the others are locked."""
YES, NO, MORE_TIME = "是", "否", "申请延期"
DONE: tuple[str, ...] = (YES, NO, MORE_TIME)
"""The drop-down of 是否办结. 申请延期 makes the row a 延期申请: the reason in 存在问题, the new date in 预计完成."""
CODE_LABEL = "校验码"
SIGNATURE = "单位主要负责同志签字"
"""Begins the line below the last row 〔五(五)〕."""

_CODE = re.compile(r"(?<![0-9A-Za-z])([0-9a-f]{16})-([A-Z2-7]{24})(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class FormItem:
    """One row as it goes out, fit to leave the house: id, matter, deadline as words ("" where there is none)."""

    id: str
    matter: str
    due: str


@dataclass(frozen=True, slots=True)
class Form:
    """One unit's form. code: see form_code; day: when it was made."""

    unit: str
    office: str
    phone: str
    day: date
    code: str
    items: tuple[FormItem, ...]


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row as it came back: id, and the answer cells as text."""

    id: str
    what: str = ""
    progress: str = ""
    done: str = ""
    problems: str = ""
    expected: str = ""

    def __bool__(self) -> bool:
        return any((self.what, self.progress, self.done, self.problems, self.expected))


@dataclass(frozen=True, slots=True)
class Returned:
    """A form that came back: its code ("" where none is left) and its rows, filled in or not."""

    code: str
    rows: tuple[FormRow, ...]


def form_code(key: bytes, ledger_id: str, unit: str, mail: str) -> str:
    """The code on a form: 16 hexadecimal digits that name the mail (or the day and unit of a form made by hand), and a seal.

    The seal (HMAC-SHA256, 120 bits) binds ledger, unit and mail; nobody without the office's key can make one for
    another unit.
    """
    nonce = hashlib.sha256(mail.encode()).hexdigest()[:16]
    return f"{nonce}-{_seal(key, ledger_id, unit, nonce)}"


def find_code(texts: Iterable[str]) -> str:
    """The first code in the texts of a form, "" where there is none."""
    return next((found[0] for text in texts if (found := _CODE.search(text))), "")


def unit_of(code: str, key: bytes, ledger_id: str, units: Iterable[str]) -> str:
    """Which of these units a code was made for, "" where it is none of theirs (forged, of another unit or ledger)."""
    found = _CODE.fullmatch(code)
    if found is None:
        return ""
    return next((unit for unit in units if hmac.compare_digest(_seal(key, ledger_id, unit, found[1]), found[2])), "")


def _seal(key: bytes, ledger_id: str, unit: str, nonce: str) -> str:
    said = "\n".join(("反馈表", ledger_id, unit, nonce)).encode("utf-8", "replace")
    return b32encode(hmac.digest(key, said, "sha256")[:15]).decode()
