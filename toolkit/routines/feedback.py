"""duban feedback list, accept, reject: what came in, and a person's word on it.

Accept is the one place where staff's columns are written: a dated line into 办理情况, the day into an empty 反馈日期.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from toolkit.domain.changes import Accepted, ChangeSet, Value
from toolkit.domain.course.assignment import answers_apart
from toolkit.domain.errors import UsageError
from toolkit.domain.feedback.answers import Receipt, State, event_text, ledger_line, mark
from toolkit.domain.feedback.book import entered
from toolkit.domain.item import Item, Judgement
from toolkit.domain.mailing.letter import one_line
from toolkit.domain.sheets import EVENTS
from toolkit.domain.units.assignees import Roll
from toolkit.journal import returned
from toolkit.journal.received import Received
from toolkit.ledger.book import Book
from toolkit.routines import feedback_back
from toolkit.routines.feedback_book import pending, receipt_data, received, sheet
from toolkit.routines.opening import Office, ensure_writable, open_office, read_book, refuse_secret_words, working
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace
from toolkit.routines.writing import changes


@dataclass(frozen=True, slots=True)
class FeedbackReport:
    """Answers: those that were asked for (received), and all that wait (pending); items: how each decided one stands now;
    mails: the letters of a 退回; warnings: what a person should see to."""

    received: tuple[Receipt, ...]
    all: tuple[Receipt, ...]
    items: tuple[Judgement, ...] = ()
    mails: tuple[feedback_back.Queued, ...] = ()
    warnings: tuple[str, ...] = ()
    bounced: tuple[tuple[str, date, str], ...] = ()

    @property
    def exit_status(self) -> int:
        return int(bool(self.warnings))

    def data(self) -> dict[str, object]:
        return {
            "received": [receipt_data(each) for each in self.received], "pending": pending(self.all),
            "items": [{"id": j.item.id, "status": j.status, "light": j.light} for j in self.items],
            "mails": [mail.data() for mail in self.mails], "warnings": list(self.warnings),
            "bounced": [{"address": a, "day": d.isoformat(), "reason": why} for a, d, why in self.bounced],
        }  # fmt: skip


def run_list(ledger: Path, workspace: Workspace, *, today: date, progress: Progress) -> FeedbackReport:
    """Every answer that came in, and the addresses from which mails came back. Writes nothing; an open ledger will do."""
    office = open_office(read_book(ledger, workspace, progress), workspace, today, progress)
    if not workspace.journal_path.exists():
        return FeedbackReport((), ())
    with received(office) as journal:
        receipts = tuple(journal.receipts())
        bounced = tuple((address, day, why) for address, (day, why) in returned.known(journal, journal.ledger_id).items())
    return FeedbackReport(receipts, receipts, bounced=bounced)


def run_accept(
    ledger: Path, workspace: Workspace, *, ids: Sequence[str], item: str, by: str, today: date, progress: Progress
) -> FeedbackReport:
    """A person accepts answers: they enter the ledger, all of them or none, and stop their units' clocks.

    item: which item is meant where the mail did not say; by: 经手人. Raises UsageError for a 收件编号 that does not wait,
    LedgerBusy for a ledger that is open while no button in it was pressed, LayoutError where 办理情况 cannot take a line.
    """

    def enter(office: Office, chosen: Sequence[Receipt]) -> ChangeSet:
        fresh = [each for each in chosen if not entered(each, office.desk.events)]
        return ChangeSet(
            accepted=_entries(office, fresh), appended={EVENTS.name: [_event(each, by, event_text(each)) for each in fresh]}
        )

    return _decide(ledger, workspace, ids, item, "已采纳", "", by, enter, today, progress)


def run_reject(
    ledger: Path, workspace: Workspace, *, ids: Sequence[str], item: str, note: str, by: str, today: date, progress: Progress
) -> FeedbackReport:
    """A person sends answers back 〔五(六)〕: the events 反馈 and 退回, and a letter with the day by which to answer again.

    note: what is missing; a day written there counts as the deadline. Raises as run_accept does.
    """
    note = one_line(note)

    def enter(office: Office, chosen: Sequence[Receipt]) -> ChangeSet:
        rows: list[tuple[Value, ...]] = []
        for each in (each for each in chosen if not entered(each, office.desk.events)):
            if each.answer.kind == "延期申请":
                rows.append(_event(each, by, f"{event_text(each)}（未同意{'：' + note if note else ''}）"))
            else:
                rows.append(_event(each, by, event_text(each)))
                rows.append(
                    (today, each.answer.item, each.answer.unit, "退回", "邮件", f"{note}{mark(each.number)}", by or None, None)
                )
        return ChangeSet(appended={EVENTS.name: rows})

    def tell(office: Office, chosen: Sequence[Receipt]) -> tuple[feedback_back.Queued, ...]:
        return tuple(feedback_back.queue(office, each, note) for each in chosen)

    return _decide(ledger, workspace, ids, item, "已退回", note, by, enter, today, progress, tell)


def _decide(
    ledger: Path,
    workspace: Workspace,
    ids: Sequence[str],
    item: str,
    state: State,
    note: str,
    by: str,
    enter: Callable[[Office, Sequence[Receipt]], ChangeSet],
    today: date,
    progress: Progress,
    tell: Callable[[Office, Sequence[Receipt]], tuple[feedback_back.Queued, ...]] = lambda office, chosen: (),
) -> FeedbackReport:
    """Ledger first, in one save that carries the 收件编号; then letters (once an answer); then the journal. A run that dies
    in between is finished by the next, which finds the number in 过程记录 and enters nothing again."""
    refuse_secret_words(note, by)
    with working(workspace, ledger, progress) as book:
        ensure_writable(ledger, workspace)
        office = open_office(book, workspace, today, progress)
        with received(office) as journal:
            chosen = [_named(office, each, item) for each in _waiting(journal, ids)]
            done = [replace(each, state=state, decided=today, note=note or each.note) for each in chosen]
            others = {each.number: each for each in done}
            receipts = [others.get(each.number, each) for each in journal.receipts()]
            book.change(enter(office, chosen))
            book.change(sheet(office, receipts))
            after = _judged(book, office, progress)
            book.save(ledger_id=office.settings.ledger_id)
            mails = tell(after, chosen)
            with journal.together():
                for each in done:
                    journal.decide(each.number, each.answer.item, state, today, each.note)
    items = tuple(after.desk.judgements[i] for i in dict.fromkeys(each.answer.item for each in done))
    warnings = tuple(mail.problem for mail in mails if mail.problem)
    return FeedbackReport(tuple(done), tuple(receipts), items, mails, warnings)


def _judged(book: Book, office: Office, progress: Progress) -> Office:
    """The ledger as it stands with what was entered, lights and findings brought up to date."""
    after = open_office(book, office.workspace, office.desk.today, progress)
    book.change(changes(after.judgements(), after.checked()))
    return after


def _waiting(journal: Received, ids: Sequence[str]) -> list[Receipt]:
    known = {str(each.number): each for each in journal.receipts()}
    found = []
    for text in dict.fromkeys(ids):
        receipt = known.get(text.lstrip("0") or text)
        if receipt is None:
            raise UsageError(f"没有收件编号“{text}”：请用 duban feedback list 查看")
        if receipt.state != "待审":
            raise UsageError(f"收件{receipt.number}{receipt.state}（{receipt.decided}），不能再次处理")
        found.append(receipt)
    return found


def _named(office: Office, receipt: Receipt, item: str) -> Receipt:
    """The receipt with the id under which its item stands in the ledger today."""
    name = item or receipt.answer.item
    if not name:
        raise UsageError(f"收件{receipt.number}没有写明是哪一事项：请看原件，加上 --item 编号")
    return replace(receipt, answer=replace(receipt.answer, item=office.pick([name])[0].item.id))


def _entries(office: Office, receipts: Sequence[Receipt]) -> list[Accepted]:
    """One entry an item; the day goes in for a reply of a unit that answers for the item, not of one that only supports."""
    roll = Roll(office.desk.units, office.settings.first_leads, office.desk.today)
    found: dict[str, Accepted] = {}
    for each in receipts:
        item = office.desk.judgements[each.answer.item].item
        speaks = answers_apart(item, office.settings) or any(party.name == each.answer.unit for party in roll.lead(item))
        fill = each.day if each.answer.kind == "反馈" and speaks else None
        before = found.get(item.id, Accepted(item.sheet, item.row, item.last_row))
        lines = "\n".join(filter(None, (before.append, _missing(item, ledger_line(each)))))
        found[item.id] = replace(before, append=lines, fill=before.fill or fill)
    return list(found.values())


def _missing(item: Item, line: str) -> str:
    """The line, "" where it stands in 办理情况 already: an open workbook whose program died in between has it without its event."""
    return "" if f"\n{line}\n" in f"\n{item.text('办理情况')}\n" else line


def _event(receipt: Receipt, by: str, what: str) -> tuple[Value, ...]:
    said = receipt.answer
    return receipt.day, said.item, said.unit, said.kind, "邮件", what, one_line(by) or None, receipt.folder or None
