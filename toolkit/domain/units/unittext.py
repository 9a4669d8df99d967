"""Reading a units cell: who leads, who supports, which names stand for a class of units 〔五(一), 七(一)〕.

First the brackets are settled: a pair around whole clauses is opened, one that belongs to a name stays shut. What is
left is cut into labels, verbs, separators and names (unitwords.TOKEN), and each name gets the role that its label or
verb gives it. Nothing here raises: text that is no list of units comes back as names that nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from toolkit.domain.units import unitwords as words
from toolkit.domain.units.persons import is_person
from toolkit.domain.units.unitbook import UnitBook
from toolkit.domain.units.unitbrackets import MASK, Settled, half_width, settle
from toolkit.domain.units.unitnames import Unit
from toolkit.domain.units.unitwords import Role, role_of


@dataclass(frozen=True, slots=True)
class Units:
    """Who does it. lead: one unit or joint leads; support: everybody else; open: the list ends in 等部门, others may be meant.

    listed: those of the supports that are 责任单位, or named beside the lead without a rank (how a list was worded
    makes no other list of it: two that differ in nothing else are equal).
    """

    lead: tuple[Unit, ...] = ()
    support: tuple[Unit, ...] = ()
    open: bool = False
    listed: tuple[Unit, ...] = field(default=(), compare=False)

    @property
    def everyone(self) -> tuple[Unit, ...]:
        """Leads, then supports."""
        return self.lead + self.support


@lru_cache(maxsize=16384)
def read_units(text: str, book: UnitBook | None = None, first_leads: bool = True) -> Units:
    """A units cell as leads and supports, in the order of the text, each name once.

    book: the 单位通讯录, which settles what is one name and what is a class; the wording alone decides without it.
    first_leads: where nobody is said to lead, the unit listed first does (设置 首位为牵头); else all listed lead jointly.
    Names come back as typed; UnitBook.find turns them into known units, UnitBook.expand opens classes. Never raises.
    """
    reader = _Reader(book)
    reader.read(settle(half_width(text)))
    return reader.units(first_leads)


@dataclass(slots=True)
class _Name:
    text: str
    role: Role | None
    gap: str  # the kind of separator before it
    fixed: bool = False  # its own bracket said the role: 市发改委(牵头)


class _Reader:
    """One pass over a settled text; names collect until a verb claims them or a label ends."""

    def __init__(self, book: UnitBook | None) -> None:
        self.book = book
        self.names: list[_Name] = []
        self.open = False
        self.start = 0  # first name that no verb has claimed yet
        self.label: Role | None = None
        self.until_verb = False  # the label came from 会同 and ends with the next verb
        self.gap, self.gap_text = "role", ""
        self.shut: Sequence[str] = ()
        self.person = False

    def read(self, settled: Settled) -> None:
        self.shut = settled.shut
        marks_are_labels = bool(re.match(r"[;\s]*" + words.ROLE_BRACKET, settled.text))
        at = 0
        for token in words.TOKEN.finditer(settled.text):
            self._add(settled.text[at : token.start()])
            at = token.end()
            self._token(str(token.lastgroup), token.group(), marks_are_labels)
        self._add(settled.text[at:])

    def _token(self, kind: str, text: str, marks_are_labels: bool) -> None:
        if kind == "mark":
            if marks_are_labels or not self.names or self.gap not in ("", "space"):
                self._begin(role_of(text))
            else:
                self.names[-1].role, self.names[-1].fixed = role_of(text), True
        elif kind == "person":
            self._begin(Role.NOBODY)
        elif kind == "label":
            self._begin(role_of(text))
        elif kind == "verb":
            self._claim(role_of(text))
        elif kind == "join":
            self._claim(Role.LEAD)
            self.label, self.until_verb = Role.SUPPORT, True
        else:
            if kind == "colon" and self.gap == "" and not words.UNIT_END.search(self.names[-1].text[-_TAIL:]):
                self.names.pop()  # a heading within the cell: 市级:
            if self.gap in ("", "space") or kind in ("strong", "line"):
                self.gap, self.gap_text = kind, text

    def _begin(self, role: Role) -> None:
        self.label, self.until_verb, self.start, self.gap = role, False, len(self.names), "role"

    def _claim(self, role: Role) -> None:
        pending = self.names[self.start :]
        if role is Role.SUPPORT and not any(name.role in (Role.LEAD, Role.DUTY) for name in self.names[: self.start]):
            pending = _last_clause(pending)
        weak = role in (Role.LISTED, Role.DUTY)
        for name in pending:
            if not name.fixed and not (weak and name.role in (Role.LEAD, Role.SUPPORT, Role.NOBODY)):
                name.role = role
        if self.until_verb:
            self.label, self.until_verb = None, False
        self.start, self.gap = len(self.names), "role"

    def _add(self, text: str) -> None:
        for part in self._parts(text):
            self._add_name(part)

    def _parts(self, text: str) -> Iterator[str]:
        """A run of text at 和, 及, 与 where both sides are full names."""
        begin = 0
        if not (self.book and self.book.find(text)):
            whole_end = bool(words.LIST_END.search(text[-_TAIL:]) or words.OPEN_LIST.search(text[-_TAIL:]))
            for match in words.AND.finditer(text):
                if _is_two(text[begin : match.start()], text[match.end() : match.end() + _TAIL], whole_end):
                    yield text[begin : match.start()]
                    begin = match.end()
                    self.gap, self.gap_text = "pause", match.group()
        yield text[begin:]

    def _add_name(self, text: str) -> None:
        name = words.ENUMERATOR.sub("", text.strip(" .·-—_\"'“”…*★☆※●○■□◆◇▲△▼√→"))
        shorter = words.OPEN_LIST.sub("", name)
        if shorter != name:
            self.open, name = True, shorter
        name = words.LEAD_IN.sub("", name)
        if not name or name in words.NO_UNIT or words.NUMBER.fullmatch(name) or not re.search(r"\w", name):
            return
        if self._is_person(name):
            self.gap, self.person = "", True
            return
        self.person = False
        glue = self._glue(name)
        if glue is None:
            self.names.append(_Name(name, self.label, self.gap))
        else:
            self.names[-1].text += glue + name
        self.gap, self.gap_text = "", ""

    def _glue(self, name: str) -> str | None:
        """What joins this piece to the name before it (各委、办、局; a name broken by a space), None if it is a name of its own."""
        if len(self.names) <= self.start:
            return None
        last = self.names[-1].text
        if self.gap == "pause":
            return self.gap_text if self.gap_text == "、" and _goes_on(last, name) else None
        if self.gap in ("space", "line"):
            known = self.book and (self.book.find(last) or self.book.find(name))
            whole = words.UNIT_END.search(last[-_TAIL:]) or last[-1] >= MASK
            return "" if not known and (name in words.GENERIC or not whole) else None
        return "" if self.gap == "" else None

    def _is_person(self, name: str) -> bool:
        """Whether this piece is a person behind a unit (市教育局 张三), or the next one (张三、李四)."""
        if len(self.names) <= self.start or not (self.gap in ("space", "colon") or (self.person and self.gap == "pause")):
            return False
        last = self.names[-1].text
        whole = words.UNIT_END.search(last[-_TAIL:]) or (self.book and self.book.find(last))
        return bool(whole) and is_person(name) and not (self.book and self.book.find(name))

    def units(self, first_leads: bool) -> Units:
        """The names by role; labels like 联系人 have none, 下同 is no name."""
        names = [name for name in self.names if name.role is not Role.NOBODY]
        if len(names) > 1:
            names = [name for name in names if not words.NOTE.match(name.text)]
        roles = {name.role or Role.LISTED for name in names}
        lead_role = next((role for role in (Role.LEAD, Role.DUTY, Role.LISTED) if role in roles), None)
        lead = dict.fromkeys(self._unit(name.text) for name in names if (name.role or Role.LISTED) is lead_role)
        if lead_role is Role.LISTED and first_leads:
            lead = dict.fromkeys(list(lead)[:1])
        support = dict.fromkeys(unit for name in names if (unit := self._unit(name.text)) not in lead)
        listed = dict.fromkeys(self._unit(name.text) for name in names if name.role in (None, Role.LISTED, Role.DUTY))
        return Units(tuple(lead), tuple(support), self.open, tuple(unit for unit in listed if unit in support))

    def _unit(self, text: str) -> Unit:
        name = "".join(self.shut[ord(char) - ord(MASK)] if char >= MASK else char for char in text)
        name = "".join(name.split())
        if self.book:
            if self.book.find(name):
                return Unit(name)
            if self.book.expand(name):
                return Unit(name, True)
        return Unit(name, words.is_class_name(name))


def _goes_on(last: str, name: str) -> bool:
    """Whether a word behind 、 goes on the class before it: 各委、办、局 and 各县、区人民政府, but not 各部门、有关街道."""
    name = "".join(char for char in name if char < MASK)
    if name not in words.JOINED_BY_PAUSE or name.startswith(("有关", "相关")) or not words.is_class_name(last):
        return False
    before = words.CLASS_HEAD.sub("", last.rpartition("、")[2])
    return before in words.GENERIC or (before.endswith("党委") and name.endswith("政府"))


def _last_clause(names: list[_Name]) -> list[_Name]:
    """The names that a first 配合 governs: those after the last line break or semicolon, else after the last comma."""
    for gaps in (("strong", "line"), ("comma",)):
        starts = [at for at, name in enumerate(names) if at and name.gap in gaps]
        if starts:
            return names[starts[-1] :]
    return names


def _is_two(left: str, right: str, whole_end: bool) -> bool:
    """Whether the word between joins two units, and is not part of one name (发展和改革委员会).

    right: the beginning of what follows; whole_end: it ends like a unit. A shut bracket at the end of left is looked over.
    """
    left = left.rstrip("".join(char for char in left[-2:] if char >= MASK))[-_TAIL:]
    if len(left) < 2 or len(right) < 2 or not words.LIST_END.search(left):
        return False
    if right in words.GENERIC and words.is_class_name(left):
        return right in words.PLACES and left.endswith(("部门", "单位", "机关"))  # 有关部门和单位, but 有关部门|县区
    if left.endswith("委") and words.GOVERNMENT.match(right):
        return False  # 市委和市政府督查室
    return whole_end or bool(words.LIST_START.match(right))


_TAIL = 40
"""How much of a run of text is looked at from its end: no unit name is longer."""
