"""汇总: what of one ledger goes into a summary of several (departments, counties) 〔二(三) 分级负责、上下联动〕.

A summary leaves the ledger: citizens of 四(七) matters are masked in it, and the words of a 批示 replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from toolkit.domain.desk import Desk
from toolkit.domain.item import LEVEL_NAMES, Finding, Item, Judgement, Level, Raw, as_text
from toolkit.domain.mailing.outward import outward
from toolkit.domain.papers.statistics import Tally, by_unit, tally
from toolkit.domain.reading.celldate import cell_date
from toolkit.domain.sources import source_of
from toolkit.domain.wording import shown

ENTRY: tuple[str, ...] = (
    "工作表", "行", "编号", "督查事项", "事项来源", "交办日期", "牵头单位", "配合单位", "灯", "办理状态", "当前时限", "剩余天数", "依据", "提示",
)  # fmt: skip
PROBLEM: tuple[str, ...] = ("级别", "工作表", "位置", "编号", "规则", "问题与建议", "处数")
PER_RULE = 50
"""How many findings of one rule are listed for one ledger; the rest is a number."""
LEVELS: tuple[Level, ...] = ("error", "warning", "hint")

Row = tuple[str | int | date | None, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """One ledger's part of a summary. entries: rows as ENTRY names them; problems: rows as PROBLEM does; findings: how many a level."""

    path: str
    sheets: tuple[str, ...]
    entries: tuple[Row, ...]
    problems: tuple[Row, ...]
    total: Tally
    units: Mapping[str, Tally] = field(default_factory=dict)
    findings: Mapping[Level, int] = field(default_factory=dict)


def share_of(path: str, desk: Desk, findings: Sequence[Finding], adopted: bool) -> Share:
    """What a judged desk gives to the summary. adopted: whether its 督办编号 stand in the ledger (else ids made up here stay out)."""
    judgements = [desk.judgements[item.id] for item in desk.items]
    items = {item.id: item for item in desk.items}
    return Share(
        path,
        tuple(dict.fromkeys(item.sheet for item in desk.items)),
        tuple(_entry(judgement, adopted) for judgement in judgements),
        tuple(_problems(findings, items)),
        tally(judgements),
        by_unit(judgements, desk.units, desk.settings),
        {level: sum(finding.level == level for finding in findings) for level in LEVELS},
    )


def _entry(judgement: Judgement, adopted: bool) -> Row:
    item, current = judgement.item, judgement.current
    source = source_of(item)

    def text(name: str) -> str | None:
        return outward(item.text(name), source) or None

    basis = current.basis if current else next((deadline.basis for deadline in judgement.deadlines if deadline.basis), "")
    status = judgement.status
    reason = judgement.reason
    return (
        item.sheet, item.row, item.text("编号") or (item.id if adopted else None), text("督查事项"), text("事项来源"), _day(item.raw("交办日期")),
        text("牵头单位"), text("配合单位"), judgement.light, f"{status}（{reason}）" if status == "中止" and reason not in ("", "中止") else status,
        current.due if current else None, judgement.days_left, outward(shown(basis), source) or None,
        outward(shown(judgement.hint), source) or None,
    )  # fmt: skip


def _day(raw: Raw) -> date | str | None:
    return cell_date(raw) or as_text(raw) or None


def _problems(findings: Iterable[Finding], items: Mapping[str, Item]) -> Iterable[Row]:
    listed: dict[str, int] = {}
    for each in findings:
        listed[each.rule] = listed.get(each.rule, 0) + 1
        if listed[each.rule] > PER_RULE:
            continue
        item = items.get(each.item)
        message = outward(each.message, source_of(item) if item else None)
        place = f"{each.column}{each.row}" if each.column and each.row else f"第{each.row}行" if each.row else None
        yield (LEVEL_NAMES[each.level], each.sheet or None, place, each.item or None, each.rule, message, each.count)
    for rule, count in listed.items():
        if count > PER_RULE:
            yield ("提示", None, None, None, rule, f"另有{count - PER_RULE}处同类问题未列出", count - PER_RULE)
