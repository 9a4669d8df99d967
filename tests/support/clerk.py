"""A clerk of an office that the tests act out: types into the ledger, runs duban as a program, looks at sheets and at the mails.

The clerk knows what was typed: after each command every cell of the office's own sheets is compared with that.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.support.desk import type_cells
from tests.support.mailserver import Server
from toolkit.domain.item import Item, Raw, as_text
from toolkit.ledger.book import Workbook
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.package.cells import letters

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Clerk:
    """ledger: in a workspace of its own; day: today; server: the office's mail server; staff: the sheets that are the office's,
    each with its number of columns."""

    ledger: Path
    day: date
    server: Server
    staff: Mapping[str, int]
    secrets: Mapping[str, str] = field(default_factory=dict)
    typed: dict[tuple[str, str], str] = field(default_factory=dict)
    seen: int = 0

    def __post_init__(self) -> None:
        self.typed = self.cells()

    def duban(self, *words: str, status: int = 0, writes: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Runs a command in the workspace and reads its --json. writes: the cells of the office that it is asked to change, with
        what they will say; no other may differ from what was typed."""
        run = subprocess.run(
            [sys.executable, "-m", "toolkit", *words, "--json", "--today", self.day.isoformat()],
            cwd=self.ledger.parent, env={**os.environ, "PYTHONPATH": str(ROOT), **self.secrets}, stdin=subprocess.DEVNULL,
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert run.returncode == status, f"{words}: {run.returncode}\n{run.stdout}\n{run.stderr}"
        main = next(iter(self.staff))
        self.typed |= {(main, where): text for where, text in (writes or {}).items()}
        changed = self.changed()
        assert not changed, f"{words} changed what staff typed: {changed}"
        found: dict[str, Any] = json.loads(run.stdout) if run.stdout else {"said": run.stderr}
        return found

    def type(self, values: Mapping[str, str | date | None], sheet: str = "") -> None:
        """Types into cells, saves and closes; by default into the ledger."""
        sheet = sheet or next(iter(self.staff))
        type_cells(self.ledger, sheet, values)
        if sheet in self.staff:
            self.typed |= {(sheet, where): _text(value) for where, value in values.items()}
            assert not self.changed()

    def changed(self) -> dict[tuple[str, str], tuple[str | None, str | None]]:
        """The cells of the office that are not as they were typed: what was typed, what stands there."""
        now = self.cells()
        return {
            at: (self.typed.get(at), now.get(at)) for at in self.typed.keys() | now.keys() if self.typed.get(at) != now.get(at)
        }

    def cells(self) -> dict[tuple[str, str], str]:
        """Every cell of the office that says something: (sheet, address) -> text."""
        grids = {grid.name: grid.rows for grid in self.model().grids}
        return {
            (name, f"{letters(column)}{row}"): text
            for name, width in self.staff.items()
            for row, cells in enumerate(grids[name], 1)
            for column, cell in enumerate(cells[:width], 1)
            if (text := _text(cell))
        }

    def model(self) -> Workbook:
        return ClosedBook(self.ledger, self.ledger.parent / "nowhere").read()

    def item(self, name: str) -> Item:
        [item] = [item for ledger in self.model().ledgers for item in ledger.items if item.text("编号") == name]
        return item

    def lights(self) -> dict[str, str]:
        """What the own columns say: 编号 -> 灯 and 办理状态, without what stands in brackets behind it."""
        items = [item for ledger in self.model().ledgers for item in ledger.items]
        return {
            item.text("编号"): f"{as_text(item.own['灯'])} {as_text(item.own['办理状态']).partition('（')[0]}" for item in items
        }

    def hint(self, name: str) -> str:
        """What the column 提示 says of an item."""
        item, model = self.item(name), self.model()
        [(ledger, grid)] = [
            (each, grid) for each in model.ledgers for grid in model.grids if grid.name == each.sheet == item.sheet
        ]
        return as_text(grid.value(item.row, ledger.own["提示"]))

    def sheet(self, name: str, *columns: str) -> list[tuple[str, ...]]:
        """Rows of an own sheet, some columns of each."""
        rows = self.model().own[name].rows
        return [tuple(as_text(cells.get(column)) for column in columns) for _, cells in rows]

    def post(self) -> list[EmailMessage]:
        """The mails that have gone since this was asked last."""
        mails = self.server.mails[self.seen :]
        self.seen += len(mails)
        return mails

    def papers(self, folder: str = "") -> list[str]:
        """The names of all Word documents in a folder of 文书."""
        return sorted(path.name for path in (self.ledger.parent / "文书" / folder).rglob("*.docx"))


def recipients(mails: Sequence[EmailMessage]) -> list[str]:
    """To whom mails are addressed, in order of the alphabet."""
    return sorted(str(mail["To"]).rpartition("<")[2].strip(">") for mail in mails)


def words(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part else ""


def _text(cell: Raw) -> str:
    return as_text(cell) if cell is not None else ""
