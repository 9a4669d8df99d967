"""状态不符: a status that staff typed by hand and that the dates and the 过程记录 do not bear out 〔七(一)〕."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import at, quote
from toolkit.domain.desk import Desk
from toolkit.domain.item import STATUSES, Finding, Judgement, Status

RULE = "状态不符"
_RUNNING: frozenset[Status] = frozenset({"待交办", "待签收", "在办", "待审核", "退回重办"})
_DONE: frozenset[Status] = frozenset({"待销号", "已销号"})
_WORDS: dict[str, frozenset[Status]] = {
    **{name: frozenset({name}) for name in STATUSES},
    **dict.fromkeys(
        ("进行中", "推进中", "正在推进", "办理中", "正在办理", "未完成", "未办结", "序时推进", "已超期", "超期", "逾期"), _RUNNING
    ),
    **dict.fromkeys(("已完成", "完成", "已办结", "办结", "已结"), _DONE),
    **dict.fromkeys(("销号", "已销"), frozenset[Status]({"已销号"})),
}
_LATE = ("超期", "逾期")


def check(desk: Desk) -> Iterator[Finding]:
    """A hint for each known status word that contradicts the derived status or light; unknown words are left alone."""
    for item in desk.items:
        raw = item.cells.get("状态")
        if not isinstance(raw, str):
            continue
        word = raw.strip()
        meant, judgement = _WORDS.get(word), desk.judgement_of(item)
        if meant is None or judgement is None or judgement.status == "中止":
            continue
        if judgement.status not in meant:
            message = f"“状态”填的是{quote(word)}，按日期和过程记录应为“{judgement.status}”；请核对，{_advice(judgement)}"
            yield at(item, "状态", RULE, "hint", message)
        elif any(late in word for late in _LATE) and judgement.light != "红":
            yield at(item, "状态", RULE, "hint", f"“状态”填的是{quote(word)}，但按当前时限并未超期；请核对完成时限")


def _advice(judgement: Judgement) -> str:
    if judgement.status in _DONE:
        return "已办结的不再催办"
    return "已办结的请填办结日期，已反馈的请填反馈日期"
