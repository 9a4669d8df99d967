"""Deadline texts as offices write them, many hundred of them, each with what a careful clerk reads in it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.domain.limits.test_bases import HOLIDAYS, WORKED, after, reached, spelled
from tests.domain.reading.test_datetext import days
from toolkit.domain.reading.datetext import read_text
from toolkit.domain.reading.timeparts import Count

ROWS = [
    (*line.split("\t"), "", "")[:5]
    for line in (Path(__file__).parents[2] / "data" / "deadline_texts.tsv").read_text("utf-8").splitlines()
    if not line.startswith("# ")
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_reads_as_a_clerk_would(row: tuple[str, ...]) -> None:
    """Every row of the table (text, anchor, kind, dates, soft); a line break stands there as \\n."""
    text, anchor, kind, found, soft = row
    reading = read_text(text.replace("\\n", "\n"), date.fromisoformat(anchor))
    assert (reading.kind, reading.dates, reading.soft) == (kind, days(found), soft == "soft")
    assert bool(reading.question) is (kind == "unclear")


WORKDAYS = [row for row in ROWS if row[2] == "workdays" and row[1] >= "2026"]
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OFF = re.compile(r"放假([0-9]+月[^,)]*)")
_ON = re.compile(r"([0-9]+月[^,()放]*)调休上班")


@pytest.mark.parametrize("row", WORKDAYS, ids=lambda row: row[0])
def test_every_day_of_a_count_is_true(row: tuple[str, ...]) -> None:
    """Counted one by one from the notices, the count ends there, and the sentence names each day off and each worked weekend."""
    reading = read_text(row[0].replace("\\n", "\n"), date.fromisoformat(row[1]))
    start, due = (date.fromisoformat(text) for text in _ISO.findall(reading.basis))
    assert reading.amount is not None
    assert reached(start, reading.amount, "个工作日") == due == reading.dates[0]
    off = set().union(*(spelled(text, start.year) for text in _OFF.findall(reading.basis)))
    assert off == {day for day in after(start, due) if day in HOLIDAYS}
    assert set().union(*(spelled(text, start.year) for text in _ON.findall(reading.basis))) == WORKED & set(after(start, due))


@pytest.mark.parametrize("row", [row for row in ROWS if row[2] not in ("open", "unclear")], ids=lambda row: row[0])
def test_no_other_day_is_named(row: tuple[str, ...]) -> None:
    """Whatever the text, its basis names the anchor, the dates that were found, what was typed and the day from which a period runs."""
    text, anchor = row[0].replace("\\n", "\n"), date.fromisoformat(row[1])
    reading = read_text(text, anchor)
    told = set(_ISO.findall(re.sub("“[^”]*”", "", reading.basis)))
    found = {day.isoformat() for day in reading.dates}
    starts = sum(isinstance(part, Count) and part.from_point is not None for part in reading.parts)
    assert found <= told
    assert len(told - found - {anchor.isoformat()}) <= starts


_WRAPPED = {
    "label": "完成时限：{}",
    "stop": "{}。",
    "note": "{}（重点督办）",
    "bracket": "（{}）",
    "report": "{}，并报市政府督查室",
    "line": "{}\n责任人：张三",
}
_ALONE = ("46203", "5日（工作日）")
"""An Excel serial number is one only where nothing else stands in the cell; what has a bracket already is left alone."""


@pytest.mark.parametrize("how", [*_WRAPPED, "full width", "blanks"])
def test_what_stands_around_changes_nothing(how: str) -> None:
    """A heading, a full stop, a bracketed note, a second line, full-width signs or blanks: the same dates are read."""
    for text, anchor, kind, found, _ in ROWS:
        if kind in ("open", "unclear") or text.startswith(_ALONE):
            continue
        typed = text.replace("\\n", "\n")
        if how == "full width":
            typed = typed.translate({sign: sign + 0xFEE0 for sign in range(0x21, 0x7F)})
        elif how == "blanks":
            typed = re.sub("(?<=[年月日周底末前内])(?![0-9])", " ", typed)
        else:
            typed = _WRAPPED[how].format(typed)
        reading = read_text(typed, date.fromisoformat(anchor))
        assert (typed, reading.kind, reading.dates) == (typed, kind, days(found))
