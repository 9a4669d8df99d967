"""Whose answer it is, and about which items: only a unit's own address and the office's own code or mail are believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from toolkit.domain.feedback.answers import Answer, Receipt, from_row, from_text
from toolkit.domain.feedback.form import Returned, unit_of
from toolkit.domain.item import Item, as_text
from toolkit.domain.units.assignees import Roll
from toolkit.domain.units.unitbook import Contact


@dataclass(frozen=True, slots=True)
class Senders:
    """The units to which a sender's address belongs, by every name under which a form may have been made for them."""

    contacts: tuple[Contact, ...]

    def present(self, name: str) -> str:
        """The present name of the unit that is meant, "" where it is none of these."""
        return next((each.name for each in self.contacts if name in (each.name, *each.former)), "")

    def names(self) -> list[str]:
        return [name for each in self.contacts for name in (each.name, *each.former)]


@dataclass(slots=True)
class Matched:
    """What a mail comes to: answers, and Chinese sentences about what was not taken."""

    answers: list[Answer] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class Items:
    """The items of a ledger by their names, and who has a part in each."""

    def __init__(self, items: Iterable[Item], roll: Roll) -> None:
        self._roll = roll
        self._items: dict[str, list[Item]] = {}
        for item in items:
            for name in {item.id, item.text("编号"), as_text(item.own.get("督办编号"))} - {""}:
                self._items.setdefault(name, []).append(item)

    def item(self, name: str) -> Item | None:
        """The one item that a 编号 or 督办编号 means, None where it means none or several."""
        found = self._items.get(name, [])
        exact = [item for item in found if item.id == name] or found
        return exact[0] if len(exact) == 1 else None

    def has_part(self, unit: str, item: Item) -> bool:
        """Whether a unit is among those of an item."""
        return any(party.name == unit for party in self._roll.all(item))

    def mentioned(self, text: str, ids: Sequence[str]) -> list[str]:
        """Those of these ids that a text names."""
        return [i for i in ids if re.search(rf"(?<![A-Za-z0-9_.-]){re.escape(i)}(?![A-Za-z0-9_-]|\.\d)", text)]


def from_form(returned: Returned, key: bytes, ledger_id: str, senders: Senders, items: Items) -> Matched:
    """The answers of a form that came back. The code must be the office's own for a unit of the sender's; each row's item one
    in which this unit has a part."""
    matched = Matched()
    if not returned.code:
        matched.problems.append("反馈表中没有校验码，不能确认是本室发出的表：请单位用原表填报")
        return matched
    unit = senders.present(unit_of(returned.code, key, ledger_id, senders.names()))
    if not unit:
        matched.problems.append("反馈表的校验码与发件单位不符（不是发给该单位的表，或被改动过），没有采用")
        return matched
    if not returned.rows:
        matched.problems.append("反馈表没有填写")
    seen: set[str] = set()
    for row in returned.rows:
        item = items.item(row.id)
        if item is None or not items.has_part(unit, item):
            matched.problems.append(f"反馈表中的编号“{row.id[:40]}”不是{unit}承办的事项，这一行没有采用")
        elif item.id in seen:
            matched.problems.append(f"反馈表中编号“{row.id[:40]}”有两行，只采用第一行")
        else:
            seen.add(item.id)
            matched.answers.append(replace(from_row(row, unit), item=item.id))
    return matched


def from_reply(
    words: str, subject: str, topics: Sequence[tuple[str, str]], senders: Senders, items: Items, *, files: bool
) -> Matched:
    """The answer of a reply without a form, to a mail that told a unit of the sender's about items (unit, item id).

    It is about the one item of that mail, or those that it names; else the item stays open, and a person says which.
    files: whether a reply without words has attachments.
    """
    told = [(senders.present(unit), item) for unit, item in topics]
    told = [(unit, item) for unit, item in told if unit]
    if not told:
        return Matched(problems=["回复的邮件不是发给该单位的，没有采用"])
    if not words and not files:
        return Matched(problems=["回信没有文字，也没有附件"])
    text = words or "（见附件）"
    ids = list(dict.fromkeys(item for _, item in told))
    named = ids if len(ids) == 1 else items.mentioned(f"{subject}\n{words}", ids)
    unit_by_item = {item: unit for unit, item in reversed(told)}
    if not named:
        return Matched([from_text(text, subject, "", told[0][0])])
    return Matched([from_text(text, subject, item, unit_by_item[item]) for item in named])


def not_repeated(answers: Sequence[Answer], receipts: Iterable[Receipt]) -> Matched:
    """The answers without those that came in before and wait or were accepted (a form sent twice); what was sent back counts anew."""
    known = {each.answer: each for each in receipts if each.state != "已退回"}
    matched = Matched()
    for answer in dict.fromkeys(answers):
        before = known.get(answer)
        if before is None:
            matched.answers.append(answer)
        else:
            matched.problems.append(f"与收件{before.number}内容相同，没有重复登记")
    return matched
