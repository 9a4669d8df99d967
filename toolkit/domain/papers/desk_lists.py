"""What stands in the papers of the desk: 今日待办, 周例会清单, and the 领导一页纸 with one leader's items only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from toolkit.domain.desk import Rows
from toolkit.domain.item import Item, Judgement, as_text
from toolkit.domain.papers.bulletin import Listing
from toolkit.domain.papers.entries import Entry, Lister
from toolkit.domain.papers.escalation import SlipDue, say_day
from toolkit.domain.papers.kinds import PAPER_NAMES
from toolkit.domain.papers.period import Period
from toolkit.domain.papers.proposals import Proposal
from toolkit.domain.reading.celldate import cell_date

WEEK = 7
ON_A_PAGE = 6
"""Entries of one list on a 领导一页纸; further ones are counted."""
_LONGEST = 42
_PARTS = re.compile(r"[、,;/\n]")
_COORDINATE = re.compile(r"(?:需|须|请|提请|建议)[^。；\n]{0,8}协调")


def today_lists(
    lister: Lister, judgements: Sequence[Judgement], slips: Sequence[SlipDue], found: Sequence[Proposal]
) -> tuple[Listing, ...]:
    """今日待办: what the clock says first, then the office's own duties, then what it may do."""
    by_id = {judgement.item.id: judgement for judgement in judgements}
    due = {slip.item: slip for slip in slips if slip.item in by_id}

    def proposed(*kinds: str) -> list[Entry]:
        chosen = [each for each in found if each.kind in kinds and each.item in by_id]
        return [
            replace(entry, unit=each.unit or entry.unit)
            for each in chosen
            for entry in [lister.entry(by_id[each.item], each.reason)]
        ]

    red = [
        lister.entry(each, f"可签发{PAPER_NAMES[due[each.item.id].kind]}" if each.item.id in due else "")
        for each in judgements
        if each.light == "红"
    ]
    others = [slip for item, slip in due.items() if by_id[item].light != "红"]
    answers, returned = proposed("来信待审"), proposed("核对邮箱")
    return (
        *([Listing.of("来信待审", answers)] if answers else ()),
        Listing.of("今日到期", lister.entries(each for each in judgements if each.light != "红" and each.days_left == 0)),
        Listing.of("已超期", sorted(red, key=lambda entry: entry.due or date.max)),
        Listing.of("即将到期", lister.entries(each for each in judgements if each.light == "黄" and each.days_left)),
        Listing.of("待审核", proposed("待审核")),
        Listing.of("待销号", proposed("待销号")),
        Listing.of("电话催收", proposed("电话催收")),
        *([Listing.of("核对邮箱", returned)] if returned else ()),
        Listing.of("可签发文书", [lister.entry(by_id[slip.item], f"{PAPER_NAMES[slip.kind]}：{slip.reason}") for slip in others]),
        Listing.of("待议定", proposed("时限待定", "回头看", "结转")),
    )


def week_lists(lister: Lister, judgements: Sequence[Judgement], period: Period) -> tuple[Listing, ...]:
    """周例会清单: new and struck off in the period, due within a week, overdue, answered and unreviewed, unsigned."""
    entries = [lister.entry(judgement) for judgement in judgements]
    soon = [each for each in judgements if each.light != "红" and each.days_left is not None and 0 <= each.days_left <= WEEK]
    return (
        Listing.of("新交办", [entry for entry in entries if period.has(entry.handed)]),
        Listing.of("七日内到期", lister.entries(soon)),
        Listing.of("已超期", lister.entries(each for each in judgements if each.light == "红")),
        Listing.of("已反馈待审核", [entry for entry in entries if entry.status == "待审核"]),
        Listing.of("待签收", [entry for entry in entries if entry.status == "待签收"]),
        Listing.of("已办结销号", [entry for entry in entries if period.has(entry.closed)]),
    )


def page_lists(lister: Lister, judgements: Sequence[Judgement]) -> tuple[Listing, ...]:
    """领导一页纸: red lights, what needs coordination, what falls due within a week; shortened so that one page holds them."""
    soon = [each for each in judgements if each.light != "红" and each.days_left is not None and 0 <= each.days_left <= WEEK]
    needed = [(each, why) for each in judgements if (why := _coordination(lister, each))]
    lists = (
        ("已超期", lister.entries(each for each in judgements if each.light == "红")),
        ("需要协调", tuple(lister.entry(each, why) for each, why in needed)),
        ("七日内到期", lister.entries(soon)),
    )
    return tuple(Listing.of(name, [_short(entry) for entry in entries], ON_A_PAGE) for name, entries in lists)


def planned(plan: Rows, today: date) -> tuple[str, ...]:
    """督查计划 of the coming week, a sentence each 〔六(一)〕."""
    found = []
    for _, cells in plan:
        day, what = cell_date(cells.get("计划时间")), as_text(cells.get("督查活动"))
        if what and day and today <= day <= today + timedelta(WEEK) and not as_text(cells.get("完成情况")):
            found.append((day, f"{say_day(day)}：{what}" + (f"（{who}）" if (who := as_text(cells.get("组织单位"))) else "")))
    return tuple(sentence for _, sentence in sorted(found))


def leaders_of(items: Iterable[Item]) -> tuple[str, ...]:
    """The leaders that the field 领导 names, in order of appearance."""
    return tuple(dict.fromkeys(name for item in items for name in _names(item)))


def led_by(judgements: Iterable[Judgement], leader: str) -> list[Judgement]:
    """The items of one leader, by the exact name: 副市长 is not 常务副市长; width of brackets and spaces do not matter."""
    return [judgement for judgement in judgements if _key(leader) in map(_key, _names(judgement.item))]


def _names(item: Item) -> list[str]:
    return [name for part in _PARTS.split(item.text("领导").replace("，", ",").replace("；", ";")) if (name := part.strip())]


def _key(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def _coordination(lister: Lister, judgement: Judgement) -> str:
    """Why an item that is still running may need a leader's word; "" where nothing says so."""
    item, running = judgement.item, judgement.status in ("待交办", "待签收", "在办", "退回重办")
    if not running:
        return ""
    entry = lister.entry(judgement)
    steps = [event.step for event in lister.desk.events_of(item) if event.when <= lister.desk.today]
    if "延期申请" in steps and "延期" not in steps[steps.index("延期申请") :]:
        return "承办单位申请延期，尚未批复"
    if not entry.unit:
        return "牵头单位尚未明确"
    if entry.backs > 1:
        return f"已退回{entry.backs}次"
    if judgement.light == "红" and ("告诫" in steps or "催办" in steps):
        return f"{entry.chases}，仍未反馈"
    if any(_COORDINATE.search(item.text(field)) for field in ("办理情况", "备注")):
        return "承办单位提出需要协调"
    return ""


def _short(entry: Entry) -> Entry:
    matter = " ".join(entry.matter.split())
    return replace(entry, matter=matter if len(matter) <= _LONGEST else matter[: _LONGEST - 1] + "…")
