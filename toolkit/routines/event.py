"""duban event: enters what happened to an item (过程记录), and tells an item's whole life."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from toolkit.domain.changes import ChangeSet, Value
from toolkit.domain.checks import extensions
from toolkit.domain.checks.events import foreign_unit, too_early
from toolkit.domain.course.events import read_events, step_named
from toolkit.domain.errors import UsageError
from toolkit.domain.item import Event, Item
from toolkit.domain.memory.lifeline import Moment, life
from toolkit.domain.memory.records import Change
from toolkit.domain.sheets import EVENTS, STEPS, VIAS
from toolkit.domain.units.assignees import Roll
from toolkit.domain.wording import shown
from toolkit.journal.mails import Journal
from toolkit.routines.memory import archive
from toolkit.routines.opening import Office, ensure_writable, open_office, read_book, refuse_secret_words, working
from toolkit.routines.progress import Progress
from toolkit.routines.recording import enter
from toolkit.routines.workspace import Workspace

_BY_PHONE = ("电话催办", "电话催收")


@dataclass(frozen=True, slots=True)
class EventReport:
    """What happened, oldest first; warnings: what a person should still add to the rows just entered; mails: what mails of ours
    told units of it, oldest first."""

    moments: tuple[Moment, ...]
    warnings: tuple[str, ...] = ()
    exit_status: int = 0
    mails: tuple[Moment, ...] = ()

    def data(self) -> dict[str, object]:
        events, mails = ([_plain(each) for each in moments] for moments in (self.moments, self.mails))
        return {"events": events, "mails": mails, "warnings": list(self.warnings)}


def _plain(m: Moment) -> dict[str, object]:
    return {
        "when": m.when.isoformat(), "item": m.item, "unit": m.unit, "step": m.step, "via": m.via, "what": m.what, "by": m.by,
        "source": m.source,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person wants recorded, as typed. on: None for today; via: "" for the usual one of the step."""

    step: str
    unit: str = ""
    via: str = ""
    on: date | None = None
    note: str = ""
    by: str = ""


def run_add(
    ledger: Path, workspace: Workspace, *, items: Sequence[str], entry: Entry, today: date, progress: Progress
) -> EventReport:
    """Adds one row to 过程记录 for each item; own columns and 校验结果 follow in the same save.

    Raises UsageError for an unknown item, step or way, for a day that cannot be and for a unit that has no part in the item,
    a LedgerError where the file cannot be used; nothing has changed then.
    """
    if not items:
        raise UsageError("没有指明事项：请用 --item 写上编号，可写多个")
    refuse_secret_words(entry.unit, entry.note, entry.by)
    step, via = _step(entry.step), _via(entry)
    day = entry.on or today
    if day > today:
        raise UsageError(f"{day}还没有到（今天是{today}）：过程记录只记已经发生的事，请核对 --on 的日期")
    ensure_writable(ledger, workspace)
    with working(workspace, ledger, progress) as book:
        office = open_office(book, workspace, today, progress)
        roll = Roll(office.desk.units, office.settings.first_leads, today)
        events = [
            _event(office, j.item, Event(day, "", entry.unit, step, via, entry.note, entry.by), roll) for j in office.pick(items)
        ]
        rows: list[tuple[Value, ...]] = [
            (e.when, e.item, e.unit or None, e.step, e.via or None, e.what or None, e.by or None, None) for e in events
        ]
        progress("写回台账", 0, 0)
        after = enter(book, office, ChangeSet(appended={EVENTS.name: rows}), progress)
        after.remember()
        late = list(extensions.check(after.desk)) if step in ("延期申请", "延期") else []
    asked = dict(zip(EVENTS.headers(), rows[0], strict=True))
    _, findings = read_events([(0, asked)])  # type: ignore[list-item]  # no row of ours holds a link
    findings += [each for each in late if each.item in {event.item for event in events}]
    moments = [Moment(e.when, e.item, e.unit, e.step, e.via, e.what, e.by, "event") for e in events]
    return EventReport(tuple(moments), tuple(shown(each.message) for each in findings))


def _step(text: str) -> str:
    step = step_named(text)
    if step not in STEPS:
        raise UsageError(f"没有“{text}”这个环节，可用的有：{'、'.join(STEPS)}")
    return step


def _via(entry: Entry) -> str:
    if entry.via and entry.via not in VIAS:
        raise UsageError(f"没有“{entry.via}”这种方式，可用的有：{'、'.join(VIAS)}")
    return entry.via or ("电话" if step_named(entry.step) in _BY_PHONE else "")


def _event(office: Office, item: Item, wanted: Event, roll: Roll) -> Event:
    """The event as it is entered: the unit by its full name, the only unit of an item where none was named."""
    parties = [party.name for party in roll.all(item)]
    named = (
        [name for name in parties if name in roll.names_in(wanted.unit)] if wanted.unit else parties if len(parties) == 1 else []
    )
    event = Event(wanted.when, item.id, "、".join(named) or wanted.unit, wanted.step, wanted.via, wanted.what, wanted.by)
    problem = foreign_unit(item, event, roll) or too_early(item, event, office.desk.events_of(item))
    if problem:
        raise UsageError(shown(problem))
    return event


def run_list(ledger: Path, workspace: Workspace, *, items: Sequence[str], today: date, progress: Progress) -> EventReport:
    """Everything known of some items in one line of time; also of items that stand in the ledger no more. Writes nothing.

    Raises UsageError for a name that neither the ledger nor its history knows.
    """
    if not items:
        raise UsageError("没有指明事项：请用 --item 写上编号，可写多个")
    office = open_office(read_book(ledger, workspace, progress), workspace, today, progress)
    moments: list[Moment] = []
    mails: list[Moment] = []
    for name in dict.fromkeys(items):
        here = [item for item in office.desk.items if name in (item.id, item.text("编号"), item.key)]
        past = [] if here else _keys_of_the_past(office, name)
        if not past:
            [judgement] = office.pick([name])
            item = judgement.item
            moments += life(item.id, item, office.desk.events_of(item), _changes(office, item.key))
            mails += _mails(office, item.id, office.desk.names_of(item))
        for key in past:
            now = next((item for item in office.desk.items if item.key == key), None)
            names = dict.fromkeys((key, name))
            events = office.desk.events_of(now) if now else [e for each in names for e in office.desk.events.get(each, ())]
            moments += life(now.id if now else name, now, events, _changes(office, key))
            mails += _mails(office, now.id if now else name, office.desk.names_of(now) if now else names)
    told, happened = (tuple(sorted(each, key=lambda moment: moment.when)) for each in (mails, moments))
    return EventReport(happened, mails=told)


def _keys_of_the_past(office: Office, name: str) -> list[str]:
    """The 督办编号 of items that were called so, and are gone or go by another name now."""
    keys = [record.key for record in office.known.memory.gone if name in (record.key, record.name)]
    path = office.workspace.journal_path
    if path.exists():
        with archive(path) as journal:
            keys += journal.keys_named(office.settings.ledger_id, name)
    return list(dict.fromkeys(keys))


def _mails(office: Office, name: str, known_as: Iterable[str]) -> list[Moment]:
    """What our mails told units about an item; a mail of which nobody knows whether it arrived says so."""
    path = office.workspace.journal_path
    if not path.exists():
        return []
    midnight = datetime.combine(office.desk.today, time())
    with Journal(path, lambda: midnight) as journal:
        told = journal.tellings(office.settings.ledger_id, known_as)
    said = {"unknown": "（是否送达不明）"}
    return [
        Moment(
            each.day,
            name,
            each.unit,
            each.kind,
            "邮件",
            f"{each.reason}，发往{each.recipient}{said.get(each.state, '')}",
            "",
            "mail",
        )
        for each in told
    ]


def _changes(office: Office, key: str) -> list[Change]:
    """Changes of an item: those kept, and those that this very look notices."""
    path, kept = office.workspace.journal_path, []
    if path.exists():
        with archive(path) as journal:
            kept = journal.of(office.settings.ledger_id, key)
    return [*kept, *(change for change in office.known.memory.changes if change.key == key)]
