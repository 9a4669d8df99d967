"""摘要: what the office's own people are told on certain days: each 联系处室, the 督查室, a page for each 副秘书长's line 〔三、六(三)〕.

A page for a 副秘书长 goes to the address that the office typed for it, else to the 督查室, which hands it on. Text is made
fit to leave the house as in any mail.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.item import Judgement
from toolkit.domain.mailing.domains import Domains
from toolkit.domain.mailing.notices import FOREIGN_DOMAIN, NO_ADDRESS, RETURNED, Notice, Problem
from toolkit.domain.mailing.outward import outward
from toolkit.domain.mailing.rules import Rules, digest_due
from toolkit.domain.papers.statistics import Tally, by_unit, counted, tally
from toolkit.domain.settings import Settings
from toolkit.domain.sheets import DigestKind
from toolkit.domain.sources import source_of
from toolkit.domain.units.assignees import Roll
from toolkit.domain.units.unitbook import Contact, UnitBook
from toolkit.domain.units.unitnames import name_key

GROUPS: tuple[str, ...] = ("超期", "退回重办", "临期", "待签收", "待审核", "待销号")
"""How items are sorted in a digest: each stands in the first that fits; those that run in time are only counted."""


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One item, fit to leave the house. days: calendar days until due, negative when overdue, None without a date."""

    item: str
    matter: str
    units: str
    due: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Digest:
    """One page for the office's own people.

    name: the 处室, the office, or the 副秘书长 whom it is about; to: "" where there is no address; hand_on: whether whoever
    gets it passes it on to them; groups: (one of GROUPS, its items, soonest first); units: numbers of each lead unit;
    unreached: units that should be written to and cannot be, with the reason (督查室 only).
    """

    kind: DigestKind
    name: str
    to: str
    cc: tuple[str, ...]
    day: date
    hand_on: bool
    total: Tally
    groups: tuple[tuple[str, tuple[DigestLine, ...]], ...]
    units: tuple[tuple[str, Tally], ...]
    unreached: tuple[tuple[str, Problem], ...] = ()
    problem: Problem = ""

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of the items that are listed."""
        return tuple(line.item for _, lines in self.groups for line in lines)


def digests_for(
    judgements: Iterable[Judgement],
    notices: Sequence[Notice],
    units: UnitBook,
    settings: Settings,
    calendar: Calendar,
    today: date,
    rules: Rules | None = None,
    returned: Collection[str] = (),
) -> list[Digest]:
    """The digests that go today, of 处室 and 副秘书长 that have open items only. judgements: as feedback/waiting.py tells those
    who have answered; notices: today's, as notices_for made them; returned: addresses (lower case) that do not take mail."""
    rules = rules or Rules()
    due = {kind for kind in ("处室摘要", "督查室摘要", "副秘书长周报") if digest_due(rules[kind], settings, calendar, today)}
    if not due:
        return []
    return list(_Pages(list(judgements), units, settings, today, returned).made(due, notices))


class _Pages:
    def __init__(
        self, judgements: list[Judgement], units: UnitBook, settings: Settings, today: date, returned: Collection[str]
    ) -> None:
        self.units, self.settings, self.today = units, settings, today
        self.roll = Roll(units, settings.first_leads, today)
        self.items = [each for each in counted(judgements) if each.item.text("督查事项")]
        self.allowed, self.returned = Domains(settings, units), returned

    def made(self, due: set[str], notices: Sequence[Notice]) -> Iterator[Digest]:
        office = self.settings.office_mail
        if "处室摘要" in due:
            for desk, (items, contacts) in self._by(lambda contact: contact.desk).items():
                mails = tuple(dict.fromkeys(mail for contact in contacts for mail in contact.desk_email))
                yield from self._page("处室摘要", desk, mails, items)
        if "督查室摘要" in due and office:
            unreached = tuple((notice.unit, notice.problem) for notice in notices if notice.problem)
            yield from self._page("督查室摘要", self.settings.office, office, self.items, unreached=unreached)
        if "副秘书长周报" in due:
            own = {name_key(name): mail for name, mail in self.settings.deputy_mail}
            for deputy, (items, _) in self._by(lambda contact: contact.deputy).items():
                mail = own.get(name_key(deputy))
                yield from self._page("副秘书长周报", deputy, (mail,) if mail else office, items, hand_on=mail is None)

    def _by(self, key: Callable[[Contact], str]) -> dict[str, tuple[list[Judgement], list[Contact]]]:
        """Items and contacts of the lead units, by what a contact says."""
        found: dict[str, tuple[list[Judgement], list[Contact]]] = {}
        for judgement in self.items:
            contacts = [party.contact for party in self.roll.lead(judgement.item) if party.contact]
            for name in dict.fromkeys(filter(None, map(key, contacts))):
                items, known = found.setdefault(name, ([], []))
                items.append(judgement)
                known += [contact for contact in contacts if key(contact) == name and contact not in known]
        return found

    def _page(
        self,
        kind: DigestKind,
        name: str,
        mails: Sequence[str],
        items: list[Judgement],
        *,
        hand_on: bool = False,
        unreached: tuple[tuple[str, Problem], ...] = (),
    ) -> Iterator[Digest]:
        total = tally(items)
        if not total.open and not unreached:
            return
        sorted_out: dict[str, list[Judgement]] = {}
        for judgement in items:
            sorted_out.setdefault(_group(judgement), []).append(judgement)
        groups = tuple(
            (group, tuple(map(self._line, sorted(sorted_out[group], key=_soonest)))) for group in GROUPS if group in sorted_out
        )
        alive = [mail for mail in mails if mail.lower() not in self.returned]
        allowed = [mail for mail in alive if self.allowed(mail)]
        to, *cc = allowed or [*alive[:1], *mails[:1], ""][:1]
        problem: Problem = "" if allowed else FOREIGN_DOMAIN if alive else RETURNED if mails else NO_ADDRESS
        by_name = tuple(by_unit(items, self.units, self.settings).items())
        yield Digest(kind, name, to, tuple(cc), self.today, hand_on, total, groups, by_name, unreached, problem)

    def _line(self, judgement: Judgement) -> DigestLine:
        item, current = judgement.item, judgement.current
        matter = outward(item.text("督查事项"), source_of(item))
        names = "、".join(party.name for party in self.roll.lead(item))
        return DigestLine(item.id, matter, names, current.due if current else None, judgement.days_left)


def _group(judgement: Judgement) -> str:
    """One of GROUPS, "" for what runs in time or is over."""
    if judgement.light == "红":
        return "超期"
    if judgement.status in ("退回重办", "待审核", "待销号"):
        return judgement.status
    if judgement.light == "黄":
        return "临期"
    return "待签收" if judgement.status == "待签收" else ""


def _soonest(judgement: Judgement) -> date:
    return judgement.current.due if judgement.current and judgement.current.due else date.max
