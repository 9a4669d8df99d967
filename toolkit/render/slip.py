"""The four slips as Word files: 督办通知, 政务督查交办单, 督查催办单, 督查告诫单 〔五(二)、七(三)〕.

The names that a template may use are listed in slip_templates/说明.md. What leaves the house is masked here once more:
the words of a 批示 become 根据市领导批示要求, citizens of 四(七) matters are made unrecognisable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from toolkit.domain.mailing.outward import outward
from toolkit.domain.papers.escalation import HANDING, say_day
from toolkit.domain.papers.kinds import PAPER_NAMES
from toolkit.domain.papers.slip import Slip, SlipItem, grounds, paper_name
from toolkit.domain.sources import classify
from toolkit.domain.wording import as_sentence, dated
from toolkit.render.wordfile import find_template, line, render_word, words

DRAFT = "〔拟稿〕"
"""What a draft shows where an issued slip has its number."""


def render_slip(slip: Slip, templates: Sequence[Path]) -> bytes:
    """One slip -> the bytes of its .docx; equal slips and templates give equal bytes.

    templates: folders of which the first that holds “<kind>.docx” wins (the office's own, then the shipped ones).
    Raises TemplateError that names the file and the place.
    """
    values = _values(slip)
    title = f"{values['标题']} {values['文号']}"
    return render_word(find_template(templates, f"{slip.kind}.docx"), values, title=title, author=line(slip.office), day=slip.day)


def _values(slip: Slip) -> Mapping[str, object]:
    """What a template may name; every value is text, a number, or a list of such."""
    return {
        "标题": line(slip.title) or paper_name(slip.kind, slip.again),
        "再督查": slip.again,
        "文号": DRAFT if slip.number is None else line(slip.number),
        "拟稿": slip.number is None,
        "主送单位": line(slip.unit),
        "缘由": grounds(item.source for item in slip.items),
        "事项": [_item(item, number) for number, item in enumerate(slip.items, 1)],
        "项数": len(slip.items),
        "落款单位": line(slip.office),
        "联系电话": line(slip.phone),
        "签发人": line(slip.issuer),
        "日期": say_day(slip.day),
        "抄送": line(slip.copies).rstrip("。"),
    }


def _item(item: SlipItem, number: int) -> Mapping[str, object]:
    source = classify(item.source)

    def out(text: str) -> str:
        return words(outward(text, source))

    deadlines = [_deadline(line(each.kind), dated(line(each.due)), as_sentence(out(each.basis))) for each in item.deadlines]
    first = next((slip for slip in item.slips_before if slip.kind in HANDING), None)
    handed_on = first.day if first else item.handed_on
    return {
        "序号": chinese_number(number),
        "编号": line(item.id),
        "督查事项": out(item.matter),
        "来源": out(item.source),
        "要求": out(item.requirement),
        "牵头单位": words(item.lead),
        "配合单位": words(item.support),
        "责任人": words(item.person),
        "时限": deadlines,
        "时限及依据": "\n".join(str(each["说明"]) for each in deadlines),
        "原定时限": "；".join(f"{each['种类']}时限：{each['日期'] or '未写明日期'}" for each in deadlines),
        "交办日期": say_day(item.handed_on) if item.handed_on else "",
        "首次文书": line(first.number) if first else "",
        "首次日期": say_day(handed_on) if handed_on else "",
        "办理经过": "\n".join(_earlier(item)),
        "超期天数": max(item.days_overdue or 0, 0),
        "催办次数": max(item.chase_count, 0),
        "未办事项": out(item.missing),
        "新定时限": say_day(item.new_date) if item.new_date else "",
    }


def _deadline(kind: str, due: str, basis: str) -> Mapping[str, str]:
    """说明: 反馈时限：2026年3月20日，依据五（五）。"""
    tail = f"。{basis}。" if "依据" in basis else f"，依据{basis}。" if basis else "。"
    return {"种类": kind, "日期": due, "依据": basis, "说明": f"{kind}时限：{due or '未写明日期'}{tail}"}


def _earlier(item: SlipItem) -> Iterator[str]:
    """What was done about an item before: handed over, chased; oldest first."""
    if item.handed_on and not any(slip.day == item.handed_on and slip.kind in HANDING for slip in item.slips_before):
        yield f"{say_day(item.handed_on)}　交办"
    for slip in item.slips_before:
        parts = (say_day(slip.day), PAPER_NAMES.get(slip.kind, line(slip.kind)), line(slip.number))
        yield "　".join(part for part in parts if part)


def chinese_number(number: int) -> str:
    """1–9999 as headings count: 一, 十, 二十三, 一百零五."""
    text, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if gap and text else "") + "一二三四五六七八九"[digit - 1] + unit
        gap = digit == 0
    return text.removeprefix("一") if text.startswith("一十") else text
