"""A ledger that has been replaced by its copy with buttons: two files of one id must not both be worked on."""

from __future__ import annotations

from toolkit.domain.errors import DubanError, LayoutError
from toolkit.domain.settings import read_settings
from toolkit.domain.sheets import SETTINGS
from toolkit.ledger.book import Book, Workbook
from toolkit.ledger.closed import ClosedBook
from toolkit.routines.workspace import Workspace


def refuse_replaced(book: Book, workspace: Workspace) -> None:
    """LayoutError for 台账.xlsx beside a 台账.xlsm of the same 台账标识: events, answers and numbers entered in one are unknown
    to the other, and a unit that has answered would be chased. The one that duban.toml names is the ledger all the same."""
    path, copy = book.path, book.path.with_suffix(".xlsm")
    if path == copy or path == workspace.named_ledger or not copy.exists():
        return
    if mine := _ledger_id(book.model):
        try:
            theirs = _ledger_id(ClosedBook(copy, workspace.state_dir).read())
        except DubanError:  # a file that cannot be read is no ledger
            return
        if theirs == mine:
            raise LayoutError(
                f"“{path.name}”已另存为带按钮的“{copy.name}”，两本是同一个台账，为免各记各的、重复催办，没有办：请改用“{copy.name}”，"
                f"把“{path.name}”收起来；仍要用“{path.name}”的，请先把“{copy.name}”移到别的文件夹"
            )


def _ledger_id(model: Workbook) -> str:
    table = model.own.get(SETTINGS.name)
    return read_settings(table.rows)[0].ledger_id if table else ""
