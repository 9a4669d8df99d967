"""The letter of a digest: a pair of its own for each kind, laid out by 摘要.txt and 摘要.html."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from toolkit.domain.mailing.digests import Digest, DigestLine
from toolkit.domain.mailing.letter import Letter, one_line
from toolkit.domain.papers.statistics import Tally
from toolkit.domain.settings import Settings
from toolkit.render.mailtemplates import day_text, days_text, render_pair

LISTED = 50
"""So many items of a group, and so many units, are listed; the rest is counted."""


def render_digest(digest: Digest, settings: Settings, templates: Path | Sequence[Path]) -> Letter:
    """The letter of one digest; see render_pair."""
    return render_pair(digest.kind, _values(digest, settings), templates)


def _values(digest: Digest, settings: Settings) -> dict[str, object]:
    """What a template may name; every text is one line."""
    return {
        "种类": digest.kind,
        "名称": one_line(digest.name),
        "日期": day_text(digest.day),
        "转呈": digest.hand_on,
        "合计": _numbers(digest.total),
        "情形组": [
            {
                "情形": group,
                "件数": len(lines),
                "列表": [_row(line) for line in lines[:LISTED]],
                "其余": max(len(lines) - LISTED, 0),
            }
            for group, lines in digest.groups
        ],
        "各单位": [{"单位": one_line(name), **_numbers(tally)} for name, tally in _worst_first(digest.units)[:LISTED]],
        "其余单位": max(len(digest.units) - LISTED, 0),
        "无法送达": [{"单位": one_line(name), "原因": problem} for name, problem in digest.unreached],
        "办公室名称": one_line(settings.office),
        "联系电话": one_line(settings.phone),
    }


def _worst_first(units: Sequence[tuple[str, Tally]]) -> list[tuple[str, Tally]]:
    return sorted(units, key=lambda unit: (-unit[1].overdue, -unit[1].lights["黄"], -unit[1].open))


def _numbers(tally: Tally) -> Mapping[str, object]:
    return {
        "总数": tally.total,
        "未销号": tally.open,
        "超期": tally.overdue,
        "临期": tally.lights["黄"],
        "待审核": tally.statuses["待审核"],
        "已销号": tally.closed,
        "办结率": "—" if tally.rate is None else f"{tally.rate:.1%}",
    }


def _row(line: DigestLine) -> Mapping[str, str]:
    return {
        "编号": one_line(line.item),
        "事项": one_line(line.matter),
        "单位": one_line(line.units),
        "时限": day_text(line.due),
        "天数": days_text(line.days),
    }
