"""编号重复: a 编号 that stands twice, usually because a row was copied 〔五(一)〕."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import at, quote
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, Item, as_text

RULE = "编号重复"
OWN = "督办编号"


def check(desk: Desk) -> Iterator[Finding]:
    """Reported at the later row; plain counts (1, 2, 3 …) may start again in each sheet and section.

    Where staff number nothing, the toolkit's own 督办编号 is looked at instead. A 编号 that another item bore before is
    mentioned: what was recorded under it until then is the other's.
    """
    seen: dict[tuple[str, ...], Item] = {}
    for item in desk.items:
        number = item.text("编号")
        if number:
            count = len(number) <= 4 and number.isdecimal()
            key = ("编号", number, item.sheet, item.section) if count else ("编号", number)
        else:
            number = as_text(item.own.get(OWN))
            key = (OWN, number)
        if not number:
            continue
        first = seen.setdefault(key, item)
        if first is item:
            continue
        where = f"第{first.row}行" if first.sheet == item.sheet else f"“{first.sheet}”表第{first.row}行"
        if key[0] == OWN:
            message = f"“{OWN}”{quote(number)}与{where}相同，疑为整行复制；本行另编新号，原有过程记录归{where}"
            yield Finding(item.sheet, item.row, "", OWN, RULE, "hint", message, number, 1, item.id)
        else:
            message = f"编号{quote(number)}与{where}相同，疑为整行复制；请给本行另编一个编号"
            yield at(item, "编号", RULE, "error", message)
    yield from _used_before(desk)


def _used_before(desk: Desk) -> Iterator[Finding]:
    former = {each.name: each for each in desk.memory.former}
    if not former:
        return
    names = {item.key: f"{item.id}（第{item.row}行）" for item in desk.items}
    for item in desk.items:
        before = former.get(item.id)
        if before is not None and item.key not in (before.key, item.id):
            whose = names.get(before.key, "已不在台账中的事项")
            message = (
                f"编号{quote(item.id)}以前是{whose}的编号，{before.until}以前的过程记录归该事项，其后的归本行；"
                "请核对，编号宜一事一号、不重复使用"
            )
            yield at(item, "编号", RULE, "warning", message)
