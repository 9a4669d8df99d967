"""The letter of a notice: 提醒.txt, 提醒.html, and their wording in 提醒用语.txt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from toolkit.domain.mailing.letter import Letter, one_line
from toolkit.domain.mailing.notices import Line, Notice
from toolkit.domain.settings import Settings
from toolkit.domain.sheets import REASONS, Reason
from toolkit.domain.wording import as_sentence
from toolkit.render.mailtemplates import day_text, days_text, render_pair

_LIKE: Mapping[Reason, Reason] = {"续报": "临期", "定期报送": "临期"}
"""情形 of which a template that knows no others may speak; the exact one is its 名目."""


def render_letter(notice: Notice, settings: Settings, templates: Path | Sequence[Path], name: str = "提醒") -> Letter:
    """The letter of one notice; see render_pair. name: the pair's name without ending."""
    return render_pair(name, _values(notice, settings), templates)


def _values(notice: Notice, settings: Settings) -> dict[str, object]:
    """What a template may name; every text is one line."""
    lines = sorted(notice.lines, key=lambda line: REASONS.index(line.reason))
    groups = [(reason, list(members)) for reason, members in groupby(lines, key=lambda line: line.reason)]
    return {
        "单位": one_line(notice.unit),
        "称谓": _addressed(notice.unit),
        "日期": day_text(notice.day),
        "件数": len(lines),
        "概况": "、".join(f"{reason}{len(members)}项" for reason, members in groups),
        "情形组": [
            {
                "情形": _LIKE.get(reason, reason),
                "名目": reason,
                "件数": len(members),
                "列表": [_row(line) for line in members],
            }
            for reason, members in groups
        ],
        "多个单位": len({line.unit for line in lines}) > 1,
        "附件": [one_line(name.rpartition("/")[2]) for name in notice.files],
        "办公室名称": one_line(settings.office),
        "联系电话": one_line(settings.phone),
    }


def _addressed(unit: str) -> str:
    """How whoever reads the letter is spoken to: one address may stand for several units."""
    return {1: "你单位", 2: "你们两家单位"}.get(unit.count("、") + 1, "各单位")


def _row(line: Line) -> Mapping[str, str]:
    return {
        "编号": one_line(line.item),
        "事项": one_line(line.matter),
        "情形": line.reason,
        "单位": one_line(line.unit),
        "时限": day_text(line.due),
        "天数": days_text(line.days),
        "依据": one_line(as_sentence(line.basis)),
        "要求": one_line(line.requirement),
    }
