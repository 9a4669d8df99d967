"""A bulletin as a letter: the templates 简报.txt and 简报.html, their wording in 简报用语.txt, the charts inside the HTML."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from toolkit.domain.mailing.letter import Inset, Letter
from toolkit.domain.papers.bulletin import Bulletin
from toolkit.domain.papers.kinds import COUNTING, BulletinKind
from toolkit.render.bulletin import bulletin_values
from toolkit.render.charts import draw
from toolkit.render.mailtemplates import render_pair

WIDTH_MM = 120
"""Narrower than on paper, so that the words of a chart can be read on a telephone."""
_GROUPS = (
    ("按事项来源", "事项来源", "各来源"), ("按工作条线", "条线", "各条线"), ("按交办季度", "交办时间", "各季度"),
)  # fmt: skip
_UNITS = ("各承办单位办理情况", "承办单位", "各单位")


def render_bulletin_mail(bulletin: Bulletin, templates: Path | Sequence[Path]) -> Letter:
    """The letter of one bulletin, with the values of its paper; a chart that cannot be drawn (charts.draw) is left out.

    Equal input gives an equal letter. Raises TemplateError (mailtemplates.render_pair).
    """
    drawn = [(chart.title, content) for chart in bulletin.charts() if (content := draw(chart, WIDTH_MM))]
    insets = tuple(
        Inset(f"chart{place}x{hashlib.sha256(content).hexdigest()[:24]}", f"图{place}.png", content)
        for place, (_, content) in enumerate(drawn, 1)
    )
    pictures = [{"标题": title, "编码": inset.cid} for (title, _), inset in zip(drawn, insets, strict=True)]
    values = bulletin_values(bulletin)
    values |= {"种类": bulletin.kind, "图": pictures, **_tables(bulletin.kind, values)}
    return replace(render_pair("简报", values, templates), insets=insets)


def _tables(kind: BulletinKind, values: Mapping[str, object]) -> dict[str, object]:
    """The tables of numbers that the paper has: 统计 in its text (quarters in 督查调研 alone), 附表 of all units at its end."""
    if kind not in COUNTING:
        return {"统计": [], "附表": []}
    told = _GROUPS if kind == "督查调研" else _GROUPS[:-1]
    *groups, units = ({"名称": name, "表头": header, "各行": values[rows]} for name, header, rows in (*told, _UNITS))
    return {"统计": groups, "附表": [units]}
