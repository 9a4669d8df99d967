"""From judgements and findings to what is written back: own cells, the 校验结果 sheet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from toolkit.domain.changes import ChangeSet, Link, OwnRow, Value
from toolkit.domain.item import LEVEL_NAMES, Finding, Judgement
from toolkit.domain.sheets import FINDINGS
from toolkit.domain.wording import shown

PER_RULE = 200
"""How many findings of one rule are listed in the workbook; the rest is a number."""


def changes(judgements: Sequence[Judgement], findings: Sequence[Finding]) -> ChangeSet:
    """Own cells of every item and the whole 校验结果 sheet, as one ChangeSet."""
    errors = Counter(finding.item for finding in findings if finding.level == "error" and finding.item)
    ledgers: dict[str, list[OwnRow]] = defaultdict(list)
    for judgement in judgements:
        ledgers[judgement.item.sheet].append(own_row(judgement, errors))
    return ChangeSet(ledgers=dict(ledgers), rewritten={FINDINGS.name: finding_rows(findings)})


def own_row(judgement: Judgement, errors: Mapping[str, int]) -> OwnRow:
    """One item's own cells. 反馈时限: its next open report or milestone; 办结时限: the last date by which it must be done."""
    item, current = judgement.item, judgement.current
    feedback: date | None = None
    done: date | None = None
    for deadline in judgement.deadlines:
        due = deadline.due
        if due is None:
            continue
        if deadline.kind == "办结":
            done = due if done is None or due > done else done
        elif not deadline.met:
            feedback = due if feedback is None or due < feedback else feedback
    count = errors.get(item.id, 0)
    hint = "；".join(part for part in (f"校验错误{count}处" if count else "", judgement.hint) if part)
    basis = current.basis if current else next((d.basis for d in judgement.deadlines if d.basis), "")
    status: str = judgement.status
    if status == "中止" and judgement.reason not in ("", "中止"):
        status = f"{status}（{judgement.reason}）"
    return OwnRow(
        row=item.row, last_row=item.last_row, light=judgement.light, days_left=judgement.days_left, hint=shown(hint) if hint else "",
        current=current.due if current else None, feedback=feedback, done=done,
        warn_from=current.warn_from if current else None,
        status=status,
        basis=shown(basis), id=item.key, fixed_light=judgement.reason.startswith("人工定灯"),
    )  # fmt: skip


def finding_rows(findings: Sequence[Finding]) -> list[tuple[Value, ...]]:
    """Rows of 校验结果: errors first, each with a link to its cell; past PER_RULE of one rule only their number."""
    rows: list[tuple[Value, ...]] = []
    listed: Counter[str] = Counter()
    for each in findings:
        listed[each.rule] += 1
        if listed[each.rule] <= PER_RULE:
            rows.append(
                (
                    LEVEL_NAMES[each.level],
                    _place(each),
                    each.item or None,
                    each.field,
                    each.rule,
                    each.message,
                    each.value or None,
                    each.count,
                )
            )
    for rule, count in listed.items():
        if count > PER_RULE:
            rows.append(
                (
                    "提示",
                    None,
                    None,
                    None,
                    rule,
                    f"另有{count - PER_RULE}处同类问题未列出，改正以上各处后再校验",
                    None,
                    count - PER_RULE,
                )
            )
    return rows


def _place(finding: Finding) -> Value:
    if not finding.row:
        return finding.sheet or None
    cell = f"{finding.column or 'A'}{finding.row}"
    return Link(f"{finding.sheet}!{cell}", finding.sheet, cell)
