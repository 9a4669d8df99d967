"""The 节假日 sheet, and stretches of days in words."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.calendar.holidays import Day, holiday_name, in_words, read_notice
from toolkit.domain.calendar.workdays import read_holidays
from toolkit.domain.item import Finding, Level, Raw


def row(day: Raw, kind: Raw, name: Raw = None) -> dict[str, Raw]:
    """One row of the sheet."""
    return {"日期": day, "休或班": kind, "名称": name}


def fixed_days(year: int) -> list[tuple[int, dict[str, Raw]]]:
    """元旦, 劳动节 and 国庆 of a year."""
    return [
        (3, row(date(year, 1, 1), "休", "元旦")),
        (4, row(date(year, 5, 1), "休", "五一")),
        (5, row(date(year, 10, 1), "休", "国庆节")),
    ]


@pytest.mark.parametrize(
    "cell", [date(2027, 1, 1), datetime(2027, 1, 1, 0, 0), "2027-01-01", "2027年1月1日", "2027.1.1", "20270101", 46388]
)
def test_a_day_in_any_form(cell: Raw) -> None:
    """A date cell, its text, or the number behind it."""
    days, _, _ = read_notice([(3, row(cell, "休", "元旦"))])
    assert days == {date(2027, 1, 1): Day(True, "元旦")}


def test_a_whole_notice() -> None:
    """Off and worked days, names made short, and no finding."""
    rows = [*fixed_days(2027), (6, row("2027-01-09", "班", "元旦")), (7, row(None, None))]
    days, years, findings = read_notice(rows)
    assert findings == []
    assert years == {2027}
    assert days[date(2027, 5, 1)] == Day(True, "劳动节")
    assert days[date(2027, 10, 1)] == Day(True, "国庆")
    assert days[date(2027, 1, 9)] == Day(False, "元旦")


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        (row(None, "休"), "A", "不是一个完整的日期"),
        (row("10月1日", "休"), "A", "“10月1日”"),
        (row("2027年1月1日至3日", "休"), "A", "逐日填写"),
        (row("2027-01-01、2027-01-02", "休"), "A", "逐日填写"),
        (row("2027-02-30", "休"), "A", "“2027-02-30”"),
        (row(date(2027, 1, 1), "放"), "B", "请填“休”或“班”"),
        (row(date(2027, 1, 1), None), "B", "请填“休”或“班”"),
    ],
)
def test_rows_that_make_no_sense(cells: dict[str, Raw], column: str, words: str) -> None:
    """They are left out, and the finding names the place and quotes the cell."""
    days, years, findings = read_notice([(9, cells)])
    assert (days, years) == ({}, frozenset())
    (finding,) = findings
    assert (finding.sheet, finding.row, finding.column, finding.level) == ("节假日", 9, column, "error")
    assert words in finding.message


def test_a_day_twice() -> None:
    """The same again is a reminder, the opposite an error; the first row counts."""
    days, _, findings = read_notice(
        [(3, row(date(2026, 6, 19), "休")), (4, row(date(2026, 6, 19), "休")), (5, row(date(2026, 6, 19), "班"))]
    )
    assert days[date(2026, 6, 19)].off
    assert [(finding.row, finding.level) for finding in findings] == [(4, "warning"), (5, "error")]


def test_a_plain_weekday_worked() -> None:
    """班 on a Wednesday that was never off is asked about; on one that the package has off it is a change."""
    _, _, findings = read_notice([(3, row(date(2026, 7, 1), "班")), (4, row(date(2026, 10, 7), "班"))])
    assert [(finding.row, finding.level) for finding in findings] == [(3, "warning")]
    assert "星期三" in findings[0].message


def test_a_missing_name_is_the_packages() -> None:
    """A known holiday keeps its name, an unknown day has none."""
    days, _, _ = read_notice([(3, row(date(2026, 10, 1), "休")), (4, row(date(2026, 7, 3), "休"))])
    assert [day.name for day in days.values()] == ["国庆", ""]


def test_an_incomplete_year_is_told() -> None:
    """A new year of which only 元旦 was typed counts, and the finding says what is missing."""
    _, years, findings = read_notice(fixed_days(2027)[:1])
    assert years == {2027}
    (finding,) = findings
    assert (finding.row, finding.level) == (3, "warning")
    assert "劳动节、国庆" in finding.message


def test_the_end_of_december_covers_nothing() -> None:
    """A notice for 2028 may begin on 2027-12-31; that does not make 2027 known."""
    calendar, _ = read_holidays([(3, row(date(2027, 12, 31), "休", "元旦"))])
    assert not calendar.covers(2027)
    assert not calendar.is_workday(date(2027, 12, 31))


@given(st.lists(st.tuples(st.integers(1, 99), st.fixed_dictionaries({"日期": st.one_of(st.none(), st.text(), st.floats(), st.dates(), st.integers(), st.booleans()),
                                                                   "休或班": st.one_of(st.none(), st.text(), st.sampled_from(["休", "班"])),
                                                                   "名称": st.one_of(st.none(), st.text())})), max_size=6))  # fmt: skip
def test_never_an_exception(rows: list[tuple[int, dict[str, Raw]]]) -> None:
    """Whatever staff type, there is a calendar, and each finding stands at a row that was typed."""
    calendar, findings = read_holidays(rows)
    assert calendar.covers(2026)
    assert {finding.row for finding in findings} <= {number for number, _ in rows}


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [("2026-10-10", "2026-10-10", "10月10日"), ("2026-10-01", "2026-10-07", "10月1–7日"), ("2026-09-29", "2026-10-06", "9月29日–10月6日"),
     ("2026-12-31", "2027-01-02", "12月31日–2027年1月2日"), ("2027-01-01", "2027-01-03", "2027年1月1–3日"),
     ("2027-01-30", "2027-02-02", "2027年1月30日–2月2日")],
)  # fmt: skip
def test_in_words(first: str, last: str, text: str) -> None:
    """The year stands only where it is not the one that the reader has in mind."""
    assert in_words(date.fromisoformat(first), date.fromisoformat(last), 2026) == text


def test_holiday_names() -> None:
    """What people call a holiday, and what is no holiday."""
    assert [holiday_name(text) for text in ("十一", "国庆节", "五一", "春节", "抗战胜利纪念日")] == [
        "国庆",
        "国庆",
        "劳动节",
        "春节",
        "抗战胜利纪念日",
    ]


@pytest.mark.parametrize(
    ("rows", "column", "field", "level", "message", "value"),
    [
        (
            [(9, row("10月1日", "休"))], "A", "日期", "error",
            "节假日第9行日期“10月1日”:不是一个完整的日期,本行未采用;请逐日填写,如2027-01-01", "10月1日",
        ),
        (
            [(9, row("2026-10-01", "放"))], "B", "休或班", "error",
            "节假日第9行休或班“放”:请填“休”或“班”,本行未采用", "放",
        ),
        (
            [(3, row("2026-06-19", "休")), (9, row("2026-06-19", "休"))], "A", "日期", "warning",
            "节假日第9行日期“2026-06-19”:2026-06-19重复填写,请核对", "2026-06-19",
        ),
        (
            [(3, row("2026-06-19", "休")), (9, row("2026-06-19", "班"))], "A", "日期", "error",
            "节假日第9行日期“2026-06-19”:2026-06-19前面填了“休”、这里填了“班”,或相反;以前面的为准,请核对", "2026-06-19",
        ),
        (
            [(9, row("2027-05-01", "休"))], "A", "日期", "warning",
            "2027年的放假安排不完整,没有元旦、国庆当日,按已填写的计算,请补全", "2027",
        ),
    ],
)  # fmt: skip
def test_findings_word_by_word(
    rows: list[tuple[int, dict[str, Raw]]], column: str, field: str, level: Level, message: str, value: str
) -> None:
    """Each names its place, quotes the cell and says what to do."""
    assert read_notice(rows)[2] == [Finding("节假日", 9, column, field, "节假日", level, message, value)]


def test_an_empty_row_between() -> None:
    """What stands below an empty row is read, too."""
    days, _, findings = read_notice([(3, row(None, None)), (4, row(date(2026, 10, 1), "休"))])
    assert list(days) == [date(2026, 10, 1)]
    assert findings == []


def test_from_when_a_december_belongs_to_the_next_year() -> None:
    """A day off on 19 December covers its year, one on 20 December does not."""
    assert read_notice([(3, row(date(2027, 12, 19), "休"))])[1] == {2027}
    assert read_notice([(3, row(date(2027, 12, 20), "休"))])[1] == set()
