"""An office that has sent its reminders and takes answers in, without a mail server: mails go straight into the tray."""

from __future__ import annotations

import email
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tests.support.desk import TODAY, take, type_addresses, write_ledger
from tests.support.replies import filled, reply
from toolkit.domain.feedback.answers import Receipt
from toolkit.domain.item import Item
from toolkit.ledger.book import Workbook
from toolkit.ledger.closed import ClosedBook
from toolkit.mail.inbox import Fetched, Place
from toolkit.mail.message import BEIJING
from toolkit.routines import feedback, feedback_form, remind
from toolkit.routines.feedback import FeedbackReport
from toolkit.routines.feedback_book import received, write_sheet
from toolkit.routines.feedback_intake import Tray
from toolkit.routines.opening import open_office, working
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

EDU, HOUSING = "unit3@lyg.example", "unit4@lyg.example"
"""Addresses of 市教育局 (A1, A4) and 市住建局 (A2), as tests.support.desk types them."""


@dataclass
class Desk:
    """A ledger with addresses, and its reminders of TODAY gone out. ids: address -> Message-ID of its mail."""

    path: Path
    workspace: Workspace
    ids: Mapping[str, str]

    def form(self, unit: str = "市教育局", items: Sequence[str] = (), **answers: Mapping[str, Any]) -> bytes:
        """The unit's form, filled in: A1={"办理情况": …}."""
        out = self.path.parent / "form.xlsx"
        out.unlink(missing_ok=True)
        feedback_form.run(self.path, self.workspace, unit=unit, items=items, out=out, today=TODAY, progress=silent)
        return filled(out.read_bytes(), answers)

    def take(self, *mails: bytes, today: date = TODAY, size: int = 0) -> Tray:
        """A fetch without the server. size: of mails that are too large to be downloaded (their headers are given)."""
        with working(self.workspace, self.path, silent) as book:
            office = open_office(book, self.workspace, today, silent)
            with received(office) as journal:
                tray = Tray(office, journal)
                for uid, raw in enumerate(mails, 1):
                    arrived = datetime(today.year, today.month, today.day, 10, tzinfo=BEIJING)
                    body = (
                        Fetched(Place(1, uid), arrived, size, None, raw)
                        if size
                        else Fetched(Place(1, uid), arrived, len(raw), raw)
                    )
                    with journal.together():
                        tray.take(body)
                write_sheet(office, journal.receipts())
        return tray

    def accept(self, *ids: str, item: str = "", today: date = TODAY) -> FeedbackReport:
        return feedback.run_accept(self.path, self.workspace, ids=ids, item=item, by="李", today=today, progress=silent)

    def reject(self, *ids: str, note: str = "请补充数据", today: date = TODAY) -> FeedbackReport:
        return feedback.run_reject(self.path, self.workspace, ids=ids, item="", note=note, by="李", today=today, progress=silent)

    def receipts(self) -> tuple[Receipt, ...]:
        return feedback.run_list(self.path, self.workspace, today=TODAY, progress=silent).all

    def model(self) -> Workbook:
        return ClosedBook(self.path, self.path.parent / "nowhere").read()

    def item(self, name: str) -> Item:
        return next(item for ledger in self.model().ledgers for item in ledger.items if item.text("编号") == name)

    def events(self) -> list[tuple[object, ...]]:
        """(编号, 单位, 环节, 方式, 内容) of 过程记录."""
        rows = self.model().own["过程记录"].rows
        return [tuple(cells.get(name) for name in ("编号", "单位", "环节", "方式", "内容")) for _, cells in rows]

    def sheet(self) -> list[Mapping[str, object]]:
        return [dict(cells) for _, cells in self.model().own["反馈收件"].rows]

    def answered(self, what: str = "已开工12所", **more: Any) -> bytes:
        """市教育局's reply with its form, about A1."""
        return reply(to=self.ids[EDU], files=[("反馈表.xlsx", self.form(A1={"办理情况": what, **more}))])


def open_desk(folder: Path) -> Desk:
    path = write_ledger(folder)
    take(path)
    type_addresses(path)
    workspace = Workspace.find(path, path.parent)
    remind.run(path, workspace, send=True, limit=None, today=TODAY, progress=silent)
    ids = {}
    for file in workspace.mail_folder.glob("*.eml"):
        mail = email.message_from_bytes(file.read_bytes())
        ids[str(mail["To"]).rpartition("<")[2].strip(">")] = str(mail["Message-ID"])
    return Desk(path, workspace, ids)


@contextmanager
def opened_elsewhere(path: Path) -> Any:
    """The ledger is open in LibreOffice meanwhile."""
    lock = path.with_name(f".~lock.{path.name}#")
    lock.write_text(",clerk,pc,2026;", encoding="utf-8")
    yield
    lock.unlink()
