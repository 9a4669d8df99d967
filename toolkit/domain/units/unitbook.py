"""The 单位通讯录 as a value: who a name means on a given day, who speaks for a unit, whom a class holds 〔三, 六(三)〕."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from toolkit.domain.item import Finding, Level, Raw, as_text
from toolkit.domain.reading.celldate import cell_date
from toolkit.domain.sheets import UNITS
from toolkit.domain.units.unitnames import (
    ANY_DEPARTMENTS,
    Unit,
    class_key,
    level,
    name_key,
    plain_class,
    seats,
    successors,
    without_note,
)


@dataclass(frozen=True, slots=True)
class Contact:
    """One row of 单位通讯录.

    former: 曾用名、简称; classes: 所属类别; head: 第一责任人, who gets signed slips only, never a mail;
    person, email: the 联络员, or the 具体责任人 where there is no 联络员 address; desk, desk_email: 联系处室, which gets copies;
    addresses: all of the unit's own, from which it may answer; deputy: 分管副秘书长; valid_from, valid_to: first and last day of the row, None for no limit; row: its worksheet row.
    """

    name: str
    former: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    head: str = ""
    person: str = ""
    email: tuple[str, ...] = ()
    phone: str = ""
    desk: str = ""
    desk_email: tuple[str, ...] = ()
    deputy: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    row: int = 0
    addresses: tuple[str, ...] = ()

    def valid(self, on: date | None) -> bool:
        """Whether the row counts on that day; without a day, whether it has no end yet."""
        if on is None:
            return self.valid_to is None
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)

    def ended(self, on: date) -> bool:
        """Whether the row's last day was before that day."""
        return self.valid_to is not None and self.valid_to < on


class UnitBook:
    """All contacts, looked up by name, former name, common abbreviation or class. Immutable; compared by identity."""

    def __init__(self, contacts: Iterable[Contact] = ()) -> None:
        self.contacts: tuple[Contact, ...] = tuple(contacts)
        self._names: dict[str, list[Contact]] = {}
        self._aliases: dict[str, list[Contact]] = {}
        self._classes: dict[str, list[Contact]] = {}
        self._class_names: dict[str, list[Contact]] = {}
        self._nearest: dict[str, str | None] = {}
        for contact in self.contacts:
            self._names.setdefault(name_key(contact.name), []).append(contact)
            for alias in contact.former:
                self._aliases.setdefault(name_key(alias), []).append(contact)
            for name in contact.classes:
                self._classes.setdefault(class_key(name), []).append(contact)
                self._class_names.setdefault(plain_class(name), []).append(contact)
        levels = [found for key in self._names if (found := level(key))]
        self._level = max(set(levels), key=lambda name: (levels.count(name), name)) if levels else ""

    def find(self, name: str, on: date | None = None, _seen: frozenset[str] = frozenset()) -> Contact | None:
        """The contact that a name means on a day (None: rows without an end first, then the latest); None if nobody is meant.

        Tried in turn: the name, its former names and abbreviations, the name without a bracket at its end, the name with or
        without the level of this office (市教育局, 教育局), a place for who governs it (东海县, 东海县人民政府). A former name
        that two valid units claim means neither. On a day, a unit whose successor has ended as well goes on to that one's
        successor.
        """
        keys = self._keys(name)
        for candidate in keys:
            found = _valid(self._names.get(candidate, ()), on) or _agreed(_valid(self._aliases.get(candidate, ()), on))
            if found:
                return found[0]
        if on is not None:
            owners = {c.name: c for k in keys for c in self._aliases.get(k, ()) if c.ended(on) and c.name not in _seen}
            return self.find(next(iter(owners)), on, _seen | owners.keys()) if len(owners) == 1 else None
        everyone = (
            contact for candidate in keys for known in (self._names, self._aliases) for contact in known.get(candidate, ())
        )
        ended = [contact for contact in everyone if contact.valid_to]
        return max(ended, key=lambda contact: contact.valid_to or date.max, default=None)

    def of_address(self, address: str, on: date | None = None) -> tuple[Contact, ...]:
        """The units whose own address this is on a day, in the order of the sheet; letter case makes no difference."""
        wanted = address.strip().lower()
        return tuple(c for c in self.contacts if c.valid(on) and wanted in (each.lower() for each in c.addresses or c.email))

    def ended(self, name: str, on: date) -> Contact | None:
        """The unit of that name (or abbreviation) which had ended before a day, the latest of several rows; None where one is
        valid or none is known."""
        for candidate in self._keys(name):
            named = self._names.get(candidate) or self._aliases.get(candidate) or []
            if named:
                over = [contact for contact in named if contact.ended(on)]
                return None if _valid(named, on) else max(over, key=lambda contact: contact.valid_to or on, default=None)
        return None

    def _keys(self, name: str) -> tuple[str, ...]:
        """The keys under which a name is looked for, the surest first; () for an empty name."""
        key = name_key(name)
        bare = without_note(key)
        return tuple(dict.fromkeys((key, bare, *self._relevelled(bare), *seats(bare)))) if key else ()

    def _relevelled(self, key: str) -> tuple[str, ...]:
        """A key with the level of this office, and without it."""
        bare = (key[1:],) if level(key) and level(key) == (self._level or level(key)) else ()
        return (self._level + key, *bare)

    def expand(self, unit: Unit | str, on: date | None = None) -> tuple[str, ...]:
        """The names of a class's members on a day (None: those without an end), in the order of the sheet; () for no known class.

        A class is known by what it comes down to (各县(市、区)人民政府 = 各县区 = 县区). 有关 and 相关 leave open who is meant,
        so they expand only where 所属类别 has that very wording.
        """
        name = plain_class(unit if isinstance(unit, str) else unit.name)
        members = self._class_names.get(name, []) if re.search("有关|相关", name) else self._members(class_key(name))
        return tuple(dict.fromkeys(contact.name for contact in members if contact.valid(on)))

    def _members(self, key: str) -> list[Contact]:
        """Members of one class, or of the several that a key is made of (镇街道 = 镇 + 街道)."""
        if key in self._classes:
            return self._classes[key]
        if key == ANY_DEPARTMENTS:
            return [contact for other, found in self._classes.items() if other.endswith(key) for contact in found]
        for cut in range(1, len(key)):
            first, second = self._classes.get(key[:cut]), self._classes.get(key[cut:])
            if first and second:
                return first + second
        return []

    def nearest(self, name: str) -> str | None:
        """The known unit whose name or former name is most like an unknown one, None if none is near; a suggestion only."""
        key = name_key(name)
        if key not in self._nearest:
            known = self._aliases | self._names
            near = [new for new in successors(key) if new in known] or get_close_matches(key, known, n=1, cutoff=0.6)
            self._nearest[key] = known[near[0]][0].name if near else None
        return self._nearest[key]


def _valid(found: Sequence[Contact], on: date | None) -> list[Contact]:
    return [contact for contact in found if contact.valid(on)]


def _agreed(found: list[Contact]) -> list[Contact]:
    return found if len({contact.name for contact in found}) == 1 else []


_SPLIT = re.compile(r"[、,;/|\s]+")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_MAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9])?\.)+[A-Za-z]{{2,63}}")
_MAIL_SPLIT = re.compile(r"[、,;\s]+")
_LETTERS = {column.name: chr(ord("A") + at) for at, column in enumerate(UNITS.columns)}


def read_units_sheet(rows: Sequence[tuple[int, Mapping[str, Raw]]]) -> tuple[UnitBook, list[Finding]]:
    """Rows of 单位通讯录 (worksheet row, {column: cell}) -> the book, and findings for what cannot be used as it stands.

    Several addresses or names in one cell are parted by 、 , or ;. A bad address is left out. Of two rows with the same name
    and overlapping validity the first counts.
    """
    findings: list[Finding] = []
    contacts: list[Contact] = []
    for row, cells in rows:
        name = as_text(cells.get("单位名称"))
        if name:
            contacts.append(_contact(row, name, cells, findings))
        elif any(as_text(raw) for column, raw in cells.items() if column != "备注"):
            findings.append(_finding(row, "单位名称", "", "这一行没有填写单位名称，已略过；请补填单位名称，或者清空这一行"))
    findings.extend(_clashes(contacts))
    return UnitBook(contacts), findings


def _contact(row: int, name: str, cells: Mapping[str, Raw], findings: list[Finding]) -> Contact:
    def text(column: str) -> str:
        return as_text(cells.get(column))

    def names(column: str) -> tuple[str, ...]:
        parts = _SPLIT.split(unicodedata.normalize("NFKC", text(column)))
        return tuple(dict.fromkeys(part for part in parts if part))

    liaison, responsible = (_addresses(row, column, cells, findings) for column in ("联络员邮箱", "具体责任人邮箱"))
    person = text("联络员") if liaison else text("具体责任人")
    first, last = (_day(row, column, cells.get(column), findings) for column in ("启用日期", "停用日期"))
    if first and last and last < first:
        findings.append(_finding(row, "停用日期", text("停用日期"), f"“{name}”的停用日期{last}早于启用日期{first}，请核对"))
    return Contact(
        name, names("曾用名、简称"), names("所属类别"), text("第一责任人"), person or text("联络员"), liaison or responsible,
        text("联系电话"), text("联系处室"), _addresses(row, "处室邮箱", cells, findings), text("分管副秘书长"), first, last, row,
        tuple(dict.fromkeys((*liaison, *responsible))),
    )  # fmt: skip


def _addresses(row: int, column: str, cells: Mapping[str, Raw], findings: list[Finding]) -> tuple[str, ...]:
    good: list[str] = []
    text = as_text(cells.get(column))
    for part in _MAIL_SPLIT.split(unicodedata.normalize("NFKC", text)):
        address = part.removeprefix("mailto:").strip("<>")
        if _MAIL.fullmatch(address) and len(address) <= 254:
            good.append(address)
        elif address:
            findings.append(_finding(row, column, text, f"邮箱“{part}”格式不对，不会向它发送邮件；请改正，多个邮箱用顿号隔开"))
    return tuple(dict.fromkeys(good))


def _day(row: int, column: str, raw: Raw, findings: list[Finding]) -> date | None:
    """A full day, None where the cell is empty; None and a finding for anything else."""
    day, text = cell_date(raw), as_text(raw)
    if text and day is None:
        findings.append(_finding(row, column, text, f"{column}“{text}”不是有效日期，已按不限期处理；请按2026-03-01的样式填写"))
    return day


def _clashes(contacts: Sequence[Contact]) -> Iterator[Finding]:
    """Rows that claim the same name, or the same former name, for overlapping days."""
    names: dict[str, list[Contact]] = {}
    aliases: dict[str, list[Contact]] = {}
    for contact in contacts:
        earlier = next((other for other in names.get(name_key(contact.name), ()) if _overlap(other, contact)), None)
        if earlier:
            message = f"“{contact.name}”与第{earlier.row}行“{earlier.name}”重复，以第{earlier.row}行为准；请合并，或者填写启用、停用日期"
            yield _finding(contact.row, "单位名称", contact.name, message)
        names.setdefault(name_key(contact.name), []).append(contact)
    for contact in contacts:
        for alias in contact.former:
            key = name_key(alias)
            owner, holder = _other(names.get(key, ()), contact), _other(aliases.get(key, ()), contact)
            if owner:
                message = f"简称“{alias}”是第{owner.row}行的单位名称，将按第{owner.row}行理解；请删去简称，或者给第{owner.row}行填写停用日期"
                yield _finding(contact.row, "曾用名、简称", alias, message, "warning")
            elif holder:
                message = f"简称“{alias}”同时写在第{holder.row}行“{holder.name}”中，无法判断指哪个单位；请只保留一处"
                yield _finding(contact.row, "曾用名、简称", alias, message, "warning")
            aliases.setdefault(key, []).append(contact)


def _other(contacts: Sequence[Contact], contact: Contact) -> Contact | None:
    """The first contact of another name that is valid on some day of this one."""
    return next((other for other in contacts if other.name != contact.name and _overlap(other, contact)), None)


def _overlap(one: Contact, other: Contact) -> bool:
    return (one.valid_from or date.min) <= (other.valid_to or date.max) and (other.valid_from or date.min) <= (
        one.valid_to or date.max
    )


def _finding(row: int, column: str, value: str, message: str, severity: Level = "error") -> Finding:
    return Finding(UNITS.name, row, _LETTERS[column], column, UNITS.name, severity, message, value)
