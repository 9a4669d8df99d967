"""编号重复."""

from tests.domain.making import a_desk, an_item
from toolkit.domain.checks.numbering import check


def test_copied_number_is_told_at_the_later_row() -> None:
    """A real number stands once in the whole workbook."""
    first, copy = an_item("D1", 3, 编号="LYG2022001"), an_item("D2", 9, "二", 编号="LYG2022001")
    (finding,) = check(a_desk(first, copy))
    assert (finding.sheet, finding.row, finding.level, finding.value) == ("二", 9, "error", "LYG2022001")
    assert "“督查台账”表第3行" in finding.message


def test_plain_counts_may_start_again() -> None:
    """1, 2, 3 begin anew in each section and sheet, but not within one."""
    one, other = an_item("D1", 3, 编号=1, section="一、民生"), an_item("D2", 4, 编号=1, section="二、会议")
    sheet, same = an_item("D3", 3, "另表", 编号=1, section="一、民生"), an_item("D4", 5, 编号=1, section="二、会议")
    assert [finding.row for finding in check(a_desk(one, other, sheet, same))] == [5]


def test_copied_own_number_where_staff_number_nothing() -> None:
    """A row copied with the toolkit's column carries a 督办编号 twice."""
    own = {"督办编号": "DB-0001"}
    findings = list(check(a_desk(an_item("DB-0001", 3, own=own), an_item("", 4, own=own), an_item("X", 5, 编号="X", own=own))))
    assert [(finding.row, finding.field) for finding in findings] == [(4, "督办编号")]


def test_empty_numbers_are_no_copies() -> None:
    """Rows that have no number yet get one."""
    assert not list(check(a_desk(an_item("", 3, 编号=None), an_item("", 4, 编号=None))))
