"""Rows for 过程记录 and 文书登记, entered in one save together with what they change in the own columns."""

from __future__ import annotations

from toolkit.domain.changes import ChangeSet
from toolkit.ledger.book import Book
from toolkit.routines.opening import Office, open_office
from toolkit.routines.progress import Progress
from toolkit.routines.writing import changes


def enter(book: Book, office: Office, rows: ChangeSet, progress: Progress) -> Office:
    """Appends rows to own sheets, judges the desk with them, and replaces the file once. Returns the desk as it is then,
    for its `remember` to be called.

    Raises a LedgerError where the file cannot be written; nothing has changed then.
    """
    book.change(rows)
    after = open_office(book, office.workspace, office.desk.today, progress)
    book.change(changes(after.judgements(), after.checked()))
    book.save(ledger_id=office.settings.ledger_id)
    return after
