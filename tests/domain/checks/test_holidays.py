"""节假日."""

from datetime import date

from tests.domain.making import a_desk, an_item, judged
from toolkit.domain.checks.holidays import check
from toolkit.domain.item import Deadline, Judgement, Status


def provisional(number: str, due: date, status: Status = "在办") -> Judgement:
    """An item with one provisional deadline."""
    return judged(an_item(number), status, deadlines=[Deadline("反馈", "", due, None, "", provisional=True)])


def test_each_uncovered_year_is_told_once() -> None:
    """With the number of open items, and what to do."""
    desk = a_desk(
        provisional("A1", date(2027, 1, 6)), provisional("A2", date(2027, 3, 1)), provisional("A3", date(2027, 1, 6), "已销号")
    )
    (finding,) = check(desk)
    assert (finding.sheet, finding.value, finding.count) == ("节假日", "2027", 2)
    assert "“节假日”表" in finding.message


def test_years_between_are_told_too() -> None:
    """A date in 2028 hangs on 2027 as well."""
    assert [finding.value for finding in check(a_desk(provisional("A1", date(2028, 1, 6))))] == ["2027", "2028"]


def test_covered_years_are_silent() -> None:
    """Nothing provisional, nothing to say."""
    assert not list(check(a_desk(judged(an_item(), due=date(2026, 10, 12)))))
