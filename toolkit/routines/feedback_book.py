"""What the commands on units' answers share: the book of received mail, its sheet, one answer as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from toolkit.domain.changes import ChangeSet
from toolkit.domain.desk import Rows
from toolkit.domain.errors import LayoutError, LedgerBusy, LedgerChanged
from toolkit.domain.feedback.answers import Receipt
from toolkit.domain.feedback.book import rows_of, waiting_in
from toolkit.domain.sheets import RECEIVED
from toolkit.journal.received import Received
from toolkit.ledger import guard
from toolkit.routines.opening import Office


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
        guard.ensure_closed(office.book.path)
        office.book.apply(sheet(office, receipts), office.settings.ledger_id)
    except (LedgerBusy, LedgerChanged) as busy:
        return str(busy)
    return None


def waiting(office: Office) -> frozenset[tuple[str, str]]:
    """(item id, unit) of answers that wait for a person: their units are not chased meanwhile."""
    rows, known = standing(office), list[Receipt]()
    if office.settings.ledger_id and office.workspace.journal_path.exists():
        with Received(office.workspace.journal_path, office.settings.ledger_id) as journal:
            known = journal.receipts()
    return waiting_in(known, rows)


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
