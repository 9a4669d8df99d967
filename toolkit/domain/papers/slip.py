"""A slip as a value: 督办通知, 政务督查交办单, 督查催办单, 督查告诫单, and the numbers they take 〔五(二)、七(三)〕."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from toolkit.domain.errors import UsageError
from toolkit.domain.papers.kinds import CODES, FORMS, PAPER_NAMES, SLIPS
from toolkit.domain.sources import classify

_NUMBER = re.compile(r"([^\d\[\]()【】〔〕〈〉<>]{1,20})[\[(【〔〈<](\d{4})[\])】〕〉>]第?0*(\d{1,6})号?", re.ASCII)
_GROUNDS: Mapping[str, str] = {
    "上级决策部署": "根据上级决策部署要求",
    "市委市政府部署": "根据市委、市政府工作部署",
    "政府工作报告": "根据《政府工作报告》任务安排",
    "民生实事": "根据民生实事项目安排",
    "政府常务会议": "根据市政府常务会议要求",
    "市长办公会议": "根据市长办公会议要求",
    "人大代表建议": "根据人大代表建议办理要求",
    "政协提案": "根据政协提案办理要求",
    "领导要求督办": "根据市领导要求",
}


AGAIN = "再督查"
"""The variant of a 交办单 for what was not put into effect 〔七(三)〕."""


class SlipDeadline(NamedTuple):
    """kind: 反馈, 办结, 报告 …; due: the date as written (2026年3月5日), or words where there is none; basis: the 依据."""

    kind: str
    due: str
    basis: str


class EarlierSlip(NamedTuple):
    """What was done about the same item before: a slip (number, day of issue, kind out of sheets.SLIPS), or a step of 过程记录
    without one ("", day, 电话催办).
    """

    number: str
    day: date
    kind: str


@dataclass(frozen=True, slots=True)
class SlipItem:
    """One 督查事项 in a slip. Texts are cells as typed; the papers show "" as an empty place to be filled in by hand.

    handed_on: 交办日期; days_overdue: calendar days past the deadline, None or 0 where it has not passed;
    slips_before: oldest first; chase_count: how many times it has been chased, this slip included (催办单);
    missing: what the unit still owes, or what a 再督查 found wanting; new_date: the new date set by a 催办单 or a 再督查, or the date
    for rectification of a 告诫单.
    """

    id: str
    matter: str
    source: str = ""
    requirement: str = ""
    lead: str = ""
    support: str = ""
    person: str = ""
    deadlines: tuple[SlipDeadline, ...] = ()
    handed_on: date | None = None
    days_overdue: int | None = None
    slips_before: tuple[EarlierSlip, ...] = ()
    chase_count: int = 0
    missing: str = ""
    new_date: date | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """One paper for one unit.

    kind: out of sheets.SLIPS or FORMS; number: None for a draft; title: "" for the paper's own name (PAPER_NAMES);
    unit: who is addressed; office: who signs; phone: where to ask; issuer: 签发人, "" leaves the place free;
    day: the day it bears; copies: units named in the 抄送 line (督办通知 only); again: 再督查, of a 交办单 alone.
    Raises UsageError for an unknown kind, and for a 再督查 of any other.
    """

    kind: str
    number: str | None
    title: str
    unit: str
    items: tuple[SlipItem, ...]
    office: str
    phone: str
    issuer: str
    day: date
    copies: str = ""
    again: bool = False

    def __post_init__(self) -> None:
        if self.kind not in PAPER_NAMES and self.kind not in FORMS:
            raise _unknown(self.kind)
        check_again(self.kind, self.again)


def check_again(kind: str, again: bool) -> None:
    """Raises UsageError for a 再督查 by another paper than the 交办单."""
    if again and kind != "交办单":
        raise UsageError(f"再督查用《政务督查交办单》：--again 只用于交办单，不用于{kind}")


def paper_name(kind: str, again: bool = False) -> str:
    """What stands at the head of a paper: 政务督查交办单（再督查）."""
    return f"{PAPER_NAMES[kind]}（{AGAIN}）" if again else PAPER_NAMES.get(kind) or FORMS[kind]


class SlipNumber(NamedTuple):
    """The parts of 连督交〔2026〕1号."""

    code: str
    year: int
    n: int


def slip_number(codes: Mapping[str, str], kind: str, year: int, n: int) -> str:
    """The number of the n-th slip of a kind in a year: 连督通〔2026〕1号, without padding (GB/T 9704).

    codes: kind -> 代字; a kind that is not in it takes its code from CODES. Raises UsageError for an unknown kind.
    """
    code = codes.get(kind) or CODES.get(kind)
    if code is None:
        raise _unknown(kind)
    if n < 1:
        raise ValueError(f"slip numbers start at 1, not {n}")
    return f"{code}〔{year}〕{n}号"


def parse_slip_number(text: str) -> SlipNumber | None:
    """A number as staff type it, with any brackets, spaces or padding, in its parts; None where it is none."""
    match = _NUMBER.fullmatch("".join(unicodedata.normalize("NFKC", text).split())) if len(text) <= 60 else None
    return SlipNumber(match[1], int(match[2]), int(match[3])) if match else None


def grounds(sources: Iterable[str]) -> str:
    """Why a slip is issued, from the 事项来源 of its items: 根据市领导批示要求 (never the words of a 批示), …

    Items of several kinds, or of none that is known, give 根据督查工作安排.
    """
    found = {source.name if (source := classify(text)) else "" for text in sources}
    if found and all(_by_order(name) for name in found):
        return "根据市领导批示要求"
    return _GROUNDS.get(found.pop(), "根据督查工作安排") if len(found) == 1 else "根据督查工作安排"


def _by_order(name: str) -> bool:
    """领导批示 itself, and the letters of 四(七), which are followed up because a leader wrote on them."""
    return name in ("领导批示", "市长信箱", "12345热线", "人民来信")


def _unknown(kind: str) -> UsageError:
    return UsageError(f"没有“{kind}”这种文书，可用的有：{'、'.join(SLIPS)}")
