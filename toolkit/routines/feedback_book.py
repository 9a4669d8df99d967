"""What the commands on units' answers share: the book of received mail, its sheet, one answer as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from toolkit.domain.changes import ChangeSet
from toolkit.domain.desk import Rows
from toolkit.domain.errors import LayoutError, LedgerBusy, LedgerChanged
from toolkit.domain.feedback.answers import BACK, Receipt
from toolkit.domain.feedback.book import rows_of, to_decide, waiting_in
from toolkit.domain.item import as_text
from toolkit.domain.papers.proposals import Proposal
from toolkit.domain.sheets import RECEIVED
from toolkit.journal.mails import Topic
from toolkit.journal.received import Received
from toolkit.routines.opening import Office, ensure_writable


@contextmanager
def received(office: Office) -> Iterator[Received]:
    """The book of received mail of a ledger, open while inside. Raises SetupError, MailError as the journal does."""
    if not office.settings.ledger_id:
        raise LayoutError("“设置”表中缺少台账标识：请运行 duban adopt 修复后再试")
    if RECEIVED.name not in office.model.own:
        raise LayoutError(f"台账中还没有“{RECEIVED.name}”表：请保存并关闭台账，运行 duban adopt 补上后再试")
    with Received(office.workspace.journal_path, office.settings.ledger_id) as journal:
        yield journal


def standing(office: Office) -> Rows:
    """The rows of 反馈收件 as they were read."""
    return office.model.own[RECEIVED.name].rows if RECEIVED.name in office.model.own else ()


def sheet(office: Office, receipts: Sequence[Receipt]) -> ChangeSet:
    """The 反馈收件 sheet brought up to date."""
    return ChangeSet(rewritten={RECEIVED.name: rows_of(receipts, standing(office))})


def write_sheet(office: Office, receipts: Sequence[Receipt]) -> str | None:
    """Writes it; why not where the ledger is open elsewhere (the journal keeps all, and the next run writes it)."""
    try:
        ensure_writable(office.book.path, office.workspace)
        office.book.apply(sheet(office, receipts), office.settings.ledger_id)
    except (LedgerBusy, LedgerChanged) as busy:
        return str(busy)
    return None


def with_received(office: Office, changes: ChangeSet) -> ChangeSet:
    """The same changes, and 反馈收件 where it lacks what the journal has (it came in while the ledger was open elsewhere)."""
    known = {(as_text(cells.get("收件编号")), as_text(cells.get("处理"))) for _, cells in standing(office)}
    receipts = _known(office)
    if RECEIVED.name not in office.model.own or all((str(each.number), each.state) in known for each in receipts):
        return changes
    return replace(changes, rewritten={**changes.rewritten, **sheet(office, receipts).rewritten})


def waiting(office: Office) -> frozenset[tuple[str, str]]:
    """(item id, unit) of answers that wait for a person: their units are not chased meanwhile."""
    return waiting_in(_known(office), standing(office))


def to_review(office: Office) -> list[Proposal]:
    """The answers that wait for a person, for the list of what the office itself may do today."""
    return to_decide(_known(office))


def _known(office: Office) -> list[Receipt]:
    if not office.settings.ledger_id or not office.workspace.journal_path.exists():
        return []
    with Received(office.workspace.journal_path, office.settings.ledger_id) as journal:
        return journal.receipts()


def told_by_letter(office: Office) -> Mapping[Topic, date]:
    """What the letters of a 退回 have told today: no notice says it again on the same day."""
    if not office.settings.ledger_id or not office.workspace.journal_path.exists():
        return {}
    with Received(office.workspace.journal_path, office.settings.ledger_id) as journal:
        return dict.fromkeys(journal.told_on(office.desk.today, BACK), office.desk.today)


def receipt_data(receipt: Receipt) -> dict[str, object]:
    """One answer as the command line shows it."""
    said = receipt.answer
    return {
        "id": str(receipt.number), "day": receipt.day.isoformat(), "unit": said.unit, "item": said.item, "kind": said.kind,
        "text": said.what, "progress": said.progress, "done": said.done, "problems": said.problems, "expected": said.expected,
        "sender": receipt.sender, "state": receipt.state, "decided": receipt.decided.isoformat() if receipt.decided else None,
        "note": receipt.note, "folder": receipt.folder,
    }  # fmt: skip


def pending(receipts: Sequence[Receipt]) -> list[dict[str, object]]:
    """Those that wait for a person."""
    return [receipt_data(each) for each in receipts if each.state == "待审"]
