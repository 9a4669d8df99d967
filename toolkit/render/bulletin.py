"""The bulletins as Word files. The names that a template may use are listed in slip_templates/说明.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from toolkit.domain.papers.bulletin import Bulletin, Listing
from toolkit.domain.papers.entries import Entry
from toolkit.domain.papers.escalation import say_day
from toolkit.domain.papers.kinds import BULLETINS
from toolkit.domain.papers.overview import clause, percent, rest_percent
from toolkit.domain.papers.statistics import Tally
from toolkit.render.charts import WIDTH_MM, draw
from toolkit.render.mailtemplates import days_text
from toolkit.render.slip import DRAFT, chinese_number
from toolkit.render.wordfile import Picture, find_template, line, render_word, words

MOST_NAMES = 10
CHARTS = ("单位图", "来源图", "季度图")


def render_bulletin(bulletin: Bulletin, templates: Sequence[Path]) -> tuple[bytes, bool]:
    """One bulletin -> the bytes of its .docx, and whether every chart could be drawn; equal input gives equal bytes.

    templates: folders of which the first that holds “<name of the paper>.docx” wins. Raises TemplateError with file and place.
    """
    pictures = {name: draw(chart) for name, chart in zip(CHARTS, bulletin.charts(), strict=False)}
    values = bulletin_values(bulletin) | {
        name: Picture(content, WIDTH_MM, chart.title) if content else ""
        for (name, content), chart in zip(pictures.items(), bulletin.charts(), strict=True)
    }
    title = BULLETINS[bulletin.kind]
    template = find_template(templates, f"{title}.docx")
    content = render_word(template, values, title=title, author=line(bulletin.office), day=bulletin.day)
    return content, None not in pictures.values()


def bulletin_values(bulletin: Bulletin) -> dict[str, object]:
    """What a template may name; every value is text, a number, or a list or mapping of such (the charts are put in beside)."""
    view, period, head = bulletin.overview, bulletin.period, bulletin.head
    whole = view.whole
    counting = whole.total - whole.stopped
    return {
        "标题": BULLETINS[bulletin.kind],
        "年度": bulletin.day.year,
        "文号": line(head.number) or DRAFT,
        "期号": line(head.number) or "　　",
        "总期号": line(head.running) or "　　",
        "签发人": line(head.issuer),
        "落款单位": line(bulletin.office),
        "联系电话": line(bulletin.phone),
        "日期": say_day(bulletin.day),
        "星期": "一二三四五六日"[bulletin.day.weekday()],
        "起止": period.said(),
        "领导": line(bulletin.leader),
        "总数": whole.total,
        "销号数": whole.closed,
        "销号占比": percent(whole.closed, counting),
        "在办数": whole.open,
        "在办占比": rest_percent(whole.closed, counting),
        "超期数": whole.overdue,
        "中止数": whole.stopped,
        "红灯": whole.lights["红"],
        "黄灯": whole.lights["黄"],
        "绿灯": whole.lights["绿"],
        "待审核数": whole.statuses["待审核"],
        "待销号数": whole.statuses["待销号"],
        "新交办数": view.handed,
        "本期销号数": view.closed,
        "各单位": [_counted(name, each) for name, each in view.units.items()],
        "各来源": [_counted(name, each) for name, each in view.sources.items()],
        "各条线": [_counted(name, each) for name, each in view.lines.items()],
        "各季度": [_counted(name, each) for name, each in view.quarters.items()],
        "按时单位": _names(bulletin.prompt),
        "清单": {each.name: _entries(each, bulletin.day.year) for each in bulletin.lists},
        "栏目": [_listing(each, place, bulletin.day.year) for place, each in enumerate(bulletin.lists, 1)],
        "说明": [words(note) for note in bulletin.notes],
        **dict.fromkeys(CHARTS, ""),
    }


def _counted(name: str, tally: Tally) -> Mapping[str, object]:
    return {
        "名称": line(name), "依据": clause(name), "总数": tally.total, "销号": tally.closed, "在办": tally.open, "超期": tally.overdue,
        "中止": tally.stopped, "办结率": percent(tally.closed, tally.total - tally.stopped),
    }  # fmt: skip


def _entries(listing: Listing, year: int) -> list[Mapping[str, object]]:
    return [_entry(entry, number, year) for number, entry in enumerate(listing.entries, 1)]


def _listing(listing: Listing, place: int, year: int) -> Mapping[str, object]:
    return {
        "序号": chinese_number(place), "名称": line(listing.name), "件数": listing.total, "另有": listing.total - len(listing.entries),
        "事项": _entries(listing, year),
    }  # fmt: skip


def _entry(entry: Entry, place: int, year: int) -> Mapping[str, object]:
    return {
        "序号": place,
        "编号": line(entry.item),
        "督查事项": words(entry.matter),
        "单位": line(entry.unit),
        "来源": line(entry.source),
        "处室": line(entry.desk),
        "领导": line(entry.leader),
        "交办日期": _day(entry.handed, year),
        "销号日期": _day(entry.closed, year),
        "时限": _day(entry.due, year),
        "超期天数": entry.overdue or "",
        "期限": days_text(entry.days),
        "灯": entry.light,
        "状态": entry.status,
        "催办": line(entry.chases),
        "退回次数": entry.backs,
        "新定时限": _day(entry.new_date, year),
        "说明": words(entry.note),
    }


def _day(day: date | None, year: int) -> str:
    """10月22日; with its year where that is not the paper's own."""
    return (say_day(day).removeprefix(f"{year}年")) if day else ""


def _names(names: Sequence[str]) -> str:
    shown = "、".join(line(name) for name in names[:MOST_NAMES])
    return f"{shown}等{len(names)}个单位" if len(names) > MOST_NAMES else shown
