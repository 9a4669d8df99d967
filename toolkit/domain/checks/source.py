"""事项来源: one of the kinds of matter of 四(一)–(八), or a word that plainly means one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from toolkit.domain.checks.common import at, quote
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, Item
from toolkit.domain.sheets import SOURCES
from toolkit.domain.sources import classify, source_of

RULE = "事项来源"


def check(desk: Desk) -> Iterator[Finding]:
    """Unknown sources once a text with a count and the nearest known one; empty cells once a sheet, unless the section tells."""
    empty: dict[str, tuple[Item, int]] = {}
    unknown: dict[tuple[str, str], tuple[Item, int]] = {}
    for item in desk.items:
        if not item.has("事项来源"):
            continue
        text = item.text("事项来源")
        if not text:
            if source_of(item) is not None:
                continue
            first, count = empty.get(item.sheet, (item, 0))
            empty[item.sheet] = (first, count + 1)
        elif classify(text) is None:
            first, count = unknown.get((item.sheet, text), (item, 0))
            unknown[item.sheet, text] = (first, count + 1)
    for (_, text), (item, count) in unknown.items():
        close = difflib.get_close_matches(text, SOURCES, 1, 0.3)
        advice = f"是否为“{close[0]}”？" if close else "请从下列中选：" + "、".join(SOURCES) + "；"
        message = (
            f"事项来源{quote(text)}不能归入督查重点八类中的某一类〔四〕，共{count}处；{advice}请更正，以便套用时限规则和统计"
        )
        yield at(item, "事项来源", RULE, "warning", message, count)
    for item, count in empty.values():
        yield at(item, "事项来源", RULE, "hint", f"“事项来源”为空，共{count}件；请填写，以便套用时限规则和统计〔四〕", count)
