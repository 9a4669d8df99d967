"""Options and arguments that several commands share, and how what was typed becomes a value (UsageError where it cannot)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from toolkit.domain.errors import UsageError
from toolkit.domain.papers.kinds import BULLETINS, FORMS, SLIPS, BulletinKind, bulletin_kind
from toolkit.domain.words import SYSTEMS, System

Ledger = Annotated[str | None, typer.Argument(metavar="[台账]", help="台账文件（.xlsx 或 .xlsm）；在工作区内可不写")]
Today = Annotated[str | None, typer.Option("--today", metavar="年-月-日", help="以这一天为今天，如 2026-03-05；不写则为系统日期")]
Json = Annotated[bool, typer.Option("--json", help="在标准输出只打印一个JSON对象，供其他程序读取")]
NoWrite = Annotated[bool, typer.Option("--no-write", help="只查看结果，不写入台账")]
Pdf = Annotated[bool, typer.Option("--pdf", help="另存一份PDF（电脑上装有LibreOffice的）")]
Keys = Annotated[list[str], typer.Argument(metavar="编号…", help="邮件编号，见 duban outbox list；可写多个")]
LedgerOption = Annotated[str | None, typer.Option("--ledger", metavar="台账", help="台账文件；在工作区内可不写")]

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ROWS = re.compile(r"(\d{1,7})(?:[-–—~](\d{1,7}))?")
_COMMA = re.compile("[,，]")


def read_day(option: str, text: str) -> date:
    """2026-03-05 -> a date."""
    found = _DAY.fullmatch(text.strip())
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise UsageError(f"{option} 的日期“{text}”不能用，请写成 年-月-日，如 2026-03-05")


def read_header_rows(text: str | None) -> tuple[int, int] | None:
    """3 -> (3, 3); 3-4 -> (3, 4); None stays None."""
    if text is None:
        return None
    found = _ROWS.fullmatch(text.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last:
        raise UsageError(f"--header-rows 的“{text}”不能用，请写表头的首行和末行，如 3 或 3-4")
    return first, last


def split_values(texts: Sequence[str] | None) -> list[str]:
    """Values of an option that may be repeated and may hold several, parted by commas; each once, in order."""
    parts = (part.strip() for text in texts or () for part in _COMMA.split(text))
    return list(dict.fromkeys(part for part in parts if part))


def read_mapping(texts: Sequence[str] | None) -> dict[str, str]:
    """完成时限=F,备注=K -> {完成时限: F, 备注: K}."""
    mapping = {}
    for text in split_values(texts):
        field, _, column = (part.strip() for part in text.replace("＝", "=").partition("="))
        if not field or not column:
            raise UsageError(f"--map 的“{text}”不能用，请写成 字段=列，如 完成时限=F")
        mapping[field] = column
    return mapping


def read_codes(texts: Sequence[str] | None) -> dict[str, str]:
    """督办通知=连督通 -> {督办通知: 连督通}."""
    codes = {}
    for text in split_values(texts):
        kind, _, code = (part.strip() for part in text.replace("＝", "=").partition("="))
        if not code:
            raise UsageError(f"--code 的“{text}”不能用，请写成 文书=代字，如 督办通知=连督通")
        codes[read_kind(kind, "--code")] = code
    return codes


def read_jobs(texts: Sequence[str] | None) -> dict[str, str | list[str]]:
    """daily=每个工作日 8:30 -> {daily: …}; bulletins may be several, 不办 switches a job off."""
    from toolkit.domain.jobs import lines_of  # late: one command alone speaks of jobs

    jobs: dict[str, str | list[str]] = {}
    for text in texts or ():
        name, _, line = (part.strip() for part in text.replace("＝", "=").partition("="))
        if not name or not line:
            raise UsageError(f"--job 的“{text}”不能用，请写成 任务=时间，如 daily=每个工作日 8:30")
        jobs[name] = [*jobs.get(name, []), *lines_of(name, line)] if name == "bulletin" else line
    return jobs


def read_kind(text: str, option: str = "--kind") -> str:
    """The kind of a slip; its full name (政务督查交办单) serves as well."""
    kind = text.strip().removeprefix("政务").removeprefix("督查")
    if kind not in SLIPS:
        raise UsageError(f"{option} 的“{text}”不能用，可选：{'、'.join(SLIPS)}")
    return kind


def read_year(text: str) -> int:
    """2026 -> 2026; 2026年 serves as well."""
    plain = text.strip().removesuffix("年度").removesuffix("年")
    if not (plain.isascii() and plain.isdecimal() and 1990 <= int(plain) <= 2099):
        raise UsageError(f"--year 的“{text}”不能用，请写四位年度，如 2026")
    return int(plain)


def read_form(text: str) -> str:
    """The kind of a form; 表 and 单 at its end do not matter."""
    kind = next(
        (kind for kind in FORMS if text.strip().removesuffix("表").removesuffix("单") in (kind, FORMS[kind].removesuffix("表"))),
        None,
    )
    if kind is None:
        raise UsageError(f"--kind 的“{text}”不能用，可选：{'、'.join(FORMS)}")
    return kind


def read_bulletin(text: str) -> BulletinKind:
    """The kind of a bulletin; its full name (周例会清单, 领导一页纸) serves as well."""
    kind = bulletin_kind(text)
    if kind is None:
        raise UsageError(f"--kind 的“{text}”不能用，可选：{'、'.join(BULLETINS)}")
    return kind


def read_system(text: str | None) -> System | None:
    """The system's scheduler by name; None: that of this machine."""
    system = next((each for each in SYSTEMS if text and each == text.strip().lower()), None)
    if text and system is None:
        raise UsageError(f"--system 的“{text}”不能用，可选：{'、'.join(SYSTEMS)}")
    return system


def read_limit(text: str | None) -> int | None:
    """How many mails at the most; None: no limit."""
    return read_number("--limit", text)


def read_number(option: str, text: str | None) -> int | None:
    """A whole number from 1; None stays None."""
    if text is None:
        return None
    if not (text.strip().isdecimal() and int(text) > 0):
        raise UsageError(f"{option} 的“{text}”不能用，请写不小于1的整数")
    return int(text)
