"""A run that broke off at 签发: its numbers are found in 文书登记 or voided there, its papers come to their place or go."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.desk import TODAY, take, type_cells, write_ledger
from toolkit.domain.changes import ChangeSet
from toolkit.domain.desk import Rows
from toolkit.domain.papers.register import LOST
from toolkit.domain.sheets import REGISTER
from toolkit.journal.numbers import Numbers
from toolkit.ledger.closed import ClosedBook
from toolkit.routines import daily, slip
from toolkit.routines.numbering import drawing
from toolkit.routines.progress import silent
from toolkit.routines.waiting import waiting_place as waiting
from toolkit.routines.workspace import Workspace


class PowerCut(BaseException):
    """The machine went off."""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = write_ledger(tmp_path)
    take(path)
    return path


def register(path: Path) -> Rows:
    return ClosedBook(path, path.parent).read().own[REGISTER.name].rows


def ledger_id(path: Path) -> str:
    settings = ClosedBook(path, path.parent).read().own["设置"].rows
    return next(str(cells["值"]) for _, cells in settings if cells["项目"] == "台账标识")


def left_reserved(path: Path) -> None:
    """Takes a number as 签发 does, and ends before the save."""
    with Numbers(Workspace.find(path, path.parent).journal_path, 1) as journal:
        journal.take(ledger_id(path), "交办单", TODAY, 0, lambda n: f"连督交〔2026〕{n}号")


def issue(path: Path, item: str = "A1") -> slip.SlipReport:
    return slip.run(
        path, Workspace.find(path, path.parent), kind="交办单", items=[item], issue=True, per_unit=False, issuer=None, today=TODAY,
        progress=silent,
    )  # fmt: skip


def test_lost_numbers_are_voided_by_the_next_paper(ledger: Path) -> None:
    """The lost number stands in the register as 作废 with the reason; the paper takes the next; its half-made file is gone."""
    left_reserved(ledger)
    half = waiting(ledger.parent / "文书" / "政务督查交办单" / "2026" / "连督交〔2026〕1号_市教育局_A1.docx")
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    [paper] = issue(ledger).papers
    assert paper.number == "连督交〔2026〕2号"
    assert [(cells["文号"], cells["状态"], cells["备注"]) for _, cells in register(ledger)] == [
        ("连督交〔2026〕1号", "作废", LOST),
        ("连督交〔2026〕2号", "签发", None),
    ]
    assert not half.exists()
    assert issue(ledger, "A2").papers[0].number == "连督交〔2026〕3号"


def test_lost_numbers_are_voided_by_the_daily_run(ledger: Path) -> None:
    """Nobody has to issue another paper for the gap to be registered."""
    left_reserved(ledger)
    daily.run(ledger, Workspace.find(ledger, ledger.parent), today=TODAY + timedelta(1), progress=silent)
    assert [(cells["文号"], cells["状态"]) for _, cells in register(ledger)] == [("连督交〔2026〕1号", "作废")]


def test_saved_but_not_settled(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off after the save: the number is found in the register, and the paper that waited comes to its place."""

    def cut(*_args: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", _until_registered(cut))
        with pytest.raises(PowerCut):
            issue(ledger)
    [path] = (ledger.parent / "文书").rglob("*.待登记")
    daily.run(ledger, Workspace.find(ledger, ledger.parent), today=TODAY, progress=silent)
    assert not path.exists()
    assert (path.parent / "连督交〔2026〕1号_市教育局_A1.docx").exists()
    assert [cells["状态"] for _, cells in register(ledger)] == ["签发"]


def _until_registered(cut: object) -> object:
    """Path.replace that fails for a paper whose number has been registered."""
    original = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if self.name.endswith(".待登记"):
            cut()  # type: ignore[operator]
        return original(self, target)

    return replace


def test_a_deleted_row_does_not_free_its_number(ledger: Path) -> None:
    """Numbering goes on from what was taken, also where the last row was cleared by hand."""
    issue(ledger)
    book = ClosedBook(ledger, ledger.parent / ".duban")
    table = book.read().own[REGISTER.name]
    type_cells(ledger, table.sheet, {f"{chr(ord('A') + column)}{table.last_row}": None for column in range(len(table.columns))})
    assert issue(ledger, "A2").papers[0].number == "连督交〔2026〕2号"


def test_typed_by_hand_before(ledger: Path) -> None:
    """What the register holds already is respected, 作废 and gaps included."""
    book = ClosedBook(ledger, ledger.parent / ".duban")
    book.read()
    rows = [(f"连督交〔2026〕{n}号", "交办单", *[None] * 9) for n in (3, 7)]
    book.apply(ChangeSet(appended={REGISTER.name: rows}))
    space = Workspace.find(ledger, ledger.parent)
    with drawing(space, "L", register(ledger), TODAY) as numbers:
        assert [numbers.take("交办单").n, numbers.take("交办单").n, numbers.take("催办单").n] == [8, 9, 1]
