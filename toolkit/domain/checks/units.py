"""单位不明: names that the 单位通讯录 does not know, once a name, with the nearest one that it does 〔三、五(一)〕."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import quote
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, Item
from toolkit.domain.units.assignees import Roll, unit_cells
from toolkit.domain.units.unitnames import Unit

RULE = "单位不明"


def check(desk: Desk) -> Iterator[Finding]:
    """Unknown names and classes without members, with how often they stand; silent while the 单位通讯录 is empty."""
    if not desk.units.contacts:
        return
    roll = Roll(desk.units, desk.settings.first_leads)
    places: dict[Unit, tuple[Item, str, int]] = {}
    for item, field, times in unit_cells(desk.items):
        for unit in roll.named(item, field).everyone:
            first, where, count = places.get(unit, (item, field, 0))
            places[unit] = (first, where, count + times)
    for unit, (item, field, count) in places.items():
        problem = _problem(desk, roll, unit)
        if problem:
            message = f"{problem}（共{count}处）" if count > 1 else problem
            yield Finding(item.sheet, item.row, item.place(field), field, RULE, "warning", message, unit.name, count, item.id)


def _problem(desk: Desk, roll: Roll, unit: Unit) -> str:
    if roll.party(unit.name).contact is not None or desk.units.expand(unit):
        return ""
    if unit.is_class:
        return f"{quote(unit.name)}泛指一类单位，“单位通讯录”中没有属于该类别的单位；请在相关单位的“所属类别”中填写此名称"
    nearest = desk.units.nearest(unit.name)
    meant = f"是否为“{nearest}”？是简称或旧名的，请写入该单位的“曾用名、简称”；否则" if nearest else ""
    return f"{quote(unit.name)}不在“单位通讯录”中；{meant}请在通讯录中增加一行，或更正单位名称"
