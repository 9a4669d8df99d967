"""单位邮箱: units with open items but without an address, and addresses that do not take mail: no notice arrives 〔三〕."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import CLOSED, quote, status_of
from toolkit.domain.course.assignment import answers_apart
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding, Item
from toolkit.domain.sheets import UNITS
from toolkit.domain.units.assignees import Roll

RULE = "单位邮箱"


def check(desk: Desk) -> Iterator[Finding]:
    """Once an address that does not take mail; once a unit that would be written to, with the number of its open items; once for an address book that is empty."""
    if not desk.units.contacts:
        open_items = sum(status_of(desk, item) not in CLOSED for item in desk.items)
        if open_items:
            message = f"“单位通讯录”是空的，{open_items}件未办结事项都无法发送提醒；请逐行填写承办单位和联络员邮箱"
            yield Finding(UNITS.name, 2, "A", "单位名称", RULE, "hint", message)
        return
    for contact in desk.units.contacts if desk.bounced else ():
        for address in (*contact.addresses, *contact.desk_email) if contact.valid(desk.today) else ():
            if address.lower() in desk.bounced:
                day, why = desk.bounced[address.lower()]
                said = f"（{quote(why)}）" if why else ""
                message = (
                    f"{quote(contact.name)}的邮箱{quote(address)}{day}被退回{said}，提醒没有送到，不再发往这个邮箱；"
                    "请核对“单位通讯录”，并电话通知该单位；邮箱无误的，运行 duban outbox resend 重发"
                )
                yield Finding(UNITS.name, contact.row, "A", "单位名称", RULE, "warning", message, address)
    roll = Roll(desk.units, desk.settings.first_leads, desk.today)
    silent: dict[str, tuple[Item, int]] = {}
    if all(contact.email for contact in desk.units.contacts):
        return
    for item in desk.items:
        if status_of(desk, item) in CLOSED:
            continue
        for party in (roll.all if answers_apart(item, desk.settings) else roll.lead)(item):
            if party.contact is not None and not party.contact.email:
                first, count = silent.get(party.name, (item, 0))
                silent[party.name] = (first, count + 1)
    for name, (item, count) in silent.items():
        message = f"{quote(name)}没有邮箱，{count}件未办结事项无法发送提醒；请在“单位通讯录”中填写联络员邮箱或具体责任人邮箱"
        place = item.place("牵头单位")
        yield Finding(item.sheet, item.row, place, "牵头单位", RULE, "hint", message, name, count, item.id)
