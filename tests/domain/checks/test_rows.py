"""台账变动."""

from datetime import date, timedelta

from tests.domain.making import SHEET, TODAY, a_desk, an_item
from toolkit.domain.checks.rows import DAYS, check
from toolkit.domain.memory.records import Memory, PutRight, Record


def gone(on: date) -> Memory:
    return Memory(gone=(Record("A9", SHEET, {"编号": "A9", "督查事项": "建设学校"}, on),))


def test_a_row_that_vanished_is_named_for_a_week() -> None:
    """With what it was about and what may have become of it."""
    (finding,) = check(a_desk(an_item("A1"), memory=gone(TODAY - timedelta(DAYS))))
    assert (finding.level, finding.sheet, finding.row, finding.item) == ("warning", SHEET, 0, "A9")
    assert "建设学校" in finding.message
    assert "别的年度？" in finding.message
    assert not list(check(a_desk(an_item("A1"), memory=gone(TODAY - timedelta(DAYS + 1)))))


def test_a_row_that_was_found_elsewhere() -> None:
    """In a sheet that is no ledger: the place is named instead of asked for."""
    memory = Memory(gone=(Record("A9", SHEET, {"督查事项": "建设学校"}, TODAY, place="“留存”表第5行"),))
    (finding,) = check(a_desk(an_item("A1"), memory=memory))
    assert "现见于“留存”表第5行" in finding.message


def test_own_cells_put_right_are_one_hint_a_sheet() -> None:
    """At the first row, with their number."""
    moved = tuple(PutRight(SHEET, row, f"A{row + 1}", f"A{row}") for row in (5, 3, 4))
    (finding,) = check(a_desk(an_item("A1"), memory=Memory(put_right=moved)))
    assert (finding.level, finding.row, finding.count) == ("hint", 3, 3)
    assert "第3行（A3）" in finding.message
