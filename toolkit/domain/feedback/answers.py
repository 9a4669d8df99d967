"""What a unit's answer says of one item, and what becomes of it in the ledger once a person has accepted it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from toolkit.domain.feedback.form import MORE_TIME, FormRow
from toolkit.domain.mailing.letter import fit_text, one_line
from toolkit.domain.papers.escalation import say_day
from toolkit.domain.reading.celldate import cell_date

Kind = Literal["反馈", "延期申请"]
State = Literal["待审", "已采纳", "已退回"]
LONGEST, LONGEST_SHORT = 5_000, 300
"""Characters of 办理情况, and of the other cells, that are taken over; the original lies beside the ledger whole."""
BACK = "退回"
"""The kind of the letter that goes with a 退回, and its templates' name."""
_CUT = "……（全文见原件）"
_ASKS = ("申请延期", "延期申请", "延期的请示", "申请延长")


@dataclass(frozen=True, slots=True)
class Answer:
    """One unit's answer about one item ("" where the mail does not say which). Texts are plain: nothing in them is a formula."""

    item: str
    unit: str
    kind: Kind
    what: str
    progress: str = ""
    done: str = ""
    problems: str = ""
    expected: str = ""

    @property
    def told(self) -> str:
        """All of it as one text: 办理情况；进度：60%；未办结；存在问题：…；预计完成：…"""
        return "；".join(part.rstrip("。；") for part in self._parts() if part)

    def _parts(self) -> Iterator[str]:
        yield self.what
        yield f"进度：{self.progress}" if self.progress else ""
        yield {"是": "已办结", "否": "未办结", MORE_TIME: ""}.get(self.done, self.done)
        yield f"存在问题：{self.problems}" if self.problems else ""
        label = "申请延期至" if self.kind == "延期申请" else "预计完成："
        yield f"{label}{self.expected}" if self.expected else ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """An answer in the book of received mail. number: 收件编号; day: when it arrived; folder: where the original lies;
    decided, note: when and how a person decided (None, "" while it waits)."""

    number: int
    day: date
    sender: str
    answer: Answer
    state: State
    folder: str
    decided: date | None = None
    note: str = ""


def from_row(row: FormRow, unit: str) -> Answer:
    """A filled-in row of a form."""
    done = one_line(row.done)[:LONGEST_SHORT]
    more_time = MORE_TIME in done or "延期" in done
    day = cell_date(row.expected)
    expected = say_day(day) if day else _short(row.expected)
    return Answer(
        row.id, unit, "延期申请" if more_time else "反馈", _long(row.what), _short(row.progress), MORE_TIME if more_time else done,
        _short(row.problems), expected,
    )  # fmt: skip


def from_text(text: str, subject: str, item: str, unit: str) -> Answer:
    """A reply without a form, its quotation taken off."""
    asks = any(word in part for word in _ASKS for part in (subject, text[:200]))
    return Answer(item, unit, "延期申请" if asks else "反馈", _long(text))


def ledger_line(receipt: Receipt) -> str:
    """What accept adds below what stands in 办理情况. It begins with the day, so that no program takes it for a formula."""
    return f"{say_day(receipt.day)}{receipt.answer.unit}报（电子版预报）：{receipt.answer.told}"


def event_text(receipt: Receipt) -> str:
    """The 内容 of the event; the 收件编号 in it tells a second run that this answer is in already."""
    what = "申请延期" if receipt.answer.kind == "延期申请" else "电子版预报，原件待收"
    told = one_line(receipt.answer.told)
    return f"{mark(receipt.number)}{what}：{told if len(told) <= 200 else told[:199] + '…'}"


def mark(number: int) -> str:
    """How an event names the receipt it came from."""
    return f"〔收件{number}〕"


def _long(text: str) -> str:
    whole = fit_text(text).strip()
    return whole if len(whole) <= LONGEST else whole[: LONGEST - len(_CUT)] + _CUT


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST_SHORT else line[: LONGEST_SHORT - len(_CUT)] + _CUT
