"""立项依据: 批示人 and 批示日期 for what leaders ordered, a 文号, 会议届次 or 建议号 for the rest 〔五(一)〕."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.domain.checks.common import at, blank, quote, sheets_of, status_of
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, Item
from toolkit.domain.sources import Source, source_of

RULE = "立项依据"
FIELDS = {"批示": ("批示人", "批示日期"), "文号": ("文号",)}
WHAT = {"批示": "批示人、批示日期", "文号": "文号、会议届次或建议号"}
_NUMBER = re.compile(
    r"第\s*[\d零〇一二三四五六七八九十百\-—]+\s*[号次届期]|[〔\[(（【﹝]\d{4}[〕\])）】﹞]\s*第?\d+\s*号|\d{4}-\d+号"
)


def check(desk: Desk) -> Iterator[Finding]:
    """A warning a row; where the ledger has no column for it at all, one hint a sheet. A number in the matter itself serves too."""
    for items in sheets_of(desk):
        columns = {need: [name for name in names if items[0].has(name)] for need, names in FIELDS.items()}
        unrecorded: list[Item] = []
        for item in items:
            source = source_of(item)
            if source is None or not source.needs:
                continue
            known = columns[source.needs]
            empty = [name for name in known if blank(item.cells.get(name))]
            if (known and not empty) or _numbered(item, source) or status_of(desk, item) == "中止":
                continue
            if known:
                yield at(item, empty[0], RULE, "warning", _message(source, empty))
            else:
                unrecorded.append(item)
        if unrecorded:
            asked = "、".join(WHAT[need] for need, known in columns.items() if not known)
            message = f"台账没有登记立项依据（{asked}）的栏目，{len(unrecorded)}件事项看不出依据；请增加相应的栏，今后逐件登记〔五(一)〕"
            yield at(unrecorded[0], "事项来源", RULE, "hint", message, len(unrecorded))


def _numbered(item: Item, source: Source) -> bool:
    """Whether a number stands elsewhere: in 文号 where the ledger has no column for the 批示, in the source or the matter."""
    if source.needs == "批示":
        return not item.has("批示人") and not blank(item.raw("文号"))
    return bool(_NUMBER.search(item.text("督查事项")) or _NUMBER.search(item.text("事项来源")))


def _message(source: Source, empty: list[str]) -> str:
    if source.needs == "批示":
        return f"来源为{quote(source.name)}的事项应登记{'、'.join(empty)}；请补填，未经领导批示的不予立项〔五(一)〕"
    return f"来源为{quote(source.name)}的事项应登记{WHAT['文号']}；请补填〔五(一)〕"
