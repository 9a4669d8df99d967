"""Numbers for papers at 签发: reserved in the journal, entered in 文书登记 by the save that issues the paper, then settled.

Everything happens while this workspace's only running routine is ours (opening.working).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from toolkit.domain.changes import Value
from toolkit.domain.desk import Rows
from toolkit.domain.papers.register import Entry, highest, read_register, void_row
from toolkit.domain.papers.slip import slip_number
from toolkit.journal.numbers import Number, Numbers
from toolkit.routines.waiting import registered_places, settle
from toolkit.routines.workspace import Workspace

PATIENCE = 10.0


@dataclass(slots=True)
class Drawing:
    """Numbers being taken for one save.

    used: of an earlier run that broke off, numbers that do stand in 文书登记; lost: those that do not, and are registered as
    作废 by this save (void_rows); saved: to be set once the workbook is: from then on nothing is given back.
    """

    journal: Numbers
    ledger_id: str
    entries: Sequence[Entry]
    codes: Mapping[str, str]
    today: date
    used: Sequence[Number]
    lost: Sequence[Number]
    taken: list[Number] = field(default_factory=list)
    saved: bool = False

    @property
    def void_rows(self) -> list[tuple[Value, ...]]:
        """Rows of 文书登记 for the numbers that were lost."""
        return [void_row(each.number, each.kind, each.year, each.n, each.day) for each in self.lost]

    def take(self, kind: str) -> Number:
        """The next number of a kind in this year."""
        above = max(highest(self.entries, kind, self.today.year), *(n.n for n in self.taken if n.kind == kind), 0)
        spelled = lambda n: slip_number(self.codes, kind, self.today.year, n)  # noqa: E731 - said where it is used
        self.taken.append(self.journal.take(self.ledger_id, kind, self.today, above, spelled))
        return self.taken[-1]


@contextmanager
def drawing(space: Workspace, ledger_id: str, register: Rows, today: date) -> Iterator[Drawing]:
    """Takes numbers inside, or none; leaving means that they and the void_rows stand in 文书登记, an exception before `saved`
    that nothing does. Papers that a broken run left waiting are brought to their place, or away, first.

    register: rows of 文书登记 as they stand. Raises SetupError or MailError as the journal does.
    """
    codes = space.config.office.codes
    with Numbers(space.journal_path, PATIENCE) as journal:
        entries = read_register(register, codes)
        there = {(entry.kind, entry.year, entry.n) for entry in entries}
        found: tuple[list[Number], list[Number]] = ([], [])
        for each in journal.reserved(ledger_id):
            found[(each.kind, each.year, each.n) not in there].append(each)
        draw = Drawing(journal, ledger_id, entries, codes, today, *found)
        settle(space, registered_places(register))
        try:
            yield draw
        except BaseException:
            if not draw.saved:
                journal.give_back(ledger_id, draw.taken)
            raise
        journal.settle(ledger_id, [*draw.used, *draw.taken], "registered")
        journal.settle(ledger_id, draw.lost, "void")
